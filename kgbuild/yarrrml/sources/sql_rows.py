"""SQL sources: SQLite through the standard library, every other database through SQLAlchemy."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from kgbuild.errors import InputError, MissingExtra
from kgbuild.problems import Location, Problem
from kgbuild.yarrrml.access import Access, Shape
from kgbuild.yarrrml.form import Source
from kgbuild.yarrrml.terms import has_surrogate

_BATCH = 5000


def read_sql(source: Source, path: Path, *, closing: ExitStack) -> tuple[Access, Iterator[list[str]]]:
    """Run a source's query; return how rows are reached, and the rows.

    `path` is the SQLite file where `access` names one (`shop.db`, `sqlite:///shop.db`). Raises `InputError` for a
    database or query that does not work, `MissingExtra` where SQLAlchemy or the database's driver is missing.
    """
    if "://" in source.access and not source.access.startswith("sqlite:"):
        return _sqlalchemy(source, closing)
    return _sqlite(source, path, closing)


def _sqlite(source: Source, file: Path, closing: ExitStack) -> tuple[Access, Iterator[list[str]]]:
    if not file.is_file():
        where = Location(file.as_posix())
        raise InputError([Problem(where, "cannot read the source: No such file or directory", "check the path")])
    connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
    closing.callback(connection.close)
    try:
        cursor = connection.execute(source.query)
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise _failed(source, str(error)) from None
    columns = tuple(column[0] for column in cursor.description or ())
    return Access(Shape.LIST, columns), _texts(_fetched(cursor, source), source)


def _fetched(cursor: sqlite3.Cursor, source: Source) -> Iterator[list[tuple[object, ...]]]:
    try:
        while batch := cursor.fetchmany(_BATCH):
            yield batch
    except sqlite3.Error as error:
        raise _failed(source, str(error)) from None


def _sqlalchemy(source: Source, closing: ExitStack) -> tuple[Access, Iterator[list[str]]]:
    try:
        import sqlalchemy as sa
    except ImportError:
        raise MissingExtra("database sources need `pip install kgbuild[sql]`") from None
    try:
        url = sa.make_url(source.access)
        if source.username:
            url = url.set(username=source.username, password=source.password or None)
        engine = sa.create_engine(url)
        closing.callback(engine.dispose)
        connection = closing.enter_context(engine.connect().execution_options(stream_results=True))
        result = connection.execute(sa.text(source.query.replace(":", "\\:")))
    except ModuleNotFoundError as error:
        raise MissingExtra(f"the database of `{source.access}` needs the package `{error.name}`") from None
    except sa.exc.SQLAlchemyError as error:
        raise _failed(source, str(error).splitlines()[0]) from None
    columns = tuple(result.keys())
    return Access(Shape.LIST, columns), _texts(result.partitions(_BATCH), source)


def _failed(source: Source, what: str) -> InputError:
    problem = Problem(source.where, f"the database says: {what}", "correct `access` or `query`")
    return InputError([problem])


def _texts(batches: Iterator[Sequence[Sequence[object]]], source: Source) -> Iterator[list[str]]:
    nulls = frozenset(source.nulls)
    for batch in batches:
        for row in batch:
            yield ["" if (text := cell_text(value)) in nulls else text for value in row]


def cell_text(value: object) -> str:
    """Return a database value as text: XSD forms for booleans, numbers, dates and times, hex for bytes."""
    if isinstance(value, str):
        return "" if has_surrogate(value) else value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value).hex().upper()
    isoformat = getattr(value, "isoformat", None)
    if callable(isoformat):
        return str(isoformat())
    return str(value)
