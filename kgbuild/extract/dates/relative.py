"""Builders for dates that lean on the day of publication or on the narrative: yesterday, last week, two years ago."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from kgbuild.extract.dates.calendar import Cell, Unit, cell_around, shift_date
from kgbuild.extract.dates.grammar import Builder, Slots
from kgbuild.extract.dates.pick import around, pick_in_year, pick_weekday
from kgbuild.extract.dates.reading import (
    CALENDAR,
    MODS,
    UNKNOWN,
    Context,
    Direction,
    Reading,
    at,
    compared,
    quarter_back,
)
from kgbuild.model.edtf import approximate

_HOURS = 24  # of a day
_STEPS = {"this": 0, "current": 0, "last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}


def _step(slots: Slots) -> int:
    """-1, 0 or 1 for last, this and next; the last word counts ("this coming Sunday")."""
    return next(step for kind, step in reversed(_STEPS.items()) if any(slots.has(g, kind) for g in ("r", "q")))


def _deictic(slots: Slots, context: Context) -> Reading | None:
    return at(around(Unit.DAY, context, slots["d"].number), UNKNOWN[Unit.DAY])


def _weekday(slots: Slots, context: Context) -> Reading | None:
    cell = pick_weekday(slots["w"].number, context, slots.place)
    return at(cell, f"XXXX-WXX-{slots['w'].number}")


def _some_weekday(slots: Slots, _context: Context) -> Reading | None:
    return at(None, f"XXXX-WXX-{slots['w'].number}")


def _near_weekday(slots: Slots, context: Context) -> Reading | None:
    """Last Friday is the one before today; next Friday is next week's, as this week's goes without "next"."""
    weekday, published = slots["w"].number, context.published
    unknown = f"XXXX-WXX-{weekday}"
    if published is None:
        return at(None, unknown)
    step = _step(slots)
    if step < 0:
        return at(Cell(Unit.DAY, published).shift(-((published.isoweekday() - weekday - 1) % 7 + 1)), unknown)
    if step == 0 or slots.has("q", "coming") or slots.has("r", "this"):
        days = (weekday - published.isoweekday()) % 7
        if step == 0 and context.direction(slots.place) is Direction.PAST:
            days = -((published.isoweekday() - weekday) % 7)
        return at(Cell(Unit.DAY, published).shift(days), unknown)
    monday = cell_around(Unit.WEEK, published).shift(1)
    return at(Cell(Unit.DAY, monday.first).shift(weekday - 1) if monday else None, unknown)


def _weekday_beside(slots: Slots, context: Context) -> Reading | None:
    """The following Monday: the first after the narrative's day."""
    here, weekday = context.around_narrative(Unit.DAY), slots["w"].number
    if here is None:
        return at(None, f"XXXX-WXX-{weekday}")
    today = here.first.isoweekday()
    days = (weekday - today - 1) % 7 + 1 if _step(slots) > 0 else -((today - weekday - 1) % 7 + 1)
    return at(here.shift(days), "")


def _near_unit(slots: Slots, context: Context) -> Reading | None:
    """Last week, this year, next month; previous and following lean on the narrative."""
    unit, step = CALENDAR.get(slots["u"].code), _step(slots)
    if unit is None or (unit is Unit.DAY and any(slots.has("q", k) for k in ("this", "last", "current"))):
        return None  # "on the last day" is not yesterday
    leans = slots.has("q", "previous") or slots.has("q", "following") or (unit is Unit.DAY and slots.has("q", "next"))
    base = context.anchor if leans and context.anchor else None
    if base is not None:
        if unit is Unit.DAY and base.unit is not Unit.DAY:
            return at(None, UNKNOWN[unit])  # the day before "in 2011" is none that could be told
        edge = base.first if step < 0 else base.last
        return at(cell_around(unit, edge).shift(step), UNKNOWN[unit])
    if leans and step > 0 and context.direction(slots.place) is Direction.PAST:
        return at(None, UNKNOWN[unit])  # "the following day" of a date that the text has not named
    return at(around(unit, context, step), UNKNOWN[unit])


def _weekend(slots: Slots, context: Context) -> Reading | None:
    """The weekend is this week's ahead and last week's looking back; on a Sunday it is this one."""
    published = context.published
    step = _step(slots) if slots.get("q") else 0
    late = published is not None and published.isoweekday() >= 6
    look = context.look(slots.place)
    if published and not slots.get("q") and not late and look.direction is not Direction.FUTURE:
        step = -1
    fresh = published is not None and published.isoweekday() <= 2  # a weekend just over, whatever the words hang on
    if slots.has("q", "this") and not late and look.direction is Direction.PAST and (look.sure or fresh):
        step = -1
    return at(around(Unit.WEEKEND, context, step), UNKNOWN[Unit.WEEKEND])


def _near_season(slots: Slots, context: Context) -> Reading | None:
    """This summer is the year's; last spring is the latest that is over; next winter the first that has not begun."""
    months = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
    month, published = months[slots["s"].code], context.published
    if published is None:
        return at(None, f"XXXX-{slots['s'].code}")
    seasons = [Cell(Unit.SEASON, date(published.year + k, month, 1)) for k in (-2, -1, 0, 1)]
    step = _step(slots) if slots.get("q") else None
    if step == -1:
        cell = [s for s in seasons if s.last < published][-1]
    elif step == 1:
        cell = next(s for s in seasons if s.first > published)
    else:
        return at(pick_in_year(lambda y: Cell(Unit.SEASON, date(y, month, 1)), context, slots.place), "")
    return at(cell, "")


def _near_month(slots: Slots, context: Context) -> Reading | None:
    """Last May, this September, next January."""
    published, month, step = context.published, slots["m"].number, _step(slots)
    if published is None:
        return at(None, f"XXXX-{month:02}")
    year = published.year
    if step < 0:
        year -= month >= published.month
    elif step > 0:
        year += month <= published.month
    return at(Cell(Unit.MONTH, date(year, month, 1)), "")


def _that_unit(slots: Slots, context: Context) -> Reading | None:
    """That year, the same day: the stretch of the narrative's date."""
    unit, anchor = CALENDAR.get(slots["u"].code), context.anchor
    if unit is None:
        return None
    fits = anchor is not None and cell_around(unit, anchor.first) == cell_around(unit, anchor.last)
    return at(cell_around(unit, anchor.first) if anchor and fits else None, UNKNOWN[unit])


def _day_beside(slots: Slots, context: Context) -> Reading | None:
    """The day before, a day earlier: beside the narrative's date (or publication)."""
    back = slots.has("q", "before") or slots.has("q", "earlier") or slots.has("q", "previous")
    base = context.anchor
    if base is not None and base.unit is not Unit.DAY:
        return at(None, UNKNOWN[Unit.DAY])
    if base is None and not back and context.direction(slots.place) is Direction.PAST:
        return at(None, UNKNOWN[Unit.DAY])
    day = (base.first if back else base.last) if base else context.published
    return at(Cell(Unit.DAY, day).shift(-1 if back else 1) if day else None, UNKNOWN[Unit.DAY])


def _ago(slots: Slots, context: Context) -> Reading | None:
    """Ten days ago is a day, two years ago a year: no more precise than the unit."""
    code, number = slots["u"].code, slots["n"].number or 1
    if code == "TH" and number % _HOURS == 0:  # 48 hours ago
        code, number = "D", number // _HOURS
    unit = CALENDAR.get(code)
    if unit is None:
        return None
    if code == "F":
        number *= 2
    if unit is Unit.YEAR and number == 1 and context.quarter:  # accounts: what the quarter is compared with
        return quarter_back(context, 1)
    published = context.published
    rough = unit in {Unit.DECADE, Unit.CENTURY}
    if rough:
        unit, number = Unit.YEAR, number * (10 if unit is Unit.DECADE else 100)
    day = shift_date(published, -number, unit) if published else None
    if day and rough:
        return Reading("DATE", f"{day.year:04}", f"{day.year:04}~", mod="APPROX", bound=day)
    if day is None:
        return at(None, UNKNOWN[unit])
    cell = cell_around(unit, day)
    return Reading("DATE", cell.timex, cell.edtf, aside=cell, bound=day)


def _weekdays_ago(slots: Slots, context: Context) -> Reading | None:
    """Three Sundays ago: the last one, and two weeks back."""
    weekday, published = slots["w"].number, context.published
    if published is None:
        return at(None, f"XXXX-WXX-{weekday}")
    back = (published.isoweekday() - weekday - 1) % 7 + 1 + 7 * (slots["n"].number - 1)
    return at(Cell(Unit.DAY, published).shift(-back), f"XXXX-WXX-{weekday}")


def _about_ago(slots: Slots, context: Context) -> Reading | None:
    """A week or so ago."""
    found = _ago(slots, context)
    edtf = approximate(found.edtf) if found and found.edtf else None
    return replace(found, edtf=edtf, mod="APPROX", bound=None) if found else None


def _from_now(slots: Slots, context: Context) -> Reading | None:
    """In three days' time, two weeks from now: as precise as the unit."""
    unit = CALENDAR.get(slots["u"].code)
    if unit not in {Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR}:
        return None
    day = shift_date(context.published, slots["n"].number or 1, unit) if context.published else None
    return compared(cell_around(unit, day)) if day else at(None, UNKNOWN[unit])


def _vaguely_ago(_slots: Slots, _context: Context) -> Reading | None:
    return Reading("DATE", "PAST_REF", None, resolved=False)


def _the_unit(slots: Slots, context: Context) -> Reading | None:
    """The week, the full year: that of publication as a rule, which is not sure enough to build on."""
    unit = CALENDAR[slots["u"].code]
    cell = around(unit, context)
    return Reading("DATE", cell.timex if cell else UNKNOWN[unit], None, resolved=False, aside=cell)


def _end_of(slots: Slots, context: Context) -> Reading | None:
    """Year end, the end of the month: those of publication."""
    unit = CALENDAR.get(slots["u"].code)
    if unit is None or context.published is None:
        return None
    mod = next((mod for kind, mod in MODS.items() if slots.has("f", kind)), None)
    return at(cell_around(unit, context.published), "", mod=mod)


def _earlier_in(slots: Slots, context: Context) -> Reading | None:
    """Earlier in the year, later in the day."""
    unit = CALENDAR.get(slots["u"].code)
    return at(context.around_narrative(unit), UNKNOWN[unit]) if unit else None


BUILDERS: Mapping[str, Builder] = {
    "deictic": _deictic,
    "end_of": _end_of,
    "earlier_in": _earlier_in,
    "weekday": _weekday,
    "some_weekday": _some_weekday,
    "near_weekday": _near_weekday,
    "weekday_beside": _weekday_beside,
    "near_unit": _near_unit,
    "day_beside": _day_beside,
    "weekend": _weekend,
    "near_season": _near_season,
    "near_month": _near_month,
    "that_unit": _that_unit,
    "ago": _ago,
    "about_ago": _about_ago,
    "weekdays_ago": _weekdays_ago,
    "the_unit": _the_unit,
    "from_now": _from_now,
    "vaguely_ago": _vaguely_ago,
}
