"""Positions in sentences of one kind of difficulty each, and where a rule must stay silent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

KINDS: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("kinds.yml").read_text(encoding="utf-8")
)
CASES = [(kind, n) for kind, cases in KINDS.items() for n in range(len(cases))]


def found(wanted: str, brief: list[str]) -> bool:
    """Whether a position begins and goes on as wanted: `Peru demands: a longer` fits `Peru demands: a longer truce`."""
    who, _, words = wanted.partition(": ")
    return any((p.startswith(who) and words in p) if words else wanted in p for p in brief)


@pytest.mark.parametrize(("kind", "n"), CASES)
def test_kind(kind: str, n: int, hear) -> None:
    case = dict(KINDS[kind][n])
    has, lacks = case.pop("has", ()), case.pop("lacks", ())
    assert has or lacks
    brief = hear(case.pop("text"), **case).brief
    assert [w for w in has if not found(w, brief)] == [], brief
    assert [w for w in lacks if found(w, brief)] == [], brief


@pytest.mark.parametrize(
    "words", ["Okoro said he did not believe the road would hold.", "Okoro said he thought the road would hold."]
)
def test_what_a_speaker_thinks_of_what_they_say_is_one_position(words: str, hear) -> None:
    assert len(hear(words, P="Okoro", refers="he=Okoro").positions) == 1
