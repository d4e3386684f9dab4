"""Parquet: rows of typed cells, read as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from kgbuild.errors import InputError, MissingExtra
from kgbuild.problems import Location, Problem
from kgbuild.yarrrml.compile.access import Access, Shape
from kgbuild.yarrrml.form import Source
from kgbuild.yarrrml.sources.cell_values import cell_value

_BATCH = 5000


def read_parquet(source: Source, path: Path, *, closing: ExitStack) -> tuple[Access, Iterator[list[str]]]:
    """Open a Parquet file; return how rows are reached, and the rows. Raises `InputError`, `MissingExtra`."""
    try:
        import pyarrow.parquet as pq  # type: ignore[import-untyped]
    except ImportError:
        raise MissingExtra("Parquet sources need `pip install kgbuild[parquet]`") from None
    _check_file(path)
    try:
        file = closing.enter_context(pq.ParquetFile(path))
    except (OSError, ValueError) as error:
        raise _unreadable(path, f"not Parquet: {error}") from None
    columns = tuple(file.schema_arrow.names)

    def rows() -> Iterator[Sequence[object]]:
        batches = file.iter_batches(batch_size=_BATCH)
        while True:
            try:
                batch = next(batches, None)
                cells = [_cells(column) for column in batch.columns] if batch is not None else []
            except (OSError, ValueError, NotImplementedError) as error:
                raise _unreadable(path, f"cannot be read on: {error}") from None
            if batch is None:
                return
            yield from zip(*cells, strict=True)

    return Access(Shape.LIST, columns), _texts(rows(), source)


def _cells(column: Any) -> list[object]:
    """The values of a column; moments and spans that Python's own types cannot hold as Arrow's text of them."""
    try:
        found: list[object] = column.to_pylist()
    except (ValueError, OverflowError):
        texts: list[str | None] = column.cast("string").to_pylist()
        return [text if text is None else text.replace(" ", "T", 1) for text in texts]
    return found


def _check_file(path: Path) -> None:
    if not path.is_file():
        raise _unreadable(path, "cannot read the source: No such file or directory")


def _unreadable(path: Path, what: str) -> InputError:
    return InputError([Problem(Location(path.as_posix()), what, "check the path and the file")])


def _texts(rows: Iterator[Sequence[object]], source: Source) -> Iterator[list[str]]:
    nulls = frozenset(source.nulls)
    for row in rows:
        yield ["" if (text := _text(value)) in nulls else text for value in row]


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))  # a column of whole numbers with gaps is often kept as floats
    text = str(cell_value(value))
    return text.removesuffix("T00:00:00") if len(text) == 19 else text  # and days as midnights
