"""Builders over whole expressions: early and late parts, a month of a year, a day of a week, ranges, later years."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from kgbuild.extract.dates.calendar import Cell, Unit, cell_around, shift_date
from kgbuild.extract.dates.grammar import Slots
from kgbuild.extract.dates.reading import MODS, SMALL, UNKNOWN, Context, Reading, at
from kgbuild.model.edtf import approximate, interval


def _fuzzy(slots: Slots, _context: Context) -> Reading | None:
    """Early March, the end of 1990: EDTF level 1 has no parts of a month or decade, so roughly a third of its days or
    years; of other stretches the whole, with a modifier."""
    mod = next(mod for kind, mod in MODS.items() if slots.has("f", kind))
    reading = slots.reading("d")
    cell = reading.cell
    if cell is not None and cell.unit is Unit.DECADE:  # "the mid-1970s"
        years = (f"{cell.first.year + far}" for far in _PARTS_OF_DECADE[mod])
        return replace(reading, mod=mod, edtf=approximate(interval(*years)))
    if cell is not None and cell.unit is Unit.MONTH:
        days = (cell.first.replace(day=min(day, cell.last.day)).isoformat() for day in _PARTS_OF_MONTH[mod])
        return replace(reading, mod=mod, edtf=approximate(interval(*days)))
    return replace(reading, mod=mod) if reading.type == "DATE" else None


def _part_so_far(slots: Slots, context: Context) -> Reading | None:
    """Earlier this week: its days up to publication; later this year: those from publication on."""
    reading, published = slots.reading("d"), context.published
    cell = reading.cell
    if cell is None or published is None or not cell.first <= published <= cell.last or cell.unit is Unit.DAY:
        return reading if reading.type == "DATE" else None
    if slots.has("f", "earlier"):
        return replace(reading, edtf=interval(cell.first.isoformat(), published.isoformat()))
    return replace(reading, edtf=interval(published.isoformat(), cell.last.isoformat()))


def _month_of_year(slots: Slots, _context: Context) -> Reading | None:
    """June last year, the summer of next year: the month or day of that year."""
    small, year = slots.reading("d").cell, slots.reading("y").stretch
    if small is None or year is None:
        return None
    first = shift_date(small.first, year.first.year - small.first.year, Unit.YEAR)
    return at(Cell(small.unit, first) if first else None, "", year_given=True)


def _day_of_week(slots: Slots, _context: Context) -> Reading | None:
    """Monday of next week, Friday last week, a Tuesday two weeks ago."""
    day, week = slots.reading("d"), slots.reading("w").stretch
    named = _WEEKDAY.fullmatch(day.value)
    if week is None or (day.cell is None and named is None):
        return None
    weekday = day.cell.first.isoweekday() if day.cell else int(day.value[-1])
    return at(Cell(Unit.DAY, week.first).shift(weekday - 1), "")


def _week_of_day(slots: Slots, _context: Context) -> Reading | None:
    """The week of March 9."""
    day = slots.reading("d").cell
    return at(cell_around(Unit.WEEK, day.first), "") if day else None


def _week_of_month(slots: Slots, _context: Context) -> Reading | None:
    """The second week of March: its eighth to fourteenth day, roughly."""
    month, number = slots.reading("d").cell, slots["o"].number
    if month is None or not 1 <= number <= 4:
        return None
    first = month.first + timedelta(days=7 * (number - 1))
    edtf = approximate(interval(first.isoformat(), (first + timedelta(days=6)).isoformat()))
    return Reading("DATE", month.timex, edtf, cell=cell_around(Unit.WEEK, first + timedelta(days=3)))


def _edge_of(slots: Slots, _context: Context) -> Reading | None:
    """The first three months of 2025, the last day of March."""
    part, whole = slots.reading("e"), slots.reading("d").stretch
    edge, named = part.edge, slots.reading("d")
    if edge is None or whole is None or edge.unit not in SMALL:
        return None
    mod = "START" if edge.side > 0 else "END"
    if edge.number is None:
        return replace(named, mod=mod)
    times, unit = SMALL[edge.unit]
    outer = whole.first if edge.side > 0 else whole.last + timedelta(days=1)
    inner = shift_date(outer, edge.side * edge.number * times, unit)
    if inner is None or not whole.first <= inner <= whole.last + timedelta(days=1):
        return None
    first, last = sorted((outer, inner))
    edtf = interval(_written(first, unit), _written(last - timedelta(days=1), unit))
    if part.loose:  # a day or week of its own
        return Reading("DATE", edtf if unit is Unit.DAY else whole.timex, edtf, mod=None if unit is Unit.DAY else mod)
    return Reading("DURATION", part.value, edtf)


def _written(day: date, unit: Unit) -> str:
    return day.isoformat() if unit in {Unit.DAY, Unit.WEEK} else day.isoformat()[:7]


def _apposed(slots: Slots, _context: Context) -> Reading | None:
    """This Sunday, March 8: the same day said twice is one date."""
    first, second = slots.reading("d"), slots.reading("e")
    return second if first.cell is not None and first.cell == second.cell else None


def _same_day(slots: Slots, _context: Context) -> Reading | None:
    """March 8, the day before the vote: which day that is, the words before say."""
    first, second = slots.reading("d"), slots.reading("e")
    return first if first.cell is not None and second.value == UNKNOWN[Unit.DAY] else None


def _range(slots: Slots, _context: Context) -> Reading | None:
    """From Monday to Friday, between June 2024 and May 2025."""
    first, last = slots.reading("d"), slots.reading("e")
    if first.edtf is None or last.edtf is None or first.cell is None or last.cell is None:
        return None
    start = first.cell.first
    if first.cell.unit is not last.cell.unit or first.type != "DATE" or last.type != "DATE":
        return None
    if last.year_given and not first.year_given:  # "28 September to 3 October 2026": the year is that of both
        start = shift_date(start, last.cell.first.year - start.year, Unit.YEAR) or start
    if last.cell.first <= start and not first.year_given:  # from December to February 2026; from Friday to Monday
        near = last.cell.unit is Unit.DAY and (start - last.cell.first).days <= 7
        start = shift_date(start, -1, Unit.WEEK if near else Unit.YEAR) or start
    if start >= last.cell.first:
        return None
    text = interval(Cell(first.cell.unit, start).edtf, last.edtf)
    return Reading("DATE", text, text, cell=last.cell, year_given=last.year_given)


_PARTS_OF_DECADE = {"START": (0, 3), "MID": (4, 6), "END": (6, 9)}
_PARTS_OF_MONTH = {"START": (1, 10), "MID": (11, 20), "END": (21, 31)}
_WEEKDAY = re.compile(r"XXXX-WXX-[1-7]")
