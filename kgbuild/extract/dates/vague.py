"""Rules for now, recently, soon, and for what leans on an event: named and left open for who knows the event."""

from __future__ import annotations

from kgbuild.extract.dates.calendar import Unit, cell_around, shift_date
from kgbuild.extract.dates.durations import period_value
from kgbuild.extract.dates.grammar import Rule, Slots, rule
from kgbuild.extract.dates.lexer import CODE
from kgbuild.extract.dates.reading import CALENDAR, Context, Reading, compared, quarter_back

_COUNTED = {CODE[k] for k in ("number", "daynum", "figure")}


def _ref(slots: Slots, _context: Context) -> Reading | None:
    return Reading("DATE", slots["r"].code, None, resolved=False)


def _constant(value: str) -> Reading:
    return Reading("DATE", value, None, resolved=False)


def _event_relative(slots: Slots, _context: Context) -> Reading | None:
    """A week before the anniversary: how long is said, from what on is not a date."""
    return Reading("DURATION", period_value(_number(slots), slots["u"].code), None, resolved=False)


def _narrative_relative(slots: Slots, context: Context) -> Reading | None:
    """Two years later, a month earlier: from the narrative's date on, in its own words' precision."""
    number, unit, anchor = _number(slots), CALENDAR.get(slots["u"].code), context.anchor
    if slots["u"].code == "Y" and slots.has("q", "earlier") and number == 1 and context.quarter:
        return quarter_back(context, 1)
    if number is None or unit is None or anchor is None:
        return _event_relative(slots, context)
    moved = shift_date(anchor.first, -number if slots.has("q", "earlier") else number, unit)
    if moved and unit is Unit.WEEK and anchor.unit is Unit.DAY:  # a week from a day is about a day
        return Reading("DATE", moved.isoformat(), f"{moved}~")
    return compared(cell_around(unit, moved)) if moved else None


def _number(slots: Slots) -> int | None:
    lexeme = slots["n"]
    return lexeme.number if lexeme.kind in _COUNTED else {CODE["a"]: 1, CODE["couple"]: 2}.get(lexeme.kind)


RULES: tuple[Rule, ...] = (
    rule("(?P<r>ref)(?!of)", _ref),
    rule("the past(?!of)", lambda _slots, _context: _constant("PAST_REF")),
    rule("the unit_D (before|after)", lambda _slots, _context: _constant("XXXX-XX-XX")),
    rule("the? (?P<x>ordinal more? unit_D)",
         lambda _slots, _context: _constant("XXXX-XX-XX")),
    rule("(?P<n>a|count|few|couple) (?P<u>unit|units) (before|after)", _event_relative),
    rule("(?P<n>a|count|few|couple) (?P<u>unit|units) (?P<q>earlier|later)", _narrative_relative),
)  # fmt: skip
