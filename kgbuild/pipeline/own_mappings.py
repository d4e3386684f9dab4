"""A project's own mappings against the tables of a build: columns and files that are missing, files that make none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgbuild.config import Config
from kgbuild.errors import InputError
from kgbuild.model.tables import Table
from kgbuild.problems import Location, Problem, Severity
from kgbuild.resources import shown_path
from kgbuild.tabulate.columns import TABLES, columns_of
from kgbuild.yarrrml.execution.run import run_lines
from kgbuild.yarrrml.form import Formulation, Link, Rule, Source
from kgbuild.yarrrml.form import Mapping as RuleSet
from kgbuild.yarrrml.sources.open_source import Inputs

_FILES = frozenset({Formulation.CSV, Formulation.JSONPATH, Formulation.JSONL, Formulation.XPATH})


def own_files(config: Config) -> frozenset[str]:
    """Return the project's own mapping files as messages show them."""
    return frozenset(shown_path(path, base=config.folder) for path in config.mappings.files)


def check_sources(mapping: RuleSet, own: frozenset[str]) -> list[Problem]:
    """Return what a build would find wrong with the sources of the rules of `own` files, before there are any rows."""
    if not own:
        return []
    inputs = Inputs(tables={name: Table(name, columns_of(name), ()) for name in TABLES})
    found: list[Problem] = []
    for rule in (rule for rule in mapping.rules if rule.where.file in own):
        missing = [_missing(source) for source in _read_by(rule, mapping) if _lacks(source, rule, inputs)]
        found += missing
        if not missing and all(inputs.table(source) is not None for source in _read_by(rule, mapping)):
            try:
                for _ in run_lines(mapping, inputs, found, only=rule.name):
                    pass
            except InputError as error:
                found += error.problems
    return list(dict.fromkeys(found))


def _read_by(rule: Rule, mapping: RuleSet) -> Iterator[Source]:
    yield from rule.sources
    for entry in rule.entries:
        for made in entry.objects:
            if isinstance(made, Link):
                yield from mapping.rule(made.mapping).sources


def _lacks(source: Source, rule: Rule, inputs: Inputs) -> bool:
    if inputs.table(source) is not None or source.view is not None or source.formulation not in _FILES:
        return False
    return not (source.is_remote or source.is_sparql or source.access == "-") and not inputs.path(source, rule).exists()


def _missing(source: Source) -> Problem:
    what = f"`{source.access}` is no table of a build, and there is no such file"
    return Problem(source.where, what, "docs/tables.md lists the tables; check the path")


def made_nothing(mapping: RuleSet, tables: Iterable[Table], own: frozenset[str]) -> Iterator[Problem]:
    """Yield a warning for each of the `own` mapping files that makes no statement of these tables."""
    inputs = Inputs(tables={table.name: table for table in tables})
    for file in sorted(own):
        names = [rule.name for rule in mapping.rules if rule.where.file == file]
        if not any(_makes(mapping, inputs, name) for name in names):
            fix = "its tables have no rows here, or its conditions hold for none"
            yield Problem(Location(file), "this mapping made nothing", fix, Severity.WARNING)


def _makes(mapping: RuleSet, inputs: Inputs, rule: str) -> bool:
    return any(lines for batch in run_lines(mapping, inputs, [], only=rule) for lines in batch.values())
