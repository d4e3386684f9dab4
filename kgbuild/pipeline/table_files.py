"""`tables/*.csv`: rows of articles that are as they were are copied from the files of the last build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from kgbuild.model.mapped import mapped
from kgbuild.model.tables import Row, Table
from kgbuild.pipeline.rdf_files import Content
from kgbuild.serialize.tables import csv_head, csv_lines
from kgbuild.tabulate.columns import TABLES, columns_of
from kgbuild.tabulate.tables import Rows

Sizes = Mapping[str, Mapping[str, int]]
"""By table, how many bytes the rows of each article (its slug; empty: of none) take in its file, in their order."""


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
        order = (*articles, "")
        for name in TABLES:
            yield file_of(name), self._noted(name, _sections(old / file_of(name), sizes.get(name, {}), rows, order))

    def _noted(self, table: str, sections: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
        sizes = self.sizes.setdefault(table, {})
        yield csv_head(columns_of(table))
        for one, data in sections:
            if data:
                sizes[one] = len(data)
                yield data


def file_of(table: str) -> str:
    """Return the name of a table's file."""
    return f"tables/{table}.csv"


def _made(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[tuple[str, bytes]]:
    for one, own in groupby(rows, key=itemgetter("article")):
        yield one, csv_lines(columns, own)


def _sections(
    old: Path, sizes: Mapping[str, int], rows: Mapping[str, Rows], order: Iterable[str]
) -> Iterator[tuple[str, bytes]]:
    """Yield the lines of each article."""
    columns, places = columns_of(old.stem), {}
    at = len(csv_head(columns))
    for one, size in sizes.items():
        places[one] = at, at + size
        at += size
    with mapped(old) as data:
        for one in order:
            if one in rows:
                yield one, csv_lines(columns, rows[one].get(old.stem, ()))
            else:
                start, end = places.get(one, (0, 0))
                yield one, data[start:end]
