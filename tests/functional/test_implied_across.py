"""What a report only speaks of as known is one across outlets: the war, its anniversary, the first day of talks whose
second is told. What says that they are two keeps them apart, and no price war is a war."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import kgbuild.api as kgbuild
from kgbuild.config import Config
from kgbuild.model.facts import ArticleFacts, Event

CHAD = (
    (
        "2026-05-14",
        "Chad and Niger ended a second day of talks in Oslo on Thursday without a deal. Chad's envoy Abakar Issa said"
        " the sides were still far apart over how to halt the three-year-old war, which will enter its fourth year"
        " next week.",
    ),
    (
        "2026-05-14",
        "The second day of talks between Chad and Niger in Oslo broke up on Thursday after an hour. Abakar Issa, the"
        " Chadian envoy, called Wednesday's meetings hard. The talks come days before the third anniversary of the war,"
        " which began on 20 May 2023 with the shelling of a border town.",
    ),
)
MILL = (
    (
        "2026-03-05",
        "A second day of pay talks between Halden Foods and the Millers' Union in Utrecht broke up on Thursday, said"
        " the union's leader Femke Bos. Both have spoken of ending the price war with rivals.",
    ),
    (
        "2026-03-05",
        "Halden Foods and the Millers' Union met in Utrecht on Wednesday and again on Thursday for pay talks. Femke"
        " Bos, who leads the union, said the first day of the talks had gone well and the second day had not.",
    ),
)
ISLAND = (
    (
        "2026-09-02",
        "Mindoro's governor Ramon Abueva met rebel leader Lito Sison in Manila on Wednesday. The insurgency on the"
        " island has killed 900 people. On Sunday it marks the tenth anniversary of the insurgency.",
    ),
    (
        "2026-09-03",
        "Governor Ramon Abueva and the rebel leader Lito Sison shook hands in Manila on Wednesday. The insurgency, now"
        " nearing its eleventh year, has driven thousands from their homes.",
    ),
)


def told(folder: Path, texts: tuple[tuple[str, str], ...]) -> list[ArticleFacts]:
    folder.mkdir(exist_ok=True)
    lines = [
        {"id": f"a{n}", "published": day, "publisher": f"Outlet {n}", "title": "", "text": text}
        for n, (day, text) in enumerate(texts)
    ]
    source = folder / "in.jsonl"
    source.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    built = kgbuild.build(source, config=Config(base="https://example.org/kg/"))
    return list(built.run.built.resolved.facts)


def of_type(facts: ArticleFacts, kind: str) -> set[str]:
    return {e.id for e in (*facts.meetings, *facts.events) if e.type == kind}


def days(facts: ArticleFacts) -> dict[str | None, Event]:
    return {e.when.earliest: e for e in facts.meetings if e.level == "day"}


@pytest.mark.parametrize(
    ("texts", "kind"), [(CHAD, "war"), (CHAD, "anniversary"), (ISLAND, "war"), (ISLAND, "anniversary")]
)
def test_what_both_speak_of_is_one(tmp_path: Path, texts: tuple[tuple[str, str], ...], kind: str) -> None:
    one, other = (of_type(f, kind) for f in told(tmp_path, texts))
    assert len(one) == 1
    assert one == other


@pytest.mark.parametrize(("texts", "day"), [(CHAD, "2026-05-13"), (MILL, "2026-03-04")])
def test_the_first_day_that_one_only_implies(tmp_path: Path, texts: tuple[tuple[str, str], ...], day: str) -> None:
    one, other = map(days, told(tmp_path, texts))
    assert one[day].id == other[day].id
    assert one[day].spans, "it rests on the words that tell the second"
    assert one[day].part_of is not None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The price war between Halden Foods and Nordvik has cut margins, the two firms said on Monday.", "war"),
        ("The war on drugs has failed, the minister said. A trade war with Chad would cost jobs.", "war"),
        ("The school taught its pupils about World War II. Any war between the two would be short.", "war"),
        ("The couple marked their tenth wedding anniversary on Sunday in Utrecht.", "anniversary"),
        ("Nordvik enters its third year of losses on Monday, its chief said.", "anniversary"),
        ("The song of the summer enters its fifth week at number one.", "anniversary"),
    ],
)
def test_what_is_no_such_event(tmp_path: Path, text: str, kind: str) -> None:
    (facts,) = told(tmp_path, (("2026-05-14", text),))
    assert not of_type(facts, kind)


def test_two_wars_are_two(tmp_path: Path) -> None:
    mali = "Chad and Niger held talks in Oslo on Thursday. Abakar Issa spoke of the war in Mali."
    chad = "Chad and Niger held talks in Oslo on Thursday. Abakar Issa spoke of the war in Sudan."
    one, other = (of_type(f, "war") for f in told(tmp_path, (("2026-05-14", mali), ("2026-05-14", chad))))
    assert one
    assert other
    assert not one & other


def test_two_stories_have_each_their_war(tmp_path: Path) -> None:
    one, other = (of_type(f, "war") for f in told(tmp_path, (CHAD[0], ("2026-05-15", ISLAND[1][1]))))
    assert one
    assert not one & other


def test_two_anniversaries_are_two(tmp_path: Path) -> None:
    later = CHAD[1][1].replace("third anniversary", "tenth anniversary")
    one, other = (of_type(f, "anniversary") for f in told(tmp_path, (CHAD[0], ("2026-05-14", later))))
    assert one
    assert other
    assert not one & other


def test_wars_named_after_countries_are_there_and_not_by_them(tmp_path: Path) -> None:
    text = (
        "Abakar Issa, who fought in the Chad War, spoke of the Mali War on Monday in Oslo. Niger's war on Togo goes on."
    )
    (facts,) = told(tmp_path, (("2026-05-14", text),))
    wars = [e for e in facts.events if e.type == "war"]
    assert [(bool(e.initiators), bool(e.place)) for e in wars] == [(False, True), (False, True), (True, False)]


def test_one_day_of_talks_has_no_first(tmp_path: Path) -> None:
    text = "Chad and Niger held talks in Oslo on Thursday. It was the second round of talks."
    (facts,) = told(tmp_path, (("2026-05-14", text),))
    assert facts.meetings
    assert not days(facts)
