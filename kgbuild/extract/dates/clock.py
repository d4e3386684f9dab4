"""Builders for clock times and parts of the day, alone or together with a date."""

from __future__ import annotations

import re

from kgbuild.extract.dates.calendar import Cell, Unit
from kgbuild.extract.dates.grammar import Slots
from kgbuild.extract.dates.pick import around
from kgbuild.extract.dates.reading import UNKNOWN, Context, Direction, Reading
from kgbuild.model.edtf import interval


def _on(day: Cell | None, suffix: str) -> Reading:
    """A time on a day. EDTF keeps the day: level 1 writes times only to the second, which the text does not give."""
    if day is None or day.unit is not Unit.DAY:
        return Reading("TIME", UNKNOWN[Unit.DAY] + suffix, None, resolved=False)
    return Reading("TIME", day.timex + suffix, day.edtf, cell=day)


def _today(context: Context, place: int) -> Cell | None:
    """Return the narrative's day; the day of publication where none is named, or where one to come was named but the
    clause looks back ("will meet on Friday, she said at 9 a.m.")."""
    anchor, today = context.anchor, around(Unit.DAY, context)
    if anchor is None or anchor.unit is not Unit.DAY:
        return today
    ahead = today is not None and anchor.first > today.first
    return today if ahead and context.direction(place) is Direction.PAST else anchor


def _clock(slots: Slots, context: Context) -> Reading | None:
    """7:15 p.m., 19:15 GMT, 10 p.m.; on the narrative's day until a date beside it says which."""
    text = re.sub(r"\D", ":", slots["c"].code) or str(slots["c"].number)
    hour, minute = (int(part) for part in (text.rstrip(":") + ":00").split(":")[:2])
    if slots.get("a"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if slots["a"].code == "PM" else 0)
    if hour > 24 or minute > 59:
        return None
    return _on(_today(context, slots.place), f"T{hour:02}:{minute:02}")


def _noon(slots: Slots, context: Context) -> Reading | None:
    return _on(_today(context, slots.place), slots["c"].code)


def _this_part(slots: Slots, context: Context) -> Reading | None:
    """This morning, tonight; last night is yesterday's."""
    back = slots.has("q", "last")
    code = slots["p"].code if slots.get("p") else "NI"
    return _on(around(Unit.DAY, context, -1 if back else 0), f"T{code}")


def _part(slots: Slots, context: Context) -> Reading | None:
    return _on(_today(context, slots.place), f"T{slots['p'].code}")


def _part_beside(slots: Slots, _context: Context) -> Reading | None:
    """The morning after the debate: leans on an event."""
    return _on(None, f"T{slots['p'].code}")


def _overnight(slots: Slots, context: Context) -> Reading | None:
    """The night before publication, or in a clause that looks ahead the one after."""
    step = 0 if context.direction(slots.place) is Direction.FUTURE else -1
    evening, morning = around(Unit.DAY, context, step), around(Unit.DAY, context, step + 1)
    if evening is None or morning is None:
        return _on(None, "TNI")
    return Reading("TIME", evening.timex + "TNI", interval(evening.edtf, morning.edtf))


def _together(slots: Slots, _context: Context) -> Reading | None:
    """A time beside a date: the time of that date."""
    day = slots.reading("d")
    suffix = "T" + slots.reading("t").value.split("T", 1)[1] if slots.get("t") else "T" + slots["p"].code
    if day.cell is None:
        return Reading("TIME", day.value + suffix, None, resolved=False)
    return _on(day.cell, suffix)
