"""From when to when a role was held, as exact as the text says it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.annotate.spacy_pipe import annotate
from kgbuild.extract.article import Knowledge, extract_facts, load_knowledge
from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article, Block, BlockKind
from kgbuild.model.facts import Role

Held = Callable[[str, str], list[Role]]


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(load_lexicon())


@pytest.fixture(scope="module")
def held(knowledge: Knowledge) -> Held:
    def run(words: str, who: str) -> list[Role]:
        article = Article("a", words, blocks=(Block(0, len(words), BlockKind.BODY),), published="2024-11-28")
        [text] = annotate([article])
        facts = extract_facts(text, knowledge=knowledge)
        return [r for e in facts.entities if e.name == who for r in e.roles]

    return run


@pytest.mark.parametrize(
    ("words", "who", "told"),
    [
        ("Ada Norvik was director of Brivella from 2010 to 2015.", "Ada Norvik", ("2010", "2015", "former")),
        ("Ada Norvik served as mayor of Lund from 1998 until 2004.", "Ada Norvik", ("1998", "2004", "former")),
        ("Petr Kolar has been mayor of Lund since March 3.", "Petr Kolar", ("2024-03-03", None, "current")),
        ("Petr Kolar, mayor since 2019, spoke.", "Petr Kolar", ("2019", None, "current")),
        ("Hana Reyes was appointed finance minister on Monday.", "Hana Reyes", ("2024-11-25", None, "current")),
        ("Hana Reyes became chancellor in June 2021.", "Hana Reyes", ("2021-06", None, "current")),
        ("Luis Foro resigned as chairman on Friday.", "Luis Foro", (None, "2024-11-22", "former")),
        ("Luis Foro resigned on Friday as chairman.", "Luis Foro", (None, "2024-11-22", "former")),
        ("Luis Foro stepped down as head of the bank in March.", "Luis Foro", (None, "2024-03", "former")),
        ("The board named Mira Falk chief executive on Tuesday.", "Mira Falk", ("2024-11-26", None, "current")),
        ("Olav Munthe, president from 1990 to 1998, was ill.", "Olav Munthe", ("1990", "1998", "former")),
        ("Olav Munthe was president until last year.", "Olav Munthe", (None, "2023", "former")),
        ("Tova Brandt was sworn in as foreign minister in January.", "Tova Brandt", ("2024-01", None, "current")),
        ("Tova Brandt took over as head of the agency on May 2.", "Tova Brandt", ("2024-05-02", None, "current")),
        ("The president fired Ana Kosta as police chief on Wednesday.", "Ana Kosta", (None, "2024-11-27", "former")),
        ("Finance Minister Petr Kolar resigned on Friday.", "Petr Kolar", (None, "2024-11-22", "former")),
        ("Police chief Ana Kosta was sacked on Wednesday.", "Ana Kosta", (None, "2024-11-27", "former")),
        ("Goran Velik was prime minister in 2012.", "Goran Velik", (None, None, "former")),
        ("Mayor Lena Forsell quit the party on Friday.", "Lena Forsell", (None, None, "current")),
        ("Mayor Lena Forsell will resign on Friday.", "Lena Forsell", (None, None, "current")),
        ("Mira Falk met Mayor Lena Forsell on Monday.", "Lena Forsell", (None, None, "current")),
        ("The director, Mira Falk, has been in Lund since Monday.", "Mira Falk", (None, None, "current")),
    ],
)
def test_a_role_begins_and_ends_when_the_text_says(
    held: Held, words: str, who: str, told: tuple[str | None, str | None, str]
) -> None:
    assert [(r.start, r.end, r.status) for r in held(words, who)] == [told]


def test_each_day_leads_to_its_words(held: Held) -> None:
    words = "Mira Falk has been chief executive of Brivella since 2015."
    [role] = held(words, "Mira Falk")
    assert [words[d.start : d.end] for d in role.dates] == ["2015"]


def test_a_departure_from_one_post_leaves_the_other(held: Held) -> None:
    roles = held("Senator Mira Falk resigned as party chair in July.", "Mira Falk")
    assert {r.title: r.end for r in roles} == {"Senator": None, "party chair": "2024-07"}


def test_the_day_of_another_title_is_not_this_ones(held: Held) -> None:
    assert [
        r.start for r in held("Karl Dost was Lund's mayor in the 1990s and its bishop from 2001.", "Karl Dost")
    ] == [None]


@pytest.mark.parametrize(
    ("words", "who", "told"),
    [
        ("The Biovex delegation was led by its doctor, Petr Kolar.", "Petr Kolar", []),
        ("A rescue team headed by Olav Munthe was lost. The search was led by Tova Brandt.", "Tova Brandt", []),
        ("The strike talks in Lund were chaired by Hana Reyes.", "Hana Reyes", []),
        ("The Harbour Workers' Union was led by Ada Norvik until 2019.", "Ada Norvik", ["former leader"]),
        ("The Labour Party was led by Ada Norvik in those years.", "Ada Norvik", ["former leader"]),
        ("The Reform Party is led by Ada Norvik.", "Ada Norvik", ["current leader"]),
    ],
)
def test_who_led_what_was_there_for_a_day_holds_no_office(held: Held, words: str, who: str, told: list[str]) -> None:
    assert [f"{r.status} {r.title}" for r in held(words, who) if r.title in {"leader", "head", "chair"}] == told
