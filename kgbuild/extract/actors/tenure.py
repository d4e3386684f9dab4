"""From when to when somebody held a role: "director from 2010 to 2015", "mayor since March 3", "resigned on Friday"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from kgbuild.extract.actors.phrases import Phrases, Tenure, Title
from kgbuild.extract.actors.words import Predicate, Tells
from kgbuild.extract.parse.clause import Clause, heads_of
from kgbuild.extract.parse.grammar import Edge
from kgbuild.extract.parse.tree import ancestors, is_verb
from kgbuild.model.facts import DateFact, Span

_OPEN = frozenset(["", ".."])
_LIMITS = frozenset(["ON_OR_AFTER", "ON_OR_BEFORE"])
_LEADING = frozenset(["ADP", "SCONJ", "DET", "PUNCT", "ADV"])  # between a title and the date beside it
_BESIDE = 3  # such tokens at most


class Tenures:
    """Dates the titles of one article; an interval says when it began and ended, a day only what the verb tells."""

    def __init__(self, phrases: Phrases, dates: Sequence[DateFact]) -> None:
        """Index the dates by sentence and first token."""
        self._phrases, self._text = phrases, phrases.text
        self._dates: dict[int, list[tuple[int, DateFact]]] = {}
        starts = [t.start for t in self._text.tokens]
        for date in dates:
            i = bisect_left(starts, date.start)
            if date.edtf and i < len(starts):
                self._dates.setdefault(self._text.sentence_of[i], []).append((i, date))

    def dated(self, titles: Sequence[Title]) -> list[Title]:
        """Return the titles with what their dates tell; a role that ended before the article is a former one."""
        return [self._dated(t) for t in titles] if self._dates else list(titles)

    def _dated(self, title: Title) -> Title:
        near = self._dates.get(self._text.sentence_of[title.first], ())
        found = Tenure()
        for i, date in near:
            tells = self._told_by(title, i)
            if tells is not None:
                found = found.joined(self._tenure(i, date, tells))
        for clause, predicate in self._departures(title) if near else ():
            days = (d for i, d in near if self._hangs(i, {clause.head}))
            found = next((found.joined(self._tenure(-1, d, predicate.tells)) for d in days), found)
        today = self._text.article.published
        over = found.end and (not today or found.latest <= today)
        return replace(title, tenure=found, status="former" if over else title.status)

    def _told_by(self, title: Title, i: int) -> Collection[Tells] | None:
        """Return what the date at token `i` tells of a title where it is the title's: hangs on it or on its verb, or
        stands beside it; None where it is not."""
        verb = self._text.clauses.get(title.verb)
        predicate = self._phrases.told_by(verb) if verb is not None else None
        if predicate is not None and self._hangs(i, {title.verb, *range(title.first, title.last)}):
            return predicate.tells
        between = self._text.tokens[title.last : i]
        beside = 0 < len(between) <= _BESIDE and all(t.pos in _LEADING for t in between)
        inside = self._hangs(i, range(title.first, title.last))
        return () if beside or inside else None

    def _departures(self, title: Title) -> Iterator[tuple[Clause, Predicate]]:
        """Yield the clauses in which the holder of a title beside the name goes: "Minister X | resigned on Friday"."""
        if title.verb >= 0:
            return
        here = self._text.sentence(title.first)
        for clause in (c for i in range(here.first, here.last) if (c := self._text.clauses.get(i)) is not None):
            predicate = self._phrases.told_by(clause)
            if predicate is None or Tells.ENDS not in predicate.tells or clause.mood is not None:
                continue
            if any(clause.after(self._text.grammar.as_)):
                continue  # "resigned as chair": not from what stands beside the name
            passive = Tells.NAMES in predicate.tells
            gone = heads_of(clause.things if passive else clause.doers)
            named = (self._phrases.outer.get(i) == title.holder or title.first <= i < title.last for i in gone)
            if any(named) and (passive or not clause.things):  # "sacked its chief, | X, on Friday"
                yield clause, predicate

    def _hangs(self, i: int, targets: Collection[int]) -> bool:
        """Say whether the date at token `i` hangs on one of these tokens, with no verb and no other title between."""
        for above in ancestors(self._text, i):
            if above in targets:
                return True
            if is_verb(self._text.tokens[above]) or self._phrases.noun(self._text.tokens[above]):
                return False
        return False

    def _tenure(self, i: int, date: DateFact, tells: Collection[Tells]) -> Tenure:
        """Return what the date at token `i` says: an interval both ends, a day or year the one that the verb or the
        word before it tells."""
        edtf, span = date.edtf or "", (Span(date.start, date.end, date.text),)
        first, _, last = edtf.partition("/")
        if date.timex.mod in _LIMITS or "/" in date.timex.value:  # "last week" is a time of its own
            start, end = ("" if part in _OPEN else part for part in (first, last))
            return Tenure(start, end, span, date.latest or "")
        edge = self._text.grammar.edges.get(self._text.tokens[i - 1].text.lower(), "") if i > 0 else ""
        if edge == Edge.END or (not edge and Tells.ENDS in tells):
            return Tenure("", edtf, span, date.latest or "")
        return Tenure(edtf, "", span) if edge == Edge.START or Tells.BEGINS in tells else Tenure()
