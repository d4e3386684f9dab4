"""One meeting mentioned five times is one; two meetings stay two; days belong to rounds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kgbuild.model.facts import Factuality

STATES = {"C": "Peru Chile Oman Kenya", "L": "Lima Muscat Geneva Quito", "P": "Maria_Lopez Kenji_Sato"}


def test_bare_mentions_join_the_meeting_spoken_of(read: Callable[..., Any]) -> None:
    seen = read(
        "Peru and Chile held talks in Lima on Monday. The talks ended without a deal. The negotiations in Lima were "
        "hard. After the talks, the sides went home. The meeting had been planned for months.",
        **STATES,
        refers={"sides": "Peru Chile"},
    )
    assert len(seen.meeting.spans) >= 4
    assert seen.meeting.outcome == "without a deal"


def test_a_separate_meeting_stays_apart(read: Callable[..., Any]) -> None:
    seen = read(
        "Peru and Chile held talks in Lima on Monday. A separate meeting between Peru and Oman took place in Muscat "
        "on Tuesday.",
        **STATES,
    )
    first, second = seen.found.meetings
    assert seen.who(first) == ["Chile", "Peru"]
    assert (seen.who(second), seen.where(second)) == (["Oman", "Peru"], "Muscat")


def test_other_people_other_meeting(read: Callable[..., Any]) -> None:
    seen = read("Maria Lopez met Kenji Sato on Monday. Kenya and Oman held talks on Monday.", **STATES)
    assert [seen.who(m) for m in seen.found.meetings] == [["Kenji Sato", "Maria Lopez"], ["Kenya", "Oman"]]


def test_other_days_other_meetings(read: Callable[..., Any]) -> None:
    seen = read("Peru and Chile met in Lima on 9 February. Peru and Chile met in Lima on 16 February.", **STATES)
    assert [m.when.earliest for m in seen.found.meetings] == ["2026-02-09", "2026-02-16"]


def test_the_previous_round_is_another(read: Callable[..., Any]) -> None:
    seen = read(
        "The latest round of talks between Peru and Chile began in Lima on Monday. The previous round of talks in "
        "Quito in January ended without a deal.",
        **STATES,
    )
    latest, previous = seen.found.meetings
    assert (seen.where(latest), seen.where(previous)) == ("Lima", "Quito")
    assert latest.outcome is None


def test_a_numbered_round_told_briefly_has_the_same_people(read: Callable[..., Any]) -> None:
    seen = read(
        "The first round of talks between Peru and Chile was held in Lima in January. The second round opened in Quito "
        "on Monday.",
        **STATES,
    )
    first, second = seen.found.meetings
    assert (first.ordinal, second.ordinal) == (1, 2)
    assert (seen.who(second), seen.where(second)) == (["Chile", "Peru"], "Quito")
    assert second.confidence < first.confidence


def test_further_rounds_are_planned_and_apart(read: Callable[..., Any]) -> None:
    seen = read("Peru and Chile held talks in Lima on Monday. Further talks are planned for March.", **STATES)
    held, coming = seen.found.meetings
    assert held.factuality is Factuality.ACTUAL
    assert coming.factuality is Factuality.PLANNED
    assert coming.when.edtf == "2026-03"


def test_his_talks_keep_both(read: Callable[..., Any]) -> None:
    seen = read(
        "Kenji Sato arrived in Lima on Monday. His talks with Maria Lopez lasted an hour.",
        **STATES,
        refers={"His": "Kenji_Sato"},
    )
    assert seen.who(seen.meeting) == ["Kenji Sato", "Maria Lopez"]


def test_both_sides_are_looked_through(read: Callable[..., Any]) -> None:
    seen = read("Peru and Chile share a border. The sides met in Lima.", **STATES, refers={"sides": "Peru Chile"})
    assert seen.who(seen.meeting) == ["Chile", "Peru"]


def test_who_joins_is_added(read: Callable[..., Any]) -> None:
    seen = read("Maria Lopez attended a summit in Lima on Monday. Kenji Sato joined the summit.", **STATES)
    assert seen.who(seen.meeting) == ["Kenji Sato", "Maria Lopez"]


def test_second_day_and_its_round(read: Callable[..., Any]) -> None:
    seen = read(
        "The latest round of talks between Peru and Chile in Lima ended after only two hours on Tuesday. "
        "The second day had been tense.",
        **STATES,
    )
    whole = next(m for m in seen.found.meetings if m.level == "round")
    day = next(m for m in seen.found.meetings if m.level == "day")
    assert (day.part_of, day.ordinal) == (whole.id, 2)
    assert (whole.when.earliest, whole.when.latest) == ("2026-02-16", "2026-02-17")
    assert (day.when.earliest, day.when.latest) == ("2026-02-17", "2026-02-17")
    assert whole.duration is None  # two hours are of a day, not of a round of two days
    assert (seen.who(day), seen.where(day)) == (["Chile", "Peru"], "Lima")
    assert day.label == "second day of talks between Peru and Chile in Lima"


def test_two_days_of_talks_begin_the_day_before(read: Callable[..., Any]) -> None:
    seen = read("Two days of talks between Peru and Chile ended in Lima on Tuesday.", **STATES)
    assert (seen.meeting.when.earliest, seen.meeting.when.latest) == ("2026-02-16", "2026-02-17")
    assert seen.meeting.duration == "P2D"


def test_begin_and_end_in_one_sentence(read: Callable[..., Any]) -> None:
    seen = read("Talks between Peru and Chile opened in Lima on Monday and ended on Tuesday.", **STATES)
    assert (seen.meeting.when.earliest, seen.meeting.when.latest) == ("2026-02-16", "2026-02-17")


def test_an_end_alone_leaves_the_beginning_open(read: Callable[..., Any]) -> None:
    seen = read("Talks between Peru and Chile in Lima ended on Tuesday.", **STATES)
    assert (seen.meeting.when.earliest, seen.meeting.when.latest) == (None, "2026-02-17")


def test_equal_input_equal_output(read: Callable[..., Any]) -> None:
    words = "Peru and Chile met in Lima on Monday. The talks ended. Oman and Kenya met in Muscat."
    assert read(words, **STATES).found == read(words, **STATES).found


def test_a_meeting_at_a_summit_takes_its_place_and_day(read: Callable[..., Any]) -> None:
    seen = read("Maria Lopez will meet Kenji Sato at a summit of mayors in Quito on 3 March.", **STATES)
    [both] = [m for m in seen.found.meetings if len(m.participants) == 2]
    assert seen.where(both) == "Quito"
    assert both.when.earliest == "2026-03-03"
    assert both.factuality is Factuality.PLANNED


def test_the_purpose_of_a_journey(read: Callable[..., Any]) -> None:
    seen = read("Maria Lopez is due to travel to Quito on Friday to meet Kenji Sato.", **STATES)
    assert (seen.where(seen.meeting), seen.meeting.when.earliest) == ("Quito", "2026-02-20")


def test_one_verb_two_meetings(read: Callable[..., Any]) -> None:
    seen = read(
        "Peru and Chile opened talks in Lima. Maria Lopez held talks with Kenji Sato before the talks.", **STATES
    )
    assert [seen.who(m) for m in seen.found.meetings] == [["Chile", "Peru"], ["Kenji Sato", "Maria Lopez"]]


def test_met_for_talks_is_one_meeting(read: Callable[..., Any]) -> None:
    seen = read("Peru and Chile met in Lima on Monday for talks.", **STATES)
    assert [s.text for s in seen.meeting.spans] == ["met", "talks"]


def test_talks_on_another_matter_are_told_anew(read: Callable[..., Any]) -> None:
    seen = read("Maria Lopez met Kenji Sato in Lima on Monday. Talks on fishing rights collapsed in January.", **STATES)
    first, second = seen.found.meetings
    assert first.outcome is None
    assert second.outcome == "collapsed"


def test_a_day_of_a_named_round(read: Callable[..., Any]) -> None:
    seen = read(
        "The final round of talks between Peru and Chile took place in Quito from 2 February to 5 February. "
        "On the third day of the Quito round, the sides shook hands.",
        **STATES,
        refers={"sides": "Peru Chile"},
    )
    day = next(m for m in seen.found.meetings if m.level == "day")
    assert (day.when.earliest, day.factuality) == ("2026-02-04", Factuality.ACTUAL)


def test_mediators_named_beside(read: Callable[..., Any]) -> None:
    seen = read("Peru and Chile began talks in Lima, with Omani mediators in the room. Oman is patient.", **STATES)
    assert seen.who(seen.meeting, "mediators") == ["Oman"]
    assert seen.who(seen.meeting) == ["Chile", "Peru"]


def test_many_meetings_are_none_in_particular(read: Callable[..., Any]) -> None:
    assert read("Peru and Chile met five times over the past year.", **STATES).found.meetings == ()
    assert read("Peru and Chile often meet in Lima.", **STATES).found.meetings == ()


def test_reports_that_are_not_the_reporters(read: Callable[..., Any]) -> None:
    seen = read("Maria Lopez denied reports that she would meet Kenji Sato in Lima.", **STATES)
    assert seen.found.meetings == ()


def test_a_first_since_long_names_both(read: Callable[..., Any]) -> None:
    seen = read(
        "Officials ended a meeting in Quito on Monday. The meeting was the first between Peru and Chile since 2020.",
        **STATES,
    )
    assert seen.who(seen.meeting) == ["Chile", "Peru"]


def test_a_second_meeting_has_the_same_people(read: Callable[..., Any]) -> None:
    seen = read("Peru and Chile met in Lima on Monday. A second meeting has been set for 3 March.", **STATES)
    _, second = seen.found.meetings
    assert seen.who(second) == ["Chile", "Peru"]
    assert (second.when.earliest, second.factuality) == ("2026-03-03", Factuality.PLANNED)


def test_the_length_of_what_came_out_is_not_the_meetings(read: Callable[..., Any]) -> None:
    seen = read("Talks between Peru and Chile in Lima in January produced a 90-day truce.", **STATES)
    assert seen.meeting.duration is None
    assert seen.meeting.outcome == "produced a 90-day truce"


def test_those_who_speak_for_states_meet_where_the_states_meet(read: Callable[..., Any]) -> None:
    names = {**STATES, "P": "Rosa_Vega Ivan_Mora Maria_Lopez"}  # Vega holds a post in Peru, Mora in Chile
    seen = read("Peru and Chile held talks in Lima on Monday. Vega and Mora met in Lima on Monday.", **names)
    assert seen.who(seen.meeting) == ["Chile", "Ivan Mora", "Peru", "Rosa Vega"]
    seen = read("Peru and Chile held talks in Lima on Monday. Vega and Lopez met in Lima on Monday.", **names)
    assert len(seen.found.meetings) == 2


def test_months_of_talks_are_no_single_meeting(read: Callable[..., Any]) -> None:
    names = {**STATES, "P": "Rosa_Vega Ivan_Mora"}
    seen = read("Peru and Chile ended eight months of negotiations. Vega met Mora in Lima on Monday.", **names)
    process, meeting = seen.found.meetings
    assert (process.level, process.duration) == ("series", "P8M")
    assert seen.who(meeting) == ["Ivan Mora", "Rosa Vega"]


def test_where_someone_travelled_and_met(read: Callable[..., Any]) -> None:
    seen = read(
        "In January, Maria Lopez flew to Quito, where she met Kenji Sato.", **STATES, refers={"she": "Maria_Lopez"}
    )
    assert (seen.where(seen.meeting), seen.meeting.when.edtf) == ("Quito", "2026-01")


def test_a_day_never_hangs_on_a_meeting_that_is_not_its_own(read: Callable[..., Any]) -> None:
    seen = read(
        "The dockers' wait entered a third day on Tuesday.\n\nThe council of Peru and Chile will hold a special "
        "session in Lima on Friday.",
        **STATES,
    )
    assert all(m.level != "day" for m in seen.found.meetings)


def test_the_place_alone_makes_no_two_attacks_one(read: Callable[..., Any]) -> None:
    seen = read("An attack in Lima killed 12 people. A bombing in Lima wounded 30 people.", L="Lima")
    assert len(seen.found.events) == 2


def test_of_two_exact_dates_the_longer_one_is_that_of_the_whole(read: Callable[..., Any]) -> None:
    seen = read(
        "Peru and Chile met in Lima on 10 February. The talks in Lima on 9-10 February were long.",
        C="Peru Chile",
        L="Lima",
    )
    assert (seen.meeting.when.earliest, seen.meeting.when.latest) == ("2026-02-09", "2026-02-10")
