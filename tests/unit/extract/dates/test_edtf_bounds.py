from __future__ import annotations

import importlib
import time
import warnings
from collections.abc import Callable
from importlib.util import find_spec

import pytest

from kgbuild.model.edtf import approximate, edtf_bounds, interval, partial_date

BOUNDS = {
    "2026-02-18": ("2026-02-18", "2026-02-18"),
    "2026-02": ("2026-02-01", "2026-02-28"),
    "2024-02": ("2024-02-01", "2024-02-29"),
    "2026": ("2026-01-01", "2026-12-31"),
    "2026~": ("2026-01-01", "2026-12-31"),
    "198X": ("1980-01-01", "1989-12-31"),
    "19XX": ("1900-01-01", "1999-12-31"),
    "2026-XX-XX": ("2026-01-01", "2026-12-31"),
    "2026-02-XX": ("2026-02-01", "2026-02-28"),
    "2024-21": ("2024-03-01", "2024-05-31"),
    "2024-22": ("2024-06-01", "2024-08-31"),
    "2024-23": ("2024-09-01", "2024-11-30"),
    "2026-01-18~/2026-02-18": ("2026-01-18", "2026-02-18"),
    "2026-01/2026-03": ("2026-01-01", "2026-03-31"),
}


@pytest.mark.parametrize("edtf", BOUNDS)
def test_bounds(edtf: str) -> None:
    assert edtf_bounds(edtf) == BOUNDS[edtf]


def test_open_and_unknown_ends_have_no_bound() -> None:
    assert edtf_bounds("/2026-02-18") == (None, "2026-02-18")
    assert edtf_bounds("2026-02/..") == ("2026-02-01", None)


def test_winter_runs_into_the_next_year() -> None:
    assert edtf_bounds("2023-24") == ("2023-12-01", "2024-02-29")


@pytest.mark.parametrize(
    "wrong", ["", "2026-13", "2026-02-30", "18/02/2026", "26", "XXXX", "2026-2", "P1Y", "2026-25-01"]
)
def test_what_is_no_edtf_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError):
        edtf_bounds(wrong)


@pytest.mark.parametrize("edtf", BOUNDS)
def test_an_independent_reader_agrees(edtf: str, need: Callable[[str, bool, str], None]) -> None:
    need("edtf", find_spec("edtf") is not None, "the package edtf")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it builds its grammar with deprecated calls
        read = importlib.import_module("edtf").parse_edtf(edtf)

    def day(moment: time.struct_time) -> str:
        return time.strftime("%Y-%m-%d", moment)

    assert (day(read.lower_strict()), day(read.upper_strict())) == edtf_bounds(edtf)


def test_approximate_marks_both_ends_once() -> None:
    assert approximate("2026-02-17") == "2026-02-17~"
    assert approximate("2026-02/2026-03~") == "2026-02~/2026-03~"
    assert approximate("/2026") == "/2026~"


def test_interval_joins_the_outer_ends() -> None:
    assert interval("2026-02-17", "2026-02-18") == "2026-02-17/2026-02-18"
    assert interval("2026-01/2026-03", "2026-04/2026-06") == "2026-01/2026-06"
    assert interval("2026", "2026") == "2026"


def test_partial_date_carries_its_bounds() -> None:
    assert partial_date("2026-02").latest == "2026-02-28"
