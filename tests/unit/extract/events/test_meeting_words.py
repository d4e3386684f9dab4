"""Meetings told in other words than "met": receptions, journeys, meals, gatherings, talks nobody is named for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kgbuild.model.facts import Factuality

PEOPLE = {"P": "Maria_Lopez Kenji_Sato Anna_Berg", "L": "Oslo Nairobi Madrid Tokyo"}
TUESDAY = ("2026-02-17", "2026-02-17")


@pytest.mark.parametrize(
    "words",
    [
        "Maria Lopez was received by Kenji Sato in Nairobi on Tuesday.",
        "Maria Lopez, who had flown in from Oslo and was received by Kenji Sato in Nairobi on Tuesday, said little.",
        "Kenji Sato summoned Maria Lopez to Nairobi on Tuesday.",
        "Maria Lopez was summoned by Kenji Sato in Nairobi on Tuesday.",
    ],
)
def test_who_receives_is_host_and_takes_part(read: Callable[..., Any], words: str) -> None:
    seen = read(words, **PEOPLE)
    assert seen.who(seen.meeting) == ["Kenji Sato", "Maria Lopez"]
    assert seen.who(seen.meeting, "hosts") == ["Kenji Sato"]
    assert (seen.meeting.when.earliest, seen.meeting.when.latest) == TUESDAY


@pytest.mark.parametrize(
    "words",
    [
        "Maria Lopez flew to Madrid on Tuesday to see Kenji Sato.",
        "Maria Lopez drove to Madrid on Tuesday to see Kenji Sato.",
        "Maria Lopez sat across from Kenji Sato in Madrid on Tuesday.",
        "Maria Lopez and Kenji Sato faced each other in Madrid on Tuesday.",
        "Maria Lopez and Kenji Sato talked for three hours in Madrid on Tuesday.",
        "Maria Lopez spoke with Kenji Sato for forty minutes in Madrid on Tuesday.",
        "Maria Lopez dined with Kenji Sato in Madrid on Tuesday.",
        "Maria Lopez had dinner with Kenji Sato in Madrid on Tuesday.",
        "Maria Lopez and Kenji Sato had lunch in Madrid on Tuesday.",
        "Maria Lopez held a bilateral with Kenji Sato in Madrid on Tuesday.",
        "Maria Lopez negotiated with Kenji Sato in Madrid on Tuesday.",
        "Maria Lopez and Kenji Sato came together in Madrid on Tuesday.",
    ],
)
def test_two_people_meet_in_other_words(read: Callable[..., Any], words: str) -> None:
    seen = read(words, **PEOPLE)
    assert seen.who(seen.meeting) == ["Kenji Sato", "Maria Lopez"]
    assert seen.where(seen.meeting) == "Madrid"
    assert (seen.meeting.when.earliest, seen.meeting.when.latest) == TUESDAY
    assert seen.meeting.factuality is Factuality.ACTUAL


@pytest.mark.parametrize(
    "words",
    [
        "Corvus brought together Maria Lopez and Kenji Sato in Madrid on Tuesday.",
        "Maria Lopez and Kenji Sato were brought together by Corvus in Madrid on Tuesday.",
    ],
)
def test_who_brings_others_together_mediates(read: Callable[..., Any], words: str) -> None:
    seen = read(words, O="Corvus", **PEOPLE)
    assert seen.who(seen.meeting) == ["Kenji Sato", "Maria Lopez"]
    assert seen.who(seen.meeting, "mediators") == ["Corvus"]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Delegates gathered in Oslo on Tuesday.", "2026-02-17"),
        ("The ministers assembled in Oslo on Tuesday.", "2026-02-17"),
        ("Talks to end the bus strike took place on Tuesday.", "2026-02-17"),
        ("A public meeting was held on Tuesday.", "2026-02-17"),
        ("She gave way after a stormy meeting on Tuesday.", "2026-02-17"),
        ("Monday's talks were called off.", "2026-02-16"),
        ("Arbitration began on Monday and ended on Monday.", "2026-02-16"),
        ("The hearing, set for Thursday, was postponed to 4 March.", "2026-03-04"),
        ("A round of talks planned for Monday was put off until 4 March.", "2026-03-04"),
    ],
)
def test_a_day_and_what_it_was_suffice(read: Callable[..., Any], words: str, day: str) -> None:
    when = read(words, **PEOPLE).meeting.when
    assert (when.earliest, when.latest) == (day, day)


@pytest.mark.parametrize(
    "words",
    [
        "Maria Lopez had planned to fly to Oslo to meet Kenji Sato on Thursday, but scrapped the trip.",
        "Maria Lopez planned to receive Kenji Sato in Oslo on Thursday and then cancelled the visit.",
    ],
)
def test_a_plan_given_up_in_the_same_breath(read: Callable[..., Any], words: str) -> None:
    assert read(words, **PEOPLE).found.meetings[0].factuality is Factuality.CANCELLED


@pytest.mark.parametrize(
    "words",
    ["Envoys met on Tuesday in the town of Ambra.", "Talks were held on Tuesday at a hotel in the city of Ambra."],
)
def test_a_town_named_by_its_kind(read: Callable[..., Any], words: str) -> None:
    seen = read(words, L="Ambra")
    assert seen.where(seen.meeting) == "Ambra"


@pytest.mark.parametrize(
    "words",
    [
        "Maria Lopez received a letter from Kenji Sato on Tuesday.",
        "Maria Lopez welcomed the decision of Kenji Sato on Tuesday.",
        "Maria Lopez was received with cheers in Oslo on Tuesday.",
        "Protesters gathered in Oslo on Tuesday.",
        "Maria Lopez had lunch in Madrid on Tuesday.",
        "Maria Lopez can see Kenji Sato on television on Tuesday.",
        "Trading sessions in Tokyo were calm on Tuesday.",
        "Maria Lopez went on to conversation classes in Madrid on Tuesday.",
    ],
)
def test_words_of_meeting_that_tell_of_none(read: Callable[..., Any], words: str) -> None:
    assert read(words, **PEOPLE).found.meetings == ()


@pytest.mark.parametrize(
    "words",
    [
        "Maria Lopez flew to Oslo on Tuesday, where she met Kenji Sato.",
        "Maria Lopez arrived in Oslo on Tuesday, where she held talks with Kenji Sato.",
        "Maria Lopez received Kenji Sato in her ministry in Oslo on Tuesday.",
        "Maria Lopez met Kenji Sato in a hotel in Oslo on Tuesday.",
    ],
)
def test_where_they_met_is_told_before_or_through_a_building(read: Callable[..., Any], words: str) -> None:
    seen = read(words, refers={"she": "Maria_Lopez", "her": "Maria_Lopez"}, **PEOPLE)
    assert seen.where(seen.meeting) == "Oslo"
    assert (seen.meeting.when.earliest, seen.meeting.when.latest) == TUESDAY


def test_a_round_where_somebody_is_invited_to(read: Callable[..., Any]) -> None:
    words = "She invited him to Oslo, where the third round of talks is scheduled for 3 March."
    assert read(words, **PEOPLE).where(read(words, **PEOPLE).meeting) == "Oslo"


@pytest.mark.parametrize(
    "words",
    [
        "Envoys of Peru and of Chile met in Oslo.",
        "Delegates from Peru and from Chile held talks in Oslo.",
    ],
)
def test_each_party_behind_its_own_preposition(read: Callable[..., Any], words: str) -> None:
    seen = read(words, C="Peru Chile", L="Oslo")
    assert seen.who(seen.meeting) == ["Chile", "Peru"]


@pytest.mark.parametrize(
    "words",
    [
        "Had Maria Lopez ever met Kenji Sato, there would be no need of a letter.",
        "Had Kenji Sato and Maria Lopez met in Oslo, prices would have fallen.",
    ],
)
def test_had_they_met_they_did_not(read: Callable[..., Any], words: str) -> None:
    assert read(words, **PEOPLE).meeting.factuality is Factuality.HYPOTHETICAL


@pytest.mark.parametrize(
    "words",
    [
        "Maria Lopez and Kenji Sato walked out of talks in Oslo on Tuesday.",
        "Maria Lopez and Kenji Sato emerged from a meeting in Oslo on Tuesday.",
    ],
)
def test_who_leaves_was_there(read: Callable[..., Any], words: str) -> None:
    seen = read(words, **PEOPLE)
    assert seen.who(seen.meeting) == ["Kenji Sato", "Maria Lopez"]


@pytest.mark.parametrize("day", ["Monday", "Tuesday"])
def test_the_session_of_a_day_belongs_to_the_talks(read: Callable[..., Any], day: str) -> None:
    seen = read(f"Talks between Maria Lopez and Kenji Sato opened on Friday. {day}'s session ended early.", **PEOPLE)
    assert [m.level for m in seen.found.meetings] == [None, "session"]


@pytest.mark.parametrize("words", ["Out of the talks", "Back to the meeting."])
def test_a_line_without_a_verb_ends(read: Callable[..., Any], words: str) -> None:
    assert read(words).found.meetings == ()


@pytest.mark.parametrize(
    ("words", "factuality"),
    [
        ("Maria Lopez cancelled a meeting with Kenji Sato in Oslo.", Factuality.CANCELLED),
        ("Maria Lopez postponed talks with Kenji Sato until 4 March.", Factuality.PLANNED),
        ("Maria Lopez held a bilateral with her counterpart, Kenji Sato.", Factuality.ACTUAL),
        ("Maria Lopez had lunch with the owner, Kenji Sato.", Factuality.ACTUAL),
    ],
)
def test_who_else_takes_part_is_the_subject(read: Callable[..., Any], words: str, factuality: Factuality) -> None:
    seen = read(words, **PEOPLE)
    assert seen.who(seen.meeting) == ["Kenji Sato", "Maria Lopez"]
    assert seen.meeting.factuality is factuality


def test_who_cancels_talks_of_two_others_takes_no_part(read: Callable[..., Any]) -> None:
    seen = read("Anna Berg cancelled talks between Maria Lopez and Kenji Sato.", **PEOPLE)
    assert seen.who(seen.meeting) == ["Kenji Sato", "Maria Lopez"]
