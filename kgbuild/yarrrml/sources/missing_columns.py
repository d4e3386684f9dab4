"""Checks that a table has the columns that are read from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kgbuild.errors import InputError
from kgbuild.problems import Location, Problem, near_miss
from kgbuild.yarrrml.compile.access import Access, Shape
from kgbuild.yarrrml.form import Source

_DELIMITERS = (";", "\t", "|", ",")


def check_columns(
    read: Iterable[tuple[str, Location]], source: Source, access: Access, reader: str, problems: list[Problem]
) -> None:
    """Add a problem for every column in `read` that the table has not; raise `InputError` where it has two, and where
    the table is a database's, which knows its columns before the first row.

    `reader` is what problems call the rule or view that reads it.
    """
    if access.shape is Shape.RECORD:
        return
    found: list[Problem] = []
    for name, where in read:
        column = access.column(name)
        if column is None:
            from kgbuild.yarrrml.database_urls import shown_url

            what = f"`{shown_url(source.access or source.name)}` has no column `{name}`"
            fix = _other_delimiter(name, access.columns) or near_miss(name, access.columns)
            found.append(Problem(where, what, fix, rule=reader))
        elif access.columns.count(column) > 1:
            place = where if access.folded else Location(source.access, 1)
            raise InputError([Problem(place, f"column `{name}` twice", "rename one of the two")])
    if found and access.folded:
        raise InputError(dict.fromkeys(found))
    problems.extend(p for p in dict.fromkeys(found) if p not in problems)


def _other_delimiter(name: str, columns: Sequence[str]) -> str:
    """Return a hint where the header is one column that another delimiter splits into the one looked for."""
    for delimiter in _DELIMITERS if len(columns) == 1 else ():
        if name in (cell.strip(' "') for cell in columns[0].split(delimiter)):
            shown = "\\t" if delimiter == "\t" else delimiter
            return f"the header `{columns[0]}` is cut by another sign: say `delimiter: '{shown}'`"
    return ""
