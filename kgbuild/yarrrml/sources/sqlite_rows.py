"""SQLite: rows of a query, each column with the type its table declares for it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from decimal import Decimal
from pathlib import Path

from kgbuild.errors import InputError
from kgbuild.problems import Location, Problem
from kgbuild.yarrrml.database_urls import table_query
from kgbuild.yarrrml.form import Source
from kgbuild.yarrrml.rdf.datatypes import validator_of
from kgbuild.yarrrml.rdf.natural import Natural, NaturalDate, NaturalDateTime, NaturalDecimal, NaturalTime
from kgbuild.yarrrml.sources.cell_values import Converter, boolean, cell_value

_BATCH = 5000
_VIEW = "kgbuild_query"
_SPACE = re.compile(r"(?<=^\S{10}) ")
_MOMENTS: tuple[tuple[tuple[str, ...], type[Natural]], ...] = (
    (("DATETIME", "TIMESTAMP"), NaturalDateTime),
    (("DATE",), NaturalDate),
    (("TIME",), NaturalTime),
)


def open_sqlite(
    source: Source, file: Path, closing: ExitStack
) -> tuple[tuple[str, ...], list[Converter], Iterable[Sequence[Sequence[object]]]]:
    """Return the columns of a source's query, how each is read, and the rows in batches. Raises `InputError`."""
    if not file.is_file():
        where = Location(file.as_posix())
        raise InputError([Problem(where, "cannot read the source: No such file or directory", "check the path")])
    connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
    closing.callback(connection.close)
    connection.set_authorizer(_only_this_file)
    query = source.query or table_query(source.iterator, '"')
    types = _declared(connection, query)
    try:
        cursor = connection.execute(query)
    except (sqlite3.Error, sqlite3.Warning, UnicodeDecodeError) as error:
        raise _failed(source, error) from None
    columns = tuple(column[0] for column in cursor.description or ())
    if not columns:
        raise _failed(source, "the query gives no rows")
    converters = [_converter(kind) for kind in (types if len(types) == len(columns) else [""] * len(columns))]
    return columns, converters, _fetched(cursor, source)


def _only_this_file(action: int, *_: object) -> int:
    """A query may not open other files: `ATTACH` makes one that is not there."""
    return sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_ATTACH else sqlite3.SQLITE_OK


def _failed(source: Source, what: object) -> InputError:
    return InputError([Problem(source.where, f"the database says: {what}", "correct `access` or `query`")])


def _fetched(cursor: sqlite3.Cursor, source: Source) -> Iterator[list[tuple[object, ...]]]:
    try:
        while batch := cursor.fetchmany(_BATCH):
            yield batch
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise _failed(source, error) from None


def _declared(connection: sqlite3.Connection, query: str) -> list[str]:
    """The declared types of a query's columns. SQLite tells them of tables and views only, so the query becomes a
    view of this connection, whose file is not written to."""
    with suppress(sqlite3.Error, sqlite3.Warning, UnicodeDecodeError):
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute(f"CREATE TEMP VIEW {_VIEW} AS {query}")
        return [str(row[2]).upper() for row in connection.execute(f"PRAGMA temp.table_info({_VIEW})")]
    return []


def _converter(declared: str) -> Converter:
    """How a column of a declared type is read; SQLite keeps dates as text, booleans as numbers, and anything else
    that is put into a column too."""
    if declared.startswith(("BOOL", "BIT")):
        return boolean
    if declared.startswith(("DECIMAL", "NUMERIC")):
        return _decimal
    for names, kind in _MOMENTS:
        if declared.startswith(names):
            return _checked(kind)
    return cell_value


def _checked(kind: type[Natural]) -> Converter:
    """Texts that are of the kind remember it; a space between day and time counts as the T of XML Schema."""
    valid = validator_of(kind.datatype) or bool

    def convert(value: object) -> str:
        written = _SPACE.sub("T", value) if isinstance(value, str) else ""
        return kind(written) if valid(written) else cell_value(value)

    return convert


def _decimal(value: object) -> str:
    if isinstance(value, (int, float)):
        exact = Decimal(str(value))
        return NaturalDecimal(format(exact, "f")) if exact.is_finite() else cell_value(value)
    return cell_value(value)
