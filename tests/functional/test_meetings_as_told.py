"""Meetings of eight hundred passages by blind writers (`tests/gold/meetings`): no file may fall below its floor."""

from __future__ import annotations

import pytest

from kgbuild.model.facts import ArticleFacts
from tests.functional.told import Case, called, cases, each_is_found, facts_of, is_told

FLOORS = {
    "a": (46, 90),
    "b": (19, 70),
    "c": (78, 100),
    "d": (75, 100),
    "e": (99, 120),
    "f": (91, 120),
    "g": (91, 120),
    "h": (93, 120),
    "i": (17, 36),
    "pieces": (19, 30),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ArticleFacts]:
    return facts_of("meetings", FLOORS, tmp_path_factory.mktemp("meetings"))


def right(case: Case, facts: ArticleFacts) -> bool:
    expect, names = case["expect"], called(facts)
    silent = expect.get("no_meetings", [])
    return each_is_found(expect.get("meetings", []), facts.meetings, lambda w, m: is_told(w, m, names), silent)


@pytest.mark.parametrize("name", FLOORS)
def test_no_fewer_passages_are_read_right(name: str, told: dict[str, ArticleFacts]) -> None:
    floor, every = FLOORS[name]
    found = cases("meetings", name)
    assert len(found) == every
    assert sum(right(c, told[c["id"]]) for c in found) >= floor
