"""Mapping runs into files: formats, compression, targets."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as MappingOf
from collections.abc import Set as SetOf
from contextlib import ExitStack
from enum import Enum
from errno import EISDIR
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, NamedTuple, Self, cast

from kgbuild.errors import UsageError
from kgbuild.model.quads import Quad
from kgbuild.problems import Problem
from kgbuild.yarrrml.execution.routes import Route, routes
from kgbuild.yarrrml.execution.run import Lines, run_lines
from kgbuild.yarrrml.form import Mapping, Target
from kgbuild.yarrrml.output.distinct import DistinctLines, SortedLines
from kgbuild.yarrrml.packing import SUFFIXES, PackedFile, packing_of
from kgbuild.yarrrml.recoding import Stream, Utf16
from kgbuild.yarrrml.sources.open_source import Inputs, check_inside

if TYPE_CHECKING:
    from kgbuild.yarrrml.output.sparql_target import EndpointOutlet

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
_WITHOUT_TRIPLES = frozenset({"jsonld", "n3"})
_LINES = frozenset({"nquads", "ntriples"})
_TURTLE = frozenset({"turtle", "trig", "n3"})


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
    the folder that targets named in the mapping are written below (None: as the mapping says)."""

    path: Path | None = None
    format: str = ""
    order: Order = Order.DISTINCT
    targets: Path | None = None


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
    Statements of terms with targets go to those files and not to the destination; a target that gets none is an empty
    file. Nothing is left half written: files appear when all is done. Raises `UsageError` for an unknown format, for
    named graphs in a format without them and for a file written twice, `InputError` for a source that cannot be read,
    `MissingExtra` where a package is missing.
    """
    kind = format_of(destination.path, destination.format)
    names = {t.name: t for t in mapping.targets}
    ways = list(routes(mapping))
    _check_graphs(ways, kind, names)
    used = [names[name] for name in sorted({name for way in ways for name in way.targets})]
    _check_network(used, inputs)
    paths = {t.name: _path(t, destination.targets, inputs) for t in used if t.type != "sparql"}
    read = {_full(inputs.path(source, rule)) for rule in mapping.rules for source in rule.sources}
    _check_paths(destination.path, paths, read)
    with ExitStack() as stack:
        main = stack.enter_context(_Outlet(destination.path, kind, destination.order))
        outlets = {t.name: _opened(t, paths.get(t.name), destination.order) for t in used}
        for outlet in outlets.values():
            stack.enter_context(outlet)
        for batch in run_lines(mapping, inputs, problems) if batches is None else batches:
            for targets, lines in batch.items():
                if not targets:
                    main.add(lines)
                for name in targets:
                    outlets[name].add(lines)
        found: list[_Outlet | EndpointOutlet] = [main, *outlets.values()]
        # Endpoints first: where one refuses, no file has appeared yet.
        counts = {id(o): o.finish(mapping, problems) for o in sorted(found, key=lambda o: isinstance(o, _Outlet))}
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


def _check_network(targets: Iterable[Target], inputs: Inputs) -> None:
    for target in targets:
        if target.type == "sparql" and not inputs.network:
            from kgbuild.yarrrml.sources.remote import refused

            raise refused(target.access, target.where)


def _check_graphs(ways: Iterable[Route], kind: str, targets: MappingOf[str, Target]) -> None:
    for way in ways:
        kinds = [t.serialization for n in way.targets if (t := targets[n]).type != "sparql"] if way.targets else [kind]
        for one in kinds if way.has_triples else ():
            if one in _WITHOUT_TRIPLES:
                where = f"mapping `{way.rule.name}` ({way.rule.where})"
                raise UsageError(f"{one} holds no triples as terms, and {where} makes some; write .nq, .ttl or .trig")
        for one in kinds if way.is_named else ():
            if one in _WITHOUT_GRAPHS:
                where = f"mapping `{way.rule.name}` ({way.rule.where})"
                raise UsageError(f"{one} holds no named graphs, and {where} makes some; write .nq, .trig or .jsonld")


def _opened(target: Target, path: Path | None, order: Order) -> _Outlet | EndpointOutlet:
    if path is None:
        from kgbuild.yarrrml.output.sparql_target import EndpointOutlet

        return EndpointOutlet(target)
    return _Outlet(path, target.serialization, order, target.encoding)


def _path(target: Target, folder: Path | None, inputs: Inputs) -> Path:
    below = Path(target.folder) if folder is None else folder
    path = below / target.access
    check_inside(path, below, target.access, target.where, outside=inputs.outside)
    packing = SUFFIXES.get(target.compression, "")
    return path.parent / (path.name + packing) if packing and not packing_of(path) else path


def _full(path: Path) -> Path:
    """The path without links and dots; one that no file can have stays as it is."""
    try:
        return path.resolve()
    except (OSError, ValueError, RuntimeError):
        return path


def _check_paths(path: Path | None, targets: MappingOf[str, Path], sources: SetOf[Path]) -> None:
    written = {} if path is None else {_full(path): "--out-file"}
    for name, target in targets.items():
        if _full(target) in sources:
            raise UsageError(f"`{target.as_posix()}` is a source and target `{name}`; name another file")
        other = written.setdefault(_full(target), f"target `{name}`")
        if other != f"target `{name}`":
            raise UsageError(f"`{target.as_posix()}` is written by {other} and by target `{name}`; name two files")


class _Outlet:
    """One file being written (or standard output): lines come in, the finished file appears at the end."""

    def __init__(self, path: Path | None, kind: str, order: Order, encoding: str = "utf-8") -> None:
        self.name = "-" if path is None else path.as_posix()
        self._path = path
        self._kind = kind
        self._encoding = encoding
        self._count = 0
        self._gathered: DistinctLines | SortedLines | None = None
        if kind not in _LINES or order is Order.SORTED:  # the other formats group what stands together
            self._gathered = SortedLines()
        elif order is Order.DISTINCT:
            self._gathered = DistinctLines()
        self._scratch = None if path is None else path.parent / (path.name + ".part")
        self._stream: Stream = sys.stdout.buffer

    def __enter__(self) -> Self:
        if self._path is not None and self._scratch is not None:
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

    def finish(self, mapping: Mapping, problems: list[Problem]) -> int:
        """Write what is gathered, put the file in its place, and return how many statements it holds.

        What the format cannot hold is left out and added to `problems`.
        """
        if self._gathered is not None:
            for chunk in self._gathered.chunks() if self._kind in _LINES else ():
                self._stream.write(chunk)
            self._count = self._gathered.count
            if self._kind == "rdfxml":
                self._count = _written_as_xml(self._gathered.chunks, self._stream, self.name, problems)
            elif self._kind not in _LINES:
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

        texts = trig_pieces(lambda: _quads(chunks(), graph_first=kind == "trig"), prefixes=dict(mapping.prefixes))
        for text in texts:
            stream.write(text.encode())
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
