from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.extract.dates.calendar import (
    Cell,
    Unit,
    cell_around,
    day_cell,
    easter_sunday,
    nth_weekday,
    shift_date,
)
from kgbuild.model.edtf import edtf_bounds

DAYS = st.dates(min_value=date(1200, 1, 1), max_value=date(2900, 1, 1))
CONTIGUOUS = [unit for unit in Unit if unit is not Unit.WEEKEND]


@given(DAYS, st.sampled_from(CONTIGUOUS))
def test_a_cell_holds_its_day_and_ends_where_the_next_begins(day: date, unit: Unit) -> None:
    cell = cell_around(unit, day)
    assert cell.first <= day <= cell.last
    following = cell.shift(1)
    assert following is not None
    assert following.first == cell.last + timedelta(days=1)
    assert following.shift(-1) == cell
    assert cell_around(unit, cell.last) == cell


@given(DAYS, st.sampled_from([u for u in Unit if u not in {Unit.WEEKEND, Unit.SEASON}]))
def test_edtf_bounds_of_a_cell_are_its_first_and_last_day(day: date, unit: Unit) -> None:
    cell = cell_around(unit, day)
    assert edtf_bounds(cell.edtf) == (cell.first.isoformat(), cell.last.isoformat())


@pytest.mark.parametrize(
    ("unit", "edtf", "timex"),
    [
        (Unit.DAY, "2026-01-15", "2026-01-15"),
        (Unit.WEEK, "2026-01-12/2026-01-18", "2026-W03"),
        (Unit.WEEKEND, "2026-01-17/2026-01-18", "2026-W03-WE"),
        (Unit.MONTH, "2026-01", "2026-01"),
        (Unit.QUARTER, "2026-01/2026-03", "2026-Q1"),
        (Unit.HALF, "2026-01/2026-06", "2026-H1"),
        (Unit.SEASON, "2025-24", "2025-WI"),
        (Unit.YEAR, "2026", "2026"),
        (Unit.DECADE, "202X", "202"),
        (Unit.CENTURY, "20XX", "20"),
    ],
)
def test_notations(unit: Unit, edtf: str, timex: str) -> None:
    cell = cell_around(unit, date(2026, 1, 15))
    assert (cell.edtf, cell.timex) == (edtf, timex)


def test_shift_keeps_to_the_length_of_months() -> None:
    assert shift_date(date(2024, 1, 31), 1, Unit.MONTH) == date(2024, 2, 29)
    assert shift_date(date(2024, 2, 29), 1, Unit.YEAR) == date(2025, 2, 28)
    assert shift_date(date(2026, 3, 1), -2, Unit.WEEK) == date(2026, 2, 15)


def test_nothing_beyond_the_calendar() -> None:
    assert Cell(Unit.YEAR, date(9998, 1, 1)).shift(1) is None
    assert Cell(Unit.DAY, date(1, 1, 20)).shift(-400) is None
    assert shift_date(date(2026, 1, 1), -5000, Unit.YEAR) is None
    assert day_cell(2026, 2, 30) is None


@pytest.mark.parametrize(
    "sunday", ["1961-04-02", "1999-04-04", "2000-04-23", "2008-03-23", "2019-04-21", "2024-03-31", "2026-04-05"]
)
def test_easter(sunday: str) -> None:
    assert easter_sunday(int(sunday[:4])).isoformat() == sunday


def test_nth_weekday() -> None:
    assert nth_weekday(2026, 11, 4, 4) == date(2026, 11, 26)
    assert nth_weekday(2026, 5, 1, -1) == date(2026, 5, 25)
    assert nth_weekday(2026, 2, 1, 5) is None
