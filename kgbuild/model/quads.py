"""Quads and where they come from. Terms are strings in N-Quads notation: `<iri>`, `"text"@en`, `"1"^^<datatype>`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

_LINE = re.compile(r"(<[^>]*>) (<[^>]*>) (.*?)(?: (<[^>]*>))? \.\n?", re.DOTALL)

Triple = tuple[str, str, str]
"""Subject, predicate, object."""


class Quad(NamedTuple):
    """A triple in a graph; `graph` is an IRI term, or the empty string for the default graph."""

    subject: str
    predicate: str
    object: str
    graph: str = ""


def line_of(quad: Quad) -> str:
    """Return the line of a quad."""
    s, p, o, g = quad
    return f"{s} {p} {o} {g} .\n" if g else f"{s} {p} {o} .\n"


def quad_of(line: str) -> Quad:
    """Return the quad of a line of N-Quads as we write them."""
    found = _LINE.fullmatch(line)
    if found is None:
        raise ValueError(f"no N-Quads: {line!r}")
    return Quad(found[1], found[2], found[3], found[4] or "")


class SortedQuads(tuple[Quad, ...]):
    """Quads each once, sorted: in the order of the lines of N-Quads. Made by `sorted_quads`."""

    __slots__ = ()


def sorted_quads(quads: Iterable[Quad]) -> SortedQuads:
    """Return the quads sorted, those that are already as they are."""
    if isinstance(quads, SortedQuads):
        return quads
    subjects: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        subjects[quad[0]].append(quad)
    # Subjects first: terms begin alike, so comparing whole quads is dear, and most of them need none.
    return SortedQuads(chain.from_iterable(sorted(set(subjects[subject])) for subject in sorted(subjects)))


def graph_by_graph(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield the quads of one graph after the other, inside each in the order given."""
    graphs: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        graphs[quad[3]].append(quad)
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
