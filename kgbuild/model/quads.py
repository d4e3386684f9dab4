"""Quads and where they come from. Terms are strings in N-Quads notation: `<iri>`, `"text"@en`, `"1"^^<datatype>`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Quad(NamedTuple):
    """A triple in a graph; `graph` is an IRI term, or the empty string for the default graph."""

    subject: str
    predicate: str
    object: str
    graph: str = ""


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
