"""Builders for dates that lean on the day of publication or on the narrative: yesterday, last week, two years ago; and
for clock times and parts of the day, alone or together with a date."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from kgbuild.extract.dates.calendar import Cell, Unit, cell_around, day_cell, shift_date
from kgbuild.extract.dates.grammar import Slots
from kgbuild.extract.dates.reading import (
    CALENDAR,
    MODS,
    UNKNOWN,
    Context,
    Direction,
    Reading,
    around,
    at,
    compared,
    pick_in_year,
    pick_near,
    pick_weekday,
    year_back,
)
from kgbuild.model.edtf import approximate, interval

_HOURS = 24  # of a day
_STEPS = {"this": 0, "current": 0, "last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1,
          "before": -1, "after": 1}  # fmt: skip
_LEANING = ("previous", "following", "before", "after")


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
    """Last Friday is the one before today; next Friday is next week's, as this week's goes without "next"; the
    following Monday is the first after the narrative's day; three Sundays ago is the last one, and two weeks back."""
    weekday, step = slots["w"].number, -1 if slots.get("n") else _step(slots)
    leans = slots.has("q", "previous") or slots.has("q", "following")
    base = context.around_narrative(Unit.DAY) if leans else around(Unit.DAY, context)
    if base is None:
        return at(None, f"XXXX-WXX-{weekday}")
    today = base.first.isoweekday()
    if step < 0:
        days = -((today - weekday - 1) % 7) - 1 - 7 * ((slots.number("n") or 1) - 1)
    elif leans:
        days = (weekday - today - 1) % 7 + 1
    elif step == 0 and context.direction(slots.place) is Direction.PAST:
        days = -((today - weekday) % 7)
    elif step == 0 or slots.has("q", "coming") or slots.has("r", "this"):
        days = (weekday - today) % 7
    else:
        days = 7 - today + weekday
    return at(base.shift(days), f"XXXX-WXX-{weekday}")


def _near_unit(slots: Slots, context: Context) -> Reading | None:
    """Last week, this year, next month; "previous", "following", "the day before" lean on the narrative."""
    unit, step = CALENDAR.get(slots["u"].code), _step(slots)
    if unit is None or (unit is Unit.DAY and any(slots.has("q", k) for k in ("this", "last", "current"))):
        return None  # "on the last day" is not yesterday
    leans = any(slots.has("q", k) for k in _LEANING) or (unit is Unit.DAY and slots.has("q", "next"))
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
    month, step = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[slots["s"].code], _step(slots) if slots.get("q") else 0

    def make(year: int) -> Cell:
        return Cell(Unit.SEASON, date(year, month, 1))

    cell = pick_near(make, step, context) if step else pick_in_year(make, context, slots.place)
    return at(cell, f"XXXX-{slots['s'].code}")


def _near_month(slots: Slots, context: Context) -> Reading | None:
    """Last May, this September, next January; last Oct. 23, this May 5."""
    month, day = slots["m"].number, slots.number("d")
    if day is None:
        return at(pick_near(lambda y: Cell(Unit.MONTH, date(y, month, 1)), _step(slots), context), f"XXXX-{month:02}")
    if context.published is None or day_cell(2024, month, day) is None:
        return None
    return at(pick_near(lambda y: day_cell(y, month, day), _step(slots), context), "XXXX-XX-XX")


def _that_unit(slots: Slots, context: Context) -> Reading | None:
    """That year, the same day: the stretch of the narrative's date."""
    unit, anchor = CALENDAR.get(slots["u"].code), context.anchor
    if unit is None:
        return None
    fits = anchor is not None and cell_around(unit, anchor.first) == cell_around(unit, anchor.last)
    return at(cell_around(unit, anchor.first) if anchor and fits else None, UNKNOWN[unit])


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
    if unit is Unit.YEAR and number == 1 and (back := year_back(context)):
        return back
    published = context.published
    rough = unit in {Unit.DECADE, Unit.CENTURY}
    day = shift_date(published, -number, unit) if published else None
    if day and rough:
        return Reading("DATE", f"{day.year:04}", f"{day.year:04}~", mod="APPROX", bound=day)
    if day is None:
        return at(None, UNKNOWN[unit])
    cell = cell_around(unit, day)
    return Reading("DATE", cell.timex, cell.edtf, aside=cell, bound=day)


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


def _the_unit(slots: Slots, context: Context) -> Reading | None:
    """The week, the full year: that of publication as a rule, which is not sure enough to build on."""
    unit = CALENDAR[slots["u"].code]
    cell = around(unit, context)
    return Reading("DATE", cell.timex if cell else UNKNOWN[unit], None, resolved=False, aside=cell)


def _end_of(slots: Slots, context: Context) -> Reading | None:
    """Year end, the end of the month: those of publication."""
    unit = CALENDAR.get(slots["u"].code)
    cell = around(unit, context) if unit else None
    mod = next((mod for kind, mod in MODS.items() if slots.has("f", kind)), None)
    return at(cell, "", mod=mod) if cell else None


def _last_day(slots: Slots, context: Context) -> Reading | None:
    """By year-end: the last day of the year, or of the one before for what is over by now; year-end 2024."""
    published, look, year = context.published, context.look(slots.place), slots.number("y")
    if year is None and published is not None:
        year = published.year - (look.sure and look.direction is Direction.PAST and published.strftime("%m%d") < "1231")
    return compared(day_cell(year or 0, 12, 31))


def _earlier_in(slots: Slots, context: Context) -> Reading | None:
    """Earlier in the year, later in the day."""
    unit = CALENDAR.get(slots["u"].code)
    return at(context.around_narrative(unit), UNKNOWN[unit]) if unit else None


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


def _near_part(slots: Slots, context: Context) -> Reading | None:
    """The night before, the previous evening: those of the day that the text has told last."""
    day, code = context.anchor, f"T{slots['p'].code}"
    return _on(day.shift(_step(slots)) if day is not None and day.unit is Unit.DAY else None, code)


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
