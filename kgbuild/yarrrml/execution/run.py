"""Running a mapping: statements with lineage, or N-Quads lines without."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as MappingOf
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgbuild.model.quads import Statement
from kgbuild.model.tables import Table
from kgbuild.problems import Location, Problem, Severity
from kgbuild.yarrrml.checks.terms import read_columns, terms_of
from kgbuild.yarrrml.compile.access import Access, Extractor
from kgbuild.yarrrml.compile.coder import Mode, Place
from kgbuild.yarrrml.compile.links import Index, Join, linked_columns
from kgbuild.yarrrml.compile.parts import WHOLE, Part
from kgbuild.yarrrml.compile.rule import compile_index, compile_rule
from kgbuild.yarrrml.compile.runtime import Reporter
from kgbuild.yarrrml.compile.unit import Sinks, Unit
from kgbuild.yarrrml.form import Mapping, Rule, Source, Target, Term, ViewJoin
from kgbuild.yarrrml.sources.lookup_tables import LookupTables
from kgbuild.yarrrml.sources.missing_columns import check_columns
from kgbuild.yarrrml.sources.open_source import Inputs, open_source
from kgbuild.yarrrml.sources.scratch import Scratch

if TYPE_CHECKING:
    from kgbuild.yarrrml.sources.view_rows import Joined

Lines = MappingOf[tuple[str, ...], list[str]]
Reads = tuple[tuple[str, Location], ...]


def materialize(
    mapping: Mapping,
    *,
    base: Path | None = None,
    tables: MappingOf[str, Table] | None = None,
    sources: MappingOf[str, Path] | None = None,
    problems: list[Problem],
) -> Iterator[Statement]:
    """Yield every statement the mapping makes, with rule and row, in the order of rules, rows and entries.

    A source is served from `tables` (by its name, or its file name without suffix), else from `sources`, else from a
    file relative to `base`, else to the mapping's own folder. Values that make no valid term are added to `problems`
    and left out. The same statement may come more than once, each time with its own row. Raises `InputError` for a
    source that cannot be read.
    """
    yield from run_statements(mapping, Inputs(base, tables or {}, sources or {}), problems)


def run_statements(mapping: Mapping, inputs: Inputs, problems: list[Problem]) -> Iterator[Statement]:
    """Do what `materialize` does, with the inputs in one."""
    run = _Run(mapping, inputs, problems)
    for rule in mapping.rules:
        for position, source in enumerate(rule.sources):
            with ExitStack() as closing:
                rows, unit = run.opened(rule, position, source, closing, tuple(read_columns(rule)))
                reporter = Reporter(problems, source.name)
                yield from compile_rule(unit, Mode.STATEMENTS)(rows, Sinks(reporter.bad))
                reporter.finish()


def materialize_lines(
    mapping: Mapping,
    *,
    base: Path | None = None,
    tables: MappingOf[str, Table] | None = None,
    sources: MappingOf[str, Path] | None = None,
    problems: list[Problem],
) -> Iterator[Lines]:
    """Yield N-Quads lines in batches, by the targets they go to (the empty tuple: no target of their own).

    The same arguments, order and errors as `materialize`, without lineage and several times faster. A batch is
    emptied when the next one is asked for. Duplicates are not removed; `kgbuild.yarrrml.output.distinct` does that.
    """
    yield from run_lines(mapping, Inputs(base, tables or {}, sources or {}), problems)


def run_lines(
    mapping: Mapping,
    inputs: Inputs,
    problems: list[Problem],
    *,
    only: str = "",
    part: Part = WHOLE,
) -> Iterator[Lines]:
    """Do what `materialize_lines` does, with the inputs in one; `only` names the one rule to run, `part` which of its
    rows: what comes is a batch for each `BATCH` of them."""
    run = _Run(mapping, inputs, problems)
    for rule in mapping.rules:
        if only not in {"", rule.name}:
            continue
        for position, source in enumerate(rule.sources):
            with ExitStack() as closing:
                rows, unit = run.opened(rule, position, source, closing, run.reads(rule))
                reporter = Reporter(problems, source.name)
                sinks = Sinks(reporter.bad, part=part)
                for _ in compile_rule(unit, Mode.LINES)(rows, sinks):
                    yield sinks.lines
                    for lines in sinks.lines.values():
                        lines.clear()
                reporter.finish()


@dataclass(slots=True)
class _Run:
    """One run: opens sources, builds each link's index once."""

    mapping: Mapping
    inputs: Inputs
    problems: list[Problem]
    indexes: dict[Join, Index] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    targets: dict[str, Target] = field(default_factory=dict)
    joined: dict[ViewJoin, Joined] = field(default_factory=dict)
    tables: LookupTables = field(init=False)

    def __post_init__(self) -> None:
        """Look up the rules once, and give the run a place for what it fetches, unless the caller has one."""
        self.rules = {r.name: r for r in self.mapping.rules}
        self.targets = {t.name: t for t in self.mapping.targets}
        self.numbers = {name: number for number, name in enumerate(self.rules)}
        if self.inputs.scratch is None:
            self.inputs = self.inputs._replace(scratch=Scratch())
        self.tables = LookupTables(self.inputs, self.mapping.functions)

    def opened(
        self, rule: Rule, position: int, source: Source, closing: ExitStack, reads: Reads
    ) -> tuple[Iterable[object], Unit]:
        """Open a source and return its rows and the rule as it is compiled for them; `reads` is looked for in them."""
        natural = any(isinstance(o, Term) and o.natural for e in rule.entries for o in e.objects)
        access, rows = self._rows(source, rule, closing, natural=natural)
        if access.extractor is not None and (rule.entries or reads):
            rows = _watched(
                rows, rule.name, source, {n: (access.extractor(n), w) for n, w in reads}, self.problems, access.hint
            )
        check_columns(reads, source, access, rule.name, self.problems)
        tag = self._tag(rule, position)
        functions = self.tables.functions_of(rule)
        return rows, Unit(rule, source, tag, self._tag_of, access, self.rules, functions, self.index, self.targets)

    def reads(self, rule: Rule) -> Reads:
        """Return what a rule reads from its own records, for the files of its statements too."""
        names = dict.fromkeys(name for term in terms_of(rule) for name in term.targets)
        files = (self.targets[n].template for n in names if n in self.targets)
        return (*read_columns(rule), *((r.name, t.where) for t in files if t is not None for r in t.refs))

    def _tag(self, rule: Rule, position: int) -> str:
        return f"r{self.numbers[rule.name]}s{position}"

    def _tag_of(self, rule: Rule, source: Source) -> str:
        return self._tag(rule, rule.sources.index(source))

    def _rows(
        self, source: Source, rule: Rule, closing: ExitStack, *, natural: bool
    ) -> tuple[Access, Iterable[object]]:
        if source.view is None:
            return open_source(source, rule, self.inputs, self.problems, closing=closing, natural=natural)
        from kgbuild.yarrrml.sources.view_rows import open_view

        def opened(inner: Source) -> tuple[Access, Iterable[object]]:
            access, rows = self._rows(inner, rule, closing, natural=True)
            if access.extractor is not None:
                rows = _watched(rows, source.name, inner, {}, self.problems)
            return access, rows

        return open_view(source, opened, self.tables.functions_of(rule), self.problems, self.joined)

    def index(self, join: Join) -> Index:
        """Return the index of a link, built from the linked mapping's rows when first asked for."""
        if join in self.indexes:
            return self.indexes[join]
        index = self.indexes[join] = Index()
        needed = join.rule._replace(entries=())
        places = {value.where for _, value in join.keys}
        for position, source in enumerate(join.rule.sources):
            with ExitStack() as closing:
                rows, unit = self.opened(needed, position, source, closing, tuple(linked_columns(join)))
                reporter = Reporter(self.problems, source.name)

                # What is wrong with the subjects is told when the linked mapping itself runs.
                def bad(place: Place, *what: Any, reporter: Reporter = reporter) -> None:
                    if place.where in places:
                        reporter.bad(place, *what)

                for _ in compile_index(unit, join)(rows, Sinks(bad, index=index)):
                    pass
                reporter.finish()
        return index


def _watched(
    records: Iterable[object],
    rule: str,
    source: Source,
    missing: MappingOf[str, tuple[Extractor, Location]],
    problems: list[Problem],
    hint: str = "",
) -> Iterator[object]:
    """Yield the records; a reference that finds nothing in any of them becomes a warning: it may be misspelt."""
    count = 0
    rest = iter(records)
    for record in rest:
        count += 1
        missing = {name: one for name, one in missing.items() if not one[0](record)}
        yield record
        if not missing:
            break
    yield from rest
    if not count:
        what = f"no record in `{source.access}`" + (f": `{source.iterator}` finds none" if source.iterator else "")
        problem = Problem(source.where, what, hint or "check the iterator", Severity.WARNING, rule=rule)
        problems += [] if problem in problems else [problem]
    for name, (_, where) in missing.items() if count else ():
        what = f"`$({name})` finds nothing in any of the {count} records of `{source.access}`"
        problems.append(Problem(where, what, hint or "check its spelling", Severity.WARNING, rule=rule))
