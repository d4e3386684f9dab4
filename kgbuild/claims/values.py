"""Whether two values of one property can both hold: equal, inside the other's hedge, a place inside another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kgbuild.claims.quantities import Range
from kgbuild.model.vocabulary import code

_NOT = frozenset({code("negated"), code("cancelled")})
OPEN = frozenset({code("planned"), code("hypothetical")})
"""What is said of an event that has not come about yet."""


@dataclass(frozen=True, slots=True, order=True)
class Value:
    """A term under its hedges, as worded; `range` is the least and the greatest number it can mean (None: no number);
    `denied` says that it is not so; `planned` that it is only foreseen."""

    term: str
    hedges: tuple[str, ...] = ()
    denied: bool = False
    planned: bool = False
    range: Range | None = field(default=None, compare=False)


def agree(a: Value, b: Value, *, within: Mapping[str, str]) -> bool:
    """Say whether two values can both hold. `within` maps a place to the larger place that holds it."""
    if a.denied or b.denied:
        return a.term != b.term or a.denied == b.denied
    if a.term == b.term or a.planned != b.planned:
        return True
    x, y = a.range, b.range
    if x is not None and y is not None:
        return max(x[0], y[0]) <= min(x[1], y[1])
    if {a.term, b.term} <= _NOT:
        return True
    return b.term in holders(a.term, within) or a.term in holders(b.term, within)


def overtakes(newer: Value, older: Value) -> bool:
    """Say whether a count has risen, or stayed, from one day to a later one."""
    x, y = newer.range, older.range
    return x is not None and y is not None and x[1] >= y[0]


def holders(place: str, within: Mapping[str, str]) -> Iterable[str]:
    """Return what holds a place, and what holds that, nearest first."""
    found: list[str] = []
    while place in within and within[place] not in found:
        place = within[place]
        found.append(place)
    return found
