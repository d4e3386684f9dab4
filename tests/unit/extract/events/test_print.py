"""Events as print tells them: counts of harm, hostages, suits, firms; and what only looks like them.

The lines are those of `test_trades`; published on Wednesday, 2026-03-04."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.model.facts import ArticleFacts
from tests.unit.extract.events.test_trades import FRI, MON, TUE, Told, fits

TOLD: dict[str, list[Told]] = {
    "harm": [
        (
            "A bomb went off in Gao, killing six people and wounding nine.",
            "attack",
            [],
            "Gao",
            "",
            {"killed": 6, "wounded": 9},
        ),
        ("A blast killed six miners and hurt eight in Lodz.", "accident", [], "Lodz", "", {"killed": 6, "wounded": 8}),
        (
            "Thirty people were confirmed dead after typhoon Maro passed through Luzon.",
            "death",
            [],
            "",
            "",
            {"killed": 30},
        ),
        (
            "Six people were killed in two bombings in Gao while another 47 died in a series of air strikes in Kessa.",
            "attack",
            [],
            "Kessa",
            "",
            {"killed": 47},
        ),
        (
            "A series of car bombings in Gao killed one soldier and wounded 13 others.",
            "attack",
            [],
            "Gao",
            "",
            {"killed": 1},
        ),
        (
            "At least 14 people sustained injuries when a quake hit Gao on Friday.",
            "disaster",
            [],
            "",
            FRI,
            {"wounded": 14},
        ),
        ("A terror suspect escaped from a court in Gao on Monday.", "escape", ["terror suspect"], "Gao", MON, {}),
        ("Typhoon Maro passed through Luzon on Monday.", "disaster", [], "", MON, {}),
        ("A man killed himself and a girl in Gao on Friday, police said.", "death", ["man", "girl"], "Gao", FRI, {}),
    ],
    "held": [
        ("Nurses held hostage in Chad since May were freed on Monday.", "kidnapping", ["Nurses"], "Chad", "", {}),
        ("Three drivers held hostage in Chad flew to Pune on Monday.", "kidnapping", ["drivers"], "Chad", "", {}),
        ("Gunmen took eleven nurses hostage at a clinic in Gao.", "kidnapping", ["Gunmen", "nurses"], "Gao", "", {}),
        ("Two soldiers taken prisoner near Gao were exchanged on Friday.", "capture", ["soldiers"], "Gao", "", {}),
    ],
    "firms": [
        ("Norvik is teaming up with Alto Foods to sell tickets.", "agreement", ["Norvik", "Alto Foods"], "", "", {}),
        (
            "Halvix Air has offered $100 million for part of Norvik's operations.",
            "acquisition",
            ["Halvix Air"],
            "",
            "",
            {},
        ),
        (
            "Norvik is buying the sweets and mint arm from Alto Foods.",
            "acquisition",
            ["Norvik", "Alto Foods"],
            "",
            "",
            {},
        ),
        ("Norvik and Alto PLC agreed to form a joint venture with Halvix Air.", "founding", ["Halvix Air"], "", "", {}),
        ("The painkiller was taken off the market by its makers on Monday.", "recall", ["makers"], "", MON, {}),
        ("Oslo's OBX average dropped 1.65 percent on Friday.", "market", [], "", FRI, {}),
    ],
    "sued for": [
        ("Painter Rita Moss sues the makers of the film for 20 million dollars.", "lawsuit", ["Rita Moss"], "", "", {}),
        ("Car makers sued on Tuesday to block the emission rules.", "lawsuit", ["Car makers"], "", TUE, {}),
        ("The bishop launched an appeal against the verdict on Monday.", "lawsuit", ["bishop"], "", MON, {}),
    ],
}
SILENT = [
    ("The firm sues anyone who copies its maps.", "lawsuit"),
    ("The Red Cross launched an appeal for 210 million dollars to help flood victims.", "lawsuit"),
    ("In an unusual departure from custom, the duke hit back at the minister on Monday.", "resignation"),
    ("Shares fell on Friday after a retreat by their Danish peers.", "meeting"),
    ("The senate kept a ban on foreign banks buying stakes in mines.", "acquisition"),
    ("The firm has taken some lumps this year because of weak markets.", "recall"),
    ("The bank offered $100 million for a stake in the brewer.", "aid"),
    ("The head of Norvik yesterday won a power battle to oust his boss.", "attack"),
    ("The judge acquitted and discharged the defendant on Thursday.", "dismissal"),
    ("The counts gave Bo Ek a landslide victory over Ana Lind on Monday.", "sport"),
    ("Halvix, the mining giant once run by Vice President Bo Ek, has a new port.", "election"),
    ("A squadron of fighters based in Alaska won a prize on Monday.", "deployment"),
]


@pytest.mark.parametrize(
    "told", [pytest.param(t, id=f"{k}-{n}") for k, ts in TOLD.items() for n, t in enumerate(ts, 1)]
)
def test_what_print_tells(extracted: Callable[[str], ArticleFacts], told: Told) -> None:
    facts = extracted(told[0])
    assert any(fits(facts, event, told) for event in facts.events), [e.label for e in facts.events]


@pytest.mark.parametrize(("text", "kind"), SILENT)
def test_what_only_looks_like_it(extracted: Callable[[str], ArticleFacts], text: str, kind: str) -> None:
    assert kind not in {e.type for e in extracted(text).events}
