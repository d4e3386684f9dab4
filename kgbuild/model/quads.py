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


def in_order(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield the quads, each once, with graphs together, in them subjects, and what is said of one subject sorted.

    That is the order of `sorted` by graph, subject, predicate, object, in a third of its time: terms begin alike, so
    comparing whole quads is dear, and most of them need none.
    """
    graphs: dict[str, dict[str, list[Quad]]] = {}
    for quad in quads:
        graphs.setdefault(quad.graph, {}).setdefault(quad.subject, []).append(quad)
    for _, subjects in sorted(graphs.items()):
        for subject in sorted(subjects):
            yield from sorted(set(subjects[subject]))


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
