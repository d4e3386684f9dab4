"""Counts, the figures made of them, and the errors behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kgbuild.evaluate.spans import Pair
from kgbuild.evaluate.sureness import Judged

TALLIED = (
    *("actors", "mentions", "dates", "positions", "stance", "target", "quotes", "meetings"),
    *("main", "events", "parties", "days"),
)
FIGURES = (*TALLIED, "leak")
SHARES = frozenset(
    {"stance", "meetings", "main", "events", "days"}
)  # the share of the wanted that is right; what else was found is not judged


class Tally(NamedTuple):
    """How many of the found are right, and how many were wanted.

    >>> Tally(right=3, found=4, wanted=6).recall
    0.5
    """

    right: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        """The share of the found that is right; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of the wanted that was found; 1 where nothing was wanted."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both; 1 where nothing was wanted and nothing found."""
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 1.0


class Miss(NamedTuple):
    """One error: `kind` is a figure, `what` says in a few words what is wrong, `span` where."""

    article: str
    kind: str
    what: str
    span: Pair


class Score(NamedTuple):
    """One article: its counts, the number of facts taken from outside the body, and every error in text order."""

    article: str
    tallies: Mapping[str, Tally]
    leaks: int
    misses: tuple[Miss, ...]
    judged: tuple[Judged, ...] = ()

    @property
    def figures(self) -> dict[str, float]:
        """F1 by name; `stance` and `meetings` as the share that is right, `leak` as minus the number of facts."""
        found = {name: _figure(name, tally) for name, tally in self.tallies.items()}
        return {**found, "leak": float(-self.leaks)}


def _figure(name: str, tally: Tally) -> float:
    if name == "stance" and not tally.wanted:
        return 0.0
    return tally.recall if name in SHARES else tally.f1


def nothing_found(article: str) -> Score:
    """Return the score of an article without facts: 0 everywhere."""
    miss = Miss(article, "actors", "no facts for this article", (0, 0))
    return Score(article, dict.fromkeys(TALLIED, Tally(0, 1, 1)), 0, (miss,))


def lowest(scores: Iterable[Score]) -> dict[str, float]:
    """Return each figure's lowest value over the articles."""
    every = [s.figures for s in scores]
    return {name: min((figures[name] for figures in every), default=0.0) for name in FIGURES}


def pooled(scores: Iterable[Score]) -> dict[str, Tally]:
    """Return the counts of all articles together; for comparing two runs, where the lowest jumps with one error."""
    every = [s.tallies for s in scores]
    return {name: Tally(*(sum(tallies[name][k] for tallies in every) for k in range(3))) for name in TALLIED}
