"""Sources to rows: from a table in memory where there is one of that name, else from the file, by its formulation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import NamedTuple

from kgbuild.errors import ConfigError
from kgbuild.model.tables import Table
from kgbuild.problems import Location, Problem
from kgbuild.yarrrml.compile.access import Access, Shape
from kgbuild.yarrrml.compile.runtime import clean
from kgbuild.yarrrml.form import Formulation, Rule, Source
from kgbuild.yarrrml.sources.scratch import Scratch

_SQLITE = re.compile(r"^sqlite:(///)?")


class Inputs(NamedTuple):
    """Where sources are found: tables in memory, files given for a source's name, the folder of relative paths, and
    the database of sources that name none (R2RML), as an SQLAlchemy URL or a SQLite file. Without `network` a source
    on the network is refused, without `outside` a source outside of a `base` that is given and a target outside of the
    folder it is written below; `scratch` holds what is fetched for longer than one run."""

    base: Path | None = None
    tables: Mapping[str, Table] = {}
    sources: Mapping[str, Path] = {}
    database: str = ""
    network: bool = False
    scratch: Scratch | None = None
    outside: bool = False

    def given(self, source: Source) -> Path | None:
        """Return the file that the caller named for a source."""
        names = (source.name, source.access, Path(source.access).stem)
        return next((self.sources[name] for name in names if name in self.sources), None)

    def path(self, source: Source, rule: Rule) -> Path:
        """Return the file of a source."""
        given = self.given(source)
        if given is not None or source.access == "-":
            return given or Path("-")
        access = _SQLITE.sub("", source.access)
        return (self.base if self.base is not None else Path(rule.folder)) / access

    def table(self, source: Source) -> Table | None:
        """Return the table in memory that stands for a CSV source, by its name or its file's stem."""
        if source.formulation is not Formulation.CSV:
            return None
        for name in (source.name, source.access, source.access.rpartition("/")[2].partition(".")[0]):
            if name in self.tables:
                return self.tables[name]
        return None


def open_source(
    source: Source, rule: Rule, inputs: Inputs, problems: list[Problem], *, closing: ExitStack, natural: bool = False
) -> tuple[Access, Iterable[object]]:
    """Return how the rows of a source are reached, and the rows. Raises `InputError` where it cannot be read."""
    table = inputs.table(source)
    if table is not None:
        return Access(Shape.DICT, table.columns), _table_rows(table, source, problems)
    source, path = _located(source, rule, inputs, closing)
    scratch = inputs.scratch or Scratch()
    match source.formulation:
        case Formulation.CSV:
            from kgbuild.yarrrml.sources.delimited import read_delimited

            return read_delimited(source, path, problems, closing=closing, scratch=scratch)
        case Formulation.JSONPATH | Formulation.JSONL:
            from kgbuild.yarrrml.sources.json_records import read_json

            return read_json(source, path, problems, closing=closing, natural=natural)
        case Formulation.XPATH:
            from kgbuild.yarrrml.sources.xml_records import read_xml

            # What a view finds inside a record may need the document around it.
            behind_view = not any(one is source for one in rule.sources)
            texts = partial(_text_at, source=source, inputs=inputs)
            return read_xml(source, path, closing=closing, scratch=scratch, read_text=texts, in_document=behind_view)
        case Formulation.SQL:
            from kgbuild.yarrrml.sources.sql_rows import read_sql

            return read_sql(source, path, closing=closing)
        case Formulation.PARQUET:
            from kgbuild.yarrrml.sources.column_rows import read_parquet

            return read_parquet(source, path, closing=closing)
        case Formulation.EXCEL:
            from kgbuild.yarrrml.sources.spreadsheet import read_spreadsheet

            return read_spreadsheet(source, path, closing=closing)


def _located(source: Source, rule: Rule, inputs: Inputs, closing: ExitStack) -> tuple[Source, Path]:
    """Return the source with the place it is read from, and the file there; what is no file yet is brought."""
    if source.formulation is Formulation.SQL and not source.access and inputs.database:
        from kgbuild.yarrrml.database_urls import database_url

        url = database_url(inputs.database)
        return source._replace(access=url), Path(_SQLITE.sub("", url))
    path = inputs.path(source, rule)
    if inputs.base is not None and inputs.given(source) is None and not source.is_remote and source.access != "-":
        check_inside(path, inputs.base, source.access, source.where, outside=inputs.outside)
    elsewhere = source.is_remote and inputs.given(source) is None
    if elsewhere or source.is_sparql:
        from kgbuild.yarrrml.sources.brought import brought

        scratch = inputs.scratch or closing.enter_context(Scratch())
        path = brought(source, None if elsewhere else path, scratch, network=inputs.network)
    return source, path


def _text_at(address: str, *, source: Source, inputs: Inputs) -> str:
    """Return the text at an address that an expression over a source asks for. Raises `InputError` where the network is
    needed and not allowed, or nothing comes."""
    from kgbuild.yarrrml.sources.brought import brought_text

    with ExitStack() as closing:
        scratch = inputs.scratch or closing.enter_context(Scratch())
        return brought_text(address, source.where, scratch, network=inputs.network)


def check_inside(path: Path, folder: Path, access: str, where: Location, *, outside: bool) -> None:
    """Raise `ConfigError` for a path that leads out of a folder, unless `outside` allows it: a mapping may come from
    somebody else."""
    if outside or "\0" in access:  # what no file can be called is refused where it is opened
        return
    if not path.resolve().is_relative_to(folder.resolve()):
        fix = "name a file below it, or run with --outside (in Python: `Inputs(outside=True)`)"
        shown = folder.as_posix()
        raise ConfigError([Problem(where, f"`{access}` lies outside of the folder `{shown}`", fix)])


def _table_rows(table: Table, source: Source, problems: list[Problem]) -> Iterator[dict[str, str]]:
    nulls = frozenset(source.nulls)
    rows = iter(table.rows)
    if nulls:
        rows = ({c: "" if v in nulls else v for c, v in row.items()} for row in table.rows)
    return clean(rows, problems, source.where)
