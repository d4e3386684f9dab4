"""Tables as CSV: UTF-8, a header line, `\\n` line ends, rows in the order given."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from kgbuild.errors import InputError
from kgbuild.model.tables import FORMULA, Cells, Row, Table, inert
from kgbuild.problems import Location, Problem
from kgbuild.serialize.pieces import Pieces, key_of, stretches


class _Lines(NamedTuple):
    """What lines are written to."""

    write: Callable[[str], object]


def table_csv(table: Table) -> bytes:
    """Return a table as CSV; raises KeyError where a row lacks a column.

    >>> table_csv(Table("places", ("id", "name"), ({"id": "p1", "name": "Oslo, Norway"},)))
    b'id,name\\np1,"Oslo, Norway"\\n'
    """
    return csv_head(table.columns) + csv_lines(table.columns, table.rows)


def csv_head(columns: Sequence[str]) -> bytes:
    """Return the header line of a table."""
    return _lines([columns])


def csv_lines(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """Return the lines of rows; raises KeyError where one lacks a column."""
    return _lines([[*map(row.__getitem__, columns)] for row in rows])


def spreadsheet_csv(table: Table) -> bytes:
    """Return a table for people: as `table_csv`, but a cell that a spreadsheet would run as a formula gets an
    apostrophe in front, which it takes for "text" and does not show.

    >>> spreadsheet_csv(Table("t", ("a", "b"), ({"a": "=1+1", "b": "-5"},)))
    b"a,b\\n'=1+1,-5\\n"
    """
    return csv_head(table.columns) + spreadsheet_lines(table)


def spreadsheet_lines(table: Table) -> bytes:
    """Return the lines of such a table but for its header."""
    return _spreadsheet(_cells(table))


def spreadsheet_pieces(table: Table, pieces: Pieces) -> Iterator[bytes]:
    """Yield the file of such a table, rows that are as they were some at a time: lines, each with the end of the one
    before."""
    every = _cells(table)
    some = (every[begin:end] for begin, end in stretches([cells[0] for cells in every]))
    yield csv_head(table.columns).removesuffix(b"\n")
    yield from pieces.written(((key_of(rows), partial(_ended_before, rows)) for rows in some), mark="\n")
    yield b"\n"


def _ended_before(rows: Iterable[Sequence[str]]) -> str:
    return f"\n{_spreadsheet(rows).decode().removesuffix(chr(10))}"


def _cells(table: Table) -> Sequence[Sequence[str]]:
    rows = table.rows
    return rows.cells if isinstance(rows, Cells) else [[*map(row.__getitem__, table.columns)] for row in rows]


def _spreadsheet(rows: Iterable[Sequence[str]]) -> bytes:
    return _lines(cells if FORMULA.isdisjoint([c[:1] for c in cells]) else [*map(inert, cells)] for cells in rows)


def _lines(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as lines. The standard writer quotes a lone carriage return only where lines end in one."""
    lines: list[str] = []
    csv.writer(_Lines(lines.append), lineterminator="\r\n").writerows(rows)
    return "".join([f"{line[:-2]}\n" for line in lines]).encode()


def read_table(path: Path) -> Table:
    """Return the table in a CSV file, named after the file; raises InputError with every broken row of it."""
    csv.field_size_limit(sys.maxsize)  # the standard limit of 131,072 characters is less than a long article
    problems: list[Problem] = []
    rows: list[Row] = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        try:
            columns = tuple(next(reader, ()))
            problems += _header_problems(path, columns)
            for cells in reader:
                if len(cells) == len(columns):
                    rows.append(dict(zip(columns, cells, strict=True)))
                elif cells:
                    what = f"{len(cells)} cells in a table of {len(columns)} columns"
                    fix = "quote cells that hold a comma or a line end"
                    problems.append(Problem(Location(str(path), reader.line_num), what, fix))
        except UnicodeDecodeError as error:
            problems.append(Problem(Location(str(path)), f"not UTF-8: {error.reason}", "save the table as UTF-8"))
        except csv.Error as error:
            problems.append(Problem(Location(str(path), reader.line_num), f"not CSV: {error}"))
    if problems:
        raise InputError(problems)
    return Table(path.stem, columns, tuple(rows))


def _header_problems(path: Path, columns: tuple[str, ...]) -> list[Problem]:
    place = Location(str(path), 1)
    if not columns:
        return [Problem(place, "no header line", "name the columns in the first line")]
    twice = sorted({name for name in columns if columns.count(name) > 1})
    return [Problem(place, f"column {name!r} appears twice", "give each column a name of its own") for name in twice]
