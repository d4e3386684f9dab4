"""Other events: who did what to whom, with figures that say no more than the text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kgbuild.model.facts import Factuality

NAMES = {
    "C": "Peru Chile Norway",
    "L": "Lima Quito Bergen",
    "O": "Nordvik Helios",
    "P": "Paul_Kamau Anna_Berg",
}


@pytest.mark.parametrize(
    ("words", "kind", "initiators", "participants"),
    [
        ("Peru attacked Chile on Friday.", "attack", ["Peru"], ["Chile"]),
        ("Chile was attacked by Peru on Friday.", "attack", ["Peru"], ["Chile"]),
        ("Peru launched an attack on Chile on Friday.", "attack", ["Peru"], ["Chile"]),
        ("Peru and Chile signed a trade agreement in Lima on Friday.", "agreement", [], ["Chile", "Peru"]),
        ("Norway imposed sanctions on Peru on Friday.", "sanctions", ["Norway"], ["Peru"]),
        ("Norway appointed Anna Berg on Friday.", "appointment", ["Norway"], ["Anna Berg"]),
        ("Anna Berg was appointed by Norway on Friday.", "appointment", ["Norway"], ["Anna Berg"]),
        ("Paul Kamau resigned on Friday.", "resignation", [], ["Paul Kamau"]),
        ("Paul Kamau stepped down on Friday.", "resignation", [], ["Paul Kamau"]),
        ("Nordvik acquired Helios on Friday.", "acquisition", ["Nordvik"], ["Helios"]),
        ("Nordvik laid off 500 workers on Friday.", "layoffs", ["Nordvik"], []),
        ("Nordvik fired its chairman, Paul Kamau, on Friday.", "dismissal", ["Nordvik"], ["Paul Kamau"]),
        ("A court in Lima convicted Paul Kamau on Friday.", "ruling", [], ["Paul Kamau"]),
    ],
)
def test_types_and_roles(
    read: Callable[..., Any], words: str, kind: str, initiators: list[str], participants: list[str]
) -> None:
    seen = read(words, **NAMES)
    event = seen.event
    assert event.type == kind
    assert seen.who(event, "initiators") == initiators
    assert seen.who(event) == participants
    assert event.when.earliest == "2026-02-13"


def measures(event: Any) -> dict[str, tuple[int, str]]:
    return {m: (n, h) for m, n, h, _ in event.figures}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("A bombing in Lima killed or wounded more than 200 people.", {"killed_or_wounded": (200, "more than")}),
        ("A bombing in Lima killed 12 people and wounded 30.", {"killed": (12, ""), "wounded": (30, "")}),
        ("At least 12 people were killed and 30 wounded in an attack in Lima.",
         {"killed": (12, "at least"), "wounded": (30, "")}),
        ("Peru attacked Chile on Friday, killing two people.", {"killed": (2, "")}),
        ("An earthquake in Chile killed nearly 1.5 million people.", {"killed": (1_500_000, "nearly")}),
        ("Nordvik acquired Helios for $2.3 billion.", {"amount": (2_300_000_000, "")}),
        ("Nordvik acquired Helios for 30 million euros.", {"amount": (30_000_000, "")}),
        ("Nordvik acquired Helios for about €1.5bn.", {"amount": (1_500_000_000, "about")}),
        ("Nordvik acquired Helios in 30 minutes.", {}),
        ("Nordvik and Helios signed a supply agreement worth 420 million kronor in Lima on Friday.",
         {"amount": (420_000_000, "")}),
        ("Nordvik and Helios signed an agreement covering 420 million customers on Friday.", {}),
        ("Nordvik laid off 1,200 workers.", {"laid_off": (1200, "")}),
    ],
)  # fmt: skip
def test_figures(read: Callable[..., Any], words: str, expected: dict[str, tuple[int, str]]) -> None:
    assert measures(read(words, **NAMES).event) == expected


def test_deaths_are_never_read_from_a_combined_figure(read: Callable[..., Any]) -> None:
    event = read("The siege of Lima began with an attack that has killed or wounded 40 people.", **NAMES).event
    assert set(measures(event)) == {"killed_or_wounded"}


@pytest.mark.parametrize(
    "words",
    [
        'Anna Berg said: "Peru attacked Chile on Friday and nobody helped us."',
        "Peru may attack Chile.",
        "Peru did not attack Chile on Friday.",
        "Nordvik was cleared to acquire Helios on Friday.",
        "Peru could hit back by attacking Chile.",
        "Peru and Chile have reached no agreement on fish.",
        "The continued attacks worry Anna Berg.",
        "Paul Kamau had a heart attack in Lima on Friday.",
        "Anna Berg attacked Paul Kamau in Lima on Friday over taxes.",
        "Anna Berg bought bread in Lima on Friday.",
    ],
)
def test_no_event_by_the_reporter(read: Callable[..., Any], words: str) -> None:
    assert read(words, **NAMES).found.events == ()


def test_what_somebody_denies_is_told_as_denied(read: Callable[..., Any]) -> None:
    (attack,) = read("Anna Berg denied that Peru had attacked Chile on Friday.", **NAMES).found.events
    assert attack.factuality is Factuality.NEGATED


def test_all_who_came_to_harm_are_counted_in_the_attack(read: Callable[..., Any]) -> None:
    seen = read("Peru attacked a depot in Lima on Friday, killing four people and wounding 11.", **NAMES)
    assert {figure[:2] for figure in seen.event.figures} == {("killed", 4), ("wounded", 11)}


def test_what_someone_says_happened_is_an_event_in_their_words(read: Callable[..., Any]) -> None:
    seen = read("Anna Berg said that Peru had attacked Chile on Friday.", **NAMES)
    assert (seen.event.type, seen.who(seen.event)) == ("attack", ["Chile"])


def test_one_resignation_told_twice(read: Callable[..., Any]) -> None:
    seen = read("Paul Kamau resigned on Monday. Kamau stepped down after a long dispute.", **NAMES)
    assert len(seen.event.spans) == 2


def test_the_attack_is_the_one_just_told(read: Callable[..., Any]) -> None:
    seen = read("Peru attacked Lima on Friday. The attack killed 12 people.", **NAMES)
    assert measures(seen.event) == {"killed": (12, "")}


def test_attacks_on_two_days_are_two(read: Callable[..., Any]) -> None:
    seen = read("Peru attacked Chile on 3 February. Peru attacked Chile on 9 February.", **NAMES)
    assert [e.when.earliest for e in seen.found.events] == ["2026-02-03", "2026-02-09"]


def test_a_sentence_of_years_is_no_length_of_the_ruling(read: Callable[..., Any]) -> None:
    event = read("A court in Lima sentenced Paul Kamau to nine years in prison on Friday.", **NAMES).event
    assert event.duration is None
    assert all(field != "duration" for field, _, _ in event.backing)
