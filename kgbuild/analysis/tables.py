"""The analyses by name, and their results as tables and as triples.

A new analysis is a function from the network and its measures to a table, and a line in `ANALYSES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from kgbuild.analysis.engines import Measures, measure
from kgbuild.analysis.network import Network, Node, Rows
from kgbuild.model.quads import Quad
from kgbuild.model.tables import Cells, Table
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
    nodes = graph.nodes if isinstance(graph, Rows) else [Node(n, d["label"], d["type"]) for n, d in graph.nodes.items()]
    ids = [node.iri for node in nodes]
    ranked = _decimals(ranks[one] for one in ids)
    through = _decimals(between[one] for one in ids)
    numbers = (map(str, map(of.__getitem__, ids)) for of in (degrees, communities))
    linked, inside = numbers
    every = zip(ids, [n.label for n in nodes], [n.type for n in nodes], linked, ranked, through, inside, strict=True)
    order = {text: -float(text) for text in set(ranked)}
    columns = ("id", "label", "type", *_PROPERTIES)
    return Table("centrality", columns, Cells(columns, sorted(every, key=lambda row: (order[row[4]], row[0]))))


def communities(graph: Network | Rows, found: Measures | None = None) -> Table:
    """Return a row for each community of two or more: its size and its members, the best linked first."""
    degrees, _, _, inside, _ = found or measure(graph)
    named = [n[:2] for n in graph.nodes] if isinstance(graph, Rows) else graph.nodes(data="label")
    members: dict[int, list[str]] = {}
    for node, label in sorted(named, key=lambda node: (-degrees[node[0]], node[0])):
        members.setdefault(inside[node], []).append(label)
    rows = tuple(
        {"community": str(number), "size": str(len(labels)), "members": "; ".join(labels)}
        for number, labels in sorted(members.items())
        if number and len(labels) > 1
    )
    return Table("communities", ("community", "size", "members"), rows)


ANALYSES: Mapping[str, Analysis] = MappingProxyType({"centrality": centrality, "communities": communities})


def with_measures(graph: Network, table: Table) -> Network:
    """Return a copy of the network whose nodes carry the centrality table's numbers, for drawing by them."""
    copy = graph.copy()
    for name, numbers in measures_in(table).items():
        for node, data in copy.nodes.items():
            data[name] = numbers[node]
    return copy


def measures_in(table: Table) -> dict[str, dict[str, int | float]]:
    """Return the numbers of a centrality table, by node."""
    ids, _, _, *columns = zip(*table.cells, strict=True) if table.rows else ((),) * (len(_PROPERTIES) + 3)
    found: dict[str, dict[str, int | float]] = {}
    for (name, (_, kind)), texts in zip(_PROPERTIES.items(), columns, strict=True):
        numbers = {text: int(text) if kind == "integer" else float(text) for text in set(texts)}
        found[name] = {one: numbers[text] for one, text in zip(ids, texts, strict=True)}
    return found


class AsTriples:
    """Writes the measures of a node, given its row of the centrality table, in a named graph (an IRI, not a term):
    straight from the rows, which are as many as there are nodes."""

    def __init__(self, table: Table, *, graph: str, names: Names) -> None:
        """Take the table, the graph, and how terms are shortened in TriG."""
        where, indent = iri(graph), " " * 4
        said = sorted(
            (iri(f"{KGB}{name}"), column, iri(f"{XSD}{kind}")) for column, (name, kind) in _PROPERTIES.items()
        )
        values = f" ;\n{indent * 2}".join(f"{names[name]} %s" for name, *_ in said)
        self._names, self._values = names, [table.columns.index(column) for _, column, _ in said]
        self._lines = "".join(f'%s {name} "%s"^^{kind} {where} .\n' for name, _, kind in said)
        self._block = f"{indent}%s {values} .\n"

    def lines(self, row: Sequence[str]) -> str:
        """Return lines of N-Quads."""
        subject = iri(row[0])
        return self._lines % tuple(part for at in self._values for part in (subject, row[at]))

    def block(self, row: Sequence[str]) -> str:
        """Return a block of TriG."""
        return self._block % (self._names[iri(row[0])], *(row[at] for at in self._values))


def error_quads(found: Measures, *, graph: str) -> list[Quad]:
    """Return what is said of measures that were estimated, of the graph (an IRI) they lie in: nothing where they are
    exact."""
    if not found.error:
        return []
    error = literal(_decimal(found.error), datatype=f"{XSD}decimal")
    return [Quad(iri(graph), iri(f"{KGB}betweennessError"), error, iri(graph))]


def _decimals(values: Iterable[float]) -> list[str]:
    """Return numbers, of which many are alike, as `_decimal` does."""
    raw = [f"{value:.6f}" for value in values]
    short = {text: _decimal(float(text)) for text in set(raw)}
    return [short[text] for text in raw]


def _decimal(value: float) -> str:
    """Return a number with at most six decimals and at least one, never in scientific notation.

    >>> _decimal(0.25), _decimal(0.0000001)
    ('0.25', '0.0')
    """
    whole, _, decimals = f"{value:.6f}".partition(".")
    return f"{whole}.{decimals.rstrip('0') or '0'}"
