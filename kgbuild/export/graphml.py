"""GraphML, for igraph, networkx, yEd, Cytoscape.

Written directly: networkx writes other bytes where lxml is installed than where it is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain

from kgbuild.analysis.network import Network
from kgbuild.export.dressed import Alike, Drawn, Picture, pictured, pieces_of
from kgbuild.export.xml import Attributes, Known, block, document, escaped, filled, leaf, quoted, tag
from kgbuild.serialize.pieces import Pieces

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"


def graphml(graph: Network) -> bytes:
    """Return a network as GraphML with every attribute of its nodes and edges."""
    return b"".join(graphml_pieces(pictured(graph)))


def graphml_pieces(shown: Picture, pieces: Pieces | None = None) -> Iterator[bytes]:
    """Yield the file piece by piece; `pieces` has those of an earlier one."""
    linked, name, text = _Values(shown.edge_types), Known(quoted), Known(_inside)

    def edges(bundle: Callable[[], Iterable[Drawn]]) -> str:
        ends = ((f"edge id={quoted(key)} source={name[s]} target={name[t]}", said) for s, t, key, said in bundle())
        return "".join([block(head, linked.of(said), level=2) for head, said in ends])

    nodes = ((key, partial(_nodes, some, name, text)) for alike in shown.nodes for key, some in pieces_of(alike))
    every = chain(nodes, ((key, partial(edges, bundle)) for key, bundle in shown.bundles))
    inside = (pieces or Pieces()).written(every, mark="    <node id=")
    body = tag("graph", {"id": "kgbuild", "edgedefault": "directed"}, inside, level=1)
    keys = (*_declared("node", shown.node_types), *_declared("edge", shown.edge_types))
    return document(tag("graphml", {"xmlns": _NAMESPACE}, chain(keys, body), level=0))


def _declared(kind: str, types: Mapping[str, str]) -> Iterator[str]:
    for name, type_ in types.items():
        said = {"id": f"{kind}_{name}", "for": kind, "attr.name": name, "attr.type": type_}
        yield leaf("key", said, level=1)


def _nodes(nodes: Alike, name: Known, text: Known) -> str:
    names = sorted(nodes.said)
    inside = "".join([f'      <data key="node_{one}"%s' for one in names])
    columns = (name.column(nodes.names), *(text.column(nodes.said[one]) for one in names))
    return "".join(filled(block("node id=%s", inside, level=2), columns))


class _Values:
    """Writes the attributes of edges: as a form for those that have the same, which is filled."""

    def __init__(self, types: Mapping[str, str]) -> None:
        self._heads = [(name, f'      <data key="edge_{name}"') for name in types]
        self._forms: dict[tuple[str, ...], tuple[str, list[str]]] = {}
        self._text = Known(_inside)

    def of(self, attributes: Attributes) -> str:
        """Return the lines of one."""
        text, shape = self._text, tuple(attributes)
        if shape not in self._forms:
            heads = [(name, head) for name, head in self._heads if name in attributes]
            self._forms[shape] = "".join([f"{head}%s" for _, head in heads]), [name for name, _ in heads]
        form, names = self._forms[shape]
        values = [attributes[name] for name in names]
        return form % tuple([text[value] if type(value) is str else f">{value}</data>\n" for value in values])


def _inside(value: object) -> str:
    """Return how the line of a value goes on."""
    shown = escaped(value)
    return f">{shown}</data>\n" if shown else " />\n"
