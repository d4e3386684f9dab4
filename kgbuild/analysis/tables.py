"""The analyses by name, and their results as tables and as triples.

A new analysis is a function from the network and its measures to a table, and a line in `ANALYSES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import TypeAlias

from kgbuild.analysis.engines import Measures, measure
from kgbuild.analysis.network import Network, Rows
from kgbuild.model.quads import Quad
from kgbuild.model.tables import Table
from kgbuild.model.terms import XSD, iri, literal
from kgbuild.model.triples import KGB
from kgbuild.turtle import Names

Analysis: TypeAlias = "Callable[[Network | Rows, Measures | None], Table]"

_PROPERTIES = {
    "degree": ("degree", "integer"),
    "page_rank": ("pageRank", "decimal"),
    "betweenness": ("betweenness", "decimal"),
    "community": ("community", "integer"),
}


def centrality(graph: Network | Rows, found: Measures | None = None) -> Table:
    """Return a row for each node with its measures (taken now unless given), the highest PageRank first."""
    degrees, ranks, between, communities, _ = found or measure(graph)
    rows = [
        {
            "id": node,
            "label": str(graph.nodes[node]["label"]),
            "type": str(graph.nodes[node]["type"]),
            "degree": str(degrees[node]),
            "page_rank": _decimal(ranks[node]),
            "betweenness": _decimal(between[node]),
            "community": str(communities[node]),
        }
        for node in graph.nodes
    ]
    rows.sort(key=lambda row: (-float(row["page_rank"]), row["id"]))
    return Table("centrality", ("id", "label", "type", *_PROPERTIES), tuple(rows))


def communities(graph: Network | Rows, found: Measures | None = None) -> Table:
    """Return a row for each community of two or more: its size and its members, the best linked first."""
    degrees, _, _, inside, _ = found or measure(graph)
    members: dict[int, list[str]] = {}
    for node in sorted(graph.nodes, key=lambda node: (-degrees[node], node)):
        members.setdefault(inside[node], []).append(str(graph.nodes[node]["label"]))
    rows = tuple(
        {"community": str(number), "size": str(len(labels)), "members": "; ".join(labels)}
        for number, labels in sorted(members.items())
        if len(labels) > 1
    )
    return Table("communities", ("community", "size", "members"), rows)


ANALYSES: Mapping[str, Analysis] = MappingProxyType({"centrality": centrality, "communities": communities})


def with_measures(graph: Network, table: Table) -> Network:
    """Return a copy of the network whose nodes carry the centrality table's numbers, for drawing by them."""
    copy = graph.copy()
    add_measures(copy, table)
    return copy


def add_measures(graph: Network | Rows, table: Table) -> None:
    """Add the centrality table's numbers to the nodes of a network."""
    for row in table.rows:
        graph.nodes[row["id"]].update(
            degree=int(row["degree"]),
            page_rank=float(row["page_rank"]),
            betweenness=float(row["betweenness"]),
            community=int(row["community"]),
        )


def centrality_blocks(table: Table, *, graph: str, names: Names) -> Iterator[tuple[str, str, str]]:
    """Yield the subjects of the centrality table, each with its measures as lines of N-Quads and as a block of TriG in
    a named graph (an IRI, not a term): written straight from the rows, which are as many as there are nodes."""
    where, indent = iri(graph), " " * 4
    said = sorted((iri(f"{KGB}{name}"), column, iri(f"{XSD}{kind}")) for column, (name, kind) in _PROPERTIES.items())
    line = "".join(f'{{0}} {name} "{{{n}}}"^^{kind} {where} .\n' for n, (name, _, kind) in enumerate(said, start=1))
    values = f" ;\n{indent * 2}".join(f"{names[name]} {{{n}}}" for n, (name, *_) in enumerate(said, start=1))
    block, columns = f"{indent}{{0}} {values} .\n", [column for _, column, _ in said]
    for row in table.rows:
        subject, numbers = iri(row["id"]), [row[column] for column in columns]
        yield subject, line.format(subject, *numbers), block.format(names[subject], *numbers)


def error_quads(found: Measures, *, graph: str) -> list[Quad]:
    """Return what is said of measures that were estimated, of the graph (an IRI) they lie in: nothing where they are
    exact."""
    if not found.error:
        return []
    error = literal(_decimal(found.error), datatype=f"{XSD}decimal")
    return [Quad(iri(graph), iri(f"{KGB}betweennessError"), error, iri(graph))]


def _decimal(value: float) -> str:
    """Return a number with at most six decimals and at least one, never in scientific notation.

    >>> _decimal(0.25), _decimal(0.0000001)
    ('0.25', '0.0')
    """
    whole, _, decimals = f"{value:.6f}".partition(".")
    return f"{whole}.{decimals.rstrip('0') or '0'}"
