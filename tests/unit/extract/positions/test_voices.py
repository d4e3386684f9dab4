"""Whose words a fact is told in: each style of attribution with each kind of fact; what stays the reporter's own."""

from __future__ import annotations

import pytest

FACTS = {
    "meeting": "Ana Roth met Ivo Lind in Oslo",
    "event": "a fire destroyed nine barns near Lund",
    "figure": "the blast killed 14 sailors",
    "role": "Ana Roth was the director of Kelvo",
    "date": "the ferry sank on 3 May 2024",
}
# How it is put, and the voice expected: speaker, assertion other than reported, a quotation mark, the outlet.
STYLES = {
    "Dockers said that {f}.": "Dockers: {f}",
    "Dockers said {f}.": "Dockers: {f}",
    "Dockers told reporters on Friday that {f}.": "Dockers: {f}",
    "{F}, Dockers said.": "Dockers: {F}",
    "{F}, said Dockers at the quay.": "Dockers: {F}",
    "{F}, Dockers said in a statement.": "Dockers: {F}",
    "In a statement, Dockers said {f}.": "Dockers: {f}",
    "{F}, according to Dockers.": "Dockers: {F}",
    "According to Dockers, {f}.": "Dockers: {f}",
    "As Dockers announced, {f}.": "Dockers: {f}",
    "Dockers claimed that {f}.": "Dockers: {f}",
    "Dockers denied that {f}.": "Dockers denied: {f}",
    "Dockers rejected claims that {f}.": "Dockers denied: {f}",
    "Dockers confirmed that {f}.": "Dockers confirmed: {f}",
    "Dockers would not confirm that {f}.": "Dockers: {f}",
    "Reports that {f} were spread by Dockers.": "?: {f}",
    "It is said that {f}.": "?: {f}",
    "The Roth-led inquiry found that {f}.": "?: {f}",
    "Dockers told Vesna Radio that {f}.": "Dockers: {f} (via Vesna Radio)",
    "Vesna Radio reported, citing Dockers, that {f}.": "Dockers: {f} (via Vesna Radio)",
    "Vesna Radio quoted Dockers as saying that {f}.": "Dockers: {f} (via Vesna Radio)",
    "“{F},” Dockers said.": 'Dockers ": {F},',
    '"{F}," said Dockers.': 'Dockers ": {F},',
    "‘{F},’ Dockers said.": 'Dockers ": {F},',
    "„{F}“, Dockers said.": 'Dockers ": {F}',
    "»{F}«, Dockers said.": 'Dockers ": {F}',
    "Dockers said: «{F}.»": 'Dockers ": {F}.',
}


@pytest.mark.parametrize("kind", FACTS)
@pytest.mark.parametrize("style", STYLES)
def test_style(style: str, kind: str, hear) -> None:
    fact = FACTS[kind]
    words = {"f": fact, "F": fact[0].upper() + fact[1:]}
    told = "The lake froze on Sunday. " + style.format(**words) + " The market reopened."
    assert hear(told, G="Dockers", O="Vesna_Radio").told == [STYLES[style].format(**words)]


OWN = (
    "Ana Roth met Ivo Lind in Oslo on Monday.",
    "The so-called “peace summit” opened in Oslo on Monday.",
    "Ana Roth, the director of Kelvo, met the growers' leaders and the growers' wives.",
    "Ana Roth spoke to Dockers in Oslo and told them nothing.",
    "The film “Snow” won the prize, and its maker thanked Dockers.",
)


@pytest.mark.parametrize("words", OWN)
def test_own_words(words: str, hear) -> None:
    assert hear(words, G="Dockers").told == []


MIXED = {
    # an attribution governs its clause
    "Ana Roth met Ivo Lind on Monday. According to Dockers, the lodge belongs to a banker.": [
        "Dockers: the lodge belongs to a banker"
    ],
    "A bomb killed four men on Monday, Dockers said. The market reopened.": [
        "Dockers: A bomb killed four men on Monday"
    ],
    "Ana Roth met Ivo Lind on Monday, and Dockers said two men died.": ["Dockers: two men died"],
    "Ana Roth met Ivo Lind on Monday and said that the talks would go on.": ["?: the talks would go on"],
    "The toll rose to 34, Dockers said, while Kelvo spoke of 90.": ["Dockers: The toll rose to 34", "Kelvo: 90"],
    # around, in pieces, within one another
    "Ana Roth, Dockers said, met Ivo Lind in Oslo.": ["Dockers: Ana Roth", "Dockers: met Ivo Lind in Oslo"],
    "Ana Roth reportedly met Ivo Lind in Oslo.": ["?: Ana Roth", "?: met Ivo Lind in Oslo"],
    "Dockers said that a fire broke out and that Ana Roth fled.": [
        "Dockers: a fire broke out",
        "Dockers: Ana Roth fled",
    ],
    "Dockers said the raid “killed four people in the old port”.": [
        "Dockers: the raid “killed four people in the old port”",
        'Dockers ": killed four people in the old port',
    ],
    "Dockers accused Kelvo of burning nine barns.": ["Dockers: burning nine barns"],
    "Dockers put the toll at 34.": ["Dockers: the toll at 34"],
    # a quotation that runs on
    "“We will stay.\n“We met in Oslo on Friday,” Dockers said.": [
        'Dockers ": We will stay.',
        'Dockers ": We met in Oslo on Friday,',
    ],
    "“We will stay,” Dockers said. “We met in Oslo on Friday.\n“No harm was done.”": [
        'Dockers ": We will stay,',
        'Dockers ": We met in Oslo on Friday.',
        'Dockers ": No harm was done.',
    ],
    "“Somebody lit the fire in Oslo.”": ['? ": Somebody lit the fire in Oslo.'],
}


@pytest.mark.parametrize("words", MIXED)
def test_mixed(words: str, hear) -> None:
    assert hear(words, G="Dockers", O="Kelvo").told == MIXED[words]


def test_adding_a_source_changes_no_other_voice(hear) -> None:
    plain = hear("Dockers said that a fire broke out.", G="Dockers").told
    assert hear(
        "Dockers said that a fire broke out. The market reopened, Kelvo said.", G="Dockers", O="Kelvo"
    ).told == [
        *plain,
        "Kelvo: The market reopened",
    ]
