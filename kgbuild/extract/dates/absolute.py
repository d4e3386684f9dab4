"""Builders for dates that name their month, year, quarter, decade or century, and for ranges of days."""

from __future__ import annotations

from datetime import date

from kgbuild.extract.dates.calendar import Cell, Unit, day_cell, nth_weekday
from kgbuild.extract.dates.grammar import Slots
from kgbuild.extract.dates.pick import pick_in_year
from kgbuild.extract.dates.reading import Context, Reading, at
from kgbuild.model.edtf import interval


def _iso(slots: Slots, _context: Context) -> Reading | None:
    cell = day_cell(*map(int, slots["d"].code.split("-")))
    return at(cell, "", year_given=True) if cell else None


def _numeric(slots: Slots, _context: Context) -> Reading | None:
    """18/02/2026: read where only one order makes sense; 03/04/2026 is left unresolved rather than guessed."""
    first, second, year = map(int, slots["d"].code.replace(".", "/").split("/"))
    year += 0 if year > 99 else 2000
    british, american = day_cell(year, second, first), day_cell(year, first, second)
    if "." in slots["d"].code:  # with dots the day stands first everywhere
        american = None
    if british and american and british != american:
        return Reading("DATE", f"{year}-XX-XX", None, resolved=False)
    cell = british or american
    return at(cell, "", year_given=True) if cell else None


def _day(slots: Slots, context: Context, group: str = "d") -> Cell | None:
    month, day = slots["m"].number, slots[group].number
    year, weekday = slots.number("y"), slots.number("w")
    if year:
        return day_cell(year, month, day)

    def make(in_year: int) -> Cell | None:
        cell = day_cell(in_year, month, day)
        return cell if cell and weekday in {None, cell.first.isoweekday()} else None

    found = pick_in_year(make, context, slots.place)  # "Friday, March 6": only in some years
    return found or pick_in_year(lambda y: day_cell(y, month, day), context, slots.place)


def _month_day(slots: Slots, context: Context) -> Reading | None:
    month, day = slots["m"].number, slots["d"].number
    if day_cell(2024, month, day) is None:  # a leap year: no month has more days
        return None
    unknown = f"{slots.number('y') or 'XXXX'}-{month:02}-{day:02}"
    return at(_day(slots, context), unknown, year_given=slots.get("y") is not None)


def _days(slots: Slots, context: Context) -> Reading | None:
    """Several days of one month: "February 17-18", "from 3 to 5 May"."""
    month, first, last = slots["m"].number, slots["d"].number, slots["e"].number
    if day_cell(2024, month, last) is None or first >= last:
        return None
    start, end = _day(slots, context), _day(slots, context, "e")
    if start is None or end is None:
        value = f"XXXX-{month:02}-{first:02}/XXXX-{month:02}-{last:02}"
        return Reading("DATE", value, None, resolved=False)
    text = interval(start.edtf, end.edtf)
    return Reading("DATE", text, text, cell=end, year_given=slots.get("y") is not None)


def _month(slots: Slots, context: Context) -> Reading | None:
    month, year = slots["m"].number, slots.number("y")
    cell = _month_cell(month, year) if year else pick_in_year(lambda y: _month_cell(month, y), context, slots.place)
    return at(cell, f"XXXX-{month:02}", year_given=year is not None)


def _month_of_that(slots: Slots, context: Context) -> Reading | None:
    """September that year, May 3 of the same year: of the year that the narrative is in."""
    month, anchor = slots["m"].number, context.anchor
    year = anchor.first.year if anchor is not None and anchor.first.year == anchor.last.year else None
    if slots.get("d"):
        day = slots["d"].number
        return at(day_cell(year, month, day) if year else None, f"XXXX-{month:02}-{day:02}")
    return at(_month_cell(month, year) if year else None, f"XXXX-{month:02}")


def _month_cell(month: int, year: int) -> Cell:
    return Cell(Unit.MONTH, date(year, month, 1))


def _nth_weekday(slots: Slots, context: Context) -> Reading | None:
    """The first Monday of October."""
    month, weekday, year = slots["m"].number, slots["w"].number, slots.number("y")
    nth = -1 if slots.has("o", "last") or slots.has("o", "final") else slots["o"].number
    if nth > 5:
        return None

    def make(in_year: int) -> Cell | None:
        day = nth_weekday(in_year, month, weekday, nth)
        return Cell(Unit.DAY, day) if day else None

    cell = make(year) if year else pick_in_year(make, context, slots.place)
    return at(cell, f"{year or 'XXXX'}-{month:02}-XX", year_given=year is not None)


def _months(slots: Slots, _context: Context) -> Reading | None:
    """January to March 2026: one year for both."""
    year, first, last = slots["y"].number, slots["m"].number, slots["o"].number
    if first >= last:
        return None
    text = f"{year}-{first:02}/{year}-{last:02}"
    return Reading("DATE", text, text, cell=_month_cell(last, year), year_given=True)


def _year(slots: Slots, _context: Context) -> Reading | None:
    year = slots["y"].number
    return at(Cell(Unit.YEAR, date(year, 1, 1)), "", year_given=True) if 1000 <= year <= 2199 else None


def _years(slots: Slots, _context: Context) -> Reading | None:
    """1914-18, 1985 to 1987; 2025-26."""
    first, last = slots["y"].number, slots["z"].number
    if last < 100 and len(slots["z"].code) == 2:
        last += first // 100 * 100
    if not first < last <= first + 200:
        return None
    text = f"{first}/{last}"
    return Reading("DATE", text, text, cell=Cell(Unit.YEAR, date(last, 1, 1)), year_given=True)


def _decade(slots: Slots, _context: Context) -> Reading | None:
    return at(Cell(Unit.DECADE, date(slots["d"].number, 1, 1)), "")


def _of_era(slots: Slots, _context: Context) -> Reading | None:
    """AD 79, 79 CE; 480 BC is named only, as a year is four digits everywhere else."""
    year = slots["y"].number
    if slots["e"].code != "AD":
        return Reading("DATE", f"{slots['e'].code}{year:04}", None, resolved=False)
    return at(Cell(Unit.YEAR, date(year, 1, 1)), "", year_given=True) if 1 <= year <= 2199 else None


def _century_of_era(slots: Slots, context: Context) -> Reading | None:
    if slots["e"].code == "AD":
        return _century(slots, context)
    return Reading("DATE", f"BC{slots['o'].number:02}", None, resolved=False)


def _century(slots: Slots, _context: Context) -> Reading | None:
    number = slots["o"].number
    return at(Cell(Unit.CENTURY, date((number - 1) * 100, 1, 1)), "") if 2 <= number <= 22 else None


def _season_of_year(slots: Slots, _context: Context) -> Reading | None:
    months = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
    return at(Cell(Unit.SEASON, date(slots["y"].number, months[slots["s"].code], 1)), "", year_given=True)


def _holiday(slots: Slots, context: Context) -> Reading | None:
    year, of = slots.number("y"), context.holidays[slots["h"].code]

    def make(in_year: int) -> Cell | None:
        day = of(in_year)
        return Cell(Unit.DAY, day) if day else None

    cell = make(year) if year else pick_in_year(make, context, slots.place)
    return at(cell, f"{year}" if year else "XXXX-XX-XX", year_given=year is not None)
