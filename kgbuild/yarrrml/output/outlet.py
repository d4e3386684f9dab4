"""One file of statements: lines come in, in the end the file is there, in its format and packing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from errno import EISDIR
from pathlib import Path
from types import TracebackType
from typing import IO, Self, cast

from kgbuild.errors import UsageError
from kgbuild.model.quads import Quad
from kgbuild.problems import Problem
from kgbuild.yarrrml.form import Mapping
from kgbuild.yarrrml.output.distinct import IN_MEMORY, DistinctLines, SortedLines
from kgbuild.yarrrml.packing import PackedFile, packing_of
from kgbuild.yarrrml.recoding import Stream, Utf16

LINES = frozenset({"nquads", "ntriples"})
_TURTLE = frozenset({"turtle", "trig", "n3"})
_SHARE = 16  # of the lines in memory, that one of many files may hold


class Order(Enum):
    """In which order lines are written, and whether repeated ones are."""

    DISTINCT = "distinct"  # as made, without repeats
    SORTED = "sorted"  # sorted, without repeats
    AS_MADE = "as made"  # as made, with repeats


class Outlet:
    """One file being written (or standard output): lines come in, the finished file appears at the end.

    `gathers`: it is opened no earlier than then, as one of so many that not all can be open.
    """

    def __init__(
        self, path: Path | None, kind: str, order: Order, encoding: str = "utf-8", *, gathers: bool = False
    ) -> None:
        """Name a file (None: standard output), its format, the order of its lines and its encoding."""
        self.name = "-" if path is None else path.as_posix()
        self._path = path
        self._kind = kind
        self._encoding = encoding
        self._count = 0
        self._gathers = gathers
        self._gathered: DistinctLines | SortedLines | None = None
        kept = IN_MEMORY // _SHARE if gathers else IN_MEMORY
        if kind not in LINES or order is Order.SORTED:  # the other formats group what stands together
            self._gathered = SortedLines(in_memory=kept)
        elif order is Order.DISTINCT or gathers:
            self._gathered = DistinctLines(in_memory=kept)
        self._scratch = None if path is None else path.parent / (path.name + ".part")
        self._stream: Stream = sys.stdout.buffer

    def __enter__(self) -> Self:
        if not self._gathers:
            self._open()
        return self

    def _open(self) -> None:
        if self._path is None or self._scratch is None:
            return
        packing = packing_of(self._path)
        try:
            if self._path.is_dir():
                raise IsADirectoryError(EISDIR, "it is a folder")
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._stream = PackedFile(self._scratch, packing, self._path.name.removesuffix(packing))
        except (OSError, ValueError) as error:  # ValueError: a path with a NUL in it
            raise UsageError(f"cannot write `{self.name}`: {getattr(error, 'strerror', None) or error}") from None
        if self._encoding == "utf-16":
            self._stream = Utf16(self._stream)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._gathered is not None:
            self._gathered.close()
        if self._scratch is not None and self._stream is not sys.stdout.buffer:
            self._stream.close()
            self._scratch.unlink(missing_ok=True)

    def add(self, lines: list[str]) -> None:
        """Take lines."""
        if self._gathered is not None:
            self._gathered.add(map(_graph_first, lines) if self._kind == "trig" else lines)
            return
        self._count += len(lines)
        self._stream.write("".join(lines).encode())

    def finish(self, mapping: Mapping, problems: list[Problem]) -> int:
        """Write what is gathered, put the file in its place, and return how many statements it holds.

        What the format cannot hold is left out and added to `problems`.
        """
        if self._gathers:
            self._open()
        if self._gathered is not None:
            for chunk in self._gathered.chunks() if self._kind in LINES else ():
                self._stream.write(chunk)
            self._count = self._gathered.count
            if self._kind == "rdfxml":
                self._count = _written_as_xml(self._gathered.chunks, self._stream, self.name, problems)
            elif self._kind not in LINES:
                self._count = _serialized(self._gathered.chunks, self._stream, self._kind, mapping)
        if self._path is not None and self._scratch is not None:
            self._stream.close()
            self._scratch.replace(self._path)
        else:
            sys.stdout.buffer.flush()
        return self._count


def _written_as_xml(chunks: Callable[[], Iterator[bytes]], stream: Stream, name: str, problems: list[Problem]) -> int:
    """Write gathered lines as RDF/XML; return how many. Each reason why others are left out becomes a problem."""
    import pyoxigraph as ox

    from kgbuild.yarrrml.output.rdf_xml import Fitting, XmlStream

    fitting = Fitting()
    quads = (quad for chunk in chunks() for quad in ox.parse(chunk, format=ox.RdfFormat.N_QUADS))
    ox.serialize(fitting.of(quads), cast(IO[bytes], XmlStream(stream)), format=ox.RdfFormat.RDF_XML)
    problems.extend(fitting.told(name))
    return sum(chunk.count(b"\n") for chunk in chunks()) - fitting.count


def _serialized(chunks: Callable[[], Iterator[bytes]], stream: Stream, kind: str, mapping: Mapping) -> int:
    """Write gathered lines in a format that groups what stands together; return how many they are."""
    if kind in _TURTLE:
        from kgbuild.turtle import trig_pieces

        for piece in trig_pieces(_quads(chunks(), graph_first=kind == "trig"), prefixes=dict(mapping.prefixes)):
            stream.write(piece)
    else:
        import pyoxigraph as ox

        quads = (quad for chunk in chunks() for quad in ox.parse(chunk, format=ox.RdfFormat.N_QUADS))
        ox.serialize(quads, cast(IO[bytes], stream), format=ox.RdfFormat.JSON_LD)
    return sum(chunk.count(b"\n") for chunk in chunks())


def _graph_first(line: str) -> str:
    """A line in the order graph, subject, predicate, object, so that sorting brings graphs together."""
    subject, predicate, rest = line.split(" ", 2)
    # No graph holds a quote or the end of a triple as a term, so behind the last one nothing but a tag or datatype and
    # the graph can stand.
    end = rest.find(" ", rest.rfind(")>>" if rest.startswith("<<(") else '"') + 1)
    made, graph = rest[:end], rest[end + 1 : -2].rstrip()
    return f"{graph} {subject} {predicate} {made} .\n"


def _quads(chunks: Iterable[bytes], *, graph_first: bool) -> Iterator[Quad]:
    for chunk in chunks:
        for line in chunk.decode().split("\n")[:-1]:  # not splitlines(): a literal may hold other line separators
            graph, rest = line.split(" ", 1) if graph_first else ("", line)
            subject, predicate, made = rest.split(" ", 2)
            yield Quad(subject, predicate, made[:-2], graph)
