"""Every format of `kgbuild export` by name: the RDF formats, and those that show the network.

A new format is a function from quads to bytes and a line in `WRITERS` (and in `ENDINGS`, if files of it have one).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from kgbuild.analysis.network import Network
from kgbuild.analysis.reading import graph_of
from kgbuild.analysis.tables import centrality, with_measures
from kgbuild.errors import UsageError
from kgbuild.export.gexf import gexf
from kgbuild.export.graphml import graphml
from kgbuild.model.quads import Quad
from kgbuild.model.tables import Table
from kgbuild.problems import near_miss
from kgbuild.serialize import formats
from kgbuild.serialize.formats import FORMATS, Style, Writer
from kgbuild.serialize.tables import spreadsheet_csv

_EDGE_COLUMNS = ("source", "target", "type", "label", "start", "end", "weight", "claims")
_NODE_COLUMNS = ("id", "label", "type", "start", "end", "degree", "page_rank", "betweenness", "community")


def measured_network(quads: Sequence[Quad]) -> Network:
    """Return the network of the quads with the measures of every node."""
    graph = graph_of(quads)
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


WRITERS: Mapping[str, Writer] = MappingProxyType(
    {
        **FORMATS,
        "graphml": lambda quads, _style: graphml(measured_network(quads)),
        "gexf": lambda quads, _style: gexf(measured_network(quads)),
        "csv-nodes": lambda quads, _style: nodes_csv(measured_network(quads)),
        "csv-edges": lambda quads, _style: edges_csv(measured_network(quads)),
    }
)
ENDINGS: Mapping[str, str] = MappingProxyType({**formats.ENDINGS, ".graphml": "graphml", ".gexf": "gexf"})


def export(quads: Sequence[Quad], format_name: str, *, style: Style) -> bytes:
    """Return the quads in a format of `WRITERS`.

    Raises UsageError for an unknown name, and for named graphs in a format that has none.
    """
    writer = WRITERS.get(format_name)
    if writer is None:
        raise UsageError(f"unknown format {format_name!r}; {near_miss(format_name, WRITERS)}")
    return writer(quads, style)
