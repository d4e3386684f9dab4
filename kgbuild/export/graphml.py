"""GraphML, for igraph, networkx, yEd, Cytoscape.

Written directly: networkx writes other bytes where lxml is installed than where it is not.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping

from kgbuild.analysis.network import Network
from kgbuild.export.xml import xml_bytes, xml_text

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_TYPES = {int: "long", float: "double", str: "string"}

Attributes = Mapping[str, int | float | str]


def graphml(graph: Network) -> bytes:
    """Return a network as GraphML with every attribute of its nodes and edges."""
    root = ET.Element("graphml", xmlns=_NAMESPACE)
    nodes = [(node, graph.nodes[node]) for node in sorted(graph)]
    edges = sorted(graph.edges(keys=True, data=True), key=lambda edge: (edge[0], edge[1], edge[2]))
    node_keys = _declare(root, "node", (attributes for _, attributes in nodes))
    edge_keys = _declare(root, "edge", (attributes for *_, attributes in edges))
    body = ET.SubElement(root, "graph", id="kgbuild", edgedefault="directed")
    for node, attributes in nodes:
        _fill(ET.SubElement(body, "node", id=xml_text(node)), attributes, node_keys)
    for source, target, key, attributes in edges:
        element = ET.SubElement(body, "edge", id=key, source=xml_text(source), target=xml_text(target))
        _fill(element, attributes, edge_keys)
    return xml_bytes(root)


def _declare(root: ET.Element, kind: str, all_attributes: Iterable[Attributes]) -> dict[str, str]:
    """Declare each attribute and return its key by name."""
    types: dict[str, str] = {}
    for attributes in all_attributes:
        for name, value in attributes.items():
            types.setdefault(name, _TYPES[type(value)])
    for name in sorted(types):
        declared = {"id": f"{kind}_{name}", "for": kind, "attr.name": name, "attr.type": types[name]}
        ET.SubElement(root, "key", declared)
    return {name: f"{kind}_{name}" for name in sorted(types)}


def _fill(element: ET.Element, attributes: Attributes, keys: Mapping[str, str]) -> None:
    for name, key in keys.items():
        if name in attributes:
            ET.SubElement(element, "data", key=key).text = xml_text(attributes[name])
