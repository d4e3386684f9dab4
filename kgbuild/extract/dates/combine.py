"""What the other extractors ask of dates: which are near, what several say together, and what leans on an event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from kgbuild.extract.dates.calendar import Unit, shift_date
from kgbuild.extract.dates.edtf import approximate, interval, partial_date
from kgbuild.extract.dates.lexer import CODE, lex
from kgbuild.extract.dates.numbers import merge_numbers
from kgbuild.extract.dates.vocabulary import vocabulary_of
from kgbuild.lexicon import Lexicon
from kgbuild.model.facts import DateFact, Span, Timex, When
from kgbuild.model.partial_date import PartialDate


def dates_near(dates: Sequence[DateFact], start: int, end: int, *, inside: tuple[int, int]) -> tuple[DateFact, ...]:
    """Return the dates that lie within `inside` (a sentence or clause), the nearest to `[start, end)` first; of two
    equally near the earlier in the text."""

    def distance(fact: DateFact) -> int:
        return max(fact.start - end, start - fact.end, 0)

    found = [fact for fact in dates if inside[0] <= fact.start and fact.end <= inside[1]]
    return tuple(sorted(found, key=lambda fact: (distance(fact), fact.start)))


def when_of(dates: Sequence[DateFact]) -> When:
    """Return the time that several expressions give one event; without a resolved one among them an empty `When`.

    Where all can be true at once ("on Tuesday", "last week") the most exact counts; else the event runs from the first
    to the last ("on Tuesday and Wednesday").
    """
    known = [d for d in dates if d.edtf is not None]
    if not known:
        return When()
    spans = tuple(sorted(Span(d.start, d.end, d.text) for d in known))
    narrow = min(known, key=lambda d: (_length(d), d.start))
    if all(_within(narrow, other) for other in known):
        return When(narrow.edtf, narrow.earliest, narrow.latest, spans)
    first = min(known, key=lambda d: (d.earliest or "", d.start))
    last = max(known, key=lambda d: (d.latest or "9999", d.start))
    whole = partial_date(interval(_closed(first), _closed(last)))
    return When(whole.edtf, whole.earliest, whole.latest, spans)


def _closed(fact: DateFact) -> str:
    """An EDTF without a season or decade, which may not stand at the end of a level 1 interval of days."""
    return fact.edtf if fact.edtf and "/" in fact.edtf else f"{fact.earliest or ''}/{fact.latest or ''}"


def _length(fact: DateFact) -> int:
    if fact.earliest is None or fact.latest is None:
        return date.max.toordinal()
    return date.fromisoformat(fact.latest).toordinal() - date.fromisoformat(fact.earliest).toordinal()


def _within(inner: DateFact, outer: DateFact) -> bool:
    """Whether two times overlap so that the inner can be the exact one."""
    return (inner.earliest or "") <= (outer.latest or "9999") and (outer.earliest or "") <= (inner.latest or "9999")


class Relation(StrEnum):
    """How an expression leans on an event."""

    DAY_OF = "day"  # "the second day of the talks"
    EVE_OF = "eve"  # "on the eve of the summit"
    ANNIVERSARY_OF = "anniversary"
    BEFORE = "before"  # "a week before the vote"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Leaning:
    """A relation with its number: the second day, the fourth anniversary, two weeks before."""

    relation: Relation
    number: int
    unit: Unit = Unit.DAY


_UNITS = {"D": Unit.DAY, "W": Unit.WEEK, "M": Unit.MONTH, "Y": Unit.YEAR}


def leaning_of(fact: DateFact, *, lexicon: Lexicon) -> Leaning | None:
    """Return how an unresolved expression leans on an event, or None where it is of another kind."""
    lexemes = merge_numbers(lex(fact.text, vocabulary_of(lexicon)))
    kinds = {lexeme.kind: lexeme for lexeme in lexemes}
    unit = next((_UNITS.get(lexeme.code) for lexeme in lexemes if lexeme.code in _UNITS), None)
    if CODE["eve"] in kinds:
        return Leaning(Relation.EVE_OF, 1)
    ordinal = kinds.get(CODE["ordinal"])
    if CODE["anniversary"] in kinds and ordinal:
        return Leaning(Relation.ANNIVERSARY_OF, ordinal.number, Unit.YEAR)
    if ordinal and unit is Unit.DAY:
        return Leaning(Relation.DAY_OF, ordinal.number)
    side = next((r for r in (Relation.BEFORE, Relation.AFTER) if CODE[r.value] in kinds), None)
    counted = next((x for k in ("number", "daynum", "figure") if (x := kinds.get(CODE[k]))), None)
    number = counted.number if counted else 1 if CODE["a"] in kinds or CODE["the"] in kinds else None
    return Leaning(side, number, unit) if side and unit and number else None


def resolve_relative(fact: DateFact, base: PartialDate, *, lexicon: Lexicon) -> DateFact:
    """Place an expression that leans on an event whose time is known: the eve of, the second day of, a week before.

    `base` is the time of the whole event: days are counted from its first day, "before" from its first and "after"
    from its last. Returns the fact unchanged where the text or `base` does not fix a day. A length counted in weeks or
    more, and an eve, are approximate.
    """
    leaning = leaning_of(fact, lexicon=lexicon)
    if leaning is None:
        return fact
    after = leaning.relation is Relation.AFTER
    edge = base.latest if after else base.earliest
    if edge is None or not _is_day(base.edtf.rpartition("/")[2] if after else base.edtf.partition("/")[0]):
        return fact
    day = shift_date(date.fromisoformat(edge), _steps(leaning), leaning.unit)
    if day is None:
        return fact
    sure = leaning.relation in {Relation.DAY_OF, Relation.ANNIVERSARY_OF} or leaning.unit is Unit.DAY
    rough = not sure or leaning.relation is Relation.EVE_OF
    placed = partial_date(approximate(day.isoformat()) if rough else day.isoformat())
    return replace(
        fact, edtf=placed.edtf, earliest=placed.earliest, latest=placed.latest,
        timex=Timex("DATE", day.isoformat(), fact.timex.mod), resolved=True,
    )  # fmt: skip


def _is_day(edtf: str) -> bool:
    """Whether an EDTF is as precise as a day: what is counted from a month would feign a precision."""
    return len(edtf.rstrip("~?%")) == 10 and "X" not in edtf


def _steps(leaning: Leaning) -> int:
    match leaning.relation:
        case Relation.DAY_OF:
            return leaning.number - 1
        case Relation.EVE_OF | Relation.BEFORE:
            return -leaning.number
        case Relation.ANNIVERSARY_OF | Relation.AFTER:
            return leaning.number
