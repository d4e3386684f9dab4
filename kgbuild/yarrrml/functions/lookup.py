"""Looking a value up in a table beside the mapping."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kgbuild.yarrrml.functions.parameters import SEPARATOR, named
from kgbuild.yarrrml.functions.table import Function, Result

Tables = Callable[[str, int, int, str], Mapping[str, str]]
"""Gives for a file, two columns (the first is 0) and a delimiter what stands in the second by what is in the first."""

_FILE = named("inputFile", "file")
_FROM_COLUMN = named("fromColumn")
_TO_COLUMN = named("toColumn")


def _lookup(tables: Tables, text: str, file: str, from_column: str, to_column: str, delimiter: str = ",") -> Result:
    """Nothing where no line of the file has the text; of several lines the first counts."""
    return tables(file, int(from_column), int(to_column), delimiter).get(text)


_LOOKED_UP = named("searchString", "str", "valueParameter", "string")
LOOKUP_FUNCTIONS = tuple(
    Function(
        name,
        _lookup,
        (_LOOKED_UP, _FILE, _FROM_COLUMN, _TO_COLUMN, named(*SEPARATOR.names, optional=optional)),
        reads_tables=True,
    )
    for name, optional in (("lookup", True), ("lookupWithDelimiter", False))
)
