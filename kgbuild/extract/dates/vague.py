"""Builders for now, recently, soon, and for what leans on an event: named and left open for who knows the event."""

from __future__ import annotations

from collections.abc import Mapping

from kgbuild.extract.dates.calendar import Unit, cell_around, shift_date
from kgbuild.extract.dates.durations import period_value
from kgbuild.extract.dates.grammar import Builder, Slots
from kgbuild.extract.dates.lexer import CODE
from kgbuild.extract.dates.reading import CALENDAR, Context, Reading, compared, quarter_back

_COUNTED = {CODE[k] for k in ("number", "daynum", "figure")}


def _ref(slots: Slots, _context: Context) -> Reading | None:
    return Reading("DATE", slots["r"].code, None, resolved=False)


def _the_past(_slots: Slots, _context: Context) -> Reading | None:
    return Reading("DATE", "PAST_REF", None, resolved=False)


def _some_day(_slots: Slots, _context: Context) -> Reading | None:
    return Reading("DATE", "XXXX-XX-XX", None, resolved=False)


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


BUILDERS: Mapping[str, Builder] = {
    "ref": _ref,
    "the_past": _the_past,
    "event_relative": _event_relative,
    "narrative_relative": _narrative_relative,
    "some_day": _some_day,
}
