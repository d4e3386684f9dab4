"""Whether two values of one property can both hold: equal, inside the other's hedge, a place inside another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

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


class Ground(NamedTuple):
    """What lists know of places: the larger place that holds one (`within`), all that are `listed`, and those of them
    that are countries or parts of one (`wide`)."""

    within: Mapping[str, str]
    listed: frozenset[str] = frozenset()
    wide: frozenset[str] = frozenset()

    def nested(self, inner: str, outer: str) -> bool:
        """Say whether a place lies in another; one that no list has may lie in any country."""
        return outer in holders(inner, self.within) or (outer in self.wide and inner not in self.listed)


def agree(a: Value, b: Value, *, ground: Ground) -> bool:
    """Say whether two values can both hold, places by what is known of the `ground`."""
    if a.denied or b.denied:
        return a.term != b.term or a.denied == b.denied
    if a.term == b.term or a.planned != b.planned:
        return True
    x, y = a.range, b.range
    if x is not None and y is not None:
        return max(x[0], y[0]) <= min(x[1], y[1])
    if {a.term, b.term} <= _NOT:
        return True
    return ground.nested(a.term, b.term) or ground.nested(b.term, a.term)


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
