"""Who was there, by what the next sentence says: "Also there was Ruiz", but not "There is hope"."""

from __future__ import annotations

import pytest

from kgbuild.annotate.spacy_pipe import annotate
from kgbuild.extract.article import Knowledge, extract_facts, load_knowledge
from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article, Block, BlockKind

TOLD = "Rosa Vega said Omar Gale's visit to Lund on Monday was useful."


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(load_lexicon())


@pytest.mark.parametrize(
    ("more", "there"),
    [("Also there was Ada Ruiz.", True), ("There is Ada Ruiz.", False), ("There was hope for Ada Ruiz.", False)],
)
def test_who_was_there_too(more: str, there: bool, knowledge: Knowledge) -> None:
    text = f"{TOLD} {more}"
    article = Article("test", text, published="2026-03-04", blocks=(Block(0, len(text), BlockKind.BODY),))
    facts = extract_facts(next(iter(annotate([article]))), knowledge=knowledge)
    [meeting] = facts.meetings
    ids = {e.name: e.id for e in facts.entities}
    assert (ids["Ada Ruiz"] in meeting.participants) == there
    assert (len(meeting.spans) > 1) == there
    assert meeting.frame.startswith("mappings/lexicon/en/meetings.yml:")
