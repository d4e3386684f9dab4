"""The network: nodes and edges as plain values, the networkx graph built from them, and that as arrays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import networkx as nx

# Nodes are IRIs. Node attributes: label, type, start, end. Edge attributes: label, type, start, end, weight, claims.
Network: TypeAlias = "nx.MultiDiGraph[str]"
Attributes: TypeAlias = dict[str, str | int | float]


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

    `claims` becomes one text with spaces between the IRIs, since no graph format has lists of texts in common. The key
    of an edge is made of all that is said of it, so that it stays the same whatever else is in the network.
    """
    import networkx as nx  # most builds that lead on from another make none

    graph: Network = nx.MultiDiGraph()
    for node in sorted(set(nodes)):
        graph.add_node(node.iri, label=node.label, type=node.type, start=node.start, end=node.end)
    once = dict.fromkeys(edges)  # in the order given, which is near to that wanted
    for source, target, key, edge in sorted([(e[0], e[1], key_of(e), e) for e in once]):
        graph.add_edge(source, target, key=key, **said_of(edge))
    return graph


def key_of(edge: Edge) -> str:
    """Return the key of an edge."""
    said = "\0".join((*edge[:6], str(edge.weight), edge.tooltip, *edge.claims))
    return f"e{blake2b(said.encode(errors='replace'), digest_size=7).hexdigest()}"


def said_of(edge: Edge) -> Attributes:
    """Return the attributes of an edge."""
    said: Attributes = {
        "label": edge.label,
        "type": edge.type,
        "start": edge.start,
        "end": edge.end,
        "weight": edge.weight,
        "claims": " ".join(edge.claims),
    }
    return said | {"tooltip": edge.tooltip} if edge.tooltip else said


class Fan(NamedTuple):
    """The edges that begin at one node, in order: `key` stands for all that is said of them; of each there are target,
    weight, first and last day."""

    key: str
    targets: tuple[str, ...]
    weights: tuple[int, ...]
    starts: tuple[str, ...]
    ends: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """A network as it is written, without a graph: its nodes, and the edges from each, both in order; `edges` gives
    those from a node, each with its key."""

    nodes: Sequence[Node]
    fans: Mapping[str, Fan]
    edges: Callable[[str], Sequence[tuple[str, Edge]]]


def edges_by_source(edges: Iterable[Edge]) -> dict[str, list[tuple[str, Edge]]]:
    """Return the edges from each node, in order, with their keys."""
    found: dict[str, list[tuple[str, Edge]]] = defaultdict(list)
    for edge in dict.fromkeys(edges):
        found[edge.source].append((key_of(edge), edge))
    for every in found.values():
        every.sort(key=lambda one: (one[1].target, one[0]))
    return found


def fan_of(edges: Sequence[tuple[str, Edge]]) -> Fan:
    """Return the edges from one node as a fan."""
    said = "".join([key for key, _ in edges])
    key = said if len(edges) == 1 else f"f{blake2b(said.encode(), digest_size=8).hexdigest()}"
    every = [(e.target, e.weight, e.start, e.end) for _, e in edges]
    targets, weights, starts, ends = zip(*every, strict=True)
    return Fan(key, targets, weights, starts, ends)


class Web(NamedTuple):
    """A network as arrays: its nodes, sorted; who is linked with whom, as the numbers of both nodes (the lower one
    first, no loops, each pair once), and the arcs, each pair of source and target once; both in order, with the weights
    of all edges between two added up."""

    names: list[str]
    ones: NDArray[np.int64]
    others: NDArray[np.int64]
    weights: NDArray[np.float64]
    sources: NDArray[np.int64]
    targets: NDArray[np.int64]
    shares: NDArray[np.float64]

    @classmethod
    def of(cls, graph: Network | Rows | Web) -> Web:
        """Return a network so, one that is so already as it is."""
        if isinstance(graph, Web):
            return graph
        names = [node.iri for node in graph.nodes] if isinstance(graph, Rows) else sorted(graph.nodes)
        at = {name: number for number, name in enumerate(names)}
        if isinstance(graph, Rows):
            fans = graph.fans.values()
            sources = np.repeat(_numbers([at[one] for one in graph.fans]), _numbers([len(fan.targets) for fan in fans]))
            targets = _numbers([at[one] for fan in fans for one in fan.targets])
            weights = _numbers(list(chain.from_iterable(fan.weights for fan in fans))).astype(np.float64)
        else:
            ends = [(at[s], at[t], weight) for s, t, weight in graph.edges(data="weight", default=1)]
            every = np.array(ends, dtype=np.int64).reshape(-1, 3)
            sources, targets, weights = every[:, 0], every[:, 1], every[:, 2].astype(np.float64)
        apart = sources != targets
        low, high = np.minimum(sources, targets)[apart], np.maximum(sources, targets)[apart]
        return cls(
            names, *_summed(low, high, weights[apart], len(names)), *_summed(sources, targets, weights, len(names))
        )

    @property
    def linked(self) -> Web:
        """The same without the nodes from which and to which nothing leads."""
        has = np.zeros(len(self.names), dtype=np.bool_)
        has[self.sources] = has[self.targets] = True
        if has.all():
            return self
        names = [name for name, is_linked in zip(self.names, has.tolist(), strict=True) if is_linked]
        at = np.cumsum(has) - 1
        ends = at[self.ones], at[self.others], self.weights
        return Web(names, *ends, at[self.sources], at[self.targets], self.shares)

    @property
    def degrees(self) -> NDArray[np.int64]:
        """How many other nodes each node is linked with."""
        return np.bincount(self.ones, minlength=len(self.names)) + np.bincount(self.others, minlength=len(self.names))


def _numbers(values: list[int]) -> NDArray[np.int64]:
    return np.array(values, dtype=np.int64)


def _summed(
    ones: NDArray[np.int64], others: NDArray[np.int64], weights: NDArray[np.float64], size: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Return each pair once, in order, with what its weights add up to."""
    pairs, places = np.unique(ones * size + others, return_inverse=True)
    sums = np.bincount(places, weights=weights, minlength=len(pairs)).astype(np.float64)
    return pairs // max(1, size), pairs % max(1, size), sums
