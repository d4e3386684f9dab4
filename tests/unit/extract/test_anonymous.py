"""Persons without a name are in an article's facts only where an event, statement or role speaks of them."""

from __future__ import annotations

from kgbuild.annotate.spacy_pipe import annotate
from kgbuild.extract.article import extract_facts, is_anonymous, load_knowledge
from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article, Block, BlockKind
from kgbuild.model.facts import ArticleFacts


def _facts(text: str) -> ArticleFacts:
    article = Article("test", text, published="2026-03-04", blocks=(Block(0, len(text), BlockKind.BODY),))
    return extract_facts(next(iter(annotate([article]))), knowledge=load_knowledge(load_lexicon()))


def test_who_acts_stays_and_who_only_passes_by_goes() -> None:
    facts = _facts("Gunmen killed a guard in Kano on Monday. A diplomat slept. Two waiters watched a cook.")
    names = {e.name: e for e in facts.entities}
    assert is_anonymous(names["Gunmen"])
    assert {e.id for e in facts.entities} >= {i for e in facts.events for i in (*e.participants, *e.initiators)}
    assert not names.keys() & {"diplomat", "cook"}
    assert {m.entity for m in facts.mentions} <= {e.id for e in facts.entities}


def test_groups_that_act_stay() -> None:
    facts = _facts("Beekeepers painted their hives. The council slept. Parents kept their children at home.")
    names = {e.name.lower() for e in facts.entities}
    assert {"beekeepers", "council", "parents"} <= names


def test_a_body_of_a_country_is_kept() -> None:
    facts = _facts("The report names the Kenyan parliament.")
    assert any(e.within == "country/ke" for e in facts.entities)
