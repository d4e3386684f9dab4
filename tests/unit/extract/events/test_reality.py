"""What is only wished, denied, prevented, possible or feared is never told as something that took place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kgbuild.model.facts import ArticleFacts, Factuality

LINES = Path(__file__).with_name("reality.txt").read_text(encoding="utf-8").splitlines()
TOLD = [[part.strip() for part in line.split("|")] for line in LINES if not line.startswith("#")]


@pytest.mark.parametrize(("words", "kind", "took_place"), TOLD)
def test_only_what_took_place_is_told_as_actual(
    extracted: Callable[[str], ArticleFacts], words: str, kind: str, took_place: str
) -> None:
    found = extracted(words)
    told = [("meeting", m.factuality) for m in found.meetings] + [(e.type, e.factuality) for e in found.events]
    assert ((kind, Factuality.ACTUAL) in told) is (took_place == "yes"), told
