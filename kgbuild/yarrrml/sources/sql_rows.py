"""SQL sources: SQLite through the standard library, every other database through SQLAlchemy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from kgbuild.errors import InputError, MissingExtra
from kgbuild.problems import Problem
from kgbuild.yarrrml.compile.access import Access, Shape
from kgbuild.yarrrml.compile.runtime import EMPTY
from kgbuild.yarrrml.database_urls import PACKAGES, shown_url, table_query
from kgbuild.yarrrml.form import Source
from kgbuild.yarrrml.sources.cell_values import Converter, boolean, cell_value, time_of_day
from kgbuild.yarrrml.sources.sqlite_rows import open_sqlite

if TYPE_CHECKING:
    import sqlalchemy as sa

    Rows = sa.CursorResult[tuple[object, ...]]

_BATCH = 5000
Batches = Iterable[Sequence[Sequence[object]]]


def read_sql(source: Source, path: Path, *, closing: ExitStack) -> tuple[Access, Iterator[list[str]]]:
    """Run a source's query; return how rows are reached, and the rows.

    `path` is the SQLite file where `access` names one (`shop.db`, `sqlite:///shop.db`). Cells remember their SQL type.
    Raises `InputError` for a database or query that does not work, `MissingExtra` where SQLAlchemy or the database's
    driver is missing.
    """
    if not source.access:
        what = "the mapping names no database"
        raise InputError([Problem(source.where, what, "give one with --database URL")])
    if "://" in source.access and not source.access.startswith("sqlite:"):
        columns, converters, batches = _sqlalchemy(source, closing)
    else:
        columns, converters, batches = open_sqlite(source, path, closing)
    return Access(Shape.LIST, columns, typed=True, folded=True), _texts(batches, converters, source)


def _sqlalchemy(source: Source, closing: ExitStack) -> tuple[tuple[str, ...], list[Converter], Batches]:
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
        connection = closing.enter_context(engine.connect())
        connection = connection.execution_options(stream_results=True, no_parameters=True)
        result = _asked(connection, source)
        closing.callback(result.close)
    except ModuleNotFoundError as error:
        package = PACKAGES.get(error.name or "", error.name)
        raise MissingExtra(f"the database of `{shown_url(source.access)}` needs the package `{package}`") from None
    except (sa.exc.SQLAlchemyError, ValueError, TypeError) as error:  # the last two: an odd port, an unknown option
        raise failed(source, str(error).splitlines()[0]) from None
    if not result.returns_rows:
        raise failed(source, "the query gives no rows")
    return tuple(result.keys()), _converters(result), _fetched(result, source)


def _asked(connection: sa.Connection, source: Source) -> Rows:
    """Run a source's query, or read its table; a table that is not there may have been made with its name in quotes,
    with which PostgreSQL finds it only by them."""
    import sqlalchemy as sa

    if source.query:
        return connection.exec_driver_sql(source.query)
    mark = connection.dialect.identifier_preparer.initial_quote
    first, quoted = table_query(source.iterator, mark), table_query(f'"{source.iterator}"', mark)
    try:
        return connection.exec_driver_sql(first)
    except sa.exc.DBAPIError as error:
        if source.iterator.islower() or not source.iterator.isidentifier():
            raise
        connection.rollback()
        try:
            return connection.exec_driver_sql(quoted)
        except sa.exc.DBAPIError:
            raise error from None


def failed(source: Source, what: str) -> InputError:
    """Return the error for what a database says."""
    return InputError([Problem(source.where, f"the database says: {what}", "correct `access` or `query`")])


def _fetched(result: Rows, source: Source) -> Batches:
    import sqlalchemy as sa

    try:
        yield from result.partitions(_BATCH)
    except sa.exc.SQLAlchemyError as error:
        raise failed(source, str(error).splitlines()[0]) from None


def _converters(result: Rows) -> list[Converter]:
    """How the values of each column are read: by their class, but MySQL has no class for BOOLEAN and for TIME."""
    described = result.cursor.description if result.cursor is not None else ()
    if result.dialect.name not in {"mysql", "mariadb"}:
        return [cell_value for _ in described]
    return [_of_mysql(column[1], column[3]) for column in described]


def _of_mysql(code: object, length: object) -> Converter:
    """By the type code and length of MySQL's protocol: TINYINT(1) and BIT(1) are how it declares BOOLEAN."""
    if (code, length) in {(1, 1), (16, 1)}:
        return boolean
    return time_of_day if code == 11 else cell_value


def _texts(batches: Batches, converters: Sequence[Converter], source: Source) -> Iterator[list[str]]:
    nulls = frozenset(source.nulls)
    empty = EMPTY if source.empty_values else ""
    special = [(at, convert) for at, convert in enumerate(converters) if convert is not cell_value]
    for batch in batches:
        for row in batch:
            # Most cells are plain text, for which a call would cost more than it does.
            cells = [
                v if v.__class__ is str and v and v.isascii() else cell_value(v) if v != "" else empty for v in row
            ]
            for at, convert in special:
                cells[at] = "" if row[at] is None else convert(row[at])
            yield ["" if text in nulls else text for text in cells] if nulls else cells
