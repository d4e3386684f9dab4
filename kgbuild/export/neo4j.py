"""CSV with the headers that `neo4j-admin database import` reads: one file of nodes, one of relationships."""

from __future__ import annotations

import re

from kgbuild.analysis.network import Network
from kgbuild.model.tables import Table
from kgbuild.serialize.tables import table_csv

_NODE = (
    "iri:ID", "name", "start:date", "end:date", "degree:int", "pageRank:double", "betweenness:double", "community:int",
    ":LABEL",
)  # fmt: skip
_EDGE = (":START_ID", ":END_ID", "label", "start:date", "end:date", "weight:int", "claims:string[]", "tooltip", ":TYPE")
_ACTORS = frozenset({"Person", "Organization", "Country", "Group", "Actor"})
_NOT_WORD = re.compile(r"\W+")


def neo4j_nodes(graph: Network) -> bytes:
    """Return the nodes of a measured network; the labels are the class and, of actors and events, that too."""
    rows = []
    for node in sorted(graph):
        data = graph.nodes[node]
        kind = data["type"]
        general = "Actor" if kind in _ACTORS else "Event" if "/event/" in node else ""
        values = (
            node, data["label"], data["start"], data["end"], data["degree"], data["page_rank"], data["betweenness"],
            data["community"], ";".join(dict.fromkeys(filter(None, (general, kind)))),
        )  # fmt: skip
        rows.append(dict(zip(_NODE, map(str, values), strict=True)))
    return table_csv(Table("nodes", _NODE, tuple(rows)))


def neo4j_edges(graph: Network) -> bytes:
    """Return the edges; a type is written as Neo4j's users write it: `SAID_ABOUT`."""
    rows = []
    for source, target, data in sorted(graph.edges(data=True), key=lambda e: (e[0], e[1], e[2]["type"], e[2]["start"])):
        kind = _NOT_WORD.sub("_", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", data["type"])).upper()
        claims = ";".join(data["claims"].split())
        values = (
            source, target, data["label"], data["start"], data["end"], data["weight"], claims, data.get("tooltip", ""),
            kind,
        )  # fmt: skip
        rows.append(dict(zip(_EDGE, map(str, values), strict=True)))
    return table_csv(Table("relationships", _EDGE, tuple(rows)))
