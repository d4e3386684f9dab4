"""Roles that a verb tells: "X was director of Y until 2019", "the board named X its head", "X, who leads the union"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from kgbuild.extract.actors.phrases import Phrases, Title
from kgbuild.extract.actors.spots import Spot
from kgbuild.extract.actors.words import Predicate, Tells
from kgbuild.extract.parse.clause import Clause, heads_of
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import ancestors, with_dep
from kgbuild.extract.parse.verbs import is_infinitive
from kgbuild.model.facts import EntityKind, Factuality
from kgbuild.model.text import Token

_FAR = 8  # tokens between a verb and the title it gives
_LED = frozenset([EntityKind.ORGANIZATION, EntityKind.COUNTRY])


class Predicates:
    """Reads the clauses of one article; `holder` says which person stands at a token."""

    def __init__(self, phrases: Phrases, holder: Callable[[int], Spot | None]) -> None:
        """Take the title phrases and the people."""
        self._phrases, self._holder = phrases, holder
        self._text, self._words = phrases.text, phrases.words

    def titles(self) -> Iterator[Title]:
        """Yield the titles that verbs give, in text order."""
        for clause in self._text.clauses.values():
            predicate = self._phrases.told_by(clause)
            if predicate is None or self._open(clause) or self._said(clause.head):
                continue
            read = self._headed if predicate.title else self._given
            yield from (replace(title, verb=clause.head) for title in read(clause, predicate))

    def _given(self, clause: Clause, predicate: Predicate) -> Iterator[Title]:
        """ "X was | the mayor of Y", "Y named X | head", "X served as | its president"."""
        tokens, end = self._text.tokens, self._phrases.end_of(clause.head)
        i, person, over = self._title_at(clause, end, named=Tells.NAMES in predicate.tells)
        linked = i < end and tokens[i].text.lower() in self._text.grammar.as_
        if Tells.LINKED in predicate.tells and not linked:
            as_whom = next(clause.after(self._text.grammar.as_), None)  # "resigned on Friday | as chairman"
            i, linked = (as_whom.marker, True) if as_whom is not None else (end, False)
        head = self._phrases.head_from(i + linked, end) if i + linked < end else None
        if head is None or (head + 1 < end and self._phrases.person(head + 1) is not None):
            return
        if tokens[head].text.lower() in self._words.strangers:
            return  # "was a driver" is no office
        ended = over or Tells.ENDS in predicate.tells or (Tells.LASTS in predicate.tells and self._past(clause.head))
        people = [person] if person is not None else self._people(clause, predicate)
        for one in people:
            title = self._phrases.read(
                one, i + linked, self._phrases.last_of(head, end), head, status="former" if ended else ""
            )
            if title is not None and not (one.first <= head < one.last):
                yield title

    def _title_at(self, clause: Clause, end: int, *, named: bool) -> tuple[int, Spot | None, bool]:
        """Return where the title after a verb begins, the person `named` before it, and whether it is no longer so."""
        tokens, i, person, over = self._text.tokens, clause.head + 1, None, False
        while i < min(end, clause.head + _FAR):
            spot = self._phrases.person(i)
            if spot is not None and named and person is None:
                person, i = spot, spot.last
            elif tokens[i].text.lower() in self._words.no_longer:
                over, i = True, i + 1
            elif tokens[i].dep == Rel.PARTICLE or i == clause.last:
                i += 1  # "was sworn | in | as"
            elif tokens[i].pos == "ADV" and self._phrases.head_from(i, end) is None:
                i += 1
            else:
                break
        return i, person, over

    def _headed(self, clause: Clause, predicate: Predicate) -> Iterator[Title]:
        """ "X, who leads | the Green Party"."""
        status = "former" if self._past(clause.head) else "current"
        frame = self._words.titles[predicate.title]
        for at in (self._phrases.outer.get(thing.head) for thing in clause.things):
            if at is None or at.kind not in _LED:
                continue
            for person in self._people(clause, predicate):
                yield Title(person, clause.head, at.last, clause.head, predicate.title, status, frame, at)

    def _people(self, clause: Clause, predicate: Predicate) -> Iterator[Spot]:
        """Yield the people of whom a verb tells a role: who does it, or to whom it is done."""
        found = heads_of(clause.things if Tells.NAMES in predicate.tells else clause.doers)
        found += [a for j in found for a in with_dep(self._text, j, Rel.APPOSITION)]
        people = [spot for i in found if (spot := self._holder(i)) is not None]
        yield from people or self._named_before(clause)

    def _named_before(self, clause: Clause) -> Iterator[Spot]:
        """ "the record of X, | who is now head of Y": who stands before a relative clause, whatever it hangs on."""
        if clause.above.rel is Rel.RELATIVE:
            before = min(self._text.subtree(clause.head)) - 1
            before -= self._text.tokens[before].text == ","
            spot = self._holder(before)
            yield from [spot] if spot is not None else []

    def _open(self, clause: Clause) -> bool:
        """Say whether it is denied, wished or possible only: "was not", "wants to be", "would become"."""
        tokens = self._text.tokens
        verb, below = tokens[clause.head], [tokens[c] for c in self._text.children[clause.head]]
        if clause.negated or clause.mood not in {None, Factuality.ACTUAL}:
            return True
        if verb.tag == "VBG" or is_infinitive(self._text, verb.i):
            return True  # "from being head", "wants to be head"
        if any(t.tag == "WRB" or t.lemma.lower() in self._words.denying for t in below):
            return True  # "where he is head"
        return any(t.lemma.lower() in self._words.denying for t in tokens[verb.i + 1 : verb.i + 2])

    def _said(self, verb: int) -> bool:
        """Say whether somebody says it: what is only said of people is no fact about them."""
        tokens, speaking = self._text.tokens, self._phrases.speaking
        chain = [verb, *ancestors(self._text, verb)]
        return any(
            tokens[i].dep == Rel.CLAUSE and tokens[tokens[i].head].lemma.lower() in speaking for i in chain[:_FAR]
        )

    def _past(self, verb: int) -> bool:
        """Say whether what lasted is over: "was", "had been", but not "has been", nor what a past verb reports."""
        tokens = self._text.tokens
        if tokens[verb].tag == "VBD":
            return not (tokens[verb].dep == Rel.CLAUSE and tokens[tokens[verb].head].tag == "VBD")
        return tokens[verb].tag == "VBN" and any(t.tag == "VBD" for t in self._helpers(verb))

    def _helpers(self, verb: int) -> Iterator[Token]:
        tokens = self._text.tokens
        return (tokens[c] for c in self._text.children[verb] if tokens[c].pos == "AUX" and c < verb)
