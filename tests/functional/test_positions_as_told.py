"""Statements of 360 passages by blind writers (`tests/gold/positions`): no file may fall below its floor."""

from __future__ import annotations

import pytest

from kgbuild.model.facts import ArticleFacts
from tests.functional.told import Case, called, cases, facts_of, is_said

FLOORS = {"b": (104, 120), "c": (93, 120), "d": (95, 120)}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ArticleFacts]:
    return facts_of("positions", FLOORS, tmp_path_factory.mktemp("positions"))


def right(case: Case, facts: ArticleFacts) -> bool:
    """Say whether what a passage states is found, each by any position, and nothing that it must not."""
    expect, names = case["expect"], called(facts)
    silent = expect.get("no_positions", [])
    if any(is_said(w, p, names) for w in ([{}] if silent is True else silent) for p in facts.positions):
        return False
    return all(any(is_said(w, p, names) for p in facts.positions) for w in expect.get("positions", []))


@pytest.mark.parametrize("name", FLOORS)
def test_no_fewer_passages_are_read_right(name: str, told: dict[str, ArticleFacts]) -> None:
    floor, every = FLOORS[name]
    found = cases("positions", name)
    assert len(found) == every
    assert sum(right(c, told[c["id"]]) for c in found) >= floor
