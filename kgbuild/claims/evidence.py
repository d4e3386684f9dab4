"""Which words a statement rests on: read from its row by the naming convention of the tables."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from kgbuild.model.quads import Statement


def evidence_of(statement: Statement) -> tuple[str, ...]:
    """Return the span ids behind a statement.

    For each column the rule's object reads, the narrowest of `<column>_spans`, `<start of column>_spans` that has a
    value; where no column has its own, the row's `spans`.
    """
    row, columns = statement.row, statement.origin.columns
    narrow = " ".join([_of_column(row, column, "spans") for column in columns]).split()
    return tuple(dict.fromkeys(narrow)) or tuple(row.get("spans", "").split())


def _of_column(row: Mapping[str, str], column: str, what: str) -> str:
    """Return what the row says of a column, or of the start of its name where it says nothing of the whole."""
    for name in _names(column, what):
        if found := row.get(name, ""):
            return found
    return ""


@lru_cache(maxsize=4096)  # the columns of mappings are few, and asked for with every statement
def _names(column: str, what: str) -> tuple[str, ...]:
    parts = column.split("_")
    return tuple(f"{start}_{what}" for end in range(len(parts), 0, -1) if (start := "_".join(parts[:end])))


def qualifier_of(statement: Statement) -> str:
    """Return the hedge of the columns a statement reads, or an empty string."""
    return _first(statement, "qualifier")


def bound_of(statement: Statement) -> str:
    """Return what the hedge of the columns a statement reads leaves open (`at-least`), or an empty string."""
    return _first(statement, "bound")


def _first(statement: Statement, what: str) -> str:
    for column in statement.origin.columns:
        if found := _of_column(statement.row, column, what):
            return found
    return ""
