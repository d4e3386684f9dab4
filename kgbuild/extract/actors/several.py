"""Whom a plural stands for that names nobody: "their interior ministers" and "the mayors of Lund and Moss", who are
told elsewhere, also after; "both men" and "the three states", who were named before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from kgbuild.extract.actor_index import ActorIndex
from kgbuild.extract.actors.affiliation import Affiliation
from kgbuild.extract.actors.page import Page
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import conjuncts, counted_by, objects_on, predicate, with_dep
from kgbuild.model.facts import EntityKind
from kgbuild.model.text import Token

_PLURAL = frozenset({"NNS", "NNPS"})
_TOLD = (Rel.DETERMINER, Rel.PREDETERMINER, Rel.NUMBER)
_BODIES = frozenset({EntityKind.ORGANIZATION, EntityKind.COUNTRY})
_SOON = 3  # sentences after a phrase in which those it stands for are introduced
_TWO = 2

Ids = tuple[str, ...]


class Several:
    """Says of one plural after the other whom it stands for; `members` are those of groups that are known so far."""

    def __init__(self, text: Page, index: ActorIndex, members: Mapping[str, Ids], affiliation: Affiliation) -> None:
        """Take what is known of an article."""
        self._text, self._tokens, self._index, self._members = text, text.tokens, index, members
        self._whose = affiliation
        self._says = (text.asking | text.speaking) - text.groups.meets - text.gathering
        self._meetings = {  # the sentences that tell of one
            text.sentence_of[t.i] for t in text.tokens if text.gathers(t.i) or t.lemma.lower() in text.groups.meets
        }

    def meant(self, noun: Token) -> Ids:
        """Return the entities that a noun, its head, stands for, or nobody."""
        found = self._titled(noun) if noun.tag in _PLURAL else ()
        return found or (self._named(noun) if self._meets(noun) and self._is_first(noun) else ())

    def _is_first(self, noun: Token) -> bool:
        """Say whether a phrase is not of a group told before, whoever they were."""
        mention = self._index.mention(noun.i)
        return mention is None or all(
            m.start >= mention.start for m in self._index.mentions if m.entity == mention.entity
        )

    def _meets(self, noun: Token) -> bool:
        """Say whether a sentence tells of a meeting, and not only of what a noun is asked to do ("urged both to talk"):
        of those who meet it is said who they are."""
        text, over = self._text, self._tokens[noun.head]
        asked = self._tokens[over.head].lemma.lower() if noun.dep == Rel.SUBJECT and over.dep != Rel.ROOT else ""
        said = over.lemma.lower() in self._says and not text.gathers(over.i)
        return text.sentence_of[noun.i] in self._meetings and asked not in text.asking and not said

    def _told(self, i: int) -> set[str]:
        return {self._tokens[c].text.lower() for c in with_dep(self._text, i, *_TOLD)}

    def _number(self, i: int) -> int:
        """Return how many a phrase says it stands for, or 0: "both", "the three", "the pair"."""
        told, grammar = self._told(i) | {self._tokens[i].text.lower()}, self._text.grammar
        if told & (grammar.both | self._text.groups.twosomes):
            return _TWO
        return max((grammar.numbers.cardinals.get(word, 0) for word in told), default=0)

    # those who hold an office

    def _titled(self, noun: Token) -> Ids:
        """Return whom a plural title is by the titles, or the owners, that the article gives somewhere; as many as it
        says, or as whose they are."""
        text, i = self._text, noun.i
        if noun.lemma.lower() not in text.humans:
            return ()
        before = with_dep(text, i, Rel.COMPOUND, Rel.ADJECTIVE, Rel.OWNER)
        adjectives = self._index.adjectives
        plain = [c for c in before if self._tokens[c].pos in {"NOUN", "ADJ"} and c not in adjectives]
        words = [self._tokens[c].lemma.lower() for c in (*plain, i)]
        of = objects_on(text, i, *text.grammar.belonging)
        joined = [c for b in (*before, *of) for c in conjuncts(text, b)]
        owners = list(dict.fromkeys(e for c in joined for e in self._owners(c)))
        number = max(len(owners), self._number(i), *(self._number(o) for o in of), _TWO)
        some = not (owners or of or with_dep(text, i, Rel.DETERMINER, Rel.OWNER))
        people = self._holders(owners, words, i)
        known = some and not {*people}.isdisjoint(self._around(noun, after=False))
        if known or (some and not with_dep(text, i, Rel.NUMBER)):
            return ()  # "Councillors met", "signed by *two ministers*": some, not the two whom the article names
        return people if len(people) == number else ()

    def _owners(self, i: int) -> Sequence[str]:
        """Return the bodies and lands at a token, those too that "their" stands for."""
        who = self._index.who(i)
        several = self._members.get(who or "", ())
        return self._whose.owners(i) or [e for e in several if self._index.entities[e].kind in _BODIES]

    def _holders(self, owners: Sequence[str], words: Sequence[str], i: int) -> Ids:
        """Return who holds an office with each owner, or all who hold one of this name."""
        entities = self._index.entities.values()
        held = [(e.id, r.at) for e in entities for r in e.roles if r.status == "current" and _is_called(r.title, words)]
        if not owners:
            return tuple(dict.fromkeys(e for e, _ in held))
        found = {o: list(dict.fromkeys(e for e, at in held if at == o)) or self._soon(o, words, i) for o in owners}
        known = [one for people in found.values() if len(people) == 1 for one in people]
        for owner, people in found.items():  # the one left: "*his Chilean colleague*, Verne"
            peers = [p for k in known for p in self._whose.counterparts[k] if p not in known]
            if not people and len(known) == len(owners) - 1 and len(set(peers)) == 1:
                found[owner] = peers[:1]
        return tuple(dict.fromkeys(p for people in found.values() if len(people) == 1 for p in people))

    def _soon(self, owner: str, words: Sequence[str], i: int) -> list[str]:
        """Return who is soon told to be somebody's, if one alone is: "*Finland's* Lehto and her *Georgian* colleague
        Beridze" after "the ministers of Finland and Georgia"."""
        last = self._text.sentences[min(self._text.sentence_of[i] + _SOON, len(self._text.sentences) - 1)].last
        people = [p for p in self._whose.people_of(owner, words) if self._whose.is_told(p, i, last)]
        return people if len(people) == 1 else []

    # those who were named

    def _named(self, noun: Token) -> Ids:
        """Return whom "both men" or "the parties" take up: of people the last named, of bodies those named most; who
        does it to them is none of them, nor whose a body is ("Peru's Banco Norte"). "Two rivals" are told after; a bare
        "the two" are both subjects of the sentence before."""
        text, grammar, groups = self._text, self._text.grammar, self._text.groups
        told, number, lemma = self._told(noun.i), self._number(noun.i), noun.lemma.lower()
        bare = bool(told) and noun.text.lower() in grammar.both | grammar.two and not counted_by(text, noun.i)
        known = bool(number) and bool(told & grammar.definite)
        new = number == _TWO and not known  # "two rivals"
        camps = lemma in grammar.camps and noun.tag in _PLURAL and bool(told & grammar.definite)
        camps &= noun.dep != Rel.OWNER  # "the sides' meeting four years ago"
        person, side = bare or lemma in text.persons, lemma in grammar.sides
        if not (bare or camps or (known and (person or side or noun.text.lower() in groups.acting)) or (new and side)):
            return ()
        if bare and (subjects := self._subjects_before(noun)):
            return subjects
        named = self._around(noun, after=new)
        people = self._people(noun, named) if person and not new else ()
        if person and not (bare or side):
            return people
        return people or self._most(noun, named, number or _TWO)

    def _subjects_before(self, noun: Token) -> Ids:
        """Return both subjects of the sentence before a bare "the two"."""
        last = self._text.sentence_of[noun.i] - 1
        for t in self._text.words(self._text.sentences[last]) if last >= 0 else ():
            joined = conjuncts(self._text, t.i)
            if t.dep in SUBJECTS and self._tokens[t.head].dep == Rel.ROOT and len(joined) == _TWO:
                return tuple(e for c in joined if (e := self._index.actor(c)) is not None)
        return ()

    def _around(self, noun: Token, *, after: bool) -> list[str]:
        """Return the actors at the tokens before a noun, the nearest first, or after it; not who does it to them."""
        text, i = self._text, noun.i
        apart = {self._index.actor(c) for d in text.doers(predicate(text, i)) if d != i for c in conjuncts(text, d)}
        span = range(i + 1, len(self._tokens)) if after else range(i - 1, -1, -1)
        told = (j for j in span if self._index.mention(j) is not self._index.mention(j + 1))  # each name once
        return [e for j in told if (e := self._standing(j)) is not None and e not in apart]

    def _standing(self, i: int) -> str | None:
        """Return the actor at a token, but for one that only tells whose another is."""
        token, found = self._tokens[i], self._index.actor(i)
        owned = token.dep == Rel.OWNER and self._index.actor(token.head) is not None
        return None if owned else found

    def _people(self, noun: Token, named: Sequence[str]) -> Ids:
        entities, text = self._index.entities, self._text
        people = [e for e in named if entities[e].kind is EntityKind.PERSON]
        words = {self._tokens[c].lemma.lower() for c in (noun.i, *with_dep(text, noun.i, Rel.COMPOUND, Rel.ADJECTIVE))}
        held = {e: {w for r in entities[e].roles for w in r.title.lower().split()} for e in people}
        called = [e for e in held if words & held[e]]  # "the two chief executives"
        two = tuple(called if len(called) > 1 else held)[1::-1]
        return two if len(two) > 1 else ()

    def _most(self, noun: Token, named: Sequence[str], number: int) -> Ids:
        """Return the bodies named most; of more than two none but them."""
        lands, firms = noun.lemma.lower() in self._text.grammar.states, noun.text.lower() in self._text.groups.firms
        kinds = {EntityKind.COUNTRY} if lands else {EntityKind.ORGANIZATION} if firms else _BODIES
        bodies = Counter(e for e in named if self._index.entities[e].kind in kinds)
        most = [e for e, _ in bodies.most_common(number)]
        clear = number == _TWO or len(bodies) == number
        return tuple(sorted(most, key=named[::-1].index)) if len(most) == number and clear else ()


def _is_called(title: str, words: Sequence[str]) -> bool:
    """Say whether a title may be meant by other words: "minister" by "transport ministers", not "prime minister"."""
    told = title.lower().split()
    short = min(len(told), len(words))
    return short > 0 and told[-short:] == list(words[-short:])
