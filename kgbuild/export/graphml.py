"""GraphML, for igraph, networkx, yEd, Cytoscape.

Written directly: networkx writes other bytes where lxml is installed than where it is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from kgbuild.analysis.network import Network
from kgbuild.export.xml import block, document, escaped, leaf, tag

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
    inside = chain(
        (block("node", {"id": node}, _values("node", attributes, node_types), level=2) for node, attributes in nodes),
        (
            block("edge", {"id": key, "source": s, "target": t}, _values("edge", attributes, edge_types), level=2)
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


def _values(kind: str, attributes: Attributes, types: Mapping[str, str]) -> str:
    return "".join([_value(kind, name, attributes[name]) for name in types if name in attributes])


def _value(kind: str, name: str, value: float | str) -> str:
    shown = escaped(value)
    return f'      <data key="{kind}_{name}"{f">{shown}</data>" if shown else " />"}\n'
