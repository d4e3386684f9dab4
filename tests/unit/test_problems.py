"""How problems read."""

from __future__ import annotations

import pytest

from kgbuild.errors import CheckError, ConfigError, InputError, KgbuildError, MissingExtra, UsageError
from kgbuild.problems import Location, Problem, Severity, near_miss


@pytest.mark.parametrize(
    ("where", "text"),
    [
        (Location("f"), "f"),
        (Location("f", 3), "f:3"),
        (Location("f", 3, 7), "f:3:7"),
        (Location("f", 0, 7), "f"),
    ],
)
def test_a_place_shows_what_is_known(where: Location, text: str) -> None:
    assert str(where) == text


def test_a_problem_shows_everything_it_has() -> None:
    problem = Problem(
        Location("m.yml", 3, 7), "no such column", "did you mean name?", Severity.WARNING, "s: $(nmae)", "meet", "7"
    )
    assert str(problem) == (
        "m.yml:3:7  warning  no such column (rule meet, row 7)\n    3 | s: $(nmae)\n  did you mean name?"
    )


def test_a_bare_problem_is_one_line() -> None:
    assert str(Problem(Location("f"), "empty")) == "f  error  empty"


def test_problems_sort_by_place() -> None:
    later, sooner = Problem(Location("f", 10), "a"), Problem(Location("f", 9), "b")
    assert sorted([later, sooner]) == [sooner, later]


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("patricipant", ["participant", "place"], "did you mean participant?"),
        ("xyz", ["b", "a", "a"], "known: a, b"),
        ("xyz", [], ""),
        ("xyz", [f"w{i:02}" for i in range(20)], "known: " + ", ".join(f"w{i:02}" for i in range(12)) + ", …"),
    ],
)
def test_a_near_miss_or_what_is_known(word: str, known: list[str], hint: str) -> None:
    assert near_miss(word, known) == hint


def test_every_error_is_ours_and_carries_all_problems() -> None:
    problems = [Problem(Location("f", 1), "a"), Problem(Location("g", 2), "b")]
    for kind in (InputError, ConfigError, UsageError, CheckError, MissingExtra):
        error = kind(iter(problems))
        assert isinstance(error, KgbuildError)
        assert error.problems == tuple(problems)
        assert str(error) == "f:1  error  a\ng:2  error  b"
    assert UsageError("no such folder").problems == ()
