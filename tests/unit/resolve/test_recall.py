"""What is known of comparisons of the last build changes nothing but the time: random steps against clean ones."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from kgbuild.identifiers import digest
from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article, BlockKind
from kgbuild.model.facts import (
    ArticleFacts,
    Entity,
    EntityKind,
    Event,
    Form,
    IssueRef,
    Mention,
    Mode,
    PositionFact,
    Role,
    SentenceFact,
    Span,
    Stance,
    When,
)
from kgbuild.model.resolved import Resolved
from kgbuild.resolve.prior import Prior
from kgbuild.resolve.recall import Memory, Recall
from kgbuild.resolve.resolve import outlined, resolve, resolve_outlined
from kgbuild.resolve.words import load_identity_words

WORDS = load_identity_words(load_lexicon())
PEOPLE = ["Anna Lund", "A. Lund", "Lund", "Otto Lund", "Mira Holm", "Holm"]
BODIES = ["Ardal Mill", "Ardal Mill AB", "Mill", "Fjord Union"]
PLACES = ["Ardal", "Belmark"]
TITLES = ["mayor", "chair", "poet"]
REMARKS = [
    "the mill would close its northern yard before winter unless wages fell",
    "the northern yard of the mill closes before the winter unless wages fall",
    "the hardest question by far",
    "nobody had paid for the twelve boats",
]
DAYS = [f"2026-03-{day:02}" for day in range(1, 12)]


def article(name: str, rng: random.Random) -> ArticleFacts:
    """An article of people, bodies and places of a small world, with a meeting, a strike and remarks."""
    named = [*rng.sample(PEOPLE, 3), *rng.sample(BODIES, 2), *rng.sample(PLACES, 1)]
    kinds = [EntityKind.PERSON] * 3 + [EntityKind.ORGANIZATION] * 2 + [EntityKind.PLACE]
    text = f"{', '.join(named)}. Talks, and a strike of dockers at the yard on {rng.choice(DAYS)}."
    entities = []
    for number, (one, kind) in enumerate(zip(named, kinds, strict=True)):
        titles = [rng.choice(TITLES)] if kind is EntityKind.PERSON and rng.random() < 0.5 else []
        roles = tuple(Role(t, "e3", "current", Span(0, 1, "x")) for t in titles)
        entities.append(Entity(f"e{number}", kind, one, (one,), roles=roles))
    entities.append(Entity("g1", EntityKind.GROUP, rng.choice(["dockers", "two dockers", "nurses"])))
    spots = [(text.index(one), one) for one in named]
    mentions = tuple(
        Mention(at, at + len(one), one, Form.NAME, e.id, e.kind) for (at, one), e in zip(spots, entities, strict=False)
    )
    talks, strike = (Span(text.index(w), text.index(w) + len(w), w) for w in ("Talks", "strike"))
    day = rng.choice(DAYS)
    when = rng.choice([When(), When(day, day, day)])
    place = rng.choice([None, "e5"])
    meeting = Event("m1", "meeting", "talks", (talks,), participants=("e0", "e3"), when=when, place=place)
    event = Event("v1", "strike", "strike", (strike,), initiators=("g1",), participants=("e4",), when=when, place=place)
    said = [
        PositionFact(
            f"p{n}", rng.choice(["e0", "e1"]), None, None, (Span(n, n + 9, words),), (), words, Mode.INDIRECT,
            rng.choice([Stance.SAYS, Stance.DEMANDS]), (IssueRef("other", words),), targets=("e3",),
        )
        for n, words in enumerate(rng.sample(REMARKS, 2))
    ]  # fmt: skip
    published = rng.choice([*DAYS, ""])
    sentences = (SentenceFact(0, 0, len(text), BlockKind.BODY),)
    source = Article(name, text, title="Mill and yard", published=published)
    return ArticleFacts(source, sentences, mentions, tuple(entities), (), (meeting,), (event,), tuple(said))


def everything(found: Resolved) -> tuple[object, ...]:
    told = {article: found.communications[article] for article in found.communications}
    return (
        tuple(found.facts), dict(found.labels), found.merges, told, found.utterances, found.questions,
        dict(found.given), dict(found.where),
    )  # fmt: skip


def decided(desk: dict[str, ArticleFacts], rng: random.Random) -> Prior:
    """Some decisions, and the ids of a clean run, as a project has them."""
    things = [(name, f"e{rng.randrange(3)}") for name in rng.sample(sorted(desk), 4)]
    same, different = rng.random() < 0.5, rng.random() < 0.5
    prior = Prior(
        words=WORDS,
        cautious=rng.random() < 0.3,
        same=((things[0], things[1], "decisions.yml:1"),) if same else (),
        different=((things[2], things[3]),) if different else (),
        renamed={things[0]: "Somebody"} if rng.random() < 0.3 else {},
    )
    ids = {key: term.partition("/")[2] for key, term in resolve(desk.values(), prior=prior).given.items()}
    return replace(prior, ids=ids if rng.random() < 0.5 else {})


@pytest.mark.parametrize("seed", range(6))
def test_random_steps_are_as_a_clean_run(seed: int) -> None:
    rng = random.Random(seed)
    desk = {f"a{n:02}": article(f"a{n:02}", rng) for n in range(14)}
    recall, prior, kept = Recall(), Prior(words=WORDS), 0
    for step in range(8):
        name = f"a{rng.randrange(18):02}"
        if rng.random() < 0.25 and len(desk) > 8:
            desk.pop(name, None)
        elif rng.random() < 0.3:
            prior = decided(desk, rng)
        else:
            desk[name] = article(name, rng)
        articles = [outlined(f, WORDS)._replace(digest=digest(repr(f))) for f in desk.values()]
        found = resolve_outlined(articles, prior=prior, recall=recall)
        assert everything(found) == everything(resolve(desk.values(), prior=prior)), step
        kept += len(recall.pairs.new.keys() & recall.pairs.old.keys())
        recall = Recall(Memory(recall.pairs.new), Memory(recall.acts.new))
    assert kept > 0 and recall.acts.old, "nothing was known from one step to the next"


def test_equal_digests_are_equal_facts_and_labels() -> None:
    rng = random.Random(7)
    desk = {f"a{n:02}": article(f"a{n:02}", rng) for n in range(14)}
    seen: dict[str, tuple[object, ...]] = {}
    for _ in range(8):
        name = f"a{rng.randrange(14):02}"
        desk[name] = article(name, rng)
        articles = [outlined(f, WORDS)._replace(digest=digest(repr(f))) for f in desk.values()]
        found = resolve_outlined(articles, prior=Prior(words=WORDS))
        for facts, (one, made) in zip(found.facts, found.digests.items(), strict=True):
            told = (*facts.entities, *facts.meetings, *facts.events)
            now = facts, {e.id: found.labels[e.id] for e in told}, found.communications[one]
            assert made and seen.setdefault(made, now) == now
    assert len(seen) < 8 * len(desk), "no digest stayed"
