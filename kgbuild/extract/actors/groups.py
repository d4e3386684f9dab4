"""Groups and bodies named by a common noun: "the Norvale administration", "officials from both countries"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kgbuild.extract.actors.evidence import says_what
from kgbuild.extract.actors.gazetteer import KnownName, KnownRole
from kgbuild.extract.actors.page import HYPHENS, Page, Spot, words_of
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import ancestors, with_dep
from kgbuild.model.facts import EntityKind, Form
from kgbuild.model.text import Token

_MODIFIERS = frozenset(
    [Rel.COMPOUND, Rel.ADJECTIVE, Rel.NOUN, Rel.OWNER, Rel.CASE, Rel.PUNCTUATION, Rel.ADVERB, Rel.NOUN_ADVERB]
)
_NO_MODIFIERS = frozenset(["DET", "NUM", "PRON", "SCONJ", "ADP", "CCONJ", "AUX"])
_LANDS = frozenset(["NORP", "GPE"])
_NOUNS = frozenset(["NOUN", "PROPN"])
_MADE_OF = ("HYPH", "VBN")  # "| -based"
_WORDS = frozenset(["ADJ", "NOUN", "PROPN"])

# where a group that nothing names still matters
ACTING = frozenset([Rel.SUBJECT, Rel.PASSIVE_SUBJECT, Rel.OBJECT, Rel.RECIPIENT])


def names_itself(spot: Spot, token: Token, text: Page) -> bool:
    """Say whether a noun after a body's name says what it is: "the Tavrion | news agency"."""
    noun = " ".join(t.text for t in text.tokens[spot.last : token.i + 1])
    bound = spot.last <= text.tokens[spot.last - 1].head <= token.i
    return bound and spot.kind is EntityKind.ORGANIZATION and noun in text.groups.same_as


def left_of(token: Token, text: Page) -> int:
    """Return the first token of the noun's modifiers: names, possessors, adjectives; no article, number or pronoun."""
    first = token.i
    while first > 0:
        before = text.tokens[first - 1]
        mark = before.pos == "PUNCT" and before.text not in HYPHENS
        links = before.dep == Rel.COORDINATOR or (before.text == "," and text.at(before.i + 1).dep == Rel.CONJUNCT)
        land = text.at(before.i - 1) if links else before
        joined = (links or before.dep == Rel.CONJUNCT) and land.entity in _LANDS
        if not joined and (mark or before.pos in _NO_MODIFIERS or before.dep not in _MODIFIERS):
            break  # "Peruvian and Chilean | miners"
        if token.i not in ancestors(text, before.i):
            break
        first -= 1
    while first < token.i and text.tokens[first].pos in {"PUNCT", "PART", "CCONJ"}:
        first += 1
    aged = with_dep(text, first, Rel.NUMBER) if text.tokens[first].dep == Rel.NOUN_ADVERB else []
    return min([first, *aged])  # "a 38-year-old man"


class Groups:
    """Reads the groups of one article around its names and its demonym adjectives."""

    def __init__(self, text: Page, names: Sequence[Spot], adjectives: Mapping[int, KnownName]) -> None:
        """Index the names by token."""
        self._text, self._tokens, self._words, self._adjectives = text, text.tokens, text.groups, adjectives
        self._named = {i: s for s in names for i in range(s.first, s.last)}

    def spots(self) -> list[Spot]:
        """Return nominal spots of groups and bodies that their phrase tells apart; they may contain names."""
        nouns = (t for t in self._tokens if t.pos in _NOUNS and t.i not in self._named)
        found = [spot for noun in nouns if (spot := self._read(noun)) is not None]
        return [*found, *self._quantities(found)]

    def _read(self, token: Token) -> Spot | None:
        kind = self._kind(token)
        if kind is None or (kind is EntityKind.ORGANIZATION and self._explains(token)):
            return None
        if self._text.low(token.i - 2, token.i + 1) in self._text.roles.compounds:
            return None  # "chief of staff"
        after = self._named.get(token.i + 1)
        if after is not None and after.first == token.i + 1 and self._said_of(token, after):
            return None  # "Foreign ministers | Paavo Laine and Gunnar Moe", "the forestry group | Norrvik"
        first, last = left_of(token, self._text), self._right(token)
        told = last > token.i + 1 or self._identified(first, token)
        return self._group(first, last, kind, self._within(first, last)) if told else None

    def _group(self, first: int, last: int, kind: EntityKind, within: str) -> Spot:
        words = words_of(self._text, first, last)
        return Spot(first, last, kind, words, form=Form.NOMINAL, sure=True, within=within)

    def _explains(self, token: Token) -> bool:
        """ "Fortuna, the industry lobby", "the Tavrion news agency": a noun that says what the name beside it is."""
        if token.dep == Rel.APPOSITION and token.head in self._named:
            return self._named[token.head].known is None
        apposed = (self._named[c] for c in with_dep(self._text, token.i, Rel.APPOSITION) if c in self._named)
        if any(s.kind is EntityKind.ORGANIZATION and s.first - token.i == 2 for s in apposed):
            return True  # "Asia's largest cement maker, | Fortuna"
        before = self._named.get(token.i - 1) or self._named.get(token.i - 2)
        return before is not None and names_itself(before, token, self._text)

    def _said_of(self, token: Token, name: Spot) -> bool:
        sort = token.text.lower() in self._words.same_as | self._words.trades and name.kind is EntityKind.ORGANIZATION
        return name.kind is EntityKind.PERSON or (sort and says_what(self._text, token, name.first, name.last))

    def _kind(self, token: Token) -> EntityKind | None:
        word = token.text.lower()
        body = word in self._words.bodies
        if not (body or word in self._words.people) or (body and self._text.is_room(token)):
            return None  # "met at the labour *ministry*": where, not who
        owned = with_dep(self._text, token.i, Rel.OWNER)
        if body and owned and self._text.at(token.i + 1).text in self._text.grammar.toward:
            return None  # "gave up its *opposition* to disarmament"
        if token.dep == Rel.COMPOUND and token.head == token.i + 1:  # "government officials": the officials are meant
            held = self._tokens[token.head].lemma in self._text.roles.titles  # "foreign ministry | spokesman"
            if not (body and held):
                return None
        if word in self._words.people:
            return EntityKind.GROUP
        return EntityKind.ORGANIZATION if token.text[0].islower() else None

    def _right(self, token: Token) -> int:
        """Return the end of the noun's phrase: "from both countries", "of Norvale", directly after it."""
        link, grammar = self._text.at(token.i + 1), self._text.grammar
        leads = link.text in grammar.source | grammar.of and link.head == token.i
        for goal in with_dep(self._text, link.i, Rel.PREP_OBJECT) if leads else ():
            if goal - link.i <= 4 and goal in self._named:
                return self._with_other(goal)
            both = (self._tokens[c].text.lower() in self._words.both for c in self._text.children[goal])
            if goal - link.i <= 4 and self._tokens[goal].text.lower() in self._words.pairs and any(both):
                return goal + 1
        return token.i + 1

    def _with_other(self, goal: int) -> int:
        """ "negotiators from Norvale | and Estmark", "leaders of Norvale|, Estmark and Sund": a list that closes."""
        joining, near, last = self._words.joining, {goal}, self._named[goal].last
        end = last
        while self._text.at(end).text == "," or self._text.at(end).text in joining:
            twice = self._text.at(end + 1).text in joining
            closing = twice or self._text.at(end).text in joining
            other = self._named.get(end + 1 + twice)
            if other is None or near.isdisjoint(self._tokens[i].head for i in range(other.first, other.last)):
                break
            near |= set(range(other.first, other.last))
            end = other.last
            if closing:
                return end
        return last

    def _identified(self, first: int, token: Token) -> bool:
        """Say whether the words before a noun tell its group apart."""
        words, word = self._tokens[first : token.i], token.text.lower()
        if word in self._words.trades:  # "the *Leeds-based* lender" may be the firm just named
            words = tuple(t for t in words if (self._text.at(t.i + 1).tag, self._text.at(t.i + 2).tag) != _MADE_OF)
        if word in self._words.alone or any(t.i in self._named or t.i in self._adjectives for t in words):
            return True
        below = [self._tokens[c] for c in self._text.children[token.i]]
        if any(t.dep == Rel.OWNER and t.tag == "NNS" for t in below):
            return True  # "the metalworkers' union"
        if word not in self._words.people:  # "the interior ministry", "the central bank"
            firm = (
                word in self._words.trades | self._words.firm_words
            )  # "the food | group", "the electricity | retailer"
            portfolios = () if firm else self._text.roles.portfolios
            return any(t.text.lower() in self._words.branches or t.text.title() in portfolios for t in words)
        telling = {t.text.lower() for t in words if t.pos in _WORDS}
        if telling & self._words.directions or any(t.tag == "PRP$" for t in below):
            return True  # "western allies", "its allies"
        return token.dep in ACTING and bool(telling - self._words.dull)  # "oil traders said"

    def _within(self, first: int, last: int) -> str:
        """Return the key of the country or body that a phrase names."""
        for i in range(first, last):
            known = self._adjectives.get(i) or (self._named[i].known if i in self._named else None)
            if known is not None:
                return known.stands_for or known.key
        return ""

    def _quantities(self, groups: Sequence[Spot]) -> Iterator[Spot]:
        """ "Millions of Ukrainians": a number of people of a country, not the country."""
        peoples = (s for s in self._named.values() if s.known is not None and s.known.role is KnownRole.DEMONYM)
        for spot in [*groups, *dict.fromkeys(peoples)]:
            number, link = self._text.at(spot.first - 2), self._text.at(spot.first - 1)
            if number.text.lower() in self._words.quantities and link.text in self._text.grammar.of:
                within = spot.within or (spot.known.key if spot.known is not None else "")
                yield self._group(number.i, spot.last, EntityKind.GROUP, within)
