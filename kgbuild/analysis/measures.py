"""Measures of a network, each a number for every node; equal networks give equal numbers on every run."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kgbuild.analysis.network import Links, Network, projection

_EXACT = 1000  # nodes up to which betweenness is exact (seconds); above, from as many nodes as _PIVOTS
_PIVOTS = 200
_SEED = 1
_DAMPING = 0.85
_TOLERANCE = 1e-9
_ROUNDS = 200


def degree(graph: Network | Links) -> dict[str, int]:
    """Return how many other nodes each node is linked with."""
    simple = projection(graph)
    return {node: len(simple[node]) for node in simple}


def page_rank(graph: Network) -> dict[str, float]:
    """Return PageRank over the directed, weighted network (damping 0.85; the ranks add up to 1).

    Our own loop, since networkx's needs SciPy, which nothing else here does.
    """
    nodes = sorted(graph)
    size, at = max(1, len(nodes)), {name: number for number, name in enumerate(nodes)}
    weights: dict[tuple[int, int], float] = {}
    for source, target, weight in sorted(graph.edges(data="weight", default=1)):
        weights[at[source], at[target]] = weights.get((at[source], at[target]), 0) + weight
    sources, targets = (np.fromiter((pair[end] for pair in weights), np.int64, len(weights)) for end in (0, 1))
    shares = np.fromiter(weights.values(), np.float64, len(weights))
    totals = _added(sources, shares, len(nodes))
    shares = _DAMPING * shares / totals[sources]
    rank: NDArray[np.float64] = np.full(len(nodes), 1 / size)
    for _ in range(_ROUNDS):
        lost = math.fsum(rank[totals == 0])
        fresh = _added(targets, rank[sources] * shares, len(nodes)) + (1 - _DAMPING + _DAMPING * lost) / size
        moved = math.fsum(np.abs(fresh - rank))
        rank = fresh
        if moved < _TOLERANCE:
            break
    return dict(zip(nodes, rank.tolist(), strict=True))


class Between(NamedTuple):
    """The betweenness of each node, and the typical error of an estimated one: how far two estimates, each from half
    the nodes drawn, are apart on average, halved; 0 where it is exact."""

    values: dict[str, float]
    error: float


def betweenness(graph: Network | Links) -> Between:
    """Return the share of shortest paths through each node, in the undirected network without weights.

    Up to 1000 nodes exact; above, estimated from 200 nodes, always the same ones for the same network.
    """
    simple = projection(graph)
    names = list(simple)
    at = {name: number for number, name in enumerate(names)}
    links = [[at[other] for other in simple[name]] for name in names]
    size = len(names)
    if size <= _EXACT:
        return Between(dict(zip(names, _through(links, range(size)), strict=True)), 0.0)
    drawn = random.Random(_SEED).sample(range(size), _PIVOTS)
    one, other = (_through(links, drawn[start::2]) for start in (0, 1))
    apart = sum(abs(a - b) for a, b in zip(one, other, strict=True)) / size
    return Between({name: (a + b) / 2 for name, a, b in zip(names, one, other, strict=True)}, apart / 2)


def _through(links: Sequence[Sequence[int]], sources: Sequence[int]) -> list[float]:
    """Return the share of shortest paths that lead through each node, judged by the paths from `sources`.

    Brandes' algorithm, over whole arrays from step to step: ten times as fast as node by node on large networks.
    """
    size = len(links)
    degrees = np.fromiter(map(len, links), dtype=np.int64, count=size)
    ends = np.fromiter(chain.from_iterable(links), dtype=np.int64, count=int(degrees.sum()))
    net = _Net(degrees, np.cumsum(degrees) - degrees, ends)
    found = np.zeros(size)
    for source in sources:
        _add_paths(found, source, net)
    scale = size / max(1, len(sources)) / max(1, (size - 1) * (size - 2))
    return [float(value) for value in found * scale]


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


def community(graph: Network | Links) -> dict[str, int]:
    """Return the number of the community each node falls in (Louvain, weighted): 1 is the largest."""
    simple = projection(graph)
    names = sorted(simple)
    # Louvain walks sets of nodes; sets of small integers have one order, sets of strings one for each hash seed.
    numbered = nx.relabel_nodes(simple, {name: number for number, name in enumerate(names)})
    groups = nx.community.louvain_communities(numbered, weight="weight", seed=_SEED) if names else []
    ordered = sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group))
    return {names[node]: number for number, group in enumerate(ordered, start=1) for node in group}
