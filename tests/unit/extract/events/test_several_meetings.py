"""Several meetings told in one sentence: each has its own parties, place and day; whole extraction, published on
Wednesday, 2026-03-04."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.model.facts import ArticleFacts

MON, TUE, THU, FRI = "2026-03-02", "2026-03-03", "2026-03-05", "2026-03-06"

TOLD = {
    "Omar Diallo had met Rosa Vega in Lima on Monday and is due to brief the Senate committee on Thursday.": [
        ("Omar Diallo, Rosa Vega", "Lima", MON),
        ("Omar Diallo, Senate committee", "", THU),
    ],
    "Omar Diallo flew to Lima on Monday to see Rosa Vega, and a day later received Ada Lund in Quito.": [
        ("Omar Diallo, Rosa Vega", "Lima", MON),
        ("Ada Lund, Omar Diallo", "Quito", TUE),
    ],
    "Drivers will stop work after talks between their union and Torvik Linen on Monday. The Carters' Union wants more. "
    "The two sides first met in Lima on February 21.": [
        ("Carters' Union, Torvik Linen", "", MON),
        ("Carters' Union, Torvik Linen", "Lima", "2026-02-21"),
    ],
    "Four rounds of talks between Omar Diallo and Rosa Vega ended in anger, the last of them on February 21 in Lima.": [
        ("Omar Diallo, Rosa Vega", "", ""),
        ("Omar Diallo, Rosa Vega", "Lima", "2026-02-21"),
    ],
    "Omar Diallo met Rosa Vega on Monday. The matter will be left for the next one, on March 14.": [
        ("Omar Diallo, Rosa Vega", "", MON),
        ("Omar Diallo, Rosa Vega", "", "2026-03-14"),
    ],
    "Omar Diallo and Rosa Vega have held three meetings, the latest in Lima on Monday.": [
        ("Omar Diallo, Rosa Vega", "Lima", MON),
    ],
    "Ada Lund met the rebel commander on Monday. A second encounter with the commander is planned for Friday.": [
        ("Ada Lund, rebel commander", "", MON),
        ("Ada Lund, rebel commander", "", FRI),
    ],
    "The Senate committee heard Omar Diallo on Monday. It will sit next in Lima on Friday.": [
        ("Omar Diallo, Senate committee", "", MON),
        ("Senate committee", "Lima", FRI),
    ],
    "Omar Diallo and Rosa Vega met in Lima on Monday. A meeting set for Friday in Quito was called off.": [
        ("Omar Diallo, Rosa Vega", "Lima", MON),
        ("Omar Diallo, Rosa Vega", "Quito", FRI),
    ],
    "Rosa Vega won the first match on Monday and lost the next one, on Tuesday.": [],
    "The mill sold three boats, the last of them on February 21 in Lima.": [],
    "Omar Diallo met Rosa Vega in Lima on Monday and Ada Lund in Quito on Tuesday.": [
        ("Omar Diallo, Rosa Vega", "Lima", MON),
        ("Ada Lund, Omar Diallo", "Quito", TUE),
    ],
    "Omar Diallo met Rosa Vega on Monday and Ada Lund on Tuesday.": [
        ("Omar Diallo, Rosa Vega", "", MON),
        ("Ada Lund, Omar Diallo", "", TUE),
    ],
    "Omar Diallo will meet the mayor of Lima on Thursday and farmers in Quito on Friday.": [
        ("Omar Diallo, mayor of Lima", "", THU),
        ("Omar Diallo, farmers", "Quito", FRI),
    ],
    "Premier Ida Holm held talks with Ada Lund in Oslo on Monday and with Piet Haan in Bergen on Tuesday.": [
        ("Ada Lund, Ida Holm", "Oslo", MON),
        ("Ida Holm, Piet Haan", "Bergen", TUE),
    ],
    "Rosa Vega met Ada Lund and Piet Haan in Oslo on Monday.": [("Ada Lund, Piet Haan, Rosa Vega", "Oslo", MON)],
    "Rosa Vega met Ada Lund in Oslo on Monday and Tuesday.": [("Ada Lund, Rosa Vega", "Oslo", f"{MON}/{TUE}")],
    "Omar Diallo made a state visit to Kenya in 2009 and another in 2018.": [
        ("Omar Diallo", "Kenya", "2009"),
        ("Omar Diallo", "Kenya", "2018"),
    ],
    "Omar Diallo and Rosa Vega met in Lima on February 9 and again on Tuesday.": [
        ("Omar Diallo, Rosa Vega", "Lima", "2026-02-09"),
        ("Omar Diallo, Rosa Vega", "Lima", TUE),
    ],
    "Omar Diallo and Rosa Vega met in Lima on Monday and again on Tuesday.": [
        ("Omar Diallo, Rosa Vega", "Lima", f"{MON}/{TUE}"),
    ],
    "Omar Diallo and Rosa Vega held a meeting on Monday and another on Tuesday.": [
        ("Omar Diallo, Rosa Vega", "", MON),
        ("Omar Diallo, Rosa Vega", "", TUE),
    ],
    "Omar Diallo and Rosa Vega met twice: in Lima in October and in Quito in January.": [
        ("Omar Diallo, Rosa Vega", "Lima", "2025-10"),
        ("Omar Diallo, Rosa Vega", "Quito", "2026-01"),
    ],
    "Omar Diallo and Rosa Vega met twice, in Lima in May and in Quito in June.": [
        ("Omar Diallo, Rosa Vega", "Lima", "2025-05"),
        ("Omar Diallo, Rosa Vega", "Quito", "2025-06"),
    ],
    "Omar Diallo and Rosa Vega had met twice before, in Lima last October.": [
        ("Omar Diallo, Rosa Vega", "Lima", "2025-10")
    ],
    "Ada Lund met importers in Lima on Monday and is due to see her colleague, Omar Diallo, in Quito on Friday.": [
        ("Ada Lund, importers", "Lima", MON),
        ("Ada Lund, Omar Diallo", "Quito", FRI),
    ],
    "Rosa Vega met Ada Lund on Monday and nurses marched on Tuesday.": [("Ada Lund, Rosa Vega", "", MON)],
    "Parents had met the developer twice, at the village hall on 6 February and again last Wednesday.": [
        ("Parents, developer", "village hall", "2026-02-06"),
        ("Parents, developer", "village hall", "2026-02-25"),
    ],
    "Rosa Vega phoned Omar Diallo and Ada Lund on Monday and has invited them to Lima for a meeting on Friday.": [
        ("Ada Lund, Omar Diallo, Rosa Vega", "Lima", MON),
        ("Ada Lund, Omar Diallo, Rosa Vega", "Lima", FRI),
    ],
    "Rosa Vega and Ada Lund signed in the presence of Omar Diallo, who had seen each of them separately on Monday.": [
        ("Omar Diallo, Rosa Vega", "", MON),
        ("Ada Lund, Omar Diallo", "", MON),
    ],
    "Rosa Vega won the race on Monday and the sprint on Tuesday.": [],
    "Most weekdays, Rosa Vega meets traders at six and farmers at midnight.": [],
}


@pytest.mark.parametrize(("words", "wanted"), TOLD.items())
def test_each_has_its_own(
    extracted: Callable[[str], ArticleFacts], words: str, wanted: list[tuple[str, str, str]]
) -> None:
    facts = extracted(words)
    names = {e.id: e.name for e in facts.entities}
    found = [
        (", ".join(sorted(names[e] for e in m.participants)), names.get(m.place or "", ""), m.when.edtf or "")
        for m in facts.meetings
    ]
    assert found == wanted


def test_a_second_round_is_of_the_talks_not_of_a_call_told_since(extracted: Callable[[str], ArticleFacts]) -> None:
    words = (
        "Peru and Chile held talks in Quito on Monday. Envoy Ada Lund telephoned Omar Diallo on Tuesday. "
        "A second round is to start in Lima on 9 March."
    )
    facts = extracted(words)
    names = {e.id: e.name for e in facts.entities}
    [last] = [m for m in facts.meetings if m.when.edtf == "2026-03-09"]
    assert {names[e] for e in last.participants} == {"Peru", "Chile"}
