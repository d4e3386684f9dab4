"""Figures told in a sentence of their own are those of the event that the report is of; figures of other days, places
and events are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.model.facts import ArticleFacts

TOLD = [
    (
        "A bus plunged into a ravine near Cusco on Monday. Seven passengers died. Another 19 were injured.",
        {"accident": {("killed", 7), ("wounded", 19)}},
    ),
    (
        "Gunmen attacked a mosque in Kano on Friday. Twelve people were killed, police said. A further 40 were hurt.",
        {"attack": {("killed", 12), ("wounded", 40)}},
    ),
    (
        "An earthquake shook the Turkish city of Adana on Friday. Eleven people were killed.",
        {"disaster": {("killed", 11)}},
    ),
    (
        "A gas explosion tore through a bakery in Lyon on Thursday. At least four people died and 15 were injured.",
        {"accident": {("killed", 4), ("wounded", 15)}},
    ),
    (
        "A train derailed near Pune on Saturday. The railway said six passengers had been killed.",
        {"accident": {("killed", 6)}},
    ),
    ("Two trams collided in Basel on Friday. Some 30 passengers were hurt.", {"accident": {("wounded", 30)}}),
    ("A fire broke out in a hostel in Perth on Friday. Twelve guests were missing.", {"accident": {("missing", 12)}}),
    ("A bomb went off at a station in Quetta on Monday. Nine people lost their lives.", {"attack": {("killed", 9)}}),
    (
        "The health ministry said on Wednesday that 18 people died in Monday's attack on a market in Kosti. "
        "Bo Ek condemned the attack.",
        {"attack": {("killed", 18)}},
    ),
    ("Three people died in Bergen on Monday. A crane had fallen on a school bus.", {"accident": {("killed", 3)}}),
    (
        "Rebels killed 12 villagers in Gao on Monday. Another 20 were wounded.",
        {"killing": {("killed", 12), ("wounded", 20)}},
    ),
]
APART = [
    (
        "Gunmen attacked a checkpoint in Gao on Friday. More than 200 people have been killed in the region this year.",
        200,
    ),
    ("Gunmen attacked a checkpoint in Gao on Friday. More than 200 people have been killed in the region.", 200),
    ("An earthquake shook Adana on Friday. In 2019, 56 people were killed there.", 56),
    ("A bus overturned near Cusco on Monday, killing five. Last year 80 people died on the country's roads.", 80),
    ("A ferry sank off Zamboanga on Tuesday. Two people were killed in Manila on Wednesday.", 2),
    ("A landslide in Pasto killed 38 people on Sunday. Nine people died on the road.", 9),
    ("A storm hit Suva on Monday. Officials fear that 30 people may have died.", 30),
    ("Bomb blasts rocked Yala on Friday, hours after a protest following the deaths of 85 farmers.", 85),
    ("The actor Ann Roe died in Lund on Monday. In Malmo 200 people were injured.", 200),
]


@pytest.mark.parametrize(("words", "expected"), TOLD)
def test_a_toll_is_of_what_was_told(
    extracted: Callable[[str], ArticleFacts], words: str, expected: dict[str, set[tuple[str, int]]]
) -> None:
    found = {e.type: {f[:2] for f in e.figures} for e in extracted(words).events}
    assert found == expected


@pytest.mark.parametrize(("words", "number"), APART)
def test_a_toll_of_something_else(extracted: Callable[[str], ArticleFacts], words: str, number: int) -> None:
    first, *_ = extracted(words).events
    assert number not in {f[1] for f in first.figures}
