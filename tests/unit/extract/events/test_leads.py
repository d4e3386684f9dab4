"""The lead of an ordinary news story: its main event with who, where and when, read as one article each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kgbuild.model.facts import ArticleFacts, Event


def lines(name: str) -> list[str]:
    return Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()


LINES = [*lines("leads.txt"), *lines("leads_business.txt")]
LEADS = [[part.strip() for part in (line + " ||||").split("|")[:5]] for line in LINES if not line.startswith("#")]
QUIET = [*lines("silent.txt"), *lines("silent_business.txt")]
SILENT = [
    *(line for line in QUIET if not line.startswith("#")),
    "The head of the choir stepped down from the bus on Monday.",
    "The bishop was resigned to his fate.",
    "A neighbour named Tom Gale as the driver on Monday.",
    "A schoolgirl crush is what the novel is about.",
    "The lawyer said her client was fighting the charges and hoped to win.",
    "The novel opens in a prison and ends in a strike of lightning.",
    "He could escape being buried by paperwork only on Sundays.",
    "The minister dismissed Estonia as too small to matter.",
    "A gunman in the film walks into a bar and orders milk.",
    "The band shot a video in Porto and a film in Rome.",
    "Her recipe for bread won praise from bakers.",
    "The prices of tickets are listed on the website of the club.",
    "The farmer said his sheep were the best in the valley.",
    "About 9,000 guests were left without water on Monday, according to the hotel.",
    "The train of her dress came off on the stairs in Paris.",
    "The striker shot wide in Turin on Sunday.",
    "The chairwoman of the choir stepped down into the crypt on Friday.",
    "It takes a quarter of an hour to walk through the park.",
]


def parties(event: Event, names: dict[str, str]) -> set[str]:
    return {names[e] for e in (*event.participants, *event.initiators, *event.hosts, *event.mediators)}


@pytest.mark.parametrize(("words", "kind", "who", "place", "day"), LEADS)
def test_the_lead_tells_its_event(
    extracted: Callable[[str], ArticleFacts], words: str, kind: str, who: str, place: str, day: str
) -> None:
    facts = extracted(words)
    names = {e.id: e.name for e in facts.entities}
    found = [e for e in (*facts.meetings, *facts.events) if e.type in kind.split("/")]
    wanted = {name.strip() for name in who.split(",") if name.strip()}
    assert any(
        wanted <= parties(e, names)
        and (not place or names.get(e.place or "") == place)
        and (not day or e.when.edtf == day)
        for e in found
    ), [(e.label, e.when.edtf) for e in (*facts.meetings, *facts.events)]


def test_who_drowned_when_a_canoe_overturned_is_of_one_accident(extracted: Callable[[str], ArticleFacts]) -> None:
    [accident] = extracted("At least 12 people drowned when an overloaded canoe overturned near Gao on Friday.").events
    assert (accident.type, accident.when.edtf) == ("accident", "2026-02-27")
    assert [f[:2] for f in accident.figures] == [("killed", 12)]


def test_artillery_fire_burns_nothing(extracted: Callable[[str], ArticleFacts]) -> None:
    facts = extracted("Artillery fire hit a market in Oslo on Saturday, killing 13 shoppers.")
    assert [e.type for e in facts.events] == ["attack"]


def test_fire_that_is_opened_burns_nothing(extracted: Callable[[str], ArticleFacts]) -> None:
    facts = extracted("A man opened fire on guests at a hotel in Oslo on Monday.")
    assert [e.type for e in facts.events] == ["attack"]


def test_victims_are_no_sides(extracted: Callable[[str], ArticleFacts]) -> None:
    [attack] = extracted("Shells hit a clinic in Oslo on Monday, killing nine patients and a nurse.").events
    assert attack.type == "attack" and "between" not in attack.label


@pytest.mark.parametrize("words", SILENT)
def test_no_event(extracted: Callable[[str], ArticleFacts], words: str) -> None:
    facts = extracted(words)
    assert [e.label for e in (*facts.meetings, *facts.events)] == []


def test_negotiators_stand_for_whom_they_speak_for(extracted: Callable[[str], ArticleFacts]) -> None:
    facts = extracted("Delegates from Norway and Iceland walked out of the talks in Oslo on Monday.")
    names = {e.id: e.name for e in facts.entities}
    [walkout] = facts.events
    assert parties(walkout, names) == {"Norway", "Iceland"}


def test_a_rank_is_the_body_just_named(extracted: Callable[[str], ArticleFacts]) -> None:
    facts = extracted(
        "Shares in Holmegaard A/S fell on Monday after Denmark's largest freight forwarder reported a loss."
    )
    names = {e.id: e.name for e in facts.entities}
    [results] = [e for e in facts.events if e.type == "results"]
    assert parties(results, names) == {"Holmegaard A/S"}


def test_the_last_strike_is_not_the_one_that_goes_on(extracted: Callable[[str], ArticleFacts]) -> None:
    facts = extracted("Bin collectors have been on strike since Friday. The last strike, in 2012, went on for a week.")
    assert [e.when.edtf for e in facts.events if e.type == "strike"] == ["2026-02-27/..", "2012"]


def test_what_is_thought_to_have_happened_lies_behind(extracted: Callable[[str], ArticleFacts]) -> None:
    facts = extracted("The trawler is believed to have sunk off Bergen on Friday.")
    assert [d.edtf for d in facts.dates] == ["2026-02-27"]


def test_the_story_goes_on_in_the_passive(extracted: Callable[[str], ArticleFacts]) -> None:
    facts = extracted("Thousands marched through Lyon on Monday. Two students were arrested.")
    assert [e.when.edtf for e in facts.events if e.type == "arrest"] == ["2026-03-02"]


def test_only_the_first_sentence_is_read_loosely(extracted: Callable[[str], ArticleFacts]) -> None:
    told = "Astronomers in Chile photographed a comet on Monday."
    assert [e.type for e in extracted(told).events] == ["discovery"]
    assert [e.type for e in extracted(f"The hall was cold. {told}").events] == []


def test_the_lead_is_read_loosely_only_where_nothing_else_is_told(extracted: Callable[[str], ArticleFacts]) -> None:
    facts = extracted("Judges in Split freed a clerk on Monday and photographed the prison.")
    assert len(facts.events) == 1


def test_a_noun_said_again_means_what_it_meant(extracted: Callable[[str], ArticleFacts]) -> None:
    facts = extracted("Two bomb blasts killed six people in Karachi on Monday. One blast hit a cafe near the port.")
    assert {e.type for e in facts.events} == {"attack"}


@pytest.mark.parametrize(
    ("words", "types"),
    [
        ("The drugmaker Velmora recalls 900 beds.", []),
        ("The drugmaker Velmora recalled 900 beds.", ["recall"]),
        ("The gallery in Ghent opens its doors on Friday.", ["opening"]),
        ("The gallery in Ghent opens its doors to schools.", []),
    ],
)
def test_the_present_without_a_day_is_a_habit(
    extracted: Callable[[str], ArticleFacts], words: str, types: list[str]
) -> None:
    assert [e.type for e in extracted(words).events] == types


def test_a_year_behind_a_share_is_when_it_fell(extracted: Callable[[str], ArticleFacts]) -> None:
    [event] = extracted("Tin exports from Peru fell by a fifth last year to about 2 billion dollars.").events
    assert event.when.edtf == "2025"


def test_two_ministers_are_a_group_and_not_the_two_named_before(extracted: Callable[[str], ArticleFacts]) -> None:
    told = "Minister Ada Canning met Minister Bo Diallo in Lima on Monday. A pact was signed by {} ministers in May."
    for which, number in (("two", 1), ("the two", 2)):
        [event] = extracted(told.format(which)).events
        assert len(event.participants) == number


def test_who_reports_shelling_does_not_shell(extracted: Callable[[str], ArticleFacts]) -> None:
    for who in (
        "Residents reported shelling",
        "Farmers reported looting",
        "Neighbours heard shooting",
        "Men fled fighting",
    ):
        told = f"{who} in Gao on Monday."
        assert all(not event.initiators for event in extracted(told).events)
    for told in (
        "Rebels began shelling the town of Gao on Monday.",
        "Rebels kept shooting in the town of Gao on Monday.",
    ):
        assert [event.initiators for event in extracted(told).events] == [("e1",)], told


@pytest.mark.parametrize(
    ("told", "deed"),
    [
        ("Troops thought to have shelled the town of Gao withdrew on Monday.", "attack"),
        ("Two clerks said to have met the governor in Lund on Monday fled.", "meeting"),
        ("A clerk reported to have been killed on Monday was alive.", "death"),
        ("Ana Lopez, said to have been arrested in Oslo on Monday, is at home.", "arrest"),
        ("The mill, believed to have been bombed on Monday, was sold to Rovia.", "attack"),
        ("Police arrested a man suspected to have shot two farmers in Gao.", "attack"),
        ("They questioned two guards believed to have attacked the mill.", "attack"),
    ],
)
def test_a_deed_that_others_are_said_to_have_done_is_told_of_them(
    extracted: Callable[[str], ArticleFacts], told: str, deed: str
) -> None:
    facts = extracted(told)
    [event] = [e for e in (*facts.meetings, *facts.events) if e.type == deed]
    assert any(v.start <= event.spans[0].start < v.end for v in facts.voices)


def test_what_stands_beside_hearsay_is_the_outlets_own(extracted: Callable[[str], ArticleFacts]) -> None:
    for told in (
        "Police said to have known of it arrested Dan Fox.",
        "Dan Fox, said to have fled, was arrested on Monday.",
    ):
        facts = extracted(told)
        [event] = [e for e in facts.events if e.type == "arrest"]
        assert all(not v.start <= event.spans[0].start < v.end for v in facts.voices)
