"""Who sits at a table, as far as two reports tell it: one names a body, the other its head; one an office, the other
who holds it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kgbuild.names.keys import folded, words
from kgbuild.names.lists import organisations
from kgbuild.resolve.described import begin_alike


class Seat(NamedTuple):
    """One who takes part: its id, those of the bodies it stands for, whether it is a `person` and has a `name`, and the
    words of what it is called and of its titles."""

    id: str
    bodies: frozenset[str]
    person: bool
    name: bool
    words: frozenset[str]


class Fit(NamedTuple):
    """How those of two reports compare: how many are `one`, how many of them have a `name` in both, and whether the
    `rest` may be one too."""

    one: int
    named: int
    rest: bool


def seat_of(one: str, bodies: Iterable[str], called: Iterable[str], *, person: bool, name: bool) -> Seat:
    """Return a seat by its id, whom it stands for, and all that it is called."""
    small = organisations().small
    every = frozenset(folded(w) for text in called for w in words(text) if folded(w) not in small)
    return Seat(one, frozenset(bodies) - {one}, person, name, every)


def fit_of(one: Iterable[Seat], other: Iterable[Seat]) -> Fit:
    """Compare all who take part in two meetings; who is told by one report only speaks against nothing, unless the
    other tells somebody else in the place."""
    a, b = tuple(one), tuple(other)
    same = [(x, y) for x in a for y in b if _same(x, y)]
    rest = [s for s in a if all(s is not x for x, _ in same)], [s for s in b if all(s is not y for _, y in same)]
    fewer, more = sorted(rest, key=len)
    named = [pair for pair in same if all(s.name for s in pair)]
    return Fit(_pairs(same), _pairs(named), all(any(_may_be(x, y) for y in more) for x in fewer))


def _pairs(same: Iterable[tuple[Seat, Seat]]) -> int:
    """Return how many of two reports are one, each counted once."""
    return min((len(set(side)) for side in zip(*same, strict=True)), default=0)


def _same(a: Seat, b: Seat) -> bool:
    if a.person and b.person and a.name and b.name:
        return a.id == b.id  # two ministers of one state are two
    return not {a.id, *a.bodies}.isdisjoint({b.id, *b.bodies}) or (
        a.person == b.person and _called_alike(a.words, b.words)
    )


def _called_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether each word of the one begins as one of the other does: "the Greens" and "the Green List"."""
    fewer, more = sorted((one, other), key=len)
    return bool(fewer) and all(any(begin_alike(w, v) for v in more) for w in fewer)


def _may_be(a: Seat, b: Seat) -> bool:
    """Whether one names an office, or somebody of whom no body is told, and nothing tells it from the other."""
    if a.person and b.person:
        return not (a.name and b.name)
    if a.person or b.person:
        person = a if a.person else b
        return not person.bodies
    return not (a.name and b.name)
