"""An event lies on the ground of a country, never in the country as an actor."""

from __future__ import annotations

import pytest

from kgbuild.annotate.spacy_pipe import annotate
from kgbuild.extract.article import Knowledge, extract_facts, load_knowledge
from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article, Block, BlockKind
from kgbuild.model.facts import ArticleFacts, EntityKind


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(load_lexicon())


def facts_of(text: str, knowledge: Knowledge) -> ArticleFacts:
    article = Article("test", text, published="2026-03-04", blocks=(Block(0, len(text), BlockKind.BODY),))
    return extract_facts(next(iter(annotate([article]))), knowledge=knowledge)


@pytest.mark.parametrize(
    ("text", "kind", "land"),
    [
        ("Ministers met in Oslo on Tuesday over the Iraq war.", "war", "Iraq"),
        ("Germany's economy grew 1.6% last year.", "economy", "Germany"),
        ("Rosa Quispe won Chile's presidential election on Sunday.", "election", "Chile"),
        ("Rosa Quispe won Chile's presidential election in Chile on Sunday. Chile met Peru.", "election", "Chile"),
    ],
)
def test_the_ground_of_a_country_that_tells_the_place(text: str, kind: str, land: str, knowledge: Knowledge) -> None:
    facts = facts_of(text, knowledge)
    entities = {e.id: e for e in facts.entities}
    [event] = [e for e in facts.events if e.type == kind]
    ground = entities[event.place or ""]
    assert (ground.kind, ground.name, ground.key[:10]) == (EntityKind.PLACE, land, "territory/")
    assert [e.kind for e in entities.values() if e.name == land].count(EntityKind.PLACE) == 1
    told = [span for role, value, span in event.backing if (role, value) == ("place", ground.id)]
    assert told
    assert {(m.start, m.end) for m in facts.mentions if m.entity == ground.id} >= {(s.start, s.end) for s in told}
