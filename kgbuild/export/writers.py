"""Every format of `kgbuild export` by name: the RDF formats, and those that show the network.

A new format is a function to bytes from a network (a line in `NETWORKS`) or from quads (a line in `DATASETS`), and a
line in `ENDINGS` if files of it have one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from kgbuild.analysis.network import Network
from kgbuild.analysis.people import people_network
from kgbuild.analysis.reading import graph_of
from kgbuild.analysis.tables import centrality, with_measures
from kgbuild.errors import UsageError
from kgbuild.export.cytoscape import cyjs
from kgbuild.export.dot import dot
from kgbuild.export.dressed import dressed
from kgbuild.export.gexf import gexf
from kgbuild.export.graphml import graphml
from kgbuild.export.neo4j import neo4j_edges, neo4j_nodes
from kgbuild.export.plover import plover
from kgbuild.export.quickstatements import quickstatements
from kgbuild.export.rdf12 import rdf12
from kgbuild.export.schema_org import schema_org
from kgbuild.export.select import Only, around, only
from kgbuild.model.quads import Quad
from kgbuild.model.tables import Table
from kgbuild.problems import near_miss
from kgbuild.serialize import formats
from kgbuild.serialize.formats import FORMATS, Style
from kgbuild.serialize.tables import spreadsheet_csv

_EDGE_COLUMNS = ("source", "target", "type", "label", "start", "end", "weight", "claims")
_NODE_COLUMNS = ("id", "label", "type", "start", "end", "degree", "page_rank", "betweenness", "community")


class View(NamedTuple):
    """Which network is shown: `people` (who did what with whom) or everything; only some relations; around a node."""

    people: bool = False
    only: Only | None = None
    start: str = ""
    depth: int = 1


EVERYTHING = View()


def measured_network(quads: Sequence[Quad], view: View = EVERYTHING) -> Network:
    """Return the network of the quads, or the part a view shows, with the measures of every node.

    Raises UsageError where the view starts at a name that no node or several have.
    """
    graph = people_network(quads) if view.people else graph_of(quads)
    graph = only(graph, view.only) if view.only else graph
    graph = around(graph, view.start, depth=view.depth) if view.start else graph
    return with_measures(graph, centrality(graph))


def nodes_csv(graph: Network) -> bytes:
    """Return the nodes of a measured network as CSV, a row each."""
    rows = tuple({"id": node, **{name: str(value) for name, value in graph.nodes[node].items()}} for node in graph)
    return spreadsheet_csv(Table("nodes", _NODE_COLUMNS, rows))


def edges_csv(graph: Network) -> bytes:
    """Return the edges of a network as CSV, a row each."""
    rows = tuple(
        {"source": source, "target": target, **{name: str(value) for name, value in data.items()}}
        for source, target, data in graph.edges(data=True)
    )
    return spreadsheet_csv(Table("edges", _EDGE_COLUMNS, rows))


NETWORKS: Mapping[str, Callable[[Network], bytes]] = MappingProxyType(
    {
        "graphml": lambda graph: graphml(dressed(graph)),
        "gexf": lambda graph: gexf(dressed(graph)),
        "cyjs": lambda graph: cyjs(dressed(graph)),
        "dot": lambda graph: dot(dressed(graph)),
        "neo4j-nodes": neo4j_nodes,
        "neo4j-edges": neo4j_edges,
        "csv-nodes": nodes_csv,
        "csv-edges": edges_csv,
    }
)
DATASETS: Mapping[str, Callable[[Sequence[Quad]], bytes]] = MappingProxyType(
    {"rdf12": rdf12, "schema.org": schema_org, "quickstatements": quickstatements, "plover": plover}
)
NAMES = (*FORMATS, *NETWORKS, *DATASETS)
ENDINGS: Mapping[str, str] = MappingProxyType(
    {**formats.ENDINGS, ".graphml": "graphml", ".gexf": "gexf", ".cyjs": "cyjs", ".dot": "dot", ".gv": "dot"}
)


def export(quads: Sequence[Quad], format_name: str, *, style: Style, view: View = EVERYTHING) -> bytes:
    """Return the quads in a format of `NAMES`; `view` chooses the network that the graph formats show.

    Raises UsageError for an unknown name, and for named graphs in a format that has none.
    """
    if format_name in NETWORKS:
        return NETWORKS[format_name](measured_network(quads, view))
    if format_name in DATASETS:
        return DATASETS[format_name](quads)
    if format_name in FORMATS:
        return FORMATS[format_name](quads, style)
    raise UsageError(f"unknown format {format_name!r}; {near_miss(format_name, NAMES)}")
