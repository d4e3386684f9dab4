"""Which words a statement rests on: read from its row by the naming convention of the tables."""

from __future__ import annotations

from collections.abc import Mapping

from kgbuild.model.quads import Statement


def evidence_of(statement: Statement) -> tuple[str, ...]:
    """Return the span ids behind a statement.

    For each column the rule's object reads, the narrowest of `<column>_spans`, `<start of column>_spans` that has a
    value; where no column has its own, the row's `spans`.
    """
    row = statement.row
    found: list[str] = []
    for column in statement.origin.columns:
        found.extend(_narrow(row, column))
    return tuple(dict.fromkeys(found)) or tuple(row.get("spans", "").split())


def _narrow(row: Mapping[str, str], column: str) -> list[str]:
    return _of_column(row, column, "spans").split()


def _of_column(row: Mapping[str, str], column: str, what: str) -> str:
    """Return what the row says of a column, or of the start of its name where it says nothing of the whole."""
    while column:
        found = row.get(f"{column}_{what}", "")
        if found:
            return found
        column = column.rpartition("_")[0]
    return ""


def qualifier_of(statement: Statement) -> str:
    """Return the hedge of the columns a statement reads, or an empty string."""
    hedges = (_of_column(statement.row, column, "qualifier") for column in statement.origin.columns)
    return next((h for h in hedges if h), "")


def bound_of(statement: Statement) -> str:
    """Return what the hedge of the columns a statement reads leaves open (`at-least`), or an empty string."""
    bounds = (_of_column(statement.row, column, "bound") for column in statement.origin.columns)
    return next((b for b in bounds if b), "")
