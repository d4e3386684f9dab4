"""Builders for quarters, halves and what accounts compare them with ("a year earlier")."""

from __future__ import annotations

from datetime import date

from kgbuild.extract.dates.calendar import Cell, Unit, cell_around
from kgbuild.extract.dates.grammar import Slots
from kgbuild.extract.dates.pick import around, pick_in_year
from kgbuild.extract.dates.reading import UNKNOWN, Context, Reading, at, compared, quarter_back, year_back


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
    cell = make(year) if year else pick_in_year(make, context, slots.place)
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
        return at(
            cell_around(Unit.QUARTER, published).shift(-1), ""
        )  # the latest is over; a forecast spoke of the next
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
