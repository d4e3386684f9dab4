"""Figures, names and numbers of events: what shares them is one sooner, what has others is two."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kgbuild.lexicon import load_lexicon
from kgbuild.model.facts import Event, Factuality, Span, When
from kgbuild.resolve.marks import World
from kgbuild.resolve.reports import Report
from kgbuild.resolve.rules import same_event
from kgbuild.resolve.words import load_identity_words

DAY = When("2026-03-10", "2026-03-10", "2026-03-10")
WORLD = World(load_identity_words(load_lexicon()), within={"porto": "portugal"}, wide=frozenset({"portugal"}))
MATCH = Event("v1", "sport", "match", (Span(0, 5, "match"),), participants=("ardland", "belmark"), when=DAY)
QUAKE = replace(MATCH, type="disaster", participants=(), place="portugal")
BOUGHT = replace(MATCH, type="acquisition", participants=("anna",))


def report(event: Event, *signs: str, published: str = "2026-03-11", **more: object) -> Report:
    who = frozenset(event.participants)
    own = {"terms": frozenset({"quak"}), "signs": frozenset(signs), "subjects": who, "pinned": event.place == "porto"}
    return Report("a", published, event, who, **(own | more))  # type: ignore[arg-type]


def reason(one: Report, other: Report) -> str:
    """Why the two are one, whichever comes first."""
    both = (same_event(a, replace(b, article="b"), WORLD) for a, b in ((one, other), (other, one)))
    found = {verdict.reason if verdict else "" for verdict in both}
    assert len(found) == 1
    return found.pop()


def test_a_match_has_its_score() -> None:
    loser = replace(MATCH, participants=("ardland",))
    assert reason(report(MATCH, "3", "1"), report(loser, "3", "1", "20,000"))
    assert not reason(report(MATCH, "3", "1"), report(loser))


def test_a_disaster_of_a_region_and_of_its_town_has_one_size() -> None:
    town = replace(QUAKE, place="porto")
    assert "one place lies in the other" in reason(report(QUAKE, "5.9"), report(town, "5.9"))
    assert "one place lies in the other" in reason(report(QUAKE, "killed 12"), report(town, "killed 12", "7"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(report(MATCH, "200"), report(MATCH, "400"), id="two races of a day"),
        pytest.param(report(QUAKE, "5.9"), report(replace(QUAKE, place="porto"), "4.1"), id="of two magnitudes"),
        pytest.param(report(QUAKE, "killed 2"), report(replace(QUAKE, place="porto"), "killed 2"), id="few of many"),
        pytest.param(report(QUAKE, "= berta"), report(replace(QUAKE, place="porto"), "= carlos"), id="two storms"),
    ],
)
def test_other_signs_make_two(one: Report, other: Report) -> None:
    assert reason(one, other) == ""


def test_what_is_done_once_is_not_planned_anew() -> None:
    planned = replace(BOUGHT, factuality=Factuality.PLANNED, when=When())
    assert reason(report(BOUGHT), report(planned, published="2026-03-12")) == "it befalls one and the same, once"
    later = When("2026-04-10", "2026-04-10", "2026-04-10")
    assert reason(report(BOUGHT), report(replace(planned, when=later))) == ""


def test_of_two_types_what_is_done_once_needs_a_day() -> None:
    named, elected = replace(BOUGHT, type="appointment"), replace(BOUGHT, type="election")
    assert reason(report(named), report(elected)) == "it befalls one and the same, once"
    undated = report(replace(elected, when=When()))
    assert reason(report(named), undated) == ""
    assert reason(report(elected), undated) == "it befalls one and the same, once"
