"""GEXF 1.3, for Gephi and sigma.js, with a time line where there are dates.

Written directly: networkx's writer fails the official schema (empty names, another namespace) and puts today's date in.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import NamedTuple

from kgbuild.analysis.network import Network
from kgbuild.export.xml import xml_bytes, xml_text

_NAMESPACE = "http://gexf.net/1.3"
_TYPES = {int: "long", float: "double", str: "string"}
_VIZ = "http://gexf.net/1.3/viz"
_OWN = {"label", "start", "end", "weight", "size", "color", "x", "y"}  # GEXF has places of its own for these
_DESCRIPTION = (
    "Actors, events, places and issues of news articles. start and end: the dates of an event, the days on which "
    "(or by which) something was said; of an actor, place or issue the first and last day of its edges; where nothing "
    "is said, the first and last day of the whole network."
)

Attributes = Mapping[str, int | float | str]


class _Period(NamedTuple):
    """The first and last day of the network; both empty where it has no date at all."""

    start: str
    end: str

    def of(self, attributes: Attributes) -> dict[str, str]:
        """Return `start` and `end` of a node or edge; open ends are filled, since Gephi draws by both."""
        if not self.start:
            return {}
        start = str(attributes.get("start") or "") or self.start
        return {"start": start, "end": max(start, str(attributes.get("end") or "") or self.end)}


def gexf(graph: Network) -> bytes:
    """Return a dressed network as GEXF 1.3, valid by the official schema: every node and edge has label, kind, start,
    end and colour, a node also size and place."""
    ET.register_namespace("viz", _VIZ)
    period = _period(graph)
    root = ET.Element("gexf", xmlns=_NAMESPACE, version="1.3")
    meta = ET.SubElement(root, "meta")
    ET.SubElement(meta, "creator").text = "kgbuild"
    ET.SubElement(meta, "description").text = _DESCRIPTION
    dynamic = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"} if period.start else {}
    body = ET.SubElement(root, "graph", {"defaultedgetype": "directed", "idtype": "string", **dynamic, **period.of({})})
    _add_attributes(body, graph)
    _add_nodes(body, graph, period)
    _add_edges(body, graph, period)
    return xml_bytes(root)


def _period(graph: Network) -> _Period:
    found = [*(data for _, data in graph.nodes(data=True)), *(data for *_, data in graph.edges(data=True))]
    days = sorted(day for data in found for day in (data["start"], data["end"]) if day)
    return _Period(days[0], days[-1]) if days else _Period("", "")


def _add_attributes(body: ET.Element, graph: Network) -> None:
    kinds = {
        "node": [data for _, data in graph.nodes(data=True)],
        "edge": [data for *_, data in graph.edges(data=True)],
    }
    for kind, all_attributes in kinds.items():
        types = {name: _TYPES[type(value)] for data in all_attributes for name, value in data.items()}
        declared = ET.SubElement(body, "attributes", {"class": kind, "mode": "static"})
        for name in sorted(types.keys() - _OWN):
            ET.SubElement(declared, "attribute", id=name, title=name, type=types[name])


def _add_nodes(body: ET.Element, graph: Network, period: _Period) -> None:
    nodes = ET.SubElement(body, "nodes", count=str(len(graph)))
    for node in sorted(graph):
        data = graph.nodes[node]
        said = {"id": xml_text(node), "label": xml_text(data["label"]), **period.of(data)}
        _add_values(ET.SubElement(nodes, "node", said), data)


def _add_edges(body: ET.Element, graph: Network, period: _Period) -> None:
    edges = ET.SubElement(body, "edges", count=str(graph.number_of_edges()))
    ordered = sorted(graph.edges(keys=True, data=True), key=lambda edge: (edge[0], edge[1], edge[2]))
    for source, target, key, data in ordered:
        ends = {"id": key, "source": xml_text(source), "target": xml_text(target)}
        # `type` would be directed or undirected; `kind` is what Gephi keeps parallel edges apart by.
        names = {"label": xml_text(data["label"]), "kind": xml_text(data["kind"]), "weight": str(data["weight"])}
        _add_values(ET.SubElement(edges, "edge", ends | names | period.of(data)), data)


def _add_values(element: ET.Element, attributes: Attributes) -> None:
    values = ET.SubElement(element, "attvalues")
    for name in sorted(attributes.keys() - _OWN):
        ET.SubElement(values, "attvalue", {"for": name, "value": xml_text(attributes[name])})
    _add_looks(element, attributes)


def _add_looks(element: ET.Element, attributes: Attributes) -> None:
    color = str(attributes["color"]).removeprefix("#")
    parts = {name: str(int(color[at : at + 2], 16)) for name, at in (("r", 0), ("g", 2), ("b", 4))}
    ET.SubElement(element, f"{{{_VIZ}}}color", parts)
    if "x" in attributes:
        # Gephi's y axis points up, a drawing's down
        place = {"x": str(attributes["x"]), "y": str(-float(attributes["y"])), "z": "0"}
        ET.SubElement(element, f"{{{_VIZ}}}position", place)
        ET.SubElement(element, f"{{{_VIZ}}}size", value=str(attributes["size"]))
