"""CSV and TSV files, read row by row."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

from kgbuild.errors import InputError
from kgbuild.problems import Location, Problem
from kgbuild.yarrrml.compile.access import Access, Shape
from kgbuild.yarrrml.compile.runtime import EMPTY
from kgbuild.yarrrml.form import Dialect, Source
from kgbuild.yarrrml.packing import packing_of
from kgbuild.yarrrml.sources.opened import open_text, reading
from kgbuild.yarrrml.sources.scratch import Scratch

_STRIPS: Mapping[str, Callable[[str], str]] = {"both": str.strip, "start": str.lstrip, "end": str.rstrip}
_LARGEST_KEPT = 8 << 20  # bytes of a file whose rows are held
_LAST_LINE = 1 << 16  # bytes that are looked at for it
_LONGEST_CELL = 2**31 - 1  # csv refuses cells over 128 kB unless told otherwise


class _Kept(NamedTuple):
    """A file that several rules read one after the other: how its rows are reached, the rows, and what is wrong."""

    access: Access
    rows: list[list[str]]
    problems: list[Problem]


def read_delimited(
    source: Source, path: Path, problems: list[Problem], *, closing: ExitStack, scratch: Scratch
) -> tuple[Access, Iterator[list[str]]]:
    """Open a delimited file; return how rows are reached and the rows. Raises `InputError` for a missing, badly
    encoded or empty file.

    Where the two rules before have read the same, the rows of a small file are held in `scratch` for those to come.
    """
    key = (path, source._replace(where=Location("")))
    if not scratch.in_demand(key) or not path.is_file() or path.stat().st_size > _LARGEST_KEPT:
        return _streamed(source, path, problems, closing=closing)
    kept = scratch.last(key, lambda: _whole(source, path, closing))
    problems.extend(kept.problems)
    return kept.access, iter(kept.rows)


def _whole(source: Source, path: Path, closing: ExitStack) -> _Kept:
    problems: list[Problem] = []
    access, rows = _streamed(source, path, problems, closing=closing)
    return _Kept(access, list(rows), problems)


def _streamed(
    source: Source, path: Path, problems: list[Problem], *, closing: ExitStack
) -> tuple[Access, Iterator[list[str]]]:
    stream = closing.enter_context(open_text(path, source.encoding, newline=""))
    delimiter = source.delimiter or ("\t" if ".tsv" in path.suffixes else ",")
    csv.field_size_limit(_LONGEST_CELL)
    written: dict[str, Any] = {"delimiter": delimiter, "quotechar": source.quote or '"'}
    plain = source.dialect == Dialect()
    rows: Iterator[list[str]]
    rows = csv.reader(stream, **written) if plain else _in_dialect(stream, source.dialect, written)
    with _reading(source.access):
        header = next(rows, None)
    if header is None:
        raise InputError([Problem(Location(source.access), "an empty file: no header line", "write the column names")])
    if not source.dialect.header:
        rows = chain([header], rows)
        header = [f"_col.{number}" for number in range(1, len(header) + 1)]
    again = _Again(source, path, written) if plain else None
    return Access(Shape.LIST, tuple(header)), _even(rows, source, len(header), problems, again)


def _in_dialect(lines: Iterator[str], dialect: Dialect, written: Mapping[str, Any]) -> Iterator[list[str]]:
    """Yield the rows of a file that is not written as most are."""
    told = _Lines(islice(lines, dialect.skip, None), dialect.comment)
    escape = None if dialect.doubled else "\\"
    reader = csv.reader(told, doublequote=dialect.doubled, escapechar=escape, **written)
    strip = _STRIPS.get(dialect.trim)
    for row in reader:
        told.within = False
        yield [strip(cell) for cell in row] if strip is not None else row


class _Lines:
    """Lines, of which those that begin as comments are left out, but not within a cell that spans lines."""

    def __init__(self, lines: Iterator[str], comment: str) -> None:
        self._lines = lines
        self._comment = comment
        self.within = False  # a row has begun and not ended

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        while self._comment and not self.within and line.startswith(self._comment):
            line = next(self._lines)
        self.within = True
        return line


@contextmanager
def _reading(name: str) -> Iterator[None]:
    with reading(name):
        try:
            yield
        except csv.Error as error:
            raise InputError([Problem(Location(name), f"not CSV: {error}", "check quotes and delimiter")]) from None


def _even(
    rows: Iterator[list[str]], source: Source, width: int, problems: list[Problem], again: _Again | None
) -> Iterator[list[str]]:
    """Yield rows of the header's width; others are reported and filled or cut. Empty lines are no rows.

    A quote that never closes makes one cell of the rest: where the last row looks like it, the file is read `again`.
    """
    nulls = frozenset(source.nulls)
    empty = EMPTY if source.empty_values else ""
    row: list[str] = []
    with _reading(source.access):
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
    if again is not None and (any("\n" in cell for cell in row) or again.ends_open()):
        problems.extend(again.unclosed())


class _Again(NamedTuple):
    """A file to look at once more."""

    source: Source
    path: Path
    written: Mapping[str, Any]

    def ends_open(self) -> bool:
        """Say whether quotes are missing in the last line, as far as its bytes tell: in a file that is not packed."""
        quote = str(self.written["quotechar"]).encode()
        if packing_of(self.path) or not self.path.is_file():
            return False
        with self.path.open("rb") as stream:
            stream.seek(max(0, self.path.stat().st_size - _LAST_LINE))
            return stream.read().rstrip(b"\r\n").rpartition(b"\n")[2].count(quote) % 2 == 1

    def unclosed(self) -> Iterator[Problem]:
        """Yield a problem with the line of a quote that never closes, if there is one."""
        with open_text(self.path, self.source.encoding, newline="") as stream, reading(self.source.access):
            reader = csv.reader(stream, strict=True, **self.written)
            line = 1
            try:
                for _ in reader:
                    line = reader.line_num + 1
            except csv.Error as error:
                if "end of data" in str(error):
                    what = "a quote opens in this row and never closes: all that follows became one cell"
                    fix = "close the quote, or double it where it is part of the text"
                    yield Problem(Location(self.source.access, line), what, fix)


def _uneven(source: Source, number: int, row: Sequence[str], width: int) -> Problem:
    what = f"{len(row)} cells where the header has {width}"
    fix = "check quotes and delimiter; missing cells count as empty, cells too many are left out"
    return Problem(Location(source.access), what, fix, row=f"{source.name}:{number}")
