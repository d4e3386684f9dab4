"""GraphML, for igraph, networkx, yEd, Cytoscape.

Written directly: networkx writes other bytes where lxml is installed than where it is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from kgbuild.analysis.network import Network
from kgbuild.export.xml import Known, block, document, escaped, leaf, quoted, tag

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_TYPES = {int: "long", float: "double", str: "string"}

Attributes = Mapping[str, int | float | str]


def graphml(graph: Network) -> bytes:
    """Return a network as GraphML with every attribute of its nodes and edges."""
    return b"".join(graphml_pieces(graph))


def graphml_pieces(graph: Network) -> Iterator[bytes]:
    """Yield the file piece by piece."""
    nodes = [(node, graph.nodes[node]) for node in sorted(graph)]
    edges = sorted(graph.edges(keys=True, data=True), key=lambda edge: (edge[0], edge[1], edge[2]))
    node_types = _types(attributes for _, attributes in nodes)
    edge_types = _types(attributes for *_, attributes in edges)
    told, linked, name = _Values("node", node_types), _Values("edge", edge_types), Known(quoted)
    inside = chain(
        (block(f"node id={name[node]}", told.of(attributes), level=2) for node, attributes in nodes),
        (
            block(f"edge id={quoted(key)} source={name[s]} target={name[t]}", linked.of(attributes), level=2)
            for s, t, key, attributes in edges
        ),
    )
    body = tag("graph", {"id": "kgbuild", "edgedefault": "directed"}, inside, level=1)
    keys = (*_declared("node", node_types), *_declared("edge", edge_types))
    return document(tag("graphml", {"xmlns": _NAMESPACE}, chain(keys, body), level=0))


def _types(all_attributes: Iterable[Attributes]) -> dict[str, str]:
    """Return the type of each attribute, sorted by name."""
    types: dict[str, str] = {}
    for attributes in all_attributes:
        for name, value in attributes.items():
            types.setdefault(name, _TYPES[type(value)])
    return dict(sorted(types.items()))


def _declared(kind: str, types: Mapping[str, str]) -> Iterator[str]:
    for name, type_ in types.items():
        said = {"id": f"{kind}_{name}", "for": kind, "attr.name": name, "attr.type": type_}
        yield leaf("key", said, level=1)


class _Values:
    """Writes the attributes of nodes or edges."""

    def __init__(self, kind: str, types: Mapping[str, str]) -> None:
        self._heads = [(name, f'      <data key="{kind}_{name}"') for name in types]
        self._text = Known(escaped).of

    def of(self, attributes: Attributes) -> str:
        """Return the lines of one."""
        text = self._text
        lines = [(head, text(attributes[name])) for name, head in self._heads if name in attributes]
        return "".join([f"{head}>{shown}</data>\n" if shown else f"{head} />\n" for head, shown in lines])
