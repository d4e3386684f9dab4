"""Which articles tell one story, and which are joined to it by others."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations

from kgbuild.model.article import Article
from kgbuild.model.facts import ArticleFacts, Entity, EntityKind
from kgbuild.resolve.stories import Opening, Stories, opening_of, stories_of


def facts(article: str, *names: str, published: str = "2026-03-10") -> ArticleFacts:
    people = tuple(Entity(f"e{n}", EntityKind.PERSON, name, (name,)) for n, name in enumerate(names))
    return ArticleFacts(Article(article, "text", published=published), entities=people)


def stories(*found: ArticleFacts) -> Stories:
    return stories_of(list(map(opening_of, found)))


MANY = [facts(f"m{n}", "Ana Ruiz", "Iva Moran", "Otto Lind") for n in range(2)]


def test_two_names_in_common_tell_one_story() -> None:
    assert stories(*MANY).close["m0"] == {"m1"}


def test_what_several_of_a_story_join_is_of_it_for_events_only() -> None:
    one, other = facts("x", "Ana Ruiz", "Iva Moran", "Uwe Falk"), facts("y", "Otto Lind", "Iva Moran", "Kai Berg")
    found = stories(*MANY, one, other)
    assert "y" in found.wide["x"]
    assert "y" not in found.close["x"]


def test_one_common_neighbour_joins_nothing() -> None:
    one, other = facts("x", "Ana Ruiz", "Iva Moran", "Uwe Falk"), facts("y", "Otto Lind", "Iva Moran", "Kai Berg")
    assert "y" not in stories(MANY[0], one, other).wide.get("x", ())


def test_a_week_lies_between_two_stories() -> None:
    later = facts("z", "Ana Ruiz", "Iva Moran", published="2026-03-30")
    assert "z" not in stories(*MANY, later).wide.get("m0", ())


def test_pairs_are_those_that_comparing_each_two_articles_finds() -> None:
    some = random.Random(1)
    names, words = [f"name{n}" for n in range(30)], [f"word{n}" for n in range(60)]
    found: list[Opening] = []
    for number in range(60):
        day = f"2026-03-{some.randrange(1, 28):02}" if some.randrange(5) else ""
        told = tuple(sorted(some.sample(words, 6)))  # fewer than an opening may have, so that all of them count
        found.append(Opening(f"a{number:02}", day, tuple(sorted(some.sample(names, 3))), told))
    often = Counter(key for o in found for key in (*o.names, *o.words))
    assert {often[n] <= 8 for n in names} == {often[w] <= 8 for w in words} == {True, False}
    close: dict[str, set[str]] = {}
    for one, other in combinations(found, 2):
        shared_names, shared_words = {*one.names} & {*other.names}, {*one.words} & {*other.words}
        weight = sum(5 if often[n] <= 8 else 3 for n in shared_names) + sum(2 - (often[w] > 8) for w in shared_words)
        days = [int(o.published[-2:]) for o in (one, other) if o.published]
        if weight >= 9 and (len(days) < 2 or abs(days[0] - days[1]) <= 7):
            close.setdefault(one.article, set()).add(other.article)
            close.setdefault(other.article, set()).add(one.article)
    assert len(close) > 20
    assert stories_of(some.sample(found, len(found))).close == close


def test_names_of_many_articles_tell_no_story() -> None:
    """Two politicians who stand in a sixth of a day's articles are not what those are about."""
    desk = [facts(f"d{n:02}", "Ana Ruiz", "Iva Moran", f"Reporter Number{n}") for n in range(30)]
    assert stories(*desk[:8]).close["d00"] == {f"d{n:02}" for n in range(1, 8)}
    assert stories(*desk).close == {}


def test_three_names_of_few_articles_tie_two() -> None:
    assert stories(*MANY).tight == {"m0": {"m1"}, "m1": {"m0"}}
    assert stories(MANY[0], facts("x", "Ana Ruiz", "Iva Moran")).tight == {}
