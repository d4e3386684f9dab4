"""CSV and TSV files, read row by row."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from kgbuild.errors import InputError
from kgbuild.problems import Location, Problem
from kgbuild.yarrrml.compile.access import Access, Shape
from kgbuild.yarrrml.compile.runtime import EMPTY
from kgbuild.yarrrml.form import Source
from kgbuild.yarrrml.sources.opened import decoded, open_text

_LONGEST_CELL = 2**31 - 1  # csv refuses cells over 128 kB unless told otherwise


def read_delimited(
    source: Source, path: Path, problems: list[Problem], *, closing: ExitStack
) -> tuple[Access, Iterator[list[str]]]:
    """Open a delimited file; return how rows are reached and the rows. Raises `InputError` for a missing, badly
    encoded or empty file."""
    stream = closing.enter_context(open_text(path, source.encoding, newline=""))
    delimiter = source.delimiter or ("\t" if ".tsv" in path.suffixes else ",")
    csv.field_size_limit(_LONGEST_CELL)
    lines = decoded(stream, source.access)
    rows = _checked(csv.reader(lines, delimiter=delimiter, quotechar=source.quote or '"'), source.access)
    header = next(rows, None)
    if header is None:
        raise InputError([Problem(Location(source.access), "an empty file: no header line", "write the column names")])
    return Access(Shape.LIST, tuple(header)), _even(rows, source, len(header), problems)


def _checked(rows: Iterator[list[str]], name: str) -> Iterator[list[str]]:
    try:
        yield from rows
    except csv.Error as error:
        raise InputError([Problem(Location(name), f"not CSV: {error}", "check quotes and delimiter")]) from None


def _even(rows: Iterator[list[str]], source: Source, width: int, problems: list[Problem]) -> Iterator[list[str]]:
    """Yield rows of the header's width; others are reported and filled or cut. Empty lines are no rows."""
    nulls = frozenset(source.nulls)
    empty = EMPTY if source.empty_values else ""
    for number, row in enumerate(rows, 1):
        uneven = len(row) != width
        if uneven and not row:
            continue
        if empty:
            row = ["" if cell in nulls else cell or empty for cell in row]  # noqa: PLW2901 - the same row
        elif nulls and not nulls.isdisjoint(row):
            row = ["" if cell in nulls else cell for cell in row]  # noqa: PLW2901 - the same row without nulls
        if uneven:
            problems.append(_uneven(source, number, row, width))
            row = (row + [""] * width)[:width]  # noqa: PLW2901 - the same row, made even
        yield row


def _uneven(source: Source, number: int, row: Sequence[str], width: int) -> Problem:
    what = f"{len(row)} cells where the header has {width}"
    fix = "check quotes and delimiter; missing cells count as empty, cells too many are left out"
    return Problem(Location(source.access), what, fix, row=f"{source.name}:{number}")
