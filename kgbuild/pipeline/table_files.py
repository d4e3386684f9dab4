"""`tables/*.csv`: rows of articles that are as they were are copied from the files of the last build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from kgbuild.model.mapped import Bytes, mapped, passed
from kgbuild.model.tables import Row, Table
from kgbuild.pipeline.rdf_files import Content
from kgbuild.serialize.swap import PORTION
from kgbuild.serialize.tables import csv_head, csv_lines
from kgbuild.tabulate.columns import TABLES, columns_of
from kgbuild.tabulate.tables import Rows

Sizes = Mapping[str, Mapping[str, int]]
"""By table, how many bytes the rows of each article (its slug; empty: of none) take in its file, in their order."""

_Section = tuple[Mapping[str, int], Iterable[bytes]]
"""What rows of some articles take, and these."""


class TableFiles:
    """Writes the files and notes their `sizes`, which are known when all are written."""

    def __init__(self) -> None:
        """Begin with none."""
        self.sizes: dict[str, dict[str, int]] = {}

    def anew(self, tables: Iterable[Table]) -> Iterator[tuple[str, Content]]:
        """Yield the name and the content of each file."""
        for name, columns, rows in tables:
            yield file_of(name), self._noted(name, _made(columns, rows))

    def made_over(
        self, old: Path, sizes: Sizes, rows: Mapping[str, Rows], articles: Iterable[str]
    ) -> Iterator[tuple[str, Content]]:
        """Yield the same, given an output folder with its sizes, the articles (slugs) in order, and the `rows` of those
        that are not as they were; those of no article come last."""
        stretches = [list(some) for _, some in groupby((*articles, ""), lambda one: one if one in rows else None)]
        for name in TABLES:
            yield file_of(name), self._noted(name, _sections(old / file_of(name), sizes.get(name, {}), rows, stretches))

    def _noted(self, table: str, sections: Iterable[_Section]) -> Iterator[bytes]:
        sizes = self.sizes.setdefault(table, {})
        yield csv_head(columns_of(table))
        for some, data in sections:
            sizes.update(some)
            yield from data


def file_of(table: str) -> str:
    """Return the name of a table's file."""
    return f"tables/{table}.csv"


def _made(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[_Section]:
    for one, own in groupby(rows, key=itemgetter("article")):
        lines = csv_lines(columns, own)
        yield {one: len(lines)}, (lines,)


def _sections(
    old: Path, sizes: Mapping[str, int], rows: Mapping[str, Rows], stretches: Iterable[Sequence[str]]
) -> Iterator[_Section]:
    """Yield the lines of articles that are as they were together, stretch by stretch, and of each other by itself."""
    columns, begins = columns_of(old.stem), {}
    at = len(csv_head(columns))
    for one, size in sizes.items():
        begins[one] = at
        at += size
    with mapped(old) as data:
        for some in stretches:
            if some[0] in rows:
                lines = csv_lines(columns, rows[some[0]].get(old.stem, ()))
                yield {some[0]: len(lines)} if lines else {}, (lines,)
            else:
                there = {one: sizes[one] for one in some if one in sizes}
                yield there, _copied(data, there, begins)


def _copied(data: Bytes, sizes: dict[str, int], begins: Mapping[str, int]) -> Iterator[bytes]:
    """Yield the lines of some articles, in one piece where nobody was withdrawn between them."""
    first, last = next(iter(sizes), ""), next(reversed(sizes), "")
    if sizes and begins[last] + sizes[last] - begins[first] == sum(sizes.values()):
        yield from passed(data, begins[first], begins[last] + sizes[last], PORTION)
    else:
        yield from (data[begins[one] : begins[one] + size] for one, size in sizes.items())
