"""Communities: groups of nodes with more links inside than chance would have it (Louvain), over whole arrays."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kgbuild.analysis.network import Web

_LEVELS = 20
_ROUNDS = 40  # of moves on one level; most need a dozen
_LEAST = 1e-9  # of modularity: what is less is rounding
_PATIENCE = 3  # rounds without a gain
_MIXED = 2654435761  # Knuth's multiplier: who may move in a round has nothing to do with the order of names

_Ints = NDArray[np.int64]
_Floats = NDArray[np.float64]


def groups(web: Web) -> _Ints:
    """Return the number of each node's community, 1 the largest; of equal ones the one with the first node comes first.

    Nodes move to the best community next to them, a part of them at a time, judged by where all others are: node after
    node takes ten times as long. Communities then become the nodes of the next level.
    """
    size = len(web.names)
    found: _Ints = np.arange(size)
    ones = np.concatenate((web.ones, web.others))
    others = np.concatenate((web.others, web.ones))
    weights = np.concatenate((web.weights, web.weights))
    for _ in range(_LEVELS):
        moved = _moved(ones, others, weights, int(found.max(initial=-1)) + 1)
        names, number = np.unique(moved, return_inverse=True)
        if len(names) == len(moved):
            break
        found = number[found]
        pairs, places = np.unique(number[ones] * len(names) + number[others], return_inverse=True)
        ones, others = pairs // len(names), pairs % len(names)
        weights = _added(places, weights, len(pairs))
    return _numbered(found)


def _moved(ones: _Ints, others: _Ints, weights: _Floats, size: int) -> _Ints:
    """Return the community of each node of one level, as the number of a node: the best found in all rounds."""
    inside: _Ints = np.arange(size)
    whole = float(weights.sum())
    strength = _added(ones, weights, size)
    best, most, since = inside, -np.inf, 0
    for number in range(_ROUNDS if whole else 0):
        total = _added(inside, strength, size)
        modularity = float(weights[inside[ones] == inside[others]].sum() / whole - ((total / whole) ** 2).sum())
        if modularity > most + _LEAST:
            best, most, since = inside, modularity, number
        elif number - since > _PATIENCE:
            break
        movers = ((np.arange(size) + number * size) * _MIXED >> 15) & 1 == 0
        chosen = movers[ones] & (ones != others)
        inside = _better(
            _Near(ones[chosen], others[chosen], weights[chosen]), inside, _Strengths(strength, total, whole)
        )
    return best


class _Near(NamedTuple):
    """Links of the nodes that may move."""

    ones: _Ints
    others: _Ints
    weights: _Floats


class _Strengths(NamedTuple):
    """What the links of each node weigh, of each community, and of all."""

    own: _Floats
    total: _Floats
    whole: float

    def expected(self, nodes: _Ints, groups: _Ints, own: NDArray[np.bool_]) -> _Floats:
        """Return what links of nodes into communities would weigh by chance; `own`: which are the node's own."""
        return self.own[nodes] * (self.total[groups] - own * self.own[nodes]) / self.whole


def _better(near: _Near, inside: _Ints, nodes: _Strengths) -> _Ints:
    """Return the communities after each node that may move went to the one that gains most by it."""
    size = len(inside)
    if not len(near.ones):
        return inside
    pairs, places = np.unique(near.ones * size + inside[near.others], return_inverse=True)
    node, to = pairs // size, pairs % size
    own = inside[node] == to
    gain = _added(places, near.weights, len(pairs)) - nodes.expected(node, to, own)
    first = np.flatnonzero(np.diff(node, prepend=-1))
    top = np.maximum.reduceat(gain, first)
    movers = node[first]
    stay = -nodes.expected(movers, inside[movers], np.ones(len(movers), dtype=np.bool_))
    stay[np.searchsorted(movers, node[own])] = gain[own]
    tops = np.flatnonzero(gain == np.repeat(top, np.diff(first, append=len(node))))
    chosen = to[tops[np.searchsorted(tops, first)]]
    fresh, gains = inside.copy(), top > stay + _LEAST
    fresh[movers[gains]] = chosen[gains]
    return fresh


def _added(places: _Ints, values: _Floats, size: int) -> _Floats:
    return np.asarray(np.bincount(places, weights=values, minlength=size), dtype=np.float64)


def _numbered(found: _Ints) -> _Ints:
    """Return communities numbered by size."""
    _, first, number, sizes = np.unique(found, return_index=True, return_inverse=True, return_counts=True)
    place = np.empty(len(sizes), dtype=np.int64)
    place[np.lexsort((first, -sizes))] = np.arange(1, len(sizes) + 1)
    return place[number]
