"""How sure facts are against how often they are right: calibration, by kind and by bins of confidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

BINS = (0.0, 0.5, 0.65, 0.8, 0.9, 1.0)


class Judged(NamedTuple):
    """A fact with how sure it is said to be and whether the gold has it."""

    kind: str
    confidence: float
    right: bool


class Bin(NamedTuple):
    """The facts of a kind whose confidence lies from `low` (to below `high`; the last bin has its end too)."""

    kind: str
    low: float
    high: float
    facts: int
    said: float
    right: float


def bins(judged: Iterable[Judged]) -> Iterator[Bin]:
    """Yield the bins that have facts: the mean of what was said and the share that is right."""
    facts = tuple(judged)
    for kind in dict.fromkeys(j.kind for j in facts):
        for low, high in pairwise(BINS):
            inside = [j for j in facts if j.kind == kind and (low <= j.confidence < high or j.confidence == high == 1)]
            if inside:
                said, right = sum(j.confidence for j in inside), sum(j.right for j in inside)
                yield Bin(kind, low, high, len(inside), said / len(inside), right / len(inside))
