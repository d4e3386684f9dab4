"""Checks that a table has the columns that are read from it."""

from __future__ import annotations

from collections.abc import Iterable

from kgbuild.errors import InputError
from kgbuild.problems import Location, Problem, near_miss
from kgbuild.yarrrml.access import Access, Shape
from kgbuild.yarrrml.form import Source


def check_columns(
    read: Iterable[tuple[str, Location]], source: Source, access: Access, reader: str, problems: list[Problem]
) -> None:
    """Add a problem for every column in `read` that the table has not; raise `InputError` where it has two.

    `reader` is what problems call the rule or view that reads it.
    """
    if access.shape is Shape.RECORD:
        return
    for name, where in read:
        if access.columns.count(name) > 1:
            raise InputError([Problem(Location(source.access, 1), f"column `{name}` twice", "rename one of the two")])
        if name not in access.columns:
            what = f"`{source.access}` has no column `{name}`"
            problem = Problem(where, what, near_miss(name, access.columns), rule=reader)
            if problem not in problems:
                problems.append(problem)
