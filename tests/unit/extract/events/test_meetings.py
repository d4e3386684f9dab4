"""Meetings: who, where, when, with which outcome; planned, denied, cancelled; whose words they are in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kgbuild.model.facts import Factuality

PEOPLE = {"P": "Maria_Lopez Kenji_Sato Anna_Berg", "L": "Oslo Nairobi Madrid Tokyo"}
STATES = {"C": "Peru Chile Oman Kenya", "L": "Lima Muscat Geneva"}


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Maria Lopez met Kenji Sato in Nairobi on Tuesday.", PEOPLE),
        ("Maria Lopez and Kenji Sato met in Nairobi on Tuesday.", PEOPLE),
        ("Maria Lopez met with Kenji Sato in Nairobi on Tuesday.", PEOPLE),
        ("Maria Lopez held talks with Kenji Sato in Nairobi on Tuesday.", PEOPLE),
        ("Talks between Maria Lopez and Kenji Sato took place in Nairobi on Tuesday.", PEOPLE),
        ("Maria Lopez's meeting with Kenji Sato in Nairobi on Tuesday lasted two hours.", PEOPLE),
        ("Maria Lopez sat down with Kenji Sato in Nairobi on Tuesday.", PEOPLE),
        ("Maria Lopez flew to Nairobi on Tuesday for talks with Kenji Sato.", PEOPLE),
        ("Kenji Sato told reporters after talks with Maria Lopez in Nairobi on Tuesday that he was tired.", PEOPLE),
        ("The union leader, Maria Lopez, met the owner, Kenji Sato, in Nairobi on Tuesday.", PEOPLE),
        ("Maria Lopez and Kenji Sato shook hands in Nairobi on Tuesday after a two-hour meeting.", PEOPLE),
    ],
)
def test_two_people_meet(read: Callable[..., Any], words: str, names: dict[str, str]) -> None:
    seen = read(words, **names)
    meeting = seen.meeting
    assert seen.who(meeting) == ["Kenji Sato", "Maria Lopez"]
    assert seen.where(meeting) == "Nairobi"
    assert (meeting.when.earliest, meeting.when.latest) == ("2026-02-17", "2026-02-17")
    assert meeting.factuality is Factuality.ACTUAL


@pytest.mark.parametrize(
    "words",
    [
        "Peru and Chile held talks in Muscat.",
        "Peru-Chile talks took place in Muscat.",
        "Peruvian and Chilean negotiators met in Muscat. Peru and Chile share a border.",
        "Ministers from Peru and Chile met in Muscat.",
        "A meeting of envoys from Peru and Chile was held in Muscat.",
    ],
)
def test_states_meet_through_their_envoys(read: Callable[..., Any], words: str) -> None:
    seen = read(words, **STATES)
    assert seen.who(seen.meeting) == ["Chile", "Peru"]
    assert seen.where(seen.meeting) == "Muscat"


@pytest.mark.parametrize(
    ("words", "role", "who"),
    [
        ("Oman-mediated talks between Peru and Chile opened in Lima.", "mediators", ["Oman"]),
        ("Talks between Peru and Chile, mediated by Oman, opened in Lima.", "mediators", ["Oman"]),
        ("Oman brokered talks between Peru and Chile in Lima.", "mediators", ["Oman"]),
        ("Talks between Peru and Chile opened in Lima under the auspices of Oman.", "mediators", ["Oman"]),
        ("Oman hosted talks between Peru and Chile in Lima.", "hosts", ["Oman"]),
        ("Talks between Peru and Chile were hosted by Oman in Lima.", "hosts", ["Oman"]),
    ],
)
def test_third_parties_are_no_participants(read: Callable[..., Any], words: str, role: str, who: list[str]) -> None:
    seen = read(words, **STATES)
    assert seen.who(seen.meeting) == ["Chile", "Peru"]
    assert seen.who(seen.meeting, role) == who


@pytest.mark.parametrize(
    ("words", "factuality"),
    [
        ("Peru and Chile will hold talks in Lima on Friday.", Factuality.PLANNED),
        ("Peru and Chile agreed to hold talks in Lima next week.", Factuality.PLANNED),
        ("Peru and Chile are expected to meet in Lima on Friday.", Factuality.PLANNED),
        ("Talks between Peru and Chile are scheduled for Friday.", Factuality.PLANNED),
        ("The summit between Peru and Chile was postponed.", Factuality.PLANNED),
        ("Talks between Peru and Chile were called off.", Factuality.CANCELLED),
        ("Peru cancelled talks with Chile in Lima.", Factuality.CANCELLED),
        ("Peru and Chile have never held direct talks.", Factuality.NEGATED),
        ("Maria Lopez refused to meet Kenji Sato in Oslo.", Factuality.NEGATED),
        ("If Peru and Chile meet in Lima, prices may fall.", Factuality.HYPOTHETICAL),
        ("Oman proposed talks between Peru and Chile in Lima.", Factuality.HYPOTHETICAL),
        ("Peru and Chile could meet in Lima next week.", Factuality.HYPOTHETICAL),
        ("Maria Lopez is to meet Kenji Sato in Oslo.", Factuality.PLANNED),
        ("Planned talks between Peru and Chile were called off.", Factuality.CANCELLED),
        ("A planned meeting between Peru and Chile was not called off.", Factuality.PLANNED),
        ("Maria Lopez vowed never to meet Kenji Sato in Oslo.", Factuality.HYPOTHETICAL),
        ("Maria Lopez would never meet Kenji Sato, she said.", Factuality.HYPOTHETICAL),
        ("Maria Lopez did not meet Kenji Sato in Oslo.", Factuality.NEGATED),
    ],
)
def test_what_did_not_take_place_is_marked(read: Callable[..., Any], words: str, factuality: Factuality) -> None:
    seen = read(words, C=STATES["C"], P=PEOPLE["P"], L="Lima Oslo")
    assert seen.meeting.factuality is factuality


def test_a_coming_day_is_no_past(read: Callable[..., Any]) -> None:
    seen = read("Peru and Chile meet in Lima on 3 March.", **STATES)
    assert seen.meeting.factuality is Factuality.PLANNED


def test_the_day_of_cancelling_is_not_the_day_of_the_meeting(read: Callable[..., Any]) -> None:
    seen = read("Talks between Peru and Chile planned for next Friday were called off on Monday.", **STATES)
    assert seen.meeting.when.earliest == "2026-02-27"
    assert seen.meeting.factuality is Factuality.CANCELLED


@pytest.mark.parametrize(
    "words",
    [
        '"I met Kenji Sato in Nairobi on Tuesday because he asked," Maria Lopez said.',
        "Reporters interviewed Kenji Sato in Nairobi. Maria Lopez gave a news conference in Madrid on Tuesday.",
        "Peace talks are the only way forward.",
        "Maria Lopez met expectations in Nairobi.",
        "Kenji Sato accused Maria Lopez of avoiding meetings.",
    ],
)
def test_no_meeting_by_the_reporter(read: Callable[..., Any], words: str) -> None:
    assert read(words, **PEOPLE).found.meetings == ()


@pytest.mark.parametrize(
    "words",
    [
        "Maria Lopez denied that she had met Kenji Sato in Nairobi on Tuesday.",
        "Maria Lopez dismissed a report that she had met Kenji Sato in Nairobi on Tuesday.",
        "The ministry described as false a claim that Maria Lopez had met Kenji Sato in Nairobi on Tuesday.",
        "There was no truth in the story that Maria Lopez had met Kenji Sato in Nairobi on Tuesday.",
    ],
)
def test_what_is_denied_was_not_held(read: Callable[..., Any], words: str) -> None:
    meeting = read(words, **PEOPLE).meeting
    assert (meeting.factuality, meeting.when.earliest) == (Factuality.NEGATED, "2026-02-17")


def test_an_attribution_at_the_end_makes_it_less_sure_only(read: Callable[..., Any]) -> None:
    seen = read("Maria Lopez met Kenji Sato in Nairobi on Tuesday, officials said.", **PEOPLE)
    assert seen.who(seen.meeting) == ["Kenji Sato", "Maria Lopez"]
    assert seen.meeting.confidence < 1


def test_a_phone_call(read: Callable[..., Any]) -> None:
    seen = read("Maria Lopez spoke by phone with Kenji Sato on Monday.", **PEOPLE)
    assert seen.who(seen.meeting) == ["Kenji Sato", "Maria Lopez"]
    assert seen.meeting.label == "call between Maria Lopez and Kenji Sato"
    assert read("Maria Lopez spoke with pride on Monday.", **PEOPLE).found.meetings == ()


def test_a_call_with_someone_dates_from_its_clause(read: Callable[..., Any]) -> None:
    seen = read("In a call with Kenji Sato on Monday, Maria Lopez urged restraint.", **PEOPLE)
    assert seen.who(seen.meeting) == ["Kenji Sato", "Maria Lopez"]
    assert seen.meeting.when.earliest == "2026-02-16"


def test_a_country_that_is_visited_hosts(read: Callable[..., Any]) -> None:
    seen = read("Maria Lopez's visit to Peru ended on Monday.", C="Peru", P="Maria_Lopez")
    assert (seen.who(seen.meeting), seen.who(seen.meeting, "hosts")) == (["Maria Lopez"], ["Peru"])
    seen = read("Maria Lopez visited Oslo on Monday.", **PEOPLE)
    assert (seen.where(seen.meeting), seen.meeting.label) == ("Oslo", "visit by Maria Lopez to Oslo")


def test_nothing_from_nothing(read: Callable[..., Any]) -> None:
    found = read("", published="").found
    assert (found.meetings, found.events, found.dates) == ((), (), ())
    assert read("Peru and Chile met in Lima on Monday.", published="", **STATES).meeting.when.earliest is None


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("Peru and Chile held talks in Lima from 2 February to 5 February.", "2026-02-02", "2026-02-05"),
        ("Peru and Chile held talks in Lima on 2-5 February.", "2026-02-02", "2026-02-05"),
        ("Talks between Peru and Chile will last until 3 March.", None, "2026-03-03"),
        ("Talks between Peru and Chile were postponed until 3 March.", "2026-03-03", "2026-03-03"),
        ("Talks between Peru and Chile were adjourned until 3 March.", None, None),
        ("Talks between Peru and Chile were held in January.", "2026-01-01", "2026-01-31"),
        ("Peru and Chile attended a two-day meeting that ended on Tuesday.", "2026-02-16", "2026-02-17"),
        ("Rain fell before talks between Peru and Chile in Lima.", None, None),
    ],
)
def test_which_days(read: Callable[..., Any], words: str, first: str | None, last: str | None) -> None:
    when = read(words, **STATES).meeting.when
    assert (when.earliest, when.latest) == (first, last)


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("Talks between Peru and Chile ended without an agreement.", "without an agreement"),
        ("Talks between Peru and Chile ended with a joint statement, hours late.", "with a joint statement"),
        ("Talks between Peru and Chile broke down on Monday.", "broke down"),
        ("Talks between Peru and Chile took place on Monday.", None),
    ],
)
def test_outcome_in_the_words_of_the_text(read: Callable[..., Any], words: str, outcome: str | None) -> None:
    assert read(words, **STATES).meeting.outcome == outcome


def test_agenda(read: Callable[..., Any]) -> None:
    seen = read("Peru and Chile held talks on a ceasefire in Lima.", **STATES)
    assert "ceasefire" in seen.meeting.issues
    seen = read("Talks between Peru and Chile in Lima focused on tariffs. They ended on Monday.", **STATES)
    assert seen.meeting.issues
    assert all(field != "issues" or value in seen.meeting.issues for field, value, _ in seen.meeting.backing)


@pytest.mark.parametrize(
    ("words", "duration", "qualifier"),
    [
        ("The Peru-Chile talks in Geneva ended after around four hours.", "PT4H", "around"),
        ("Peru and Chile held a two-hour meeting in Geneva.", "PT2H", None),
        ("The meeting between Peru and Chile lasted more than three hours.", "PT3H", "more than"),
    ],
)
def test_duration_with_its_hedge(read: Callable[..., Any], words: str, duration: str, qualifier: str | None) -> None:
    meeting = read(words, **STATES).meeting
    assert (meeting.duration, meeting.qualifier) == (duration, qualifier)


@pytest.mark.parametrize(
    ("words", "duration"),
    [
        ("The port closed a day after Peru met Chile in Oslo.", None),
        ("Two weeks before Peru met Chile in Oslo, the port closed.", None),
        ("Peru met Chile in Oslo for two days before the vote.", "P2D"),
    ],
)
def test_a_length_between_two_things_is_none_of_the_meeting(
    read: Callable[..., Any], words: str, duration: str | None
) -> None:
    assert read(words, **STATES).meeting.duration == duration


def test_values_rest_on_words_inside_one_sentence(read: Callable[..., Any]) -> None:
    seen = read(
        "Peru and Chile held a third round of talks in Lima on Monday. The talks ended after two hours without a deal.",
        **STATES,
    )
    fields = {field for field, _, _ in seen.meeting.backing}
    assert fields >= {"participants", "place", "when", "ordinal", "duration", "outcome"}
    sentences = [(s.start, s.end) for s in seen.text.sentences]
    spans = [span for _, _, span in seen.meeting.backing] + list(seen.meeting.spans)
    assert all(any(a <= s.start and s.end <= b for a, b in sentences) for s in spans)
    assert all(s.text == seen.text.slice(s.start, s.end) for s in spans)
    assert seen.meeting.frame.startswith("mappings/lexicon/en/meetings.yml:")
