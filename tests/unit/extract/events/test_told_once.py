"""An event other than a meeting, told by several verbs and nouns, is one; what they tell anew is another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from kgbuild.model.facts import ArticleFacts

ONE = [
    "Pilots of Nordavia stopped work on Monday. The strike was called by the pilots' union SPA.|strike",
    "Some miners walked off the job on Monday in a strike called by the union led by Luis Carvajal.|strike",
    "Nurses in Leeds walked out over pay. The walkout was called by the union Unisson.|strike",
    "The union Unisson called a strike for Friday in Leeds.|strike",
    "Miners will begin a strike on Monday, the union Unisson said. The strike was called after a ballot.|strike",
    "Mayor Ana Reis and union leader Omar Diallo signed an agreement. The deal was reached on Wednesday.|agreement",
    "Bakers and mill owners signed a wage agreement in Graz. The deal was struck after a night of haggling.|agreement",
    "Border guards made an arrest in Cusco on Monday. The arrest was made at a bus station.|arrest",
    "The regulators of Peru and Chile launched a joint investigation on Monday.|investigation",
    "Floods killed three people in the city of Lima on Wednesday. The flood destroyed a bridge in Chimbote.|disaster",
]
TWO = [
    "Peru and Chile signed a fishing agreement on Tuesday. Peru and Togo had signed the gas deal in May.|agreement",
    "Drivers in Hull walked out on Monday. Nurses in Leeds will begin a strike on Friday.|strike",
    "Drivers in Hull walked out on Monday. The union called another strike for Friday.|strike",
    "Kenya and Uganda signed a treaty on Monday. The deal signed by Chad and Niger in May was good.|agreement",
    "Miners in Oruro walked out on Monday. In 2019 the strike was called by another union, and lasted a month.|strike",
    "A court in Lund ruled for Nordavia in May. The ruling was overturned by the Supreme Court on Monday.|ruling",
]


def count(facts: ArticleFacts, kind: str) -> int:
    return Counter(e.type for e in facts.events)[kind]


@pytest.mark.parametrize("line", ONE)
def test_one_event_is_one(extracted: Callable[[str], ArticleFacts], line: str) -> None:
    words, _, kind = line.rpartition("|")
    assert count(extracted(words), kind) == 1


@pytest.mark.parametrize("line", TWO)
def test_two_events_are_two(extracted: Callable[[str], ArticleFacts], line: str) -> None:
    words, _, kind = line.rpartition("|")
    assert count(extracted(words), kind) == 2


def test_who_calls_a_strike_does_not_walk_out(extracted: Callable[[str], ArticleFacts]) -> None:
    facts = extracted("Pilots stopped work on Monday. The strike was called by the pilots' union SPA.")
    names = {e.id: e.name for e in facts.entities}
    [strike] = [e for e in facts.events if e.type == "strike"]
    assert ([names[i] for i in strike.participants], [names[i] for i in strike.initiators]) == (["Pilots"], ["SPA"])
