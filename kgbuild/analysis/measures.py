"""Measures of a network, each a number for every node; equal networks give equal numbers on every run."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from kgbuild.analysis.groups import groups
from kgbuild.analysis.network import Network, Web

_EXACT = 1000  # nodes up to which betweenness is exact (seconds); above, from as many nodes as _PIVOTS
_PIVOTS = 200
_DAMPING = 0.85
_TOLERANCE = 1e-9
_ROUNDS = 200


def degree(graph: Network | Web) -> dict[str, int]:
    """Return how many other nodes each node is linked with."""
    web = Web.of(graph)
    return dict(zip(web.names, web.degrees.tolist(), strict=True))


def page_rank(graph: Network | Web) -> dict[str, float]:
    """Return PageRank over the directed, weighted network (damping 0.85; the ranks add up to 1).

    Our own loop, since networkx's needs SciPy, which nothing else here does.
    """
    web = Web.of(graph)
    size = len(web.names)
    totals = _added(web.sources, web.shares, size)
    shares = _DAMPING * web.shares / totals[web.sources]
    rank: NDArray[np.float64] = np.full(size, 1 / max(1, size))
    for _ in range(_ROUNDS):
        lost = math.fsum(rank[totals == 0])
        fresh = _added(web.targets, rank[web.sources] * shares, size) + (1 - _DAMPING + _DAMPING * lost) / max(1, size)
        moved = math.fsum(np.abs(fresh - rank))
        rank = fresh
        if moved < _TOLERANCE:
            break
    return dict(zip(web.names, rank.tolist(), strict=True))


class Between(NamedTuple):
    """The betweenness of each node, and the typical error of an estimated one: how far two estimates, each from half
    the nodes drawn, are apart on average, halved; 0 where it is exact."""

    values: dict[str, float]
    error: float


def betweenness(graph: Network | Web) -> Between:
    """Return the share of shortest paths through each node, in the undirected network without weights.

    Up to 1000 nodes exact; above, estimated from 200 nodes, drawn by their names: a node more changes few of them.
    """
    web = Web.of(graph)
    size = len(web.names)
    if size <= _EXACT:
        return Between(dict(zip(web.names, _through(web, range(size)).tolist(), strict=True)), 0.0)
    drawn = sorted(range(size), key=lambda number: (crc32(web.names[number].encode()), number))[:_PIVOTS]
    one, other = (_through(web, drawn[start::2]) for start in (0, 1))
    error = math.fsum(np.abs(one - other)) / size / 2
    return Between(dict(zip(web.names, ((one + other) / 2).tolist(), strict=True)), error)


def _through(web: Web, sources: Sequence[int]) -> NDArray[np.float64]:
    """Return the share of shortest paths that lead through each node, judged by the paths from `sources`.

    Brandes' algorithm, over whole arrays from step to step: ten times as fast as node by node on large networks.
    """
    size, degrees = len(web.names), web.degrees
    starts, ends = np.concatenate((web.ones, web.others)), np.concatenate((web.others, web.ones))
    net = _Net(degrees, np.cumsum(degrees) - degrees, ends[np.argsort(starts, kind="stable")])
    found = np.zeros(size)
    for source in sources:
        _add_paths(found, source, net)
    return found * (size / max(1, len(sources)) / max(1, (size - 1) * (size - 2)))


class _Net(NamedTuple):
    """Links as arrays: how many a node has, where those begin in `ends`, and with which nodes they link."""

    degrees: NDArray[np.int64]
    begins: NDArray[np.int64]
    ends: NDArray[np.int64]

    def steps(self, nodes: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return all links of some nodes: the place of the node among them, and the node at the other end."""
        degrees = self.degrees[nodes]
        places = np.repeat(np.arange(len(nodes)), degrees)
        first = np.cumsum(degrees) - degrees
        return places, self.ends[np.repeat(self.begins[nodes] - first, degrees) + np.arange(len(places))]


class _Ring(NamedTuple):
    """The nodes as many steps away, how many shortest paths lead to each, and the links on to the next ring: the places
    of both ends among the nodes of their rings."""

    nodes: NDArray[np.int64]
    paths: NDArray[np.float64]
    at: NDArray[np.int64]
    to: NDArray[np.int64]


def _add_paths(found: NDArray[np.float64], source: int, net: _Net) -> None:
    """Add the shares of the shortest paths from a node to those of the nodes they lead through."""
    far = np.full(len(found), -1)
    place = np.zeros(len(found), dtype=np.int64)  # of each node among those as far as it
    far[source] = 0
    nodes, paths = np.array([source]), np.ones(1)
    rings: list[_Ring] = []
    while len(nodes):
        at, others = net.steps(nodes)
        new = far[others] < 0
        at, others = at[new], others[new]
        far[others] = len(rings) + 1
        reached = np.flatnonzero(far == len(rings) + 1)
        place[reached] = np.arange(len(reached))
        rings.append(_Ring(nodes, paths, at, place[others]))
        nodes, paths = reached, _added(place[others], paths[at], len(reached))
    share = np.zeros(len(rings[-1].nodes))
    for ring, beyond in zip(reversed(rings[:-1]), reversed(rings[1:]), strict=True):
        each = (1 + share) / beyond.paths
        share = _added(ring.at, each[ring.to], len(ring.nodes)) * ring.paths
        if ring.nodes[0] != source:
            found[ring.nodes] += share


def _added(places: NDArray[np.int64], values: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """Return what values at the same place add up to."""
    return np.asarray(np.bincount(places, weights=values, minlength=size), dtype=np.float64)


def community(graph: Network | Web) -> dict[str, int]:
    """Return the number of the community each node falls in (Louvain, weighted): 1 is the largest."""
    web = Web.of(graph)
    return dict(zip(web.names, groups(web).tolist(), strict=True))
