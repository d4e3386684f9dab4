"""Dates that hang on meetings and events, given only where the text fixes the day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

STATES = {"C": "Peru Chile", "L": "Lima Quito"}


def values(seen: Any) -> dict[str, str | None]:
    return {d.text: d.edtf for d in seen.found.dates}


def test_counted_days(read: Callable[..., Any]) -> None:
    seen = read("The second day of talks between Peru and Chile in Lima ended on Tuesday.", **STATES)
    assert values(seen)["second day"] == "2026-02-17"


def test_the_eve(read: Callable[..., Any]) -> None:
    seen = read("Talks between Peru and Chile opened in Lima on Monday. Rain fell on the eve of the talks.", **STATES)
    assert values(seen)["eve of the talks"] == "2026-02-15~"


def test_an_event_on_the_eve_gets_its_day(read: Callable[..., Any]) -> None:
    seen = read(
        "Talks between Peru and Chile opened in Lima on Monday. On the eve of the talks, Peru attacked Quito.", **STATES
    )
    assert seen.event.when.edtf == "2026-02-15~"


@pytest.mark.parametrize(
    ("words", "text", "edtf"),
    [
        ("The fifth anniversary of the coup is near. The May 3, 2021, coup shook Peru.", "fifth anniversary",
         "2026-05-03"),
        ("The coup on 29 February 2020 shook Peru. The first anniversary of the coup passed.", "first anniversary",
         "2021-02-28"),
        ("The May 3, 2021, coup shook Peru. Chile closed the border two days after the coup.", "two days after",
         "2021-05-05"),
    ],
)  # fmt: skip
def test_anniversaries_and_distances(read: Callable[..., Any], words: str, text: str, edtf: str) -> None:
    assert values(read(words, **STATES))[text] == edtf


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("Chile annexed the province of Lima and kept Quito under a treaty of 1929.", None),
        ("Chile bombed Quito under a mandate of 1931.", None),
        ("Chile bombed Quito in the spring of 1931.", "1931-21"),
        ("Parliament in Lima approved the budget for 2027 by 61 to 38.", None),
        ("Parliament in Lima approved the budget for 2027 on Monday.", "2026-02-16"),
        ("Students set a protest in Lima for Friday.", "2026-02-20"),
        ("Police arrested a baker in Lima on the evening of May 3, 2025.", "2025-05-03"),
    ],
)
def test_a_year_of_a_thing_is_not_that_of_what_is_done_with_it(
    read: Callable[..., Any], words: str, edtf: str | None
) -> None:
    assert read(words, **STATES).event.when.edtf == edtf


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("The mayor said on Monday that guards were tired. She said a warehouse burned down in Lima.", None),
        ("The mayor opened the bridge on Monday. She said police arrested a baker in Lima.", "2026-02-16"),
        ("The mayor defended the plan on Monday. Police arrested a baker in Lima.", "2026-02-16"),
        ("The mayor resigned on Monday. She said police arrested a baker in Lima.", "2026-02-16"),
    ],
)
def test_a_day_of_words_is_not_that_of_what_a_source_tells(
    read: Callable[..., Any], words: str, edtf: str | None
) -> None:
    assert read(words, **STATES).found.events[-1].when.edtf == edtf


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("Students have protested in Lima since Monday.", "2026-02-16/.."),
        ("Rebels have shelled Quito since Sunday.", "2026-02-15/.."),
        ("The army must withdraw from Quito no later than May 3.", "../2026-05-03"),
        ("Before Monday, students had protested in Lima.", "../2026-02-15"),
        ("It was the worst attack on Quito since 2020.", None),
    ],
)
def test_a_limit_opens_one_side(read: Callable[..., Any], words: str, edtf: str | None) -> None:
    assert read(words, **STATES).event.when.edtf == edtf


def test_what_is_due_by_a_day_to_come_is_planned(read: Callable[..., Any]) -> None:
    seen = read("The army must withdraw from Quito no later than May 3. Rebels attacked Lima before Monday.", **STATES)
    assert {e.type: e.factuality.value for e in seen.found.events} == {"withdrawal": "planned", "attack": "actual"}


def test_after_the_talks_is_left_open(read: Callable[..., Any]) -> None:
    seen = read("Talks between Peru and Chile took place in Lima on Monday. After the talks, rain fell.", **STATES)
    assert list(values(seen)) == ["Monday"]


def test_unknown_anchors_give_nothing(read: Callable[..., Any]) -> None:
    seen = read("On the eve of the vote, rain fell. It was the fourth anniversary of the flood.", **STATES)
    assert not any(d.resolved for d in seen.found.dates)


def test_ids_follow_the_text(read: Callable[..., Any]) -> None:
    seen = read("The second day of talks between Peru and Chile in Lima ended on Tuesday.", **STATES)
    assert [d.id for d in seen.found.dates] == [f"d{n}" for n in range(1, len(seen.found.dates) + 1)]
    assert [d.start for d in seen.found.dates] == sorted(d.start for d in seen.found.dates)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("The trial began in November 2025.", "2025-11/"),
        ("The festival opened in May 2025.", "2025-05/"),
        ("Talks between Peru and Chile in Lima began in 2024 and ended in March 2025.", "2024/2025-03"),
        ("Prosecutors asked for nine years in prison. The trial began in October 2024.", "2024-10/"),
        ("The trial of a banker opened on 3 February 2026.", "2026-02-03"),
    ],
)
def test_what_began_in_a_month_began_on_no_day(read: Callable[..., Any], text: str, edtf: str) -> None:
    found = read(text, **STATES).found
    assert [e.when.edtf for e in (*found.meetings, *found.events)] == [edtf]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The strike, which was to last three days, was called by the union.", "three days"),
        ("The walkout will last two weeks.", "two weeks"),
        ("The siege could last four months.", "four months"),
        ("The fair is expected to last ten days.", "ten days"),
        ("Ten people drowned in the last three days.", "the last three days"),
        ("Nobody left the town in the last two weeks.", "the last two weeks"),
    ],
)
def test_what_lasts_is_a_length(read: Callable[..., Any], text: str, found: str) -> None:
    assert list(values(read(text, **STATES))) == [found]
