"""Mapping runs into files: formats, compression, targets."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as MappingOf
from collections.abc import Set as SetOf
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kgbuild.errors import UsageError
from kgbuild.problems import Problem
from kgbuild.yarrrml.execution.routes import Route, routes
from kgbuild.yarrrml.execution.run import Lines, run_lines
from kgbuild.yarrrml.form import Mapping, Target
from kgbuild.yarrrml.output.outlet import Order, Outlet
from kgbuild.yarrrml.packing import SUFFIXES, packing_of
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
    paths = {t.name: _path(t, destination.targets, inputs) for t in used if t.type != "sparql" and t.template is None}
    read = {_full(inputs.path(source, rule)) for rule in mapping.rules for source in rule.sources}
    with ExitStack() as stack:
        main = stack.enter_context(Outlet(destination.path, kind, destination.order))
        outlets = _Outlets(stack, destination, inputs, names, _written(destination.path, paths, read), read)
        for target in used:
            outlets.open(target, paths.get(target.name))
        for batch in run_lines(mapping, inputs, problems) if batches is None else batches:
            for targets, lines in batch.items():
                if not targets:
                    main.add(lines)
                for name in targets if lines else ():
                    outlets[name].add(lines)
        found: list[Outlet | EndpointOutlet] = [main, *outlets.in_order()]
        # Endpoints first: where one refuses, no file has appeared yet.
        counts = {id(o): o.finish(mapping, problems) for o in sorted(found, key=lambda o: isinstance(o, Outlet))}
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


def _written(path: Path | None, targets: MappingOf[str, Path], sources: SetOf[Path]) -> dict[Path, str]:
    """Return the files of a run, with who writes each. Raises `UsageError` for one that is read, or written twice."""
    written = {} if path is None else {_full(path): "--out-file"}
    for name, target in targets.items():
        _claim(target, name, written, sources)
    return written


def _claim(path: Path, name: str, written: dict[Path, str], sources: SetOf[Path]) -> None:
    if _full(path) in sources:
        raise UsageError(f"`{path.as_posix()}` is a source and target `{name}`; name another file")
    other = written.setdefault(_full(path), f"target `{name}`")
    if other != f"target `{name}`":
        raise UsageError(f"`{path.as_posix()}` is written by {other} and by target `{name}`; name two files")


class _Outlets:
    """The files and endpoints of the targets; those whose name the rows give come up on the way."""

    def __init__(
        self, stack: ExitStack, destination: Destination, inputs: Inputs, targets: MappingOf[str, Target],
        written: dict[Path, str], sources: SetOf[Path],
    ) -> None:  # fmt: skip
        self._stack, self._destination, self._inputs, self._targets = stack, destination, inputs, targets
        self._written, self._sources = written, sources
        self._found: dict[str, Outlet | EndpointOutlet] = {}

    def open(self, target: Target, path: Path | None) -> None:
        """Open a target with one file (`path`) or endpoint (None)."""
        if target.type == "sparql":
            from kgbuild.yarrrml.output.sparql_target import EndpointOutlet

            self._found[target.name] = self._stack.enter_context(EndpointOutlet(target))
        elif target.template is None:
            outlet = Outlet(path, target.serialization, self._destination.order, target.encoding)
            self._found[target.name] = self._stack.enter_context(outlet)

    def __getitem__(self, name: str) -> Outlet | EndpointOutlet:
        """Return the outlet of a target, or of one of its files by `name NUL file`."""
        if name not in self._found:
            template, access = name.split("\0", 1)
            target = self._targets[template]
            path = _path(target._replace(access=access), self._destination.targets, self._inputs)
            _claim(path, f"{template} for {access}", self._written, self._sources)
            outlet = Outlet(path, target.serialization, self._destination.order, target.encoding, gathers=True)
            self._found[name] = self._stack.enter_context(outlet)
        return self._found[name]

    def in_order(self) -> list[Outlet | EndpointOutlet]:
        """Return those of the targets as they were opened, then the others by their names."""
        fixed = [outlet for name, outlet in self._found.items() if "\0" not in name]
        return fixed + [self._found[name] for name in sorted(self._found) if "\0" in name]
