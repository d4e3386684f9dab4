"""Events of 360 passages by blind writers (`tests/gold/events`): no file may fall below its floor."""

from __future__ import annotations

import pytest

from kgbuild.model.facts import ArticleFacts
from tests.functional.told import Case, called, cases, each_is_found, facts_of, is_told

FLOORS = {"a": (111, 120), "b": (108, 120), "c": (99, 120)}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ArticleFacts]:
    return facts_of("events", FLOORS, tmp_path_factory.mktemp("events"))


def right(case: Case, facts: ArticleFacts) -> bool:
    expect, names = case["expect"], called(facts)
    return all(
        each_is_found(expect.get(kind, []), found, lambda w, e: is_told(w, e, names), expect.get(f"no_{kind}", []))
        for kind, found in (("events", facts.events), ("meetings", facts.meetings))
    )


@pytest.mark.parametrize("name", FLOORS)
def test_no_fewer_passages_are_read_right(name: str, told: dict[str, ArticleFacts]) -> None:
    floor, every = FLOORS[name]
    found = cases("events", name)
    assert len(found) == every
    assert sum(right(c, told[c["id"]]) for c in found) >= floor
