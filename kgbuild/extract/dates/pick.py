"""Which of several: the Friday, March or third quarter that a clause means when it does not name the year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from kgbuild.extract.dates.calendar import Cell, Unit, cell_around
from kgbuild.extract.dates.reading import Context, Direction, Look

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


def pick_in_year(make: Callable[[int], Cell | None], context: Context, place: int) -> Cell | None:
    """Return `make(year)` of the year that fits the clause best. None where no year can be told.

    A year named before in the sentence holds, but not one that is over for what is told from today. Else the nearest
    to publication, a date against the direction of the clause counting as farther away.
    """
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
