"""Whoever is dismissed by a title with the name behind it holds it no more."""

from __future__ import annotations

import pytest

from kgbuild.annotate.spacy_pipe import annotate
from kgbuild.extract.article import extract_facts, load_knowledge
from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article, Block, BlockKind


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Halden Foods sacked its finance director, Otto Pryce, on Tuesday.", "former"),
        ("The finance director, Otto Pryce, met the board on Tuesday.", "current"),
        ("The finance director, Otto Pryce, sacked a clerk on Tuesday.", "current"),
    ],
)
def test_dismissed_by_title(text: str, status: str) -> None:
    article = Article("a", text, published="2026-06-11", blocks=(Block(0, len(text), BlockKind.BODY),))
    (read,) = annotate([article])
    facts = extract_facts(read, knowledge=load_knowledge(load_lexicon()))
    (pryce,) = [e for e in facts.entities if e.name == "Otto Pryce"]
    assert [r.status for r in pryce.roles] == [status]
