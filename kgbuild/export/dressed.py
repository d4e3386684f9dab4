"""A network ready to be looked at: size, colour and place for every node, and no attribute called `type`.

sigma's reader of GEXF takes an attribute `type` for the name of a drawing program and shows nothing.
"""

from __future__ import annotations

import math

import networkx as nx

from kgbuild.analysis.layout import layout
from kgbuild.analysis.network import Network
from kgbuild.analysis.picture import COLOURS, GROUPS, tone

SCALE = 40  # drawing units between neighbours: Gephi's and Cytoscape's nodes are some 20 wide


def dressed(graph: Network) -> Network:
    """Return a copy whose nodes have kind, size, color, x and y, and whose edges have kind and color.

    Needs the measures of `measured_network`: a node's size grows with the square root of its degree, its colour is its
    community's.
    """
    places = layout(graph, groups={n: data["community"] for n, data in graph.nodes(data=True)})
    copy: Network = nx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        x, y = places[node]
        looks = {
            "kind": data["type"],
            "size": round(6 + 4 * math.sqrt(data["degree"]), 2),
            "color": GROUPS[data["community"] % len(GROUPS)],
            "x": round(x * SCALE, 2),
            "y": round(y * SCALE, 2),
        }
        copy.add_node(node, **{k: v for k, v in data.items() if k != "type"}, **looks)
    for source, target, key, data in graph.edges(keys=True, data=True):
        tones = {"kind": data["type"], "color": COLOURS[tone(data["type"])]}
        copy.add_edge(source, target, key=key, **{k: v for k, v in data.items() if k != "type"}, **tones)
    return copy
