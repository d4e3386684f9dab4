"""Conditions of frames over real clauses: each alone lets one sentence through and keeps another out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from kgbuild.annotate.spacy_pipe import annotate
from kgbuild.extract.frames.conditions import Conditions, hold, sight_of
from kgbuild.extract.parse.grammar import load_grammar
from kgbuild.extract.parse.view import view_of
from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article, Block, BlockKind

Holds = Callable[..., bool]
KINDS = {"Okoro": "person", "Delmar": "organization"}


@pytest.fixture(scope="module")
def holds() -> Holds:
    grammar = load_grammar(load_lexicon())

    def run(words: str, conditions: Conditions, *, unsaid: bool = False) -> bool:
        [annotated] = annotate([Article("a", words, blocks=(Block(0, len(words), BlockKind.BODY),))])
        text = view_of(annotated, grammar)
        verb = next(t.i for t in text.tokens if t.lemma == "sink")
        kinds = {t.i: {KINDS[t.text]} for t in text.tokens if t.text in KINDS}
        sight = sight_of(text, lambda i: [i], lambda i: kinds.get(i, set()))
        return hold(conditions, text, text.clause(verb), sight, unsaid=unsaid)

    return run


def only(**said: str) -> Mapping[str, frozenset[str]]:
    return {name: frozenset([value]) for name, value in said.items()}


KEPT = {
    "subjects": ("The minister sank the bill.", "The storm sank the bill.", only(subjects="minister")),
    "doers": ("Okoro sank the ferry.", "A wave sank the ferry.", only(doers="person")),
    "objects": ("Okoro sank the bill.", "Okoro sank the ferry.", only(objects="bill")),
    "passive": ("The bill was sunk by Okoro.", "The ferry was sunk by Okoro.", only(objects="bill")),
    "kinds": ("The storm sank Delmar.", "The storm sank the ferry.", only(kinds="organization")),
    "unless": ("Okoro sank the bill.", "The bill sank in a jest.", only(unless="jest")),
    "spares": ("The storm sank the ferry.", "The storm sank Delmar.", only(spares="organization")),
}


@pytest.mark.parametrize("name", KEPT)
def test_condition_lets_one_sentence_through_and_keeps_the_other_out(name: str, holds: Holds) -> None:
    right, wrong, said = KEPT[name]
    assert holds(right, Conditions(**said))  # type: ignore[arg-type]  # each field is a set of words here
    assert not holds(wrong, Conditions(**said))  # type: ignore[arg-type]


def test_alone_and_unsaid(holds: Holds) -> None:
    assert holds("The ferry sank.", Conditions(alone=True))
    assert not holds("Okoro sank the ferry.", Conditions(alone=True))
    who = Conditions(**only(doers="person"))  # type: ignore[arg-type]
    assert not holds("The bill was sunk.", who)
    assert holds("The bill was sunk.", who, unsaid=True)
