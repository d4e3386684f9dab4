"""The tables that functions look values up in, each file read once in a run."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from kgbuild.problems import Location
from kgbuild.yarrrml.form import Rule
from kgbuild.yarrrml.functions.table import Function
from kgbuild.yarrrml.sources.open_source import Inputs, check_inside
from kgbuild.yarrrml.sources.opened import open_text, reading

Key = tuple[Path, int, int, str]


class LookupTables:
    """The tables of one run, and the functions of a mapping that know them."""

    def __init__(self, inputs: Inputs, functions: Mapping[str, Function]) -> None:
        """Read nothing yet."""
        self._inputs = inputs
        self._functions = functions
        self._reading = {name: function for name, function in functions.items() if function.reads_tables}
        self._known: dict[Key, dict[str, str]] = {}

    def functions_of(self, rule: Rule) -> Mapping[str, Function]:
        """Return the functions as a rule calls them: a relative file is looked for where its sources are."""
        if not self._reading:
            return self._functions
        folder = self._inputs.base if self._inputs.base is not None else Path(rule.folder)
        tables = partial(self._table, folder, rule.where)
        bound = {name: one._replace(run=partial(one.run, tables)) for name, one in self._reading.items()}
        return {**self._functions, **bound}

    def _table(
        self, folder: Path, where: Location, file: str, first: int, second: int, delimiter: str
    ) -> dict[str, str]:
        path = self._inputs.sources.get(file, folder / file)
        if file not in self._inputs.sources and self._inputs.base is not None:
            check_inside(path, folder, file, where, outside=self._inputs.outside)
        key = (path, first, second, delimiter)
        if key not in self._known:
            self._known[key] = _read(*key)
        return self._known[key]


def _read(path: Path, first: int, second: int, delimiter: str) -> dict[str, str]:
    """Return one column by another. Raises `InputError` for a file that cannot be read, `ValueError` for a column that
    no line has."""
    found: dict[str, str] = {}
    widest, needed = 0, max(first, second) + 1
    with open_text(path, "utf-8", newline="") as stream, reading(path.as_posix()):
        try:
            for row in csv.reader(stream, delimiter=delimiter):
                widest = max(widest, len(row))
                if len(row) >= needed:
                    found.setdefault(row[first], row[second])
        except csv.Error as error:
            raise ValueError(f"{path.name} is not CSV: {error}") from None
    if min(first, second) < 0 or widest < needed:
        raise ValueError(f"{path.name} has {widest} columns, the first is 0; there is no column {needed - 1}")
    return found
