"""A role always stands on words: where a verb tells it, on the verb."""

from __future__ import annotations

import pytest

from kgbuild.annotate.spacy_pipe import annotate
from kgbuild.extract.article import Knowledge, extract_facts, load_knowledge
from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article, Block, BlockKind


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(load_lexicon())


@pytest.mark.parametrize(
    ("text", "title", "words"),
    [
        ("Peru's delegation, headed by General Omar Gale, had wanted half of it.", "head", "headed"),
        ("Halden Foods, founded by Ada Ruiz, shut a mill.", "founder", "founded"),
        ("Ada Ruiz, who leads the Green Party, met Omar Gale.", "leader", "leads the Green Party"),
    ],
)
def test_words_of_a_role(text: str, title: str, words: str, knowledge: Knowledge) -> None:
    article = Article("test", text, published="2026-03-04", blocks=(Block(0, len(text), BlockKind.BODY),))
    facts = extract_facts(next(iter(annotate([article]))), knowledge=knowledge)
    assert [r.span.text for e in facts.entities for r in e.roles if r.title == title] == [words]
