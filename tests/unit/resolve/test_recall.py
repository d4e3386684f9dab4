"""What is known of comparisons of the last build changes nothing but the time: random steps against clean ones."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

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
from kgbuild.model.gist import gist_of
from kgbuild.model.on_demand import Later
from kgbuild.model.resolved import Resolved
from kgbuild.pipeline.kept_outcome import keep_outcome, kept_outcome, outcome_key, read_words
from kgbuild.resolve.outcome import resolved_of
from kgbuild.resolve.outline import Outline
from kgbuild.resolve.prior import Prior
from kgbuild.resolve.recall import Memory, Recall
from kgbuild.resolve.remarks import Remark
from kgbuild.resolve.resolve import compared, outlined, resolve, resolve_outlined
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
        entities.append(Entity(f"e{number}", kind, one, (one,), roles=roles, known="list:3" if len(one) % 2 else ""))
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
        assert found.gists == tuple(map(gist_of, found.facts)), "a gist is not that of the facts"
        kept += len(recall.pairs.new.keys() & recall.pairs.old.keys())
        recall = Recall(Memory(recall.pairs.new), Memory(recall.acts.new))
    assert kept > 0 and recall.acts.old, "nothing was known from one step to the next"


def test_an_outcome_that_stands_is_that_of_a_clean_run(tmp_path: Path) -> None:
    """Whatever is renamed, and whatever ids were given meanwhile."""
    rng, stood = random.Random(11), 0
    for _ in range(6):
        desk = {f"a{n:02}": article(f"a{n:02}", rng) for n in range(10)}
        articles = [
            outlined(f, WORDS)._replace(digest=digest(repr(f)), key=digest(repr(f), "outline")) for f in desk.values()
        ]
        for step in range(8):
            prior = decided(desk, rng)
            if step % 2:
                prior = replace(prior, cautious=False, same=(), different=())
            key, clean = outcome_key(articles, prior), everything(resolve(desk.values(), prior=prior))
            found = kept_outcome(tmp_path, key)
            if found is not None and found.stands(prior):
                made = resolved_of(found, {one.article: one.facts for one in articles}, prior)
                fresh = resolve_outlined(articles, prior=prior)
                assert everything(made) == clean
                assert (made.gists, dict(made.digests)) == (fresh.gists, dict(fresh.digests))
                stood += 1
            else:
                keep_outcome(tmp_path, key, articles, compared(articles, prior=prior))
                assert set(read_words(tmp_path)) == {one.key for one in articles}
    assert stood > 5, "hardly any outcome stood"


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


def told(name: str, words: str, *events: tuple[str, str], people: tuple[str, ...] = (), body: str = "Kelp Mill",
         published: str = "2026-03-04") -> ArticleFacts:  # fmt: skip
    """An article of one sentence that names people and a body, with events by type and noun, none of them dated."""
    named = (*people, body)
    text = f"{words} {' and '.join(named)}."
    kinds = [EntityKind.PERSON] * len(people) + [EntityKind.ORGANIZATION]
    entities = tuple(Entity(f"e{n}", k, one, (one,)) for n, (one, k) in enumerate(zip(named, kinds, strict=True)))
    mentions = tuple(
        Mention(text.index(e.name), text.index(e.name) + len(e.name), e.name, Form.NAME, e.id, e.kind) for e in entities
    )
    spans = [Span(text.index(noun), text.index(noun) + len(noun), noun) for _, noun in events]
    made = [
        Event(f"v{n}", kind, noun, (span,), participants=("e0", "e1") if kind == "meeting" else ())
        for n, ((kind, noun), span) in enumerate(zip(events, spans, strict=True))
    ]
    meetings, others = ([e for e in made if (e.type == "meeting") is met] for met in (True, False))
    source = Article(name, text, published=published)
    sentence = SentenceFact(0, 0, len(text), BlockKind.BODY)
    return ArticleFacts(source, (sentence,), mentions, entities, (), tuple(meetings), tuple(others))


def run(desk: list[ArticleFacts], prior: Prior, recall: Recall) -> tuple[Resolved, Recall]:
    articles = [outlined(f, WORDS)._replace(digest=digest(repr(f))) for f in desk]
    found = resolve_outlined(articles, prior=prior, recall=recall)
    assert everything(found) == everything(resolve(desk, prior=prior))
    return found, Recall(Memory(recall.pairs.new), Memory(recall.acts.new))


def one_event(found: Resolved) -> bool:
    return found.where["a", "v0"] == found.where["b", "v0"]


def test_who_is_named_beside_may_become_another() -> None:
    """Neither the articles nor who does it changes, only who stands beside it."""
    day = When("2026-03-03", "2026-03-03", "2026-03-03")
    fires = [
        told(name, f"A {noun} was seen by", ("disaster", noun), people=("Ana Ruiz",), body=body)
        for name, noun, body in (("a", "fire", "Kelp Mill"), ("b", "blaze", "Tarn Mill"))
    ]
    fires = [replace(f, events=(replace(f.events[0], when=day),)) for f in fires]
    first, recall = run(fires, Prior(words=WORDS), Recall())
    second, _ = run(fires, Prior(words=WORDS, different=((("a", "e0"), ("b", "e0")),)), recall)
    assert (one_event(first), one_event(second)) == (True, False)


def test_a_story_may_end_when_its_names_become_common() -> None:
    people = ("Ana Ruiz", "Iva Moran")
    pair = [told(name, "The protest was told of by", ("protest", "protest"), people=people) for name in "ab"]
    first, recall = run(pair, Prior(words=WORDS), Recall())
    many = [told(f"x{n:02}", "Nothing was told of by", people=people, published="2025-01-01") for n in range(45)]
    second, _ = run([*pair, *many], Prior(words=WORDS), recall)
    assert (one_event(first), one_event(second)) == (True, False)


def test_what_two_articles_tell_in_common_is_compared_apart_from_what_joins_them() -> None:
    people = ("Ana Ruiz", "Iva Moran")
    both = [
        told(name, f"The {noun} and the protest were seen by", ("protest", "protest"), ("meeting", noun), people=people)
        for name, noun in (("a", "talks"), ("b", "encounter"))
    ]
    day = When("2026-03-03", "2026-03-03", "2026-03-03")
    both = [replace(f, events=(replace(f.events[0], when=day),)) for f in both]
    found, _ = run(both, Prior(words=WORDS), Recall())
    assert found.where["a", "v1"] == found.where["b", "v1"]


def unheard(outline: Outline, looked_at: Callable[[], tuple[Remark, ...]]) -> Outline:
    return outline._replace(remarks=Later(looked_at))


def test_what_was_said_before_is_not_looked_at_again() -> None:
    def looked_at() -> tuple[Remark, ...]:
        raise AssertionError("a remark of a speaker who said nothing else is looked at")

    rng = random.Random(3)
    every = [outlined(article(f"a{n}", rng), WORDS)._replace(digest=f"d{n}") for n in range(6)]
    prior, recall = Prior(WORDS), Recall()
    first = resolve_outlined(every, prior=prior, recall=recall)
    assert recall.acts.new, "nobody said anything twice"
    known = Recall(acts=Memory(recall.acts.new))
    again = [one._replace(outline=Later(lambda: None, unheard(one.outline.value, looked_at))) for one in every]
    assert resolve_outlined(again, prior=prior, recall=known).utterances == first.utterances
