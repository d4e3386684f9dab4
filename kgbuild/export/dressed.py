"""A network ready to be looked at: size, colour and place for every node, and no attribute called `type`.

sigma's reader of GEXF takes an attribute `type` for the name of a drawing program and shows nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple, TypeAlias

from kgbuild.analysis.layout import Places, layout
from kgbuild.analysis.network import Attributes, Edge, Network, Rows, Web, said_of
from kgbuild.analysis.picture import COLOURS, GROUPS, tone
from kgbuild.export.xml import types_of

SCALE = 40  # drawing units between neighbours: Gephi's and Cytoscape's nodes are some 20 wide

Drawn: TypeAlias = tuple[str, str, str, Attributes]
"""An edge: source, target, key and attributes."""


class Picture(NamedTuple):
    """What a file of a network is written from, nodes and edges in order: the attributes of the nodes; edges, in
    bundles that stand together, each with its key and how to get them; how many edges there are, the types of their
    attributes, and all days that nodes and edges give."""

    nodes: Mapping[str, Mapping[str, str | int | float]]
    bundles: Sequence[tuple[str, Callable[[], Iterable[Drawn]]]]
    size: int
    edge_types: Mapping[str, str]
    days: frozenset[str]


def dressed(graph: Network) -> Network:
    """Return a copy whose nodes have kind, size, color, x and y, and whose edges have kind and color.

    Needs the measures of `measured_network`: a node's size grows with the square root of its degree, its colour is its
    community's.
    """
    copy = graph.copy()
    _dress_nodes(copy)
    for *_, data in copy.edges(data=True):
        _dress_edge(data)
    return copy


def pictured(graph: Network) -> Picture:
    """Return what the file of a network is written from, each edge by itself."""
    edges = sorted(graph.edges(keys=True, data=True), key=lambda edge: (edge[0], edge[1], edge[2]))
    said = [*(data for _, data in graph.nodes(data=True)), *(data for *_, data in edges)]
    return Picture(
        {node: graph.nodes[node] for node in sorted(graph)},
        [(one[2], partial(_alone, one)) for one in edges],
        len(edges),
        types_of(data for *_, data in edges),
        frozenset(str(data.get(name, "")) for data in said for name in ("start", "end")),
    )


def pictured_rows(rows: Rows, places: Places) -> Picture:
    """Return the same of a network as rows, whose nodes have their measures, and where these are drawn: dressed, and
    the edges that begin at one node together."""
    fans = rows.fans.values()
    days = {str(data[name]) for data in rows.nodes.values() for name in ("start", "end")}
    _dress_nodes(rows, places)

    def edges(source: str) -> list[Drawn]:
        return [(source, edge.target, key, _dress_edge(said_of(edge))) for key, edge in rows.edges(source)]

    shape = _dress_edge(said_of(Edge("", "", "", "")))
    return Picture(
        rows.nodes,
        [(fan.key, partial(edges, one)) for one, fan in rows.fans.items()],
        sum(len(fan.targets) for fan in fans),
        types_of([shape] if rows.fans else ()),
        frozenset(days.union(*(fan.starts for fan in fans), *(fan.ends for fan in fans))),
    )


def _alone(edge: Drawn) -> list[Drawn]:
    return [edge]


def _dress_nodes(graph: Network | Rows, at: Places | None = None) -> None:
    groups = {node: int(data["community"]) for node, data in graph.nodes.items()}
    places = layout(Web.of(graph), groups=groups) if at is None else at
    for node, data in graph.nodes.items():
        x, y = places[node]
        data["kind"] = data.pop("type")
        data["size"] = round(6 + 4 * math.sqrt(int(data["degree"])), 2)
        data["color"] = GROUPS[groups[node] % len(GROUPS)]
        data["x"], data["y"] = round(x * SCALE, 2), round(y * SCALE, 2)


def _dress_edge(data: Attributes) -> Attributes:
    kind = data["kind"] = data.pop("type")
    data["color"] = COLOURS[tone(str(kind))]
    return data
