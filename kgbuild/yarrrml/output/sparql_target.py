"""SPARQL endpoints as targets: statements become INSERT DATA requests (SPARQL 1.1 Update)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from kgbuild.yarrrml.form import Target
from kgbuild.yarrrml.output.distinct import DistinctLines
from kgbuild.yarrrml.sources.remote import request

_BATCH = 5000  # statements a request


class EndpointOutlet:
    """One endpoint: lines come in, and are sent without repeats when all are there."""

    def __init__(self, target: Target) -> None:
        """Hold nothing; nothing is sent before `finish`."""
        self.name = target.access
        self._target = target
        self._gathered = DistinctLines()

    def __enter__(self) -> Self:
        """Return this."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._gathered.close()

    def add(self, lines: list[str]) -> None:
        """Take lines."""
        self._gathered.add(lines)

    def finish(self, *_: object) -> int:
        """Send everything; return how many statements were sent. Raises `InputError` for what the endpoint refuses."""
        quads = (q for chunk in self._gathered.chunks() for q in ox.parse(chunk, format=ox.RdfFormat.N_QUADS))
        sent = 0
        for batch in _batches(quads):
            headers = {"Content-Type": "application/sparql-update"}
            request(self.name, self._target.where, body=insert_data(batch).encode(), headers=headers)
            sent += len(batch)
        return sent


def _batches(quads: Iterable[ox.Quad]) -> Iterator[list[ox.Quad]]:
    """Statements with blank nodes go last and together: a blank node of one request is another one in the next."""
    batch, nameless = list[ox.Quad](), list[ox.Quad]()
    for quad in quads:
        if any(isinstance(term, ox.BlankNode) for term in (quad.subject, quad.object, quad.graph_name)):
            nameless.append(quad)
            continue
        batch.append(quad)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    yield from (b for b in (batch, nameless) if b)


def insert_data(quads: Iterable[ox.Quad]) -> str:
    """Return the update that adds statements, each in its graph."""
    graphs: dict[str, list[str]] = {}
    for quad in quads:
        name = "" if isinstance(quad.graph_name, ox.DefaultGraph) else str(quad.graph_name)
        graphs.setdefault(name, []).append(f"{quad.subject} {quad.predicate} {quad.object} .")
    blocks = ["\n".join(lines) if not name else _in_graph(name, lines) for name, lines in graphs.items()]
    return "INSERT DATA {\n" + "\n".join(blocks) + "\n}"


def _in_graph(name: str, lines: list[str]) -> str:
    return f"GRAPH {name} {{\n" + "\n".join(lines) + "\n}"
