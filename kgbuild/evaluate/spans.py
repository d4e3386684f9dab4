"""Spans as pairs."""

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
