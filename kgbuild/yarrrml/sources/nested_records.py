"""Records inside a record, or inside the text of a cell: JSON in CSV, CSV in JSON, XML in either."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, cast

from kgbuild.errors import ConfigError
from kgbuild.problems import Problem
from kgbuild.yarrrml.compile.access import Access, Extractor, Shape
from kgbuild.yarrrml.compile.runtime import EMPTY, Cell
from kgbuild.yarrrml.form import Formulation, Source
from kgbuild.yarrrml.sources.json_records import Bare, json_inside
from kgbuild.yarrrml.sources.jsonpath import Path, PathError, parse_path


class Inside(NamedTuple):
    """How records are found in what holds them, and how those are reached."""

    records: Callable[[object], Iterable[object]]  # raises `ValueError` for a text that is not of its format
    access: Access


def inside_text(source: Source, problems: list[Problem]) -> Inside:
    """Return how the records of a source that is the text of a cell are found."""
    if source.formulation is Formulation.CSV:
        return Inside(_csv_rows(source), Access(Shape.RECORD, extractor=_column))
    if source.formulation is Formulation.XPATH:
        from kgbuild.yarrrml.sources.nested_xml import inside_xml

        return Inside(*inside_xml(source))
    access, read = json_inside(source, problems)
    select = _path(source, access)
    return Inside(lambda text: _records(select, read(cast(str, text))), access)


def inside_record(source: Source, access: Access) -> Inside:
    """Return how the records inside a record of the same format are found; `access` is the outer record's."""
    if source.formulation is Formulation.XPATH:
        from kgbuild.yarrrml.sources.nested_xml import inside_xml

        return Inside(*inside_xml(source))
    select = _path(source, access)
    return Inside(lambda record: _records(select, record[""] if isinstance(record, Bare) else record), access)


def _path(source: Source, access: Access) -> Path:
    try:
        path = parse_path(source.iterator)
    except PathError as error:
        raise ConfigError([Problem(source.where, f"the iterator is no JSONPath: {error}", "correct it")]) from None
    if access.extractor is not None:
        access.extractor(source.iterator)  # the reader must know which paths compare values before it reads
    return path


def _records(select: Path, root: object) -> list[object]:
    return [found if isinstance(found, dict) else Bare({"": found}) for found in select(root)]


def _csv_rows(source: Source) -> Callable[[object], Iterable[object]]:
    nulls = frozenset(source.nulls)
    empty = EMPTY if source.empty_values else ""

    def rows(text: object) -> list[object]:
        try:
            lines = list(csv.reader(io.StringIO(cast(str, text), newline=""), strict=True))
        except csv.Error as error:
            raise ValueError(str(error)) from None
        header, *found = [line for line in lines if line]
        if any(len(line) != len(header) for line in found):
            raise ValueError("a row with more or fewer cells than the header")
        return [{c: "" if v in nulls else v or empty for c, v in zip(header, line, strict=True)} for line in found]

    return rows


def _column(name: str) -> Extractor:
    def cell(row: object) -> Cell:
        return cast(Mapping[str, str], row).get(name, "")

    return cell
