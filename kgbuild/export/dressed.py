"""A network ready to be looked at: size, colour and place for every node, and no attribute called `type`.

sigma's reader of GEXF takes an attribute `type` for the name of a drawing program and shows nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import NamedTuple, TypeAlias

from kgbuild.analysis.layout import Places, layout
from kgbuild.analysis.network import Attributes, Edge, Network, Rows, Web, said_of
from kgbuild.analysis.picture import COLOURS, GROUPS, tone
from kgbuild.analysis.tables import measures_in
from kgbuild.export.xml import types_of
from kgbuild.model.tables import Table
from kgbuild.serialize.pieces import key_of, stretches

_NEEDED = ("degree", "community")
SCALE = 40  # drawing units between neighbours: Gephi's and Cytoscape's nodes are some 20 wide

Drawn: TypeAlias = tuple[str, str, str, Attributes]
"""An edge: source, target, key and attributes."""


Values: TypeAlias = Sequence[str | int | float]


class Alike(NamedTuple):
    """Nodes that have the same attributes, in order, and their values by the name of the attribute."""

    names: Sequence[str]
    said: Mapping[str, Values]


def pieces_of(nodes: Alike) -> Iterator[tuple[str, Alike]]:
    """Yield nodes that are written together, each time with a key for all that they say."""
    for begin, end in stretches(nodes.names):
        part = Alike(nodes.names[begin:end], {one: values[begin:end] for one, values in nodes.said.items()})
        yield key_of((list(part.names), [(one, list(values)) for one, values in part.said.items()])), part


class Picture(NamedTuple):
    """What a file of a network is written from, nodes and edges in order: the nodes, those alike together; edges, in
    bundles that stand together, each with its key and how to get them; how many edges there are, the types of their
    attributes, and all days that nodes and edges give."""

    nodes: Sequence[Alike]
    bundles: Sequence[tuple[str, Callable[[], Iterable[Drawn]]]]
    size: int
    edge_types: Mapping[str, str]
    days: frozenset[str]

    @property
    def node_types(self) -> Mapping[str, str]:
        """The types of the attributes of nodes."""
        return types_of({name: values[-1] for name, values in some.said.items()} for some in self.nodes)


def dressed(graph: Network) -> Network:
    """Return a copy whose nodes have kind, size, color, x and y, and whose edges have kind and color.

    Needs the measures of `measured_network`: a node's size grows with the square root of its degree, its colour is its
    community's.
    """
    copy = graph.copy()
    said = [data for _, data in copy.nodes(data=True)]
    columns = {name: [data[name] for data in said] for name in _NEEDED}
    more = _dressed(
        list(copy), columns, layout(Web.of(copy), groups=dict(zip(copy, columns["community"], strict=True)))
    )
    for number, data in enumerate(said):
        data["kind"] = data.pop("type")
        data.update({name: values[number] for name, values in more.items()})
    for *_, data in copy.edges(data=True):
        _dress_edge(data)
    return copy


def pictured(graph: Network) -> Picture:
    """Return what the file of a network is written from, each edge by itself."""
    edges = sorted(graph.edges(keys=True, data=True), key=lambda edge: (edge[0], edge[1], edge[2]))
    said = [*(data for _, data in graph.nodes(data=True)), *(data for *_, data in edges)]
    nodes = [(node, graph.nodes[node]) for node in sorted(graph)]
    return Picture(
        [_alike(list(some)) for _, some in groupby(nodes, key=lambda node: tuple(node[1]))],
        [(one[2], partial(_alone, one)) for one in edges],
        len(edges),
        types_of(data for *_, data in edges),
        frozenset(str(data.get(name, "")) for data in said for name in ("start", "end")),
    )


def _alike(nodes: Sequence[tuple[str, Attributes]]) -> Alike:
    return Alike([node for node, _ in nodes], {name: [data[name] for _, data in nodes] for name in nodes[0][1]})


def pictured_rows(rows: Rows, measured: Table, places: Places) -> Picture:
    """Return the same of a network as rows, given the table of their measures, and where these are drawn: dressed, and
    the edges that begin at one node together."""
    fans = rows.fans.values()
    numbers = measures_in(measured)
    names, labels, kinds, starts, ends = zip(*rows.nodes, strict=True) if rows.nodes else ((),) * 5
    said: dict[str, Values] = {"label": labels, "kind": kinds, "start": starts, "end": ends}
    said |= {name: [of[node] for node in names] for name, of in numbers.items()}

    def edges(source: str) -> list[Drawn]:
        return [(source, edge.target, key, _dress_edge(said_of(edge))) for key, edge in rows.edges(source)]

    shape = _dress_edge(said_of(Edge("", "", "", "")))
    return Picture(
        [Alike(names, said | _dressed(names, said, places))] if names else [],
        [(fan.key, partial(edges, one)) for one, fan in rows.fans.items()],
        sum(len(fan.targets) for fan in fans),
        types_of([shape] if rows.fans else ()),
        frozenset({*starts, *ends}.union(*(fan.starts for fan in fans), *(fan.ends for fan in fans))),
    )


def _alone(edge: Drawn) -> list[Drawn]:
    return [edge]


def _dressed(names: Sequence[str], said: Mapping[str, Values], places: Places) -> dict[str, Values]:
    """Return what nodes are drawn with besides their kind."""
    sizes = {degree: round(6 + 4 * math.sqrt(int(degree)), 2) for degree in set(said["degree"])}
    colours = {group: GROUPS[int(group) % len(GROUPS)] for group in set(said["community"])}
    at = [places[name] for name in names]
    return {
        "size": [sizes[degree] for degree in said["degree"]],
        "color": [colours[group] for group in said["community"]],
        "x": [round(x * SCALE, 2) for x, _ in at],
        "y": [round(y * SCALE, 2) for _, y in at],
    }


def _dress_edge(data: Attributes) -> Attributes:
    kind = data["kind"] = data.pop("type")
    data["color"] = COLOURS[tone(str(kind))]
    return data
