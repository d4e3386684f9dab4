"""What is left apart and may be one is asked: names one letter apart at one post, a plan beside what was held."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import kgbuild.api as kgbuild
from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article
from kgbuild.model.facts import ArticleFacts, Entity, EntityKind, Form, Mention, Role, Span
from kgbuild.resolve.doubts import HELD, ONE_LETTER
from kgbuild.resolve.prior import Prior
from kgbuild.resolve.resolve import resolve
from kgbuild.resolve.words import load_identity_words

WORDS = load_identity_words(load_lexicon())
SPAN = Span(0, 1, "x")
LEAGUE, GUILD = "Lake League", "Rope Guild"


def facts(article: str, *people: tuple[str, str, str]) -> ArticleFacts:
    """An article that names people with a title and the body it is held at."""
    bodies = list(dict.fromkeys(body for *_, body in people))
    entities = [Entity(f"o{n}", EntityKind.ORGANIZATION, body, (body,)) for n, body in enumerate(bodies)]
    for number, (name, title, body) in enumerate(people):
        role = Role(title, f"o{bodies.index(body)}", "current", SPAN)
        entities.append(Entity(f"e{number}", EntityKind.PERSON, name, (name,), roles=(role,)))
    mentions = tuple(Mention(i, i + 1, e.name, Form.NAME, e.id, e.kind) for i, e in enumerate(entities))
    return ArticleFacts(Article(article, "text", published="2026-03-01"), (), mentions, tuple(entities))


@pytest.mark.parametrize(
    ("one", "other", "asked"),
    [
        (("Daudi Mwiru", "commander", LEAGUE), ("Daudi Mwiro", "commander", LEAGUE), True),
        (("Elena Korvath", "treasurer", GUILD), ("Elena Korvat", "treasurer", GUILD), True),
        (("Daudi Mwiru", "commander", LEAGUE), ("Daudi Mwiro", "commander", GUILD), False),
        (("Daudi Mwiru", "commander", LEAGUE), ("Daudi Mwiro", "cook", LEAGUE), False),
        (("Daudi Mwiru", "commander", LEAGUE), ("Daudi Mwaro", "commander", LEAGUE), False),
    ],
)
def test_one_letter_apart(one: tuple[str, str, str], other: tuple[str, str, str], asked: bool) -> None:
    found = resolve([facts("a", one), facts("b", other)], prior=Prior(words=WORDS))
    assert found.where["a", "e0"] != found.where["b", "e0"]
    assert [q.reason for q in found.questions] == [ONE_LETTER] * asked


def test_who_is_named_beside_the_other_is_another() -> None:
    both = (("Daudi Mwiru", "commander", LEAGUE), ("Daudi Mwiro", "commander", LEAGUE))
    assert resolve([facts("a", *both), facts("b", both[1])], prior=Prior(words=WORDS)).questions == ()


def test_what_is_decided_is_not_asked_again() -> None:
    told = [facts("a", ("Daudi Mwiru", "commander", LEAGUE)), facts("b", ("Daudi Mwiro", "commander", LEAGUE))]
    assert resolve(told, prior=Prior(words=WORDS, different=((("a", "e0"), ("b", "e0")),))).questions == ()


@pytest.mark.parametrize(
    ("planned", "held", "asked"),
    [
        (
            "Fisheries Minister Ole Tveit will meet trawler owners in Hull on Wednesday.",
            "Ole Tveit met boat builders in Hull on Wednesday.",
            1,
        ),
        (
            "Fisheries Minister Ole Tveit will meet trawler owners in Hull on Wednesday.",
            "Ole Tveit met boat builders in Hull on Tuesday.",
            0,
        ),
        (
            "Fisheries Minister Ole Tveit will meet trawler owners in Hull on Wednesday.",
            "Dean Ada Moss met boat builders in Cork on Wednesday.",
            0,
        ),
    ],
)
def test_a_plan_beside_what_was_held(planned: str, held: str, asked: int, tmp_path: Path) -> None:
    told = [("a", "2026-06-09", planned), ("b", "2026-06-11", held)]
    lines = [json.dumps({"id": i, "published": day, "publisher": i, "text": text}) for i, day, text in told]
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    questions = kgbuild.build(path).run.built.resolved.questions
    assert [q.reason for q in questions] == [HELD] * asked
