"""Mapping runs into files: formats, compression, targets."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from enum import Enum
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, NamedTuple, Self, cast

from kgbuild.errors import UsageError
from kgbuild.model.quads import Quad
from kgbuild.problems import Problem
from kgbuild.turtle import trig_pieces
from kgbuild.yarrrml.distinct import DistinctLines, SortedLines
from kgbuild.yarrrml.form import Mapping, Target, Template
from kgbuild.yarrrml.open_source import Inputs
from kgbuild.yarrrml.packing import SUFFIXES, PackedFile, packing_of
from kgbuild.yarrrml.run import Lines, run_lines
from kgbuild.yarrrml.sources.remote import refused

if TYPE_CHECKING:
    from kgbuild.yarrrml.sparql_target import EndpointOutlet

_SUFFIXES = {
    ".nq": "nquads",
    ".nt": "ntriples",
    ".ttl": "turtle",
    ".trig": "trig",
    ".jsonld": "jsonld",
    ".rdf": "rdfxml",
    ".n3": "n3",
}
_WITHOUT_GRAPHS = frozenset({"ntriples", "turtle", "rdfxml", "n3"})
_LINES = frozenset({"nquads", "ntriples"})
_TURTLE = frozenset({"turtle", "trig", "n3"})
_OXIGRAPH = {"jsonld": "JSON_LD", "rdfxml": "RDF_XML"}


class Order(Enum):
    """In which order lines are written, and whether repeated ones are."""

    DISTINCT = "distinct"  # as made, without repeats
    SORTED = "sorted"  # sorted, without repeats
    AS_MADE = "as made"  # as made, with repeats


class Written(NamedTuple):
    """What a run wrote: the statements of each file (`-` is standard output)."""

    counts: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """All statements written."""
        return sum(count for _, count in self.counts)


class Destination(NamedTuple):
    """Where a run writes: a file (None: standard output), its format (empty: by suffix, else N-Quads), the order, and
    the folder that targets named in the mapping are written below."""

    path: Path | None = None
    format: str = ""
    order: Order = Order.DISTINCT
    targets: Path = Path()


def map_to_file(
    mapping: Mapping,
    destination: Destination,
    *,
    inputs: Inputs,
    problems: list[Problem],
    batches: Iterable[Lines] | None = None,
) -> Written:
    """Run a mapping and write its statements; return how many went where.

    `batches` gives the statements where they are made otherwise (`run_parallel`, `run_changed`).
    Statements of terms with targets go to those files and not to the destination. Nothing is left half written: files
    appear when all is done. Raises `UsageError` for an unknown format or for named graphs in a format without them,
    `InputError` for a source that cannot be read, `MissingExtra` where a package is missing.
    """
    kind = format_of(destination.path, destination.format)
    _check_graphs(mapping, kind)
    names = {t.name: t for t in mapping.targets}
    for target in mapping.targets:
        if target.type == "sparql" and not inputs.network:
            raise refused(target.access, target.where)
    outlets: dict[str, _Outlet | EndpointOutlet] = {}
    with ExitStack() as stack:
        main = stack.enter_context(_Outlet(destination.path, kind, destination.order))
        for batch in run_lines(mapping, inputs, problems) if batches is None else batches:
            for targets, lines in batch.items():
                if not targets:
                    main.add(lines)
                for name in targets:
                    if name not in outlets:
                        outlets[name] = _opened(names[name], destination)
                        stack.enter_context(outlets[name])
                    outlets[name].add(lines)
        found: list[_Outlet | EndpointOutlet] = [main, *(outlets[name] for name in sorted(outlets))]
        # Endpoints first: where one refuses, no file has appeared yet.
        counts = {id(o): o.finish(mapping) for o in sorted(found, key=lambda o: isinstance(o, _Outlet))}
        return Written(tuple((outlet.name, counts[id(outlet)]) for outlet in found))


def format_of(path: Path | None, given: str) -> str:
    """Return the format's name from a name or suffix, or from the path. Raises `UsageError` for an unknown one."""
    if given:
        name = _SUFFIXES.get("." + given.lstrip("."), given)
        if name not in _SUFFIXES.values():
            known = ", ".join(s.lstrip(".") for s in _SUFFIXES)
            raise UsageError(f"unknown format `{given}`; known: {known}")
        return name
    if path is None:
        return "nquads"
    suffixes = Path(path.name.removesuffix(packing_of(path))).suffixes
    if not suffixes or suffixes[-1] not in _SUFFIXES:
        raise UsageError(f"no format for `{path.name}`; name the file {', '.join(_SUFFIXES)} or say the format")
    return _SUFFIXES[suffixes[-1]]


def _check_graphs(mapping: Mapping, kind: str) -> None:
    if kind not in _WITHOUT_GRAPHS:
        return
    for rule in mapping.rules:
        for graph in (*rule.graphs, *(g for e in rule.entries for g in e.graphs)):
            constant = graph.value.constant if isinstance(graph.value, Template) else None
            if constant is None or not constant.endswith("defaultGraph"):
                where = f"mapping `{rule.name}` ({rule.where})"
                raise UsageError(f"{kind} holds no named graphs, and {where} makes some; write .nq, .trig or .jsonld")


def _opened(target: Target, destination: Destination) -> _Outlet | EndpointOutlet:
    if target.type == "sparql":
        from kgbuild.yarrrml.sparql_target import EndpointOutlet

        return EndpointOutlet(target)
    path, kind = _target(target, destination.targets)
    return _Outlet(path, kind, destination.order)


def _target(target: Target, folder: Path) -> tuple[Path, str]:
    path = folder / target.access
    packing = SUFFIXES.get(target.compression, "")
    if packing and not packing_of(path):
        path = path.with_name(path.name + packing)
    return path, target.serialization


class _Outlet:
    """One file being written (or standard output): lines come in, the finished file appears at the end."""

    def __init__(self, path: Path | None, kind: str, order: Order) -> None:
        self.name = "-" if path is None else path.as_posix()
        self._path = path
        self._kind = kind
        self._count = 0
        self._gathered: DistinctLines | SortedLines | None = None
        if kind not in _LINES or order is Order.SORTED:  # the other formats group what stands together
            self._gathered = SortedLines()
        elif order is Order.DISTINCT:
            self._gathered = DistinctLines()
        self._scratch = None if path is None else path.with_name(path.name + ".part")
        self._stream: IO[bytes] | PackedFile = sys.stdout.buffer

    def __enter__(self) -> Self:
        if self._path is not None and self._scratch is not None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            packing = packing_of(self._path)
            self._stream = PackedFile(self._scratch, packing, self._path.name.removesuffix(packing))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._gathered is not None:
            self._gathered.close()
        if self._scratch is not None:
            self._stream.close()
            self._scratch.unlink(missing_ok=True)

    def add(self, lines: list[str]) -> None:
        """Take lines."""
        if self._gathered is not None:
            self._gathered.add(map(_graph_first, lines) if self._kind == "trig" else lines)
            return
        self._count += len(lines)
        self._stream.write("".join(lines).encode())

    def finish(self, mapping: Mapping) -> int:
        """Write what is gathered, put the file in its place, and return how many statements it holds."""
        if self._gathered is not None:
            for chunk in self._gathered.chunks() if self._kind in _LINES else ():
                self._stream.write(chunk)
            self._count = self._gathered.count
            if self._kind not in _LINES:
                self._count = _serialized(self._gathered.chunks, self._stream, self._kind, mapping)
        if self._path is not None and self._scratch is not None:
            self._stream.close()
            self._scratch.replace(self._path)
        else:
            sys.stdout.buffer.flush()
        return self._count


def _serialized(
    chunks: Callable[[], Iterator[bytes]], stream: IO[bytes] | PackedFile, kind: str, mapping: Mapping
) -> int:
    """Write gathered lines in a format that groups what stands together; return how many they are."""
    if kind in _TURTLE:
        texts = trig_pieces(lambda: _quads(chunks(), graph_first=kind == "trig"), prefixes=dict(mapping.prefixes))
        for text in texts:
            stream.write(text.encode())
    else:
        import pyoxigraph as ox

        quads = (quad for chunk in chunks() for quad in ox.parse(chunk, format=ox.RdfFormat.N_QUADS))
        ox.serialize(quads, cast(IO[bytes], stream), format=getattr(ox.RdfFormat, _OXIGRAPH[kind]))
    return sum(chunk.count(b"\n") for chunk in chunks())


def _graph_first(line: str) -> str:
    """A line in the order graph, subject, predicate, object, so that sorting brings graphs together."""
    subject, predicate, rest = line.split(" ", 2)
    # No graph holds a quote, so behind the last one nothing but a tag or datatype and the graph can stand.
    end = rest.find(" ", rest.rfind('"') + 1)
    made, graph = rest[:end], rest[end + 1 : -2].rstrip()
    return f"{graph} {subject} {predicate} {made} .\n"


def _quads(chunks: Iterable[bytes], *, graph_first: bool) -> Iterator[Quad]:
    for chunk in chunks:
        for line in chunk.decode().split("\n")[:-1]:  # not splitlines(): a literal may hold other line separators
            graph, rest = line.split(" ", 1) if graph_first else ("", line)
            subject, predicate, made = rest.split(" ", 2)
            yield Quad(subject, predicate, made[:-2], graph)
