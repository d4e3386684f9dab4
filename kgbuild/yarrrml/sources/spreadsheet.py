"""Spreadsheets (Excel's formats, OpenDocument): rows of a sheet, cells that remember what they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from kgbuild.errors import InputError, MissingExtra
from kgbuild.problems import Location, Problem
from kgbuild.yarrrml.compile.access import Access, Shape
from kgbuild.yarrrml.form import Source
from kgbuild.yarrrml.rdf.natural import NaturalInteger
from kgbuild.yarrrml.sources.cell_values import cell_value

_EXACT = 1e15  # whole numbers below are exact in a float


def read_spreadsheet(source: Source, path: Path, *, closing: ExitStack) -> tuple[Access, Iterator[list[str]]]:
    """Open a sheet (`iterator`: its name, else the first); its first row that is not empty names the columns.

    Numbers, truth values, dates and times remember their datatype; a whole number is an integer. Raises `InputError`
    for what is no spreadsheet, a sheet that is not there, or one without column names; `MissingExtra`.
    """
    try:
        import python_calamine as calamine
    except ImportError:
        raise MissingExtra("spreadsheets need `pip install kgbuild[excel]`") from None
    try:
        book = calamine.CalamineWorkbook.from_path(path)
        closing.callback(book.close)
        if source.iterator and source.iterator not in book.sheet_names:
            raise _unreadable(path, f"no sheet `{source.iterator}`; there are {', '.join(book.sheet_names)}")
        sheet = book.get_sheet_by_name(source.iterator) if source.iterator else book.get_sheet_by_index(0)
    except OSError:
        raise _unreadable(path, "cannot read the source: No such file or directory") from None
    except calamine.CalamineError as error:
        raise _unreadable(path, f"no spreadsheet: {error}") from None
    rows = (row for row in sheet.iter_rows() if any(value != "" for value in row))
    columns = tuple(str(_text(value)) for value in next(rows, ()))
    if not columns:
        raise _unreadable(path, "an empty sheet: no row with column names")
    return Access(Shape.LIST, columns, typed=True), _texts(rows, source)


def _unreadable(path: Path, what: str) -> InputError:
    return InputError([Problem(Location(path.as_posix()), what, "check the path and the file")])


def _texts(rows: Iterable[Sequence[object]], source: Source) -> Iterator[list[str]]:
    nulls = frozenset(source.nulls)
    for row in rows:
        yield ["" if (text := _text(value)) in nulls else text for value in row]


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return NaturalInteger(int(value))  # spreadsheets know one kind of number
    return cell_value(value)
