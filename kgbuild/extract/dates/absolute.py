"""Builders for dates that name their month, year, quarter, decade or century, for ranges of days, and for what accounts
compare their quarters and halves with ("a year earlier")."""

from __future__ import annotations

from datetime import date

from kgbuild.extract.dates.calendar import Cell, Unit, cell_around, day_cell, nth_weekday
from kgbuild.extract.dates.grammar import Slots
from kgbuild.extract.dates.reading import (
    UNKNOWN,
    Context,
    Reading,
    around,
    at,
    compared,
    pick_in_year,
    quarter_back,
    year_back,
)
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
    cell = pick_in_year(lambda y: _month_cell(month, y), context, slots.place, year)
    return at(cell, f"XXXX-{month:02}", year_given=year is not None)


def _month_of_that(slots: Slots, context: Context) -> Reading | None:
    """September that year, May 3 of the same year: of the year that the narrative is in."""
    month, anchor = slots["m"].number, context.anchor
    year = anchor.first.year if anchor is not None and anchor.first.year == anchor.last.year else None
    if slots.get("d"):
        day = slots["d"].number
        return at(day_cell(year, month, day) if year else None, f"XXXX-{month:02}-{day:02}")
    return at(_month_cell(month, year) if year else None, f"XXXX-{month:02}")


def _day_cell(day: date | None) -> Cell | None:
    return Cell(Unit.DAY, day) if day else None


def _month_cell(month: int, year: int) -> Cell:
    return Cell(Unit.MONTH, date(year, month, 1))


def _nth_weekday(slots: Slots, context: Context) -> Reading | None:
    """The first Monday of October."""
    month, weekday, year = slots["m"].number, slots["w"].number, slots.number("y")
    nth = -1 if slots.has("o", "last") or slots.has("o", "final") else slots["o"].number
    if nth > 5:
        return None

    cell = pick_in_year(lambda y: _day_cell(nth_weekday(y, month, weekday, nth)), context, slots.place, year)
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

    cell = pick_in_year(lambda y: _day_cell(of(y)), context, slots.place, year)
    return at(cell, f"{year}" if year else "XXXX-XX-XX", year_given=year is not None)


def _part_of_year(slots: Slots, context: Context) -> Reading | None:
    """The third quarter, the second half of 1989; a firm's fiscal quarter is named but not placed."""
    half = slots.has("u", "half")
    letter, unit, months = ("H", Unit.HALF, 6) if half else ("Q", Unit.QUARTER, 3)
    last = slots.has("o", "last") or slots.has("o", "final")
    number = 12 // months if last else (slots.get("q") or slots["o"]).number
    if not 1 <= number <= 12 // months:
        return None
    year = next((y for g in "yzk" if (y := slots.number(g))), None)

    def make(in_year: int) -> Cell:
        return Cell(unit, date(in_year, (number - 1) * months + 1, 1))

    if any(slots.get(g) for g in "fgk"):
        in_year = year or (context.published.year if context.published else None)
        named = make(in_year) if in_year and not half else None
        return Reading("DATE", f"{in_year or 'XXXX'}-{letter}{number}", None, resolved=False, fiscal=named)
    cell = pick_in_year(make, context, slots.place, year)
    return at(cell, f"XXXX-{letter}{number}", year_given=year is not None)


def _half_of_decade(slots: Slots, _context: Context) -> Reading | None:
    """The last half of the '80s: five years, written as the decade with a modifier."""
    last = any(slots.has("o", kind) for kind in ("last", "final")) or slots["o"].number == 2
    if not last and slots["o"].number != 1:
        return None
    first = slots["d"].number + (5 if last else 0)
    cell = Cell(Unit.DECADE, date(slots["d"].number, 1, 1))
    return Reading("DATE", cell.timex, f"{first}/{first + 4}", mod="END" if last else "START", cell=cell)


def _fiscal_year(slots: Slots, context: Context) -> Reading | None:
    """A firm's year: when it begins the text does not say, so that it has no bounds."""
    year = slots.number("y") or (context.published.year if context.published else "XXXX")
    return Reading("DATE", str(year), None, resolved=False)


def _same_quarter(slots: Slots, context: Context) -> Reading | None:
    """The quarter, the latest period: the one the narrative speaks of."""
    quarter, published = context.quarter, context.published
    if quarter and published and slots.get("l") and quarter.last > published and not context.fiscal:
        # the latest is over; a forecast spoke of the next
        return at(cell_around(Unit.QUARTER, published).shift(-1), "")
    if quarter:
        return quarter_back(context, 0)
    year = context.published.year if context.published else "XXXX"
    return Reading("DATE", f"{year}-QX", None, resolved=False)


def _year_before(_slots: Slots, context: Context) -> Reading | None:
    """The year-earlier quarter: the quarter spoken of one year back."""
    return year_back(context) or compared(around(Unit.YEAR, context, -1)) or at(None, UNKNOWN[Unit.YEAR])


def _quarter_of_year(slots: Slots, context: Context) -> Reading | None:
    """The 1988 period, last year's quarter: the quarter spoken of, in that year."""
    year = slots.reading("d").cell
    if context.quarter is None or context.months or year is None:
        return None
    return quarter_back(context, context.quarter.first.year - year.first.year)
