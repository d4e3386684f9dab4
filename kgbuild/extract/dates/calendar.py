"""Stretches of the calendar at one granularity (a day, a week, a quarter …), and how EDTF and TIMEX3 write them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_FIRST_YEAR, _LAST_YEAR = 1, 9998  # what `datetime.date` can hold, with room for the day after the last
_SEASONS = {3: ("SP", 21), 6: ("SU", 22), 9: ("FA", 23), 12: ("WI", 24)}


class Unit(StrEnum):
    """A granularity; the value is its letter in TIMEX3 durations."""

    DAY = "D"
    WEEK = "W"
    WEEKEND = "WE"
    MONTH = "M"
    QUARTER = "Q"
    SEASON = "S"
    HALF = "H"
    YEAR = "Y"
    DECADE = "E"
    CENTURY = "C"


_MONTHS = {
    Unit.MONTH: 1, Unit.QUARTER: 3, Unit.SEASON: 3, Unit.HALF: 6, Unit.YEAR: 12, Unit.DECADE: 120, Unit.CENTURY: 1200,
}  # fmt: skip
# as many characters of an ISO date name the stretch
_NAMING = {Unit.DAY: 10, Unit.MONTH: 7, Unit.YEAR: 4, Unit.DECADE: 3, Unit.CENTURY: 2}


@dataclass(frozen=True, slots=True)
class Cell:
    """One stretch of the calendar: `unit` long, beginning on `first`. Make it with `cell_around` or `shift`.

    Seasons are those of the northern hemisphere by whole months; the winter of a year begins in its December.
    """

    unit: Unit
    first: date

    @property
    def last(self) -> date:
        """The last day that belongs to it."""
        following = self.shift(1)
        return date(_LAST_YEAR, 12, 31) if following is None else following.first - timedelta(days=1)

    def shift(self, steps: int) -> Cell | None:
        """Return the stretch of the same length `steps` units later (earlier if negative); None beyond the calendar."""
        if self.unit in _MONTHS:
            months = self.first.year * 12 + self.first.month - 1 + steps * _MONTHS[self.unit]
            year, month = divmod(months, 12)
            return Cell(self.unit, date(year, month + 1, 1)) if _FIRST_YEAR <= year <= _LAST_YEAR else None
        days = steps * (1 if self.unit is Unit.DAY else 7)
        if not date(_FIRST_YEAR, 1, 8).toordinal() <= self.first.toordinal() + days <= date.max.toordinal() - 400:
            return None
        return Cell(self.unit, self.first + timedelta(days=days))

    @property
    def edtf(self) -> str:
        """The stretch in EDTF level 1, which has no weeks and quarters: those become intervals."""
        first, last = self.first.isoformat(), self.last.isoformat()
        if self.unit in _NAMING:
            return first[: _NAMING[self.unit]].ljust(len("2026"), "X")
        if self.unit is Unit.SEASON:
            return f"{first[:4]}-{_SEASONS[self.first.month][1]}"
        if self.unit is Unit.WEEKEND:
            last = (self.first + timedelta(days=1)).isoformat()
        digits = _NAMING[Unit.MONTH if self.unit in _MONTHS else Unit.DAY]
        return f"{first[:digits]}/{last[:digits]}"

    @property
    def timex(self) -> str:
        """The stretch as a TIMEX3 value, as TimeBank writes it (`1998-W08`, `1989-Q3`, `1998-SU`, `198`)."""
        first = self.first.isoformat()
        if self.unit in _NAMING:
            return first[: _NAMING[self.unit]]
        if self.unit not in _MONTHS:
            year, week, _ = self.first.isocalendar()
            return f"{year:04}-W{week:02}" + ("-WE" if self.unit is Unit.WEEKEND else "")
        if self.unit is Unit.SEASON:
            return f"{first[:4]}-{_SEASONS[self.first.month][0]}"
        return f"{first[:4]}-{self.unit}{(self.first.month - 1) // _MONTHS[self.unit] + 1}"


def cell_around(unit: Unit, day: date) -> Cell:
    """Return the stretch of length `unit` that `day` lies in (for weekends: that of the day's Monday-to-Sunday week).

    >>> cell_around(Unit.WEEK, date(2026, 2, 18)).edtf
    '2026-02-16/2026-02-22'
    """
    if unit not in _MONTHS:
        into = 0 if unit is Unit.DAY else day.weekday() - (5 if unit is Unit.WEEKEND else 0)
        return Cell(unit, day - timedelta(days=into))
    size, march = _MONTHS[unit], 2 if unit is Unit.SEASON else 0  # seasons are counted from March on
    months = (day.year * 12 + day.month - 1 - march) // size * size + march
    return Cell(unit, date(max(months // 12, 1), months % 12 + 1, 1))


def day_cell(year: int, month: int, day: int) -> Cell | None:
    """Return a day, or None where the calendar has no such day."""
    try:
        return Cell(Unit.DAY, date(year, month, day))
    except ValueError:
        return None


def shift_date(day: date, steps: int, unit: Unit) -> date | None:
    """Return the day `steps` units from `day`; where a month is too short its last day. None beyond the calendar."""
    if unit in {Unit.DAY, Unit.WEEK}:
        moved = Cell(unit, day).shift(steps)
        return moved.first if moved else None
    month = cell_around(Unit.MONTH, day).shift(steps * _MONTHS[unit])
    return min(month.last, month.first + timedelta(days=day.day - 1)) if month else None


def easter_sunday(year: int) -> date:
    """Return Easter Sunday of the western churches (the anonymous Gregorian algorithm, Meeus 1991)."""
    golden, century, rest = year % 19, year // 100, year % 100
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shortfall = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * shortfall + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """Return the `nth` (negative: from the end) Monday=1 … Sunday=7 of a month; None where there is none."""
    cell = cell_around(Unit.MONTH, date(year, month, 1))
    if nth > 0:
        found = cell.first + timedelta(days=(weekday - cell.first.isoweekday()) % 7 + 7 * (nth - 1))
    else:
        found = cell.last - timedelta(days=(cell.last.isoweekday() - weekday) % 7 + 7 * (-nth - 1))
    return found if found.month == month else None
