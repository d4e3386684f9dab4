"""An article as the readers of names see it: its view, with what is known of names and of words for people, and its
spots, the stretches of tokens that name something, before it is known which of them mean the same."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from functools import cached_property

from kgbuild.extract.actors.gazetteer import KnownName
from kgbuild.extract.actors.knowledge import ActorKnowledge
from kgbuild.extract.actors.words import TOLD
from kgbuild.extract.parse.clause import heads_of
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import ancestors, objects_on, with_dep
from kgbuild.extract.parse.verbs import is_infinitive
from kgbuild.extract.parse.view import View
from kgbuild.model.facts import EntityKind, Form
from kgbuild.model.text import Token

SCORE = re.compile(r"\b\d{1,3}\s?[-–]\s?\d{1,3}\b")  # "4-2"
HYPHENS = frozenset("-‐‑")
_WEATHER = frozenset(["$weather"])
_PERSON, _TOWN = "PERSON", "GPE"
NO_TOKEN = Token(-1, 0, 0, "", "", "", "", "", -1, "", begins=False)


@dataclass(frozen=True, slots=True)
class Page(ActorKnowledge, View):
    """A view with what is known of actors at hand."""

    @cached_property
    def telling(self) -> set[str]:
        """The forms of "he" and "she"."""
        return {form for form, pronoun in self.groups.pronouns.items() if pronoun in TOLD}

    def over_portfolios(self, i: int) -> int:
        """Return the token behind what offices are for, joined or not: "| and Home Affairs" Minister."""
        sorts = self.roles.portfolios
        while self.at(i).text in sorts or (self.joins(i) and self.at(i + 1).text in sorts):
            i += 1
        return i

    def joins(self, i: int) -> bool:
        """Say whether token `i` joins words of a list: "and", the comma of "Culture, Media and Sport"."""
        return self.at(i).pos == "CCONJ" or (self.at(i).text == "," and self.at(i + 2).pos == "CCONJ")

    def at(self, i: int) -> Token:
        """Return the token at a place, or one without a word where the article has none."""
        return self.tokens[i] if 0 <= i < len(self.tokens) else NO_TOKEN

    def opens(self, i: int) -> bool:
        """Say whether a sentence begins with token `i`."""
        return self.sentence(i).first == i

    def gathers(self, i: int) -> bool:
        """Say whether a word is one for a meeting: its noun, a verb of meeting or of holding one, or what is done to
        somebody in a room ("*told* growers in the school")."""
        clause = self.clauses.get(i)
        if clause is None:
            return self.at(i).text.lower() in self.gatherings
        things = [self.tokens[j] for j in heads_of(clause.things)]
        told = {clause.word, *(f"{self.tokens[i].lemma} {t.lemma}".lower() for t in things)}  # "made her case"
        held = not told.isdisjoint(self.gathering) or any(t.text.lower() in self.gatherings for t in things)
        below = [] if held or told.isdisjoint(self.dealings) else [j for j in self.subtree(i) if j > i]
        return held or (any(map(self._is_ground, below)) and any(map(self._is_somebody, below)))

    def storms(self, verb: int) -> bool:
        """Say whether it is the weather or the ground that does what a verb tells: "floods swept through Lund"."""
        of = self.grammar.of  # not "a storm | of protest"
        return any(self.is_one(i, _WEATHER) and not objects_on(self, i, *of) for i in self.doers(verb))

    def _is_somebody(self, i: int) -> bool:
        token = self.tokens[i]
        return token.entity == _PERSON or token.lemma.lower() in self.humans or token.text.lower() in self.groups.people

    def _is_ground(self, i: int) -> bool:
        token = self.tokens[i]
        link = self.tokens[token.head].text.lower() if token.dep == Rel.PREP_OBJECT else ""
        at = link in self.grammar.at and (token.lemma.lower() in self.rooms or token.entity == _TOWN)
        meal = link in self.grammar.concerning and token.text.lower() in self.gatherings  # "over lunch"
        return at or meal or (link in self.grammar.purpose and token.lemma in self.grammar.moments)  # "for two hours"

    def is_room(self, token: Token) -> bool:
        """Say whether a word is for where people meet, or do something with others: "talks in | the *ministry*"."""
        link = self.tokens[token.head]
        if token.dep != Rel.PREP_OBJECT or link.text.lower() not in self.grammar.placed | self.grammar.spots:
            return False
        return self.is_one(token.i, self.rooms) and self.met_at(link.i)

    def met_at(self, link: int) -> bool:
        """Say whether a preposition leads to where people meet: "spent an hour *with* Ruiz | in the ministry"."""
        above = [i for i in ancestors(self, link) if i in self.clauses or self.gathers(i)]
        above += [c for c in with_dep(self, above[0], Rel.ADVERB_CLAUSE) if is_infinitive(self, c)] if above else []
        others = (self.tokens[o] for i in above for o in objects_on(self, i, *self.grammar.beside))
        return any(map(self.gathers, above)) or any(o.pos == "PROPN" or o.lemma.lower() in self.persons for o in others)

    def is_national(self, i: int) -> bool:
        """Say whether a word stands for one of a people: "the *American* said", not "the American embassy"."""
        token, after = self.tokens[i], self.at(i + 1)
        noun = after.pos in {"NOUN", "PROPN", "ADJ"} or token.dep in {Rel.ADJECTIVE, Rel.COMPOUND, Rel.NOUN}
        bound = after.text in HYPHENS or (noun and token.head > i)
        return token.tag in {"NN", "NNP", "JJ"} and self.gazetteer.is_national(token.text) and not bound

    def low(self, first: int, last: int) -> str:
        """Return the words of the tokens `[first, last)` in small letters, with single blanks between them."""
        return " ".join(t.text.lower() for t in self.tokens[max(first, 0) : max(last, 0)])


def page_of(view: View, knowledge: ActorKnowledge) -> Page:
    """Return a view with what is known of actors."""
    return Page(*(getattr(part, f.name) for part in (view, knowledge) for f in fields(part)))


@dataclass(frozen=True, slots=True)
class Spot:
    """Tokens `[first, last)` that name something of a kind; `known` where the gazetteer identifies it.

    `sure` says that the kind rests on more than the recognizer's guess; `within` is the key of the country or body that
    a group belongs to.
    """

    first: int
    last: int
    kind: EntityKind
    text: str
    known: KnownName | None = None
    form: Form = Form.NAME
    sure: bool = False
    within: str = ""

    @property
    def size(self) -> int:
        """Return the number of tokens."""
        return self.last - self.first


@dataclass(slots=True)
class Referent:
    """Spots that name one entity; `key` is unique in the article. Grows while an article is read."""

    key: str
    kind: EntityKind
    spots: list[Spot] = field(default_factory=list)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the distinct name forms in order of appearance."""
        return tuple(dict.fromkeys(s.text for s in self.spots if s.form is Form.NAME))


def make_spot(text: Page, first: int, last: int, kind: EntityKind, *, sure: bool = False, within: str = "") -> Spot:
    """Return a name spot over the tokens `[first, last)`; letters behind somebody's name ("Ada Norris *MP*") are none
    of it, but the parser may hang all on them."""
    end = last
    while kind is EntityKind.PERSON and end - first > 1 and text.tokens[end - 1].text in text.roles.letters:
        end -= 1
    return Spot(first, last, kind, words_of(text, first, end), sure=sure, within=within)


def words_of(text: Page, first: int, last: int) -> str:
    """Return the words from token `first` to the one before `last`, with plain single blanks between them."""
    return " ".join(text.slice(text.tokens[first].start, text.tokens[last - 1].end).split())


def head_of(text: Page, first: int, last: int) -> int:
    """Return the token of `[first, last)` that the others hang from: its head lies outside (or is itself)."""
    outside = [t.i for t in text.tokens[first:last] if not first <= t.head < last or t.head == t.i]
    return outside[-1] if outside else last - 1
