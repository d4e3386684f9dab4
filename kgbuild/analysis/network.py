"""The network: nodes and edges as plain values, and the networkx graphs built from them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

import networkx as nx

# Nodes are IRIs. Node attributes: label, type, start, end. Edge attributes: label, type, start, end, weight, claims.
Network: TypeAlias = "nx.MultiDiGraph[str]"
# Who is linked with whom, as `projection` makes it of a network.
Links: TypeAlias = "nx.Graph[str]"


class Node(NamedTuple):
    """An actor, event, place or issue; `start` and `end` are `YYYY-MM-DD` or empty."""

    iri: str
    label: str
    type: str
    start: str = ""
    end: str = ""


class Edge(NamedTuple):
    """A relation between two nodes: `weight` counts the claims or positions that tell of it, `claims` lists them;
    `tooltip` is one sentence or phrase of them, or empty."""

    source: str
    target: str
    type: str
    label: str
    start: str = ""
    end: str = ""
    weight: int = 1
    claims: tuple[str, ...] = ()
    tooltip: str = ""


def network(nodes: Iterable[Node], edges: Iterable[Edge]) -> Network:
    """Return the networkx graph; nodes, edges and attributes are in sorted order, whatever the order of the input.

    `claims` becomes one text with spaces between the IRIs, since no graph format has lists of texts in common.
    """
    graph: Network = nx.MultiDiGraph()
    for node in sorted(set(nodes)):
        graph.add_node(node.iri, label=node.label, type=node.type, start=node.start, end=node.end)
    for number, edge in enumerate(sorted(set(edges))):
        graph.add_edge(
            edge.source,
            edge.target,
            key=f"e{number + 1}",
            label=edge.label,
            type=edge.type,
            start=edge.start,
            end=edge.end,
            weight=edge.weight,
            claims=" ".join(edge.claims),
            **({"tooltip": edge.tooltip} if edge.tooltip else {}),
        )
    return graph


def projection(graph: Network | Links) -> Links:
    """Return who is linked with whom: undirected, parallel edges added up in `weight`, no loops. What is so already is
    returned as it is."""
    if not isinstance(graph, nx.MultiDiGraph):
        return graph
    weights: dict[tuple[str, str], int] = {}
    for source, target, weight in sorted(graph.edges(data="weight", default=1)):
        if source != target:
            pair = (target, source) if (target, source) in weights else (source, target)
            weights[pair] = weights.get(pair, 0) + weight
    simple: Links = nx.Graph()
    simple.add_nodes_from(sorted(graph))
    simple.add_weighted_edges_from((*pair, weight) for pair, weight in weights.items())
    return simple
