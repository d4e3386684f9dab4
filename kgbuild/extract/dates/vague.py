"""Builders for now, recently, soon, and for what leans on an event: named and left open for who knows the event."""

from __future__ import annotations

from kgbuild.extract.dates.calendar import Unit, cell_around, shift_date
from kgbuild.extract.dates.durations import period_value, quantity
from kgbuild.extract.dates.grammar import Slots
from kgbuild.extract.dates.reading import CALENDAR, Context, Reading, compared, quarter_back


def _ref(slots: Slots, _context: Context) -> Reading | None:
    return Reading("DATE", slots["r"].code, None, resolved=False)


def _the_past(_slots: Slots, _context: Context) -> Reading | None:
    return Reading("DATE", "PAST_REF", None, resolved=False)


def _some_day(_slots: Slots, _context: Context) -> Reading | None:
    return Reading("DATE", "XXXX-XX-XX", None, resolved=False)


def _event_relative(slots: Slots, _context: Context) -> Reading | None:
    """A week before the anniversary: how long is said, from what on is not a date."""
    return Reading("DURATION", period_value(quantity(slots)[0], slots["u"].code), None, resolved=False)


def _narrative_relative(slots: Slots, context: Context) -> Reading | None:
    """Two years later, a month earlier: from the narrative's date on, in its own words' precision."""
    number, unit, anchor = quantity(slots)[0], CALENDAR.get(slots["u"].code), context.anchor
    if slots["u"].code == "Y" and slots.has("q", "earlier") and number == 1 and context.quarter:
        return quarter_back(context, 1)
    if number is None or unit is None or anchor is None:
        return _event_relative(slots, context)
    moved = shift_date(anchor.first, -number if slots.has("q", "earlier") else number, unit)
    if moved and unit is Unit.WEEK and anchor.unit is Unit.DAY:  # a week from a day is about a day
        return Reading("DATE", moved.isoformat(), f"{moved}~")
    return compared(cell_around(unit, moved)) if moved else None
