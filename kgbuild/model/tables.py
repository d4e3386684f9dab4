"""Tables: the bridge between facts and mappings. Flat rows of strings, the same in memory and as CSV."""

from __future__ import annotations

import re
from typing import NamedTuple

Row = dict[str, str]

_FORMULA = frozenset("=+-@\t\r")  # what opens a formula in some spreadsheet
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


class Table(NamedTuple):
    """A named table; every row has every column, an empty string where nothing is known."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def inert(cell: str) -> str:
    """Return a cell that no spreadsheet runs."""
    return f"'{cell}" if cell[:1] in _FORMULA and not _NUMBER.fullmatch(cell) else cell
