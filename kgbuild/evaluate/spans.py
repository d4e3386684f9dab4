"""Spans as pairs, and the figure everything is measured by."""

from __future__ import annotations

from collections.abc import Iterable

Pair = tuple[int, int]
"""`(start, end)` in code points, end exclusive."""


def overlap(a: Pair, b: Pair) -> bool:
    """Return whether two spans share a character."""
    return max(a[0], b[0]) < min(a[1], b[1])


def touches(span: Pair, others: Iterable[Pair]) -> bool:
    """Return whether a span shares a character with any of the others."""
    return any(overlap(span, other) for other in others)


def shared(a: Iterable[Pair], b: Iterable[Pair]) -> int:
    """Return how many characters two lists of spans share."""
    others = tuple(b)
    return sum(max(0, min(u[1], v[1]) - max(u[0], v[0])) for u in a for v in others)


def f1(right: int, found: int, wanted: int) -> float:
    """Return the harmonic mean of precision and recall; 1 where nothing is wanted and nothing found.

    >>> f1(3, 4, 4)
    0.75
    """
    return 2 * right / (found + wanted) if found + wanted else 1.0
