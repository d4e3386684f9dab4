"""Meetings as reports tell them: in a relative clause, by phone, in a seat of power, on a journey; whole extraction.

Each line of `MET`: a text; who takes part; where; the first and last day; what it is called. The day of publication is
Wednesday, 2026-03-04.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.model.facts import ArticleFacts, Event

MON, TUE, SUN, SAT, FRI, THU = "2026-03-02", "2026-03-03", "2026-03-01", "2026-02-28", "2026-02-27", "2026-02-26"

Met = tuple[str, list[str], str, tuple[str, str] | None, str]
MET: dict[str, list[Met]] = {
    "in a relative clause": [
        (
            "The talks that President Ana Lobo had with Ivo Kranjc on Friday ended late.",
            ["Ana Lobo", "Ivo Kranjc"],
            "",
            (FRI, FRI),
            "actual",
        ),
        (
            "The meeting Mayor Lena Koch held with Omar Diallo on Monday lasted an hour.",
            ["Lena Koch", "Omar Diallo"],
            "",
            (MON, MON),
            "actual",
        ),
        (
            "Little is known of the talks Piet Haan held with Rui Matos on Friday.",
            ["Piet Haan", "Rui Matos"],
            "",
            (FRI, FRI),
            "actual",
        ),
    ],
    "by phone": [
        (
            "Lena Koch discussed the floods by phone with Omar Diallo on Monday.",
            ["Lena Koch", "Omar Diallo"],
            "",
            (MON, MON),
            "actual",
        ),
        (
            "Omar Diallo spoke by telephone with Lena Koch on Friday.",
            ["Lena Koch", "Omar Diallo"],
            "",
            (FRI, FRI),
            "actual",
        ),
        (
            "Piet Haan conferred by video link with Rui Matos on Sunday.",
            ["Piet Haan", "Rui Matos"],
            "",
            (SUN, SUN),
            "actual",
        ),
        (
            "Piet Haan raised the matter in a phone call with Rui Matos on Tuesday.",
            ["Piet Haan", "Rui Matos"],
            "",
            (TUE, TUE),
            "actual",
        ),
        ("Lena Koch telephoned Omar Diallo on Thursday.", ["Lena Koch", "Omar Diallo"], "", (THU, THU), "actual"),
    ],
    "in a building": [
        (
            "Lena Koch met Omar Diallo at the Pentagon on Monday.",
            ["Lena Koch", "Omar Diallo"],
            "Pentagon",
            (MON, MON),
            "actual",
        ),
        (
            "Piet Haan held talks with Rui Matos at Downing Street on Friday.",
            ["Piet Haan", "Rui Matos"],
            "Downing Street",
            (FRI, FRI),
            "actual",
        ),
    ],
    "on a journey": [
        (
            "Prime Minister Lena Koch is due in Oslo on Friday to meet Omar Diallo.",
            ["Lena Koch", "Omar Diallo"],
            "Oslo",
            ("2026-03-06", "2026-03-06"),
            "planned",
        ),
        (
            "Piet Haan will fly to Lisbon on Sunday for talks with Rui Matos.",
            ["Piet Haan", "Rui Matos"],
            "Lisbon",
            ("2026-03-08", "2026-03-08"),
            "planned",
        ),
        (
            "Piet Haan travelled to Lisbon on Monday to meet Rui Matos.",
            ["Piet Haan", "Rui Matos"],
            "Lisbon",
            (MON, MON),
            "actual",
        ),
    ],
    "two, years apart": [
        (
            "Queen Maud made state visits to Chile in 2012 and 2021.",
            ["Maud"],
            "",
            ("2021-01-01", "2021-12-31"),
            "actual",
        ),
        (
            "Queen Maud made state visits to Chile in 2012 and 2021.",
            ["Maud"],
            "",
            ("2012-01-01", "2012-12-31"),
            "actual",
        ),
    ],
    "ahead": [
        (
            "Lena Koch and Omar Diallo will meet on March 20.",
            ["Lena Koch", "Omar Diallo"],
            "",
            ("2026-03-20", "2026-03-20"),
            "planned",
        ),
        (
            "Piet Haan is expected to meet Rui Matos in Delft on Friday.",
            ["Piet Haan", "Rui Matos"],
            "Delft",
            ("2026-03-06", "2026-03-06"),
            "planned",
        ),
    ],
}

SILENT = [
    "The views Lena Koch held with Omar Diallo were published on Monday.",
    "Lena Koch discussed the tax on phones with her brother on Monday.",
    "Lena Koch criticised the Pentagon on Monday.",
    "Piet Haan will fly to Lisbon on Sunday to see the river.",
]


def _fits(facts: ArticleFacts, meeting: Event, met: Met) -> bool:
    _, parties, place, days, factuality = met
    names = {e.id: {e.name, *e.names} for e in facts.entities}
    there = [names[e] for e in (*meeting.participants, *meeting.hosts)]
    return (
        all(any(p in found for found in there) for p in parties)
        and (not place or (meeting.place is not None and place in names[meeting.place]))
        and (days is None or (meeting.when.earliest, meeting.when.latest) == days)
        and meeting.factuality == factuality
    )


@pytest.mark.parametrize("met", [pytest.param(t, id=f"{k}-{n}") for k, ts in MET.items() for n, t in enumerate(ts, 1)])
def test_meeting(extracted: Callable[[str], ArticleFacts], met: Met) -> None:
    facts = extracted(met[0])
    assert any(_fits(facts, meeting, met) for meeting in facts.meetings), [m.label for m in facts.meetings]


@pytest.mark.parametrize("words", SILENT)
def test_no_meeting(extracted: Callable[[str], ArticleFacts], words: str) -> None:
    assert extracted(words).meetings == ()


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("The Harrow Grain Conference opened on Sunday with envoys from 12 states.", "Harrow Grain Conference"),
        ("Ministers met at the Alpine Transport Summit in Bern on Monday.", "Alpine Transport Summit"),
    ],
)
def test_a_conference_takes_no_part_in_itself(extracted: Callable[[str], ArticleFacts], words: str, name: str) -> None:
    facts = extracted(words)
    itself = {e.id for e in facts.entities if name in {e.name, *e.names}}
    assert facts.meetings
    assert not itself & {p for m in facts.meetings for p in (*m.participants, *m.hosts)}


@pytest.mark.parametrize(
    ("words", "who", "place", "day"),
    [
        ("Ana Lobo flew to Quito on Monday and held a crisis meeting there with Ivo Kranjc.", 2, "Quito", "2026-03-02"),
        (
            "Ivo Kranjc scrapped a trip to Split, where he was due to attend a summit on Friday.",
            1,
            "Split",
            "2026-03-06",
        ),
        (
            "The Lund Union fell out with Nordvik Ferries. Minister Aldo Brin summoned both parties to his office in "
            "Lima this morning. The meeting lasted 40 minutes.",
            3,
            "Lima",
            "2026-03-04",
        ),
        ("Ana Lobo flew to Quito on Monday. She met Ivo Kranjc at his hotel.", 2, "hotel", "2026-03-02"),
        ("Ana Lobo chaired talks between Peru and Chile in Lima on Monday.", 3, "Lima", "2026-03-02"),
    ],
)
def test_what_the_sentence_leaves_to_those_around(
    extracted: Callable[[str], ArticleFacts], words: str, who: int, place: str, day: str
) -> None:
    facts = extracted(words)
    names = {e.id: e.name for e in facts.entities}
    found = [m for m in facts.meetings if len({*m.participants, *m.mediators, *m.hosts}) == who]
    assert [(names.get(m.place or "", ""), m.when.edtf) for m in found if m.place or not place] == [(place, day)]


@pytest.mark.parametrize(
    "words",
    [
        "Ana Lobo flew to Quito on Monday. She had last met Ivo Kranjc at his hotel.",
        "In 2014 Ana Lobo ran a bank. She met Ivo Kranjc at a ball.",
        "Peru and Chile signed a treaty in Quito on Monday, ending eight months of negotiations.",
    ],
)
def test_no_day_from_another_time(extracted: Callable[[str], ArticleFacts], words: str) -> None:
    assert [m.when.edtf for m in extracted(words).meetings] in ([None], ["2014"])


@pytest.mark.parametrize(
    ("words", "doer"),
    [
        ("The WHO asked Togo and Ghana to look out for the syrup. Ghana banned it on Monday.", "Ghana"),
        ("Luis Arregui left the room and announced his departure by email.", "Luis Arregui"),
    ],
)
def test_nobody_does_a_thing_to_themselves(extracted: Callable[[str], ArticleFacts], words: str, doer: str) -> None:
    facts = extracted(words)
    names = {entity.id: entity.name for entity in facts.entities}
    assert any(doer in {names[i] for i in (*e.initiators, *e.participants)} for e in facts.events)
    assert not any(set(e.initiators) & set(e.participants) for e in facts.events)
