"""The heavy measures by another library: igraph, some ten times as fast on large networks, with equal results.

igraph is not installed with kgbuild (it is GPL): whoever has a hundred thousand nodes installs it and says so.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kgbuild.analysis.measures import betweenness, community, degree, page_rank
from kgbuild.analysis.network import Network, Rows, Web
from kgbuild.errors import MissingExtra

if TYPE_CHECKING:
    import igraph

_DAMPING = 0.85
_EXACT = 20_000  # nodes up to which betweenness is exact (minutes at most)
_PIVOTS = 200
_SEED = 1


class Engine(StrEnum):
    """What computes the measures."""

    NETWORKX = "networkx"
    IGRAPH = "igraph"


class Measures(NamedTuple):
    """The measures of every node, 0 each for one that nothing leads to or from; `error` is the typical error of a
    betweenness that was estimated, 0 where exact."""

    degree: Mapping[str, int]
    page_rank: Mapping[str, float]
    betweenness: Mapping[str, float]
    community: Mapping[str, int]
    error: float

    def among(self, names: Iterable[str]) -> Measures:
        """Return the measures of all these nodes: of those besides, that are linked with nothing."""
        whole, parts = dict.fromkeys(names, 0), dict.fromkeys(names, 0.0)
        return Measures(
            {**whole, **self.degree},
            {**parts, **self.page_rank},
            {**parts, **self.betweenness},
            {**whole, **self.community},
            self.error,
        )


def measure(graph: Network | Rows | Web, engine: Engine = Engine.NETWORKX) -> Measures:
    """Return all measures of a network, judged by the nodes that are linked at all, so that they stay as they are where
    one is named of whom nothing else is told. Raises MissingExtra where the engine is not installed."""
    every = Web.of(graph)
    web = every.linked
    if engine is not Engine.NETWORKX:
        return _by_igraph(web).among(every.names)
    between = betweenness(web)
    found = Measures(degree(web), page_rank(web), between.values, community(web), between.error)
    return found.among(every.names)


class Copy(NamedTuple):
    """A network as igraph has it, nodes in sorted order: the arcs, and who is linked with whom (see `Web`)."""

    names: list[str]
    arcs: igraph.Graph
    links: igraph.Graph


def copy_of(graph: Network | Web) -> Copy:
    """Return a network as igraph has it. Raises MissingExtra where igraph is not installed."""
    try:
        import igraph
    except ImportError:
        raise MissingExtra("igraph is not installed: pip install igraph, or leave --engine out") from None
    web = Web.of(graph)

    def made(
        ends: NDArray[np.int64], others: NDArray[np.int64], weights: NDArray[np.float64], *, directed: bool
    ) -> Any:
        edges = np.stack((ends, others), axis=1).tolist()
        return igraph.Graph(len(web.names), edges, directed=directed, edge_attrs={"weight": weights.tolist()})

    arcs = made(web.sources, web.targets, web.shares, directed=True)
    return Copy(web.names, arcs, made(web.ones, web.others, web.weights, directed=False))


def ranks_of(copy: Copy) -> dict[str, float]:
    """Return PageRank as `measures.page_rank` does."""
    return dict(zip(copy.names, copy.arcs.pagerank(damping=_DAMPING, weights="weight"), strict=True))


def communities_of(copy: Copy) -> dict[str, int]:
    """Return the communities as `measures.community` does."""
    random.seed(_SEED)  # igraph draws from Python's generator
    groups = copy.links.community_multilevel(weights="weight")
    ordered = sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group))
    return {copy.names[node]: number for number, group in enumerate(ordered, start=1) for node in group}


def _by_igraph(web: Web) -> Measures:
    copy = copy_of(web)
    if not copy.names:
        return Measures({}, {}, {}, {}, 0.0)
    between, error = _between(copy.links)
    return Measures(
        dict(zip(copy.names, copy.links.degree(), strict=True)),
        ranks_of(copy),
        dict(zip(copy.names, between, strict=True)),
        communities_of(copy),
        error,
    )


def _between(simple: igraph.Graph) -> tuple[list[float], float]:
    """Return the betweenness of each node and its typical error: exact up to 20,000 nodes, above from 200 of them."""
    size = simple.vcount()
    pairs = max(1.0, (size - 1) * (size - 2) / 2)
    if size <= _EXACT:
        return [b / pairs for b in simple.betweenness(directed=False)], 0.0
    drawn = random.Random(_SEED).sample(range(size), _PIVOTS)
    halves = [
        [b * size / len(half) / pairs for b in simple.betweenness(directed=False, sources=half)]
        for half in (drawn[: _PIVOTS // 2], drawn[_PIVOTS // 2 :])
    ]
    apart = sum(abs(a - b) for a, b in zip(*halves, strict=True)) / size
    return [(a + b) / 2 for a, b in zip(*halves, strict=True)], apart / 2
