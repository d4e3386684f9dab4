"""Copies of one text, against what a slow reader finds who compares each two articles."""

from __future__ import annotations

import random

import numpy as np
import pytest

from kgbuild.claims import copies
from kgbuild.claims.claim import ArticleContext
from kgbuild.claims.copies import Copy, find_copies

SHARE, FEWEST = 0.6, 3  # what the module asks for


def context(day: int, runs: set[int]) -> ArticleContext:
    return ArticleContext("paper", f"2026-03-{day:02}", np.array(sorted(runs), np.uint64).tobytes())


def compared(articles: dict[str, tuple[int, set[int]]]) -> tuple[Copy, ...]:
    order = sorted(articles, key=lambda name: (articles[name][0], name))
    found = []
    for n, one in enumerate(order):
        shares = []
        for other in order[:n]:
            mine, theirs = articles[one][1], articles[other][1]
            common = len(mine & theirs)
            if common >= FEWEST and common / min(len(mine), len(theirs)) >= SHARE:
                shares.append((common / min(len(mine), len(theirs)), other))
        if shares:
            share, of = max(shares)
            found.append(Copy(one, of, round(share, 2)))
    return tuple(sorted(found))


@pytest.mark.parametrize("sparse", [0, 1000])  # sorted, counted
@pytest.mark.parametrize("seed", range(40))
def test_copies_are_those_that_comparing_each_two_finds(
    seed: int, sparse: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "_SPARSE", sparse)
    chance = random.Random(seed)
    pool = [chance.getrandbits(63) for _ in range(30)]
    articles = {f"a{n:02}": (chance.randint(1, 5), set(chance.sample(pool, chance.randint(0, 12)))) for n in range(12)}
    assert find_copies({name: context(*said) for name, said in articles.items()}) == compared(articles)


def test_a_run_is_compared_with_the_first_forty_that_have_it() -> None:
    articles = {f"a{n:02}": context(1, {1, 2, 3, 100 + n}) for n in range(45)}
    found = {copy.article: copy.of for copy in find_copies(articles)}
    assert (found["a10"], found["a40"], found["a44"]) == ("a09", "a39", "a39")


def test_no_articles_have_no_copies() -> None:
    assert find_copies({}) == ()
