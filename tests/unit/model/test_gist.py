"""The gist of an article under other ids is that of its facts under them."""

from __future__ import annotations

from dataclasses import replace

from kgbuild.extract.article import in_original
from kgbuild.model.article import Article, Block, BlockKind, Original, Run, Source
from kgbuild.model.facts import ArticleFacts, Entity, EntityKind, Role, Span
from kgbuild.model.gist import gist_of, runs_of, words_of
from kgbuild.resolve.renaming import renamed

WORDS = "the quay of the old town was closed to all ships on Monday"
ARTICLE = Article("a.txt", WORDS, blocks=(Block(0, len(WORDS), BlockKind.BODY),))
MAYOR = Role("Mayor", "e2", "current", Span(0, 3, "the"))
ENTITIES = (
    Entity("e0", EntityKind.ORGANIZATION, "Lund", known="list:1", key="org/lund", wikidata="Q1"),
    Entity(
        "e1", EntityKind.PERSON, "Ana Lund", known="list:2", roles=(Role("Mayor", "e2", "current", Span(0, 3, "the")),)
    ),
    Entity("e2", EntityKind.PLACE, "Orr", known="list:3"),
)


def test_joined_entities_and_kinds_that_others_know_better() -> None:
    facts = ArticleFacts(ARTICLE, entities=ENTITIES)
    for ids in (
        {"e0": "x", "e1": "x", "e2": "y"},
        {"e0": "x", "e1": "y", "e2": "z"},
        {"e0": "x", "e1": "y", "e2": "y"},
    ):
        for kinds in ({}, {"x": EntityKind.PERSON}, {"y": EntityKind.GROUP}):
            assert gist_of(facts).renamed(ids, kinds) == gist_of(renamed(facts, ids, kinds)), (ids, kinds)


def test_runs_are_those_of_the_body() -> None:
    aside = replace(ARTICLE, text=f"{WORDS} again and again and again and again", title="Another")
    assert runs_of(aside) == runs_of(ARTICLE) != runs_of(replace(ARTICLE, blocks=()))
    assert len(runs_of(ARTICLE)) % 8 == 0


def test_words_differ_where_anything_does() -> None:
    block = ARTICLE.blocks[0]
    others = [
        replace(ARTICLE, text="x"),
        replace(ARTICLE, path="p"),
        replace(ARTICLE, title="t"),
        replace(ARTICLE, published="2026-03-01"),
        replace(ARTICLE, language="fr"),
        replace(ARTICLE, id="b.txt"),
        replace(ARTICLE, blocks=(replace(block, kind=BlockKind.BYLINE),)),
        replace(ARTICLE, blocks=(replace(block, why="x"),)),
        replace(ARTICLE, source=Source("p")),
        replace(ARTICLE, source=Source("", "p")),
        replace(ARTICLE, original=Original(f"*{WORDS}", (Run(0, 1, 1 + len(WORDS), True),))),
    ]
    assert len({words_of(one) for one in (ARTICLE, *others)}) == len(others) + 1


def test_words_are_those_of_the_facts_in_the_input_too() -> None:
    seen = replace(ARTICLE, original=Original(f"*{WORDS}*", (Run(0, 1, 1 + len(WORDS), True),)))
    facts = in_original(ArticleFacts(seen))
    assert facts.article.text == f"*{WORDS}*"
    assert gist_of(facts).words == words_of(facts.article) == words_of(seen)
