"""Who is meant by a family name alone: where it is a guess, it is asked."""

from __future__ import annotations

import pytest

from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article
from kgbuild.model.facts import ArticleFacts, Entity, EntityKind, Form, Mention, Role, Span
from kgbuild.model.resolved import Resolved
from kgbuild.resolve.prior import Prior
from kgbuild.resolve.resolve import resolve
from kgbuild.resolve.words import load_identity_words

WORDS = load_identity_words(load_lexicon())
PERSON, BODY = EntityKind.PERSON, EntityKind.ORGANIZATION


def facts(article: str, *named: tuple[EntityKind, str, str]) -> ArticleFacts:
    every = tuple(
        Entity(f"e{n}", kind, name, (name,), roles=(Role(title, None, "current", Span(0, 1, title)),) if title else ())
        for n, (kind, name, title) in enumerate(named)
    )
    mentions = tuple(Mention(n, n + 1, e.name, Form.NAME, e.id, e.kind) for n, e in enumerate(every))
    return ArticleFacts(Article(article, "text", published="2026-03-01"), (), mentions, every)


def resolved(*found: ArticleFacts, cautious: bool = False) -> Resolved:
    return resolve(found, prior=Prior(words=WORDS, cautious=cautious))


BARE = facts("b", (PERSON, "Lund", ""))


@pytest.mark.parametrize(
    ("known", "joined"),
    [
        (((PERSON, "Anna Lund", ""),), True),
        (((PERSON, "Xyra Lund", "mayor"),), True),
        (((PERSON, "Xyra Lund", ""),), False),
        (((PERSON, "Anna Lund", ""), (BODY, "Otto Lund", "")), False),
        (((PERSON, "Anna Lund", ""), (BODY, "Lund Mill", "")), True),
        (((PERSON, "Anna Lund", ""), (PERSON, "Otto Lund", "")), False),
    ],
)
def test_a_family_name_of_another_story(known: tuple[tuple[EntityKind, str, str], ...], joined: bool) -> None:
    found = resolved(facts("a", *known), BARE)
    same = found.where["a", "e0"] == found.where["b", "e0"]
    assert same is joined
    assert bool(found.questions) is not joined, "what is not joined is asked"


def test_a_firm_by_its_short_name_taken_for_a_person() -> None:
    found = resolved(facts("a", (BODY, "Kvarnby AB", "")), facts("b", (PERSON, "Kvarnby", "")))
    assert found.where["a", "e0"] == found.where["b", "e0"]
    (merge,) = found.merges
    assert "legal form" in merge.reason


@pytest.mark.parametrize("other", [(PERSON, "Britt Kvarnby", ""), (BODY, "Kvarnby Mill", "")])
def test_a_short_name_that_is_somebody_elses_too(other: tuple[EntityKind, str, str]) -> None:
    found = resolved(facts("a", (BODY, "Kvarnby AB", "")), facts("b", (PERSON, "Kvarnby", "")), facts("c", other))
    assert (found.where["a", "e0"] == found.where["b", "e0"]) is (other[0] is BODY)
    assert found.where["b", "e0"] != found.where["c", "e0"] or other[0] is PERSON


def test_cautious_asks_for_every_assumed_merge() -> None:
    told = (
        facts("a", (PERSON, "Anna Lund", "mayor"), (BODY, "Kvarnby AB", "")),
        BARE,
        facts("c", (PERSON, "Kvarnby", "")),
    )
    bold, careful = resolved(*told), resolved(*told, cautious=True)
    assumed = [m for m in bold.merges if m.score < 0.9]
    assert len(assumed) == 2
    assert not [m for m in careful.merges if m.score < 0.9]
    assert len(careful.questions) == len(assumed)
