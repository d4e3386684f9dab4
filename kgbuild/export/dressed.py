"""A network ready to be looked at: size, colour and place for every node, and no attribute called `type`.

sigma's reader of GEXF takes an attribute `type` for the name of a drawing program and shows nothing.
"""

from __future__ import annotations

import math

from kgbuild.analysis.layout import layout
from kgbuild.analysis.network import Network, Web
from kgbuild.analysis.picture import COLOURS, GROUPS, tone

SCALE = 40  # drawing units between neighbours: Gephi's and Cytoscape's nodes are some 20 wide


def dressed(graph: Network) -> Network:
    """Return a copy whose nodes have kind, size, color, x and y, and whose edges have kind and color.

    Needs the measures of `measured_network`: a node's size grows with the square root of its degree, its colour is its
    community's.
    """
    return dress(graph.copy())


def dress(graph: Network, web: Web | None = None) -> Network:
    """Return the same network, made so; `web` is the network as arrays where it is at hand."""
    groups = {n: data["community"] for n, data in graph.nodes(data=True)}
    places = layout(web or graph, groups=groups)
    for node, data in graph.nodes(data=True):
        x, y = places[node]
        data["kind"] = data.pop("type")
        data["size"] = round(6 + 4 * math.sqrt(data["degree"]), 2)
        data["color"] = GROUPS[data["community"] % len(GROUPS)]
        data["x"], data["y"] = round(x * SCALE, 2), round(y * SCALE, 2)
    for *_, data in graph.edges(data=True):
        kind = data["kind"] = data.pop("type")
        data["color"] = COLOURS[tone(kind)]
    return graph
