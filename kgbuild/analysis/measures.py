"""Measures of a network, each a number for every node; equal networks give equal numbers on every run."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import NamedTuple

import networkx as nx

from kgbuild.analysis.network import Network, projection

_EXACT = 1000  # nodes up to which betweenness is exact (seconds); above, from as many nodes as _PIVOTS
_PIVOTS = 200
_SEED = 1
_DAMPING = 0.85
_TOLERANCE = 1e-9
_ROUNDS = 200


def degree(graph: Network) -> dict[str, int]:
    """Return how many other nodes each node is linked with."""
    simple = projection(graph)
    return {node: len(simple[node]) for node in simple}


def page_rank(graph: Network) -> dict[str, float]:
    """Return PageRank over the directed, weighted network (damping 0.85; the ranks add up to 1).

    Our own loop, since networkx's needs SciPy, which nothing else here does.
    """
    nodes = sorted(graph)
    weights: dict[str, dict[str, float]] = {node: {} for node in nodes}
    for source, target, weight in sorted(graph.edges(data="weight", default=1)):
        weights[source][target] = weights[source].get(target, 0) + weight
    totals = {node: sum(weights[node].values()) for node in nodes}
    rank: dict[str, float] = dict.fromkeys(nodes, 1 / max(1, len(nodes)))
    for _ in range(_ROUNDS):
        lost = sum((rank[node] for node in nodes if not totals[node]), start=0.0)
        fresh = dict.fromkeys(nodes, (1 - _DAMPING + _DAMPING * lost) / max(1, len(nodes)))
        for source in nodes:
            for target, share in weights[source].items():
                fresh[target] += _DAMPING * rank[source] * share / totals[source]
        moved = sum(abs(fresh[node] - rank[node]) for node in nodes)
        rank = fresh
        if moved < _TOLERANCE:
            break
    return rank


class Between(NamedTuple):
    """The betweenness of each node, and the typical error of an estimated one: how far two estimates, each from half
    the nodes drawn, are apart on average, halved; 0 where it is exact."""

    values: dict[str, float]
    error: float


def betweenness(graph: Network) -> Between:
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

    Brandes' algorithm over whole numbers, four times as fast as networkx's over names.
    """
    size = len(links)
    found = [0.0] * size
    for source in sources:
        order, paths, before = _paths_from(source, links)
        share = [0.0] * size
        for node in reversed(order[1:]):
            found[node] += share[node]
            each = (1 + share[node]) / paths[node]
            for one in before[node]:
                share[one] += paths[one] * each
    scale = size / max(1, len(sources)) / max(1, (size - 1) * (size - 2))
    return [value * scale for value in found]


def _paths_from(source: int, links: Sequence[Sequence[int]]) -> tuple[list[int], list[int], dict[int, list[int]]]:
    """Return the nodes in reach, the nearest first, how many shortest paths lead to each, and over which nodes."""
    far = [-1] * len(links)
    paths = [0] * len(links)
    far[source], paths[source] = 0, 1
    order, before = [source], {source: list[int]()}
    for node in order:
        next_, ways = far[node] + 1, paths[node]
        for other in links[node]:
            if far[other] < 0:
                far[other] = next_
                order.append(other)
                before[other] = [node]
                paths[other] = ways
            elif far[other] == next_:
                paths[other] += ways
                before[other].append(node)
    return order, paths, before


def community(graph: Network) -> dict[str, int]:
    """Return the number of the community each node falls in (Louvain, weighted): 1 is the largest."""
    simple = projection(graph)
    names = sorted(simple)
    # Louvain walks sets of nodes; sets of small integers have one order, sets of strings one for each hash seed.
    numbered = nx.relabel_nodes(simple, {name: number for number, name in enumerate(names)})
    groups = nx.community.louvain_communities(numbered, weight="weight", seed=_SEED) if names else []
    ordered = sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group))
    return {names[node]: number for number, group in enumerate(ordered, start=1) for node in group}
