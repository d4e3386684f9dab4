"""Roles that a text tells: titles before a name and in apposition to it, and what verbs say somebody is: "X was head
of Y", "the board named X its head", "X, who leads the union"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from kgbuild.extract.actors.page import Spot
from kgbuild.extract.actors.phrases import Phrases, Title, begins_clause
from kgbuild.extract.actors.words import Predicate, Tells
from kgbuild.extract.parse.clause import Clause, heads_of
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import ancestors, with_dep
from kgbuild.extract.parse.verbs import is_infinitive
from kgbuild.model.facts import EntityKind, Factuality

_OPENS = frozenset([",", "(", "—", "–", "--", "-"])
_CLOSES = frozenset([",", ")", ".", "—", "–", "--", ";", ":"])
_REACH = 12  # tokens an apposition may stand before its name
_FAR = 8  # tokens between a verb and the title it gives
_LED = frozenset([EntityKind.ORGANIZATION, EntityKind.COUNTRY])


class Beside:
    """Reads the titles around the names of one article."""

    def __init__(self, phrases: Phrases) -> None:
        """Take the article's title phrases."""
        self._phrases, self._text, self._tokens = phrases, phrases.text, phrases.text.tokens

    def titles(self, holder: Spot) -> Iterator[Title]:
        """Yield the titles that stand directly before a person's name and in apposition to it, and those that a plural
        before the name gives to the people named after it."""
        head = self._phrases.head_before(holder.first)  # "Ukrainian President X", "Moscow's chief negotiator X"
        first = self._phrases.first_of(head) if head is not None else 0
        before = self._phrases.read(holder, first, holder.first, head) if head is not None else None
        if before is not None:
            yield from self._shared(before)
        after = self._after(holder) or (None if before is not None else self._apposed(holder))
        if after is not None:
            yield after

    def _shared(self, title: Title) -> Iterator[Title]:
        """Yield a title with the "of X" behind its name; a plural one of all: "Ministers A of X, B of Y and C"."""
        tokens, holder = self._tokens, title.holder
        end, many = self._text.sentence(holder.first).last, self._phrases.plural(tokens[title.head])
        while True:
            own = self._of(holder, title, end)
            yield replace(title, holder=holder, at=own or title.at, at_key="" if own else title.at_key)
            if not many:
                return
            i = own.last if own is not None else holder.last
            while i < end and (tokens[i].text == "," or tokens[i].pos == "CCONJ"):
                i += 1
            following = self._phrases.person(i) if holder.last < i < end else None
            if following is None or following.first != i:
                return
            holder = following

    def _of(self, holder: Spot, title: Title, end: int) -> Spot | None:
        """ "Chancellor X | of Austria": whose title it is, said after the name."""
        tokens, i = self._tokens, holder.last
        if i + 1 >= end or tokens[i].text not in self._text.grammar.of or title.at is not None or title.at_key:
            return None
        first = i + 1 + (tokens[i + 1].pos == "DET")
        spot = self._phrases.outer.get(first)
        return spot if spot is not None and spot.first == first and spot.kind is not EntityKind.PERSON else None

    def _after(self, holder: Spot) -> Title | None:
        """ "X, the head of Y's team," and "X, a former US ambassador to Z,"."""
        tokens, i, end = self._tokens, holder.last, self._text.sentence(holder.first).last
        if i + 2 < end and tokens[i].text == "," and tokens[i + 1].pos == "NUM" and tokens[i + 2].text == ",":
            i += 2  # "X, 43, a baker"
        head = self._phrases.head_from(i + 1, end) if i < end and tokens[i].text in _OPENS else None
        if head is None or (head + 1 < end and self._phrases.person(head + 1) is not None):
            return None  # "after meeting X, President Y said": the title is Y's
        if begins_clause(self._text, i, head):
            return None
        return self._phrases.read(holder, i + 1, self._phrases.last_of(head, end), head)

    def _apposed(self, holder: Spot) -> Title | None:
        """ "the company's chief executive, X" and "a spokesman for Y, X,"."""
        tokens, comma, phrases = self._tokens, holder.first - 1, self._phrases
        start, found = self._text.sentence(holder.first).first, None
        if comma <= start or tokens[comma].text != ",":
            return None
        closed = holder.last >= len(tokens) or tokens[holder.last].text in _CLOSES
        for i in range(comma - 1, max(start, comma - _REACH) - 1, -1):
            near, verbal = i == comma - 1, tokens[i].pos in {"VERB", "AUX", "SCONJ", "PRON"}
            if (verbal and tokens[i].tag != "PRP$") or (tokens[i].text in _CLOSES and not near):
                break
            many = phrases.plural(tokens[i])  # "to press debate moderators, X said"
            if many or not phrases.noun(tokens[i]) or phrases.person(i + 1) is not None:
                continue
            if phrases.last_of(i, comma) == comma and (closed or near or tokens[holder.last - 1].head == i):
                found = i
                if near:
                    break  # "a lawyer for the secretary, X"
        if found is None:
            return None
        first = phrases.first_of(found)
        opened = first > start and (tokens[first - 1].pos == "DET" or tokens[first - 1].tag == "PRP$")
        if first == found and not opened and (found > start or found != comma - 1):
            return None  # "… met chairman, X"
        return phrases.read(holder, first - opened, comma, found)


class Predicates:
    """Reads the clauses of one article; `holder` says which person stands at a token."""

    def __init__(self, phrases: Phrases, holder: Callable[[int], Spot | None]) -> None:
        """Take the title phrases and the people."""
        self._phrases, self._holder = phrases, holder
        self._text, self._words, self._tokens = phrases.text, phrases.words, phrases.text.tokens

    def titles(self) -> Iterator[Title]:
        """Yield the titles that verbs give, in text order."""
        for clause in self._text.clauses.values():
            predicate = self._phrases.told_by(clause)
            if predicate is None or self._open(clause):
                continue
            chain = (self._tokens[i] for i in [clause.head, *ancestors(self._text, clause.head)][:_FAR])
            clauses = (self._tokens[t.head] for t in chain if t.dep == Rel.CLAUSE)
            if any(t.lemma.lower() in self._text.speaking for t in clauses):
                continue  # of whom it is only said, it is no fact
            read = self._headed if predicate.title else self._given
            yield from (replace(title, verb=clause.head) for title in read(clause, predicate))

    def _given(self, clause: Clause, predicate: Predicate) -> Iterator[Title]:
        """ "X was | the mayor of Y", "Y named X | head", "X served as | its president"."""
        end = self._text.sentence(clause.head).last
        i, person, over = self._title_at(clause, end, named=Tells.NAMES in predicate.tells)
        linked = i < end and self._tokens[i].text.lower() in self._text.grammar.as_
        if Tells.LINKED in predicate.tells and not linked:
            as_whom = next(clause.after(self._text.grammar.as_), None)  # "resigned on Friday | as chairman"
            i, linked = (as_whom.marker, True) if as_whom is not None else (end, False)
        head = self._phrases.head_from(i + linked, end) if i + linked < end else None
        if head is None or (head + 1 < end and self._phrases.person(head + 1) is not None):
            return
        if self._tokens[head].text.lower() in self._words.strangers:
            return  # "was a driver" is no office
        ended = over or Tells.ENDS in predicate.tells or (Tells.LASTS in predicate.tells and self._past(clause.head))
        last, status = self._phrases.last_of(head, end), "former" if ended else ""
        for one in [person] if person is not None else self._people(clause, predicate):
            title = self._phrases.read(one, i + linked, last, head, status=status)
            if title is not None and not (one.first <= head < one.last):
                yield title

    def _title_at(self, clause: Clause, end: int, *, named: bool) -> tuple[int, Spot | None, bool]:
        """Return where the title after a verb begins, the person `named` before it, and whether it is no longer so."""
        tokens, i, person, over = self._tokens, clause.head + 1, None, False
        while i < min(end, clause.head + _FAR):
            spot = self._phrases.person(i)
            if spot is not None and named and person is None:
                person, i = spot, spot.last
                continue
            ends = tokens[i].text.lower() in self._words.no_longer
            particle = tokens[i].dep == Rel.PARTICLE or i == clause.last  # "was sworn | in | as"
            if not (ends or particle or (tokens[i].pos == "ADV" and self._phrases.head_from(i, end) is None)):
                break
            over, i = over or ends, i + 1
        return i, person, over

    def _headed(self, clause: Clause, predicate: Predicate) -> Iterator[Title]:
        """ "X, who leads | the Green Party"."""
        past, frame = self._past(clause.head), self._words.titles[predicate.title]
        status = "former" if past else "current"
        things = (t.head for t in clause.things if not (past and self._passing(t.head)))
        for at in map(self._phrases.outer.get, things):
            for person in self._people(clause, predicate) if at is not None and at.kind in _LED else ():
                last = max(at.last if at is not None else 0, clause.head + 1)  # "the board, | chaired by X"
                yield Title(person, clause.head, last, clause.head, predicate.title, status, frame, at)

    def _passing(self, thing: int) -> bool:
        """Say whether a body was there for a day: "the delegation", "a rescue team", "the party" without a name."""
        token = self._tokens[thing]
        return token.pos == "NOUN" and token.lemma.lower() in self._words.passing

    def _people(self, clause: Clause, predicate: Predicate) -> Iterator[Spot]:
        """Yield the people of whom a verb tells a role: who does it, or to whom it is done; or who stands before a
        relative clause, whatever it hangs on: "the record of X, | who is now head of Y"."""
        found = heads_of(clause.things if Tells.NAMES in predicate.tells else clause.doers)
        found += [a for j in found for a in with_dep(self._text, j, Rel.APPOSITION)]
        people = [spot for i in found if (spot := self._holder(i)) is not None]
        if not people and clause.above.rel is Rel.RELATIVE:
            before = min(self._text.subtree(clause.head)) - 1
            named = self._holder(before - (self._tokens[before].text == ","))
            people = [named] if named is not None else []
        yield from people

    def _open(self, clause: Clause) -> bool:
        """Say whether it is denied, wished or possible only: "was not", "wants to be", "would become"."""
        verb, denying = self._tokens[clause.head], self._words.denying
        if clause.negated or clause.mood not in {None, Factuality.ACTUAL}:
            return True
        if verb.tag == "VBG" or is_infinitive(self._text, verb.i):
            return True  # "from being head", "wants to be head"
        below = [self._tokens[c] for c in self._text.children[clause.head]]  # "where he is head"
        denied = (t.lemma.lower() in denying for t in (*below, self._text.at(verb.i + 1)))
        return any(denied) or any(t.tag == "WRB" for t in below)

    def _past(self, verb: int) -> bool:
        """Say whether what lasted is over: "was", "had been", but not "has been", nor what a past verb reports."""
        token = self._tokens[verb]
        if token.tag == "VBD":
            return token.dep != Rel.CLAUSE or self._tokens[token.head].tag != "VBD"
        helpers = (self._tokens[c] for c in self._text.children[verb] if c < verb)
        return token.tag == "VBN" and any(t.pos == "AUX" and t.tag == "VBD" for t in helpers)
