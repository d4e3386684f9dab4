"""What a time expression means, and what its meaning hangs on: the day of publication, dates before it, the tense;
and which of several a clause means (the Friday, March or third quarter) when it does not name the year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

from kgbuild.extract.dates.calendar import Cell, Unit, cell_around


class Direction(Enum):
    """Where a clause looks: back, ahead, either (ahead of a time that is over), or the text does not say."""

    PAST = -1
    NONE = 0
    FUTURE = 1
    EITHER = 2


class Look(NamedTuple):
    """The direction of a clause; `sure` where the expression hangs on its verb, not on a noun ("a dividend payable
    Dec. 7"); `now` where the clause speaks from the day of publication, not from what the sentence told before ("has
    not won since September")."""

    direction: Direction = Direction.NONE
    sure: bool = False
    now: bool = False


class Edge(NamedTuple):
    """The first (`side` 1) or last (-1) `number` units of a stretch that is named after it; None: not said how many."""

    side: int
    number: int | None
    unit: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The meaning of an expression.

    `edtf` is None for durations, sets and what the text leaves open; `cell` is the stretch of the calendar that later
    expressions can refer to; `year_given` says that the words name the year; `mod` is a TIMEX3 modifier. `aside` is a
    stretch named only in comparison, which later expressions do not lean on ("two weeks ago"), and `bound` the day that
    lies exactly so far from publication; `edge` waits for the stretch it is part of, and alone is no expression where
    `loose`.
    """

    type: str
    value: str
    edtf: str | None = None
    resolved: bool = True
    mod: str | None = None
    cell: Cell | None = None
    year_given: bool = False
    fiscal: Cell | None = None  # a firm's own quarter as the calendar quarter of that number: its days are not known
    aside: Cell | None = None
    bound: date | None = None
    edge: Edge | None = None
    loose: bool = False
    age: bool = False  # of somebody or something

    @property
    def stretch(self) -> Cell | None:
        """The stretch of the calendar that the words name, whether or not later ones lean on it."""
        return self.cell or self.aside


@dataclass(frozen=True, slots=True)
class Context:
    """What the meaning of relative expressions hangs on.

    `published` is None where the article has no date; `anchor` is the last date the narrative named, `quarter` the last
    quarter, `fiscal` if it is a firm's own, `months` if accounts of more than it were spoken of since; `look`
    tells the direction of the clause at a character.
    """

    published: date | None
    look: Callable[[int], Look]
    holidays: Mapping[str, Callable[[int], date | None]]
    anchor: Cell | None = None
    quarter: Cell | None = None
    fiscal: bool = False
    months: bool = False
    year: int | None = None  # named by an expression before in the same sentence
    narrative: Callable[[int], bool] = lambda _place: True  # whether a character stands outside quotation marks

    def direction(self, place: int) -> Direction:
        """Return where the clause at a character looks."""
        return self.look(place).direction

    def around_narrative(self, unit: Unit) -> Cell | None:
        """Return the stretch of length `unit` that the narrative is in, or that of publication where the last date is
        too coarse to say ("earlier in the day" after "in 2011")."""
        if self.anchor is not None:
            cell = cell_around(unit, self.anchor.first)
            if cell == cell_around(unit, self.anchor.last):
                return cell
        return cell_around(unit, self.published) if self.published else None


def at(cell: Cell | None, unknown: str, *, year_given: bool = False, mod: str | None = None) -> Reading:
    """Read a stretch of the calendar; `unknown` is the TIMEX3 value to give where it could not be placed."""
    if cell is None:
        return Reading("DATE", unknown, None, resolved=False, mod=mod)
    return Reading("DATE", cell.timex, cell.edtf, cell=cell, year_given=year_given, mod=mod)


def quarter_back(context: Context, years: int) -> Reading | None:
    """Read the quarter that the narrative speaks of, `years` before; a firm's own has no days."""
    cell = context.quarter.shift(-4 * years) if context.quarter else None
    if cell is None:
        return None
    return Reading("DATE", cell.timex, None if context.fiscal else cell.edtf, resolved=not context.fiscal)


def year_back(context: Context) -> Reading | None:
    """Read what accounts are compared with: the quarter a year back, or the year where they are of more than one."""
    if context.months and context.published and context.quarter:
        return compared(cell_around(Unit.YEAR, context.published).shift(-1))
    return quarter_back(context, 1)


def compared(cell: Cell | None) -> Reading | None:
    """Read a stretch that is named only in comparison: later expressions do not lean on it."""
    return Reading("DATE", cell.timex, cell.edtf, aside=cell) if cell else None


CALENDAR = {"D": Unit.DAY, "W": Unit.WEEK, "F": Unit.WEEK, "M": Unit.MONTH, "Q": Unit.QUARTER, "Y": Unit.YEAR,
             "E": Unit.DECADE, "C": Unit.CENTURY}  # fmt: skip
UNKNOWN = {
    Unit.DAY: "XXXX-XX-XX", Unit.WEEK: "XXXX-WXX", Unit.WEEKEND: "XXXX-WXX-WE", Unit.MONTH: "XXXX-XX",
    Unit.QUARTER: "XXXX-QX", Unit.SEASON: "XXXX", Unit.HALF: "XXXX-HX", Unit.YEAR: "XXXX", Unit.DECADE: "XXX",
    Unit.CENTURY: "XX",
}  # fmt: skip
SMALL = {
    "D": (1, Unit.DAY), "W": (1, Unit.WEEK), "F": (2, Unit.WEEK), "M": (1, Unit.MONTH), "Q": (3, Unit.MONTH),
    "Y": (1, Unit.YEAR), "E": (10, Unit.YEAR),
}  # fmt: skip  # units as so many that the calendar counts by
MODS = {"early": "START", "begin": "START", "mid": "MID", "late": "END", "end": "END"}  # kinds to TIMEX3 modifiers


_AGAINST = 3  # how much farther a date against the clause's direction counts; TimeBank: no difference from 2 to 6
_AGAINST_SURE = 50  # the same where the date hangs on the verb itself


def pick_weekday(weekday: int, context: Context, place: int) -> Cell | None:
    """Return the day called Monday=1 … Sunday=7: the last one, publication day included, or in a clause that looks
    ahead the coming one, or the nearer. None without a day of publication."""
    if context.published is None:
        return None
    back = (context.published.isoweekday() - weekday) % 7
    look = context.direction(place)
    ahead = back and (look is Direction.FUTURE or (look is Direction.EITHER and back > 7 - back))
    return Cell(Unit.DAY, context.published + timedelta(days=7 - back if ahead else -back))


def pick_in_year(
    make: Callable[[int], Cell | None], context: Context, place: int, year: int | None = None
) -> Cell | None:
    """Return `make(year)`; where none is given, of the year that fits the clause best. None where none can be told.

    A year named before in the sentence holds, but not one that is over for what is told from today. Else the nearest
    to publication, a date against the direction of the clause counting as farther away.
    """
    if year:
        return make(year)
    look, published = context.look(place), context.published
    if context.year is not None and context.narrative(place):
        cell = make(context.year)
        over = cell is not None and published is not None and cell.last < published
        if not (over and look.now):  # "has stood since 2023, and hearings begin on May 1"
            return cell
    if published is None:
        return None
    found = [cell for year in range(published.year - 1, published.year + 2) if (cell := make(year))]
    return min(found, key=lambda cell: (_distance(cell, published, look), cell.first), default=None)


def pick_near(make: Callable[[int], Cell | None], step: int, context: Context) -> Cell | None:
    """Return the latest `make(year)` that is over (`step` -1), that of this year (0), or the first to come (1). None
    without a day of publication."""
    published = context.published
    if published is None or step == 0:
        return make(published.year) if published else None
    cells = [cell for k in range(-2, 3) if (cell := make(published.year + k))]
    if step > 0:
        return next((c for c in cells if c.first > published), None)
    return next((c for c in reversed(cells) if c.last < published), None)


def _distance(cell: Cell, published: date, look: Look) -> float:
    if cell.first <= published <= cell.last:
        return 0
    days, side = (published - cell.last).days, Direction.PAST
    if cell.first > published:
        days, side = (cell.first - published).days, Direction.FUTURE
    if look.direction in {side, Direction.NONE, Direction.EITHER}:
        return days
    sure = look.sure and cell.unit not in {Unit.QUARTER, Unit.HALF}  # results of a quarter are told after it
    return days * (_AGAINST_SURE if sure else _AGAINST)


def around(unit: Unit, context: Context, steps: int = 0) -> Cell | None:
    """Return the stretch of publication moved by `steps`. None without a day of publication."""
    return cell_around(unit, context.published).shift(steps) if context.published else None
