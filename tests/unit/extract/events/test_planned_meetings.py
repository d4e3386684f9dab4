"""Plans, and plans that came to nothing: their own day and place, never a meeting that took place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kgbuild.model.facts import ArticleFacts, Factuality

PERU = {"C": "Peru Chile", "L": "Lima Arica"}
PEOPLE = {"P": "Anna_Berg Kenji_Sato", "L": "Lima"}


def test_a_scheduled_beginning_is_a_plan_with_its_day_and_place(read: Callable[..., Any]) -> None:
    found = read("Talks between Peru and Chile, scheduled to begin in Lima on March 10, would go ahead.", **PERU)
    assert (found.where(found.meeting), found.meeting.when.edtf) == ("Lima", "2026-03-10")
    assert found.meeting.factuality is Factuality.PLANNED


def test_talks_expected_to_begin(read: Callable[..., Any]) -> None:
    found = read("Talks between Peru and Chile are expected to begin in Lima on Friday.", **PERU)
    assert (found.where(found.meeting), found.meeting.when.edtf) == ("Lima", "2026-02-20")
    assert found.meeting.factuality is Factuality.PLANNED


def test_a_round_planned_and_never_held_is_cancelled(read: Callable[..., Any]) -> None:
    found = read(
        "Peru and Chile met in Arica on Monday. A round planned for 8 January in Lima never took place.", **PERU
    )
    held, off = found.found.meetings
    assert (held.factuality, off.factuality) == (Factuality.ACTUAL, Factuality.CANCELLED)
    assert (found.where(off), off.when.edtf) == ("Lima", "2026-01-08")


def test_what_is_not_called_off_is_not_cancelled(read: Callable[..., Any]) -> None:
    assert read("Peru did not call off the talks with Chile in Lima.", **PERU).meeting.factuality is Factuality.NEGATED


def test_what_was_foreseen_and_did_not_take_place_is_cancelled(read: Callable[..., Any]) -> None:
    found = read("A meeting of Peru and Chile was foreseen for January but did not take place.", **PERU)
    assert (found.meeting.factuality, found.meeting.when.edtf) == (Factuality.CANCELLED, "2026-01")


def test_a_war_did_not_begin_on_the_day_it_enters_a_year(read: Callable[..., Any]) -> None:
    found = read("The war of Peru and Chile, which enters its third year on Monday, has killed 400 people.", **PERU)
    assert [e.when.edtf for e in found.found.events if e.type == "war"] == [None]


def test_next_session_follows_the_meeting_before(read: Callable[..., Any]) -> None:
    found = read("Peru and Chile met in Arica on Monday. The next session is scheduled for July 16 in Lima.", **PERU)
    session = found.found.meetings[1]
    assert (found.where(session), session.when.edtf, session.factuality) == ("Lima", "2026-07-16", Factuality.PLANNED)
    assert found.who(session) == ["Chile", "Peru"]


def test_a_month_explained_by_when_dates_the_meeting_of_hours(read: Callable[..., Any]) -> None:
    found = read(
        "Peru and Chile met in Arica on Monday. Chile had asked for more in January, when the previous round "
        "collapsed after 90 minutes.",
        **PERU,
    )
    before = found.found.meetings[1]
    assert (before.when.edtf, before.duration) == ("2026-01", "PT90M")


def test_what_was_to_have_opened_is_cancelled_on_the_coming_day(read: Callable[..., Any]) -> None:
    found = read(
        "A summit on rivers that was to have opened in Lima on Thursday has been postponed. Peru and Chile were to "
        "have met for the first time in years.",
        **PERU,
    )
    assert found.meeting.factuality is Factuality.CANCELLED
    assert (found.where(found.meeting), found.meeting.when.edtf) == ("Lima", "2026-02-19")
    assert found.who(found.meeting) == ["Chile", "Peru"]


def test_due_somewhere_for_talks(read: Callable[..., Any]) -> None:
    found = read("Anna Berg is due in Lima on Sunday for talks with Kenji Sato.", **PEOPLE)
    assert (found.where(found.meeting), found.meeting.when.edtf) == ("Lima", "2026-02-22")
    assert found.meeting.factuality is Factuality.PLANNED


def test_a_hotel_lies_where_the_meeting_was(read: Callable[..., Any]) -> None:
    found = read("Anna Berg met Kenji Sato for 40 minutes at a hotel in Lima on Monday.", **PEOPLE)
    assert found.where(found.meeting) == "Lima"


def test_back_at_the_bargaining_table(read: Callable[..., Any]) -> None:
    found = read("Peru and Chile returned to the bargaining table Monday.", **PERU)
    assert (found.who(found.meeting), found.meeting.when.edtf) == (["Chile", "Peru"], "2026-02-16")


@pytest.mark.parametrize(
    "words",
    [
        "Peru and Chile bought a kitchen table in Lima on Monday.",
        "Shares in Peru fell in the next session on Thursday.",
        "Peru is due in court in Lima on Sunday for fraud.",
        "The deal was to have been signed by Peru in Lima on Monday.",
        "Chile said in May, when the price of copper collapsed, that it would sell.",
        "A hotel in Lima is due to open on Sunday.",
    ],
)
def test_nothing_is_made_of_look_alikes(read: Callable[..., Any], words: str) -> None:
    assert read(words, **PERU).found.meetings == ()


def test_what_a_scrapped_trip_was_for_is_cancelled(extracted: Callable[[str], ArticleFacts]) -> None:
    facts = extracted("Maria Lopez scrapped a trip to Oslo, where she was to meet President Kenji Sato.")
    assert [m.factuality for m in facts.meetings] == [Factuality.CANCELLED]
