"""The town of the dateline is where the first meeting of a report was, unless the text says where."""

from __future__ import annotations

import pytest

from kgbuild.annotate.spacy_pipe import annotate
from kgbuild.extract.article import Knowledge, extract_facts, load_knowledge
from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import DATELINE, Article, Block, BlockKind
from kgbuild.model.facts import ArticleFacts

LINE = "SORNVIK, March 3 -"


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(load_lexicon())


def read(words: str, knowledge: Knowledge, line: str = LINE) -> ArticleFacts:
    text, start = f"{line} {words}", len(line) + 1
    blocks = (Block(0, len(line), BlockKind.BYLINE, DATELINE), Block(start, len(text), BlockKind.BODY))
    [parsed] = annotate([Article("a", text, published="2026-03-04", blocks=blocks)])
    return extract_facts(parsed, knowledge=knowledge)


def where(facts: ArticleFacts) -> list[str | None]:
    names = {e.id: e.name for e in facts.entities}
    return [names.get(m.place or "") for m in facts.meetings]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("Ada Lund met Omar Diallo on Monday and asked for a bridge.", "Sornvik"),
        ("Ada Lund met Omar Diallo in Lima on Monday and asked for a bridge.", "Lima"),
        ("Ada Lund telephoned Omar Diallo on Monday.", None),
        ("Ada Lund will meet Omar Diallo on Friday.", None),
    ],
)
def test_where_the_first_sentence_tells_of_a_meeting(words: str, place: str | None, knowledge: Knowledge) -> None:
    assert where(read(words, knowledge)) == [place]


def test_a_town_of_a_dateline_is_backed_by_its_words(knowledge: Knowledge) -> None:
    facts = read("Ada Lund met Omar Diallo on Monday.", knowledge)
    [town] = [e for e in facts.entities if e.name == "Sornvik"]
    [mention] = [m for m in facts.mentions if m.entity == town.id]
    assert facts.article.text[mention.start : mention.end] == "SORNVIK"
    [spans] = [b[2] for m in facts.meetings for b in m.backing if b[0] == "place"]
    assert spans.text == "SORNVIK"


def test_a_known_town_is_the_one_of_the_gazetteer(knowledge: Knowledge) -> None:
    facts = read("Ada Lund met Omar Diallo on Monday.", knowledge, "LIMA (ABC) -")
    [town] = [e for e in facts.entities if e.name == "Lima"]
    assert (town.key, bool(town.known)) == ("city/pe/lima", True)


def test_a_dateline_nothing_happened_in_is_no_place_of_the_article(knowledge: Knowledge) -> None:
    facts = read("Prices of tiles rose on Monday.", knowledge)
    assert "Sornvik" not in {e.name for e in facts.entities}


@pytest.mark.parametrize(
    ("then", "place"),
    [
        ("The talks took place at a parish hall in Lima.", "Lima"),
        ("The talks took place at the town hall.", "Sornvik"),
        ("The two sides had met in Lima in January.", "Sornvik"),
    ],
)
def test_a_town_told_later_is_where_it_was(then: str, place: str, knowledge: Knowledge) -> None:
    facts = read(f"Ada Lund met growers on Monday. {then}", knowledge)
    assert where(facts)[0] == place
    [told] = {b[2].text for b in facts.meetings[0].backing if b[0] == "place" and b[2].text != "town hall"}
    assert told == (place if place == "Lima" else "SORNVIK")
