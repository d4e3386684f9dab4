"""What is only wished, denied, prevented, possible or feared is never told as something that took place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kgbuild.model.facts import ArticleFacts, Assertion, Factuality

LINES = Path(__file__).with_name("reality.txt").read_text(encoding="utf-8").splitlines()
TOLD = [[part.strip() for part in line.split("|")] for line in LINES if not line.startswith("#")]


@pytest.mark.parametrize(("words", "kind", "took_place"), TOLD)
def test_only_what_took_place_is_told_as_actual(
    extracted: Callable[[str], ArticleFacts], words: str, kind: str, took_place: str
) -> None:
    found = extracted(words)
    told = [("meeting", m.factuality) for m in found.meetings] + [(e.type, e.factuality) for e in found.events]
    assert ((kind, Factuality.ACTUAL) in told) is (took_place == "yes"), told


@pytest.mark.parametrize(
    ("words", "denied"),
    [
        ("Velcom and Trimora signed a deal on Monday. The carters' union said no deal was signed.", "signed"),
        ("Velcom and Trimora signed a deal. The mayor said the deal was not signed.", "signed"),
        ("Lund Foods bought the firm Ostara in May. The mayor said Lund Foods had not bought Ostara.", "bought"),
        ("Velcom and Trimora signed a deal on Monday. The union said the deal was signed in haste.", ""),
        ("The carters' union said no deal was signed.", ""),
        ("Velcom and Trimora signed a deal on Monday. They signed no pact on pay.", ""),
        ("Velcom and Trimora did not sign a deal on Monday, the union said.", ""),
    ],
)
def test_who_says_that_it_was_not_so_denies_what_the_report_tells(
    extracted: Callable[[str], ArticleFacts], words: str, denied: str
) -> None:
    facts = extracted(words)
    said = {words[v.start : v.end] for v in facts.voices if v.assertion is Assertion.DENIED}
    assert said == {denied} - {""}, [(e.label, e.factuality) for e in (*facts.meetings, *facts.events)]


@pytest.mark.parametrize(
    ("words", "kind", "who"),
    [
        ("Police stopped eight miners in Lotha. They were charged under an old law, police said.", "charge", ""),
        ("Police searched a house. They were charged with theft on Monday, police said.", "charge", ""),
        ("The guards beat two miners. They were arrested on Monday, the guards said.", "arrest", ""),
        ("Nine nurses marched in Lund. They were arrested on Monday, police said.", "arrest", "nurses"),
        ("The mayor met nurses. Police said they had been arrested on Monday.", "arrest", "Police"),
    ],
)
def test_those_it_was_done_to_are_not_those_named_as_saying_it(
    extracted: Callable[[str], ArticleFacts], words: str, kind: str, who: str
) -> None:
    facts = extracted(words)
    names = {e.id: e.name for e in facts.entities}
    hit = {names[p] for e in facts.events if e.type == kind for p in e.participants}
    assert hit == {who} - {""}
