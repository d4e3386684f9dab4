"""Tables: the bridge between facts and mappings. Flat rows of strings, the same in memory and as CSV."""

from __future__ import annotations

from typing import NamedTuple

Row = dict[str, str]


class Table(NamedTuple):
    """A named table; every row has every column, an empty string where nothing is known."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
