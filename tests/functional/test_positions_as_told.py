"""Statements of 360 passages by blind writers (`tests/gold/positions`): no file may fall below its floor."""

from __future__ import annotations

from typing import Any

import pytest

from kgbuild.model.facts import ArticleFacts, PositionFact
from tests.functional.told import Called, Case, called, cases, facts_of, one_of, plain

FLOORS = {"b": (103, 120), "c": (91, 120), "d": (94, 120)}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ArticleFacts]:
    return facts_of("positions", FLOORS, tmp_path_factory.mktemp("positions"))


def some(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def is_by(wanted: str | None, speaker: str | None, names: Called) -> bool:
    """Say whether somebody wanted speaks; `null` is a speaker whom nothing names."""
    return speaker is None if wanted is None else speaker is not None and one_of(wanted, names[speaker])


def is_said(want: Case, position: PositionFact, names: Called) -> bool:
    """Say whether a position is as a passage states it; each part that is not stated may be anything."""
    whom, hearers = ([names[i] for i in ids] for ids in (position.targets, position.audience))
    words, terms = plain(position.text), plain(f"{position.text} {position.conditional_on or ''}")
    return (
        ("speaker" not in want or any(is_by(w, position.speaker, names) for w in some(want["speaker"])))
        and ("stance" not in want or position.stance.value in some(want["stance"]))
        and all(plain(w) in words for w in some(want.get("content", [])))
        and not any(plain(w) in words for w in some(want.get("not_content", [])))
        and all(any(one_of(w, n) for n in whom) for w in want.get("target", []))
        and not any(one_of(w, n) for w in want.get("not_target", []) for n in whom)
        and all(any(one_of(w, n) for n in hearers) for w in want.get("audience", []))
        and plain(want.get("condition", "")) in terms
    )


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
