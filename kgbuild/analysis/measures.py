"""Measures of a network, each a number for every node; equal networks give equal numbers on every run."""

from __future__ import annotations

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


def betweenness(graph: Network) -> dict[str, float]:
    """Return the share of shortest paths through each node, in the undirected network without weights.

    Up to 1000 nodes exact; above, estimated from 200 nodes, always the same ones for the same network.
    """
    simple = projection(graph)
    sample = None if len(simple) <= _EXACT else _PIVOTS
    found: dict[str, float] = nx.betweenness_centrality(simple, k=sample, seed=_SEED)
    return found


def sampling_error(graph: Network) -> float:
    """Return the typical error of an estimated betweenness: how far two estimates, each from half the nodes drawn, are
    apart on average, halved; 0 where it is exact."""
    simple = projection(graph)
    if len(simple) <= _EXACT:
        return 0.0
    one, other = (nx.betweenness_centrality(simple, k=_PIVOTS // 2, seed=seed) for seed in (_SEED, _SEED + 1))
    apart: float = sum(abs(one[node] - other[node]) for node in simple)
    return apart / len(simple) / 2


def community(graph: Network) -> dict[str, int]:
    """Return the number of the community each node falls in (Louvain, weighted): 1 is the largest."""
    simple = projection(graph)
    names = sorted(simple)
    # Louvain walks sets of nodes; sets of small integers have one order, sets of strings one for each hash seed.
    numbered = nx.relabel_nodes(simple, {name: number for number, name in enumerate(names)})
    groups = nx.community.louvain_communities(numbered, weight="weight", seed=_SEED) if names else []
    ordered = sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group))
    return {names[node]: number for number, group in enumerate(ordered, start=1) for node in group}
