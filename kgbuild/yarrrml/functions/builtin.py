"""The functions that come with kgbuild: the GREL and idlab sets that public mappings use.

What depends on the clock or on chance (`date_now`, `uuid`, `random`) is not among them: equal input gives equal output.
"""

from __future__ import annotations

from collections.abc import Mapping

from kgbuild.yarrrml.functions.dates import DATE_FUNCTIONS
from kgbuild.yarrrml.functions.logic import LOGIC_FUNCTIONS
from kgbuild.yarrrml.functions.lookup import LOOKUP_FUNCTIONS
from kgbuild.yarrrml.functions.numbers import NUMBER_FUNCTIONS
from kgbuild.yarrrml.functions.table import Function
from kgbuild.yarrrml.functions.text import TEXT_FUNCTIONS

_TABLES = (LOGIC_FUNCTIONS, TEXT_FUNCTIONS, NUMBER_FUNCTIONS, DATE_FUNCTIONS, LOOKUP_FUNCTIONS)
FUNCTIONS: Mapping[str, Function] = {f.name: f for table in _TABLES for f in table}
_ENTRY_POINTS = "kgbuild.functions"


def installed_functions() -> Mapping[str, Function]:
    """Return the built-in functions and those other packages offer under the entry point `kgbuild.functions`.

    The entry point's name is the function's IRI, its object a `Function`.
    """
    from importlib.metadata import entry_points

    found: dict[str, Function] = dict(FUNCTIONS)
    for point in entry_points(group=_ENTRY_POINTS):
        loaded = point.load()
        if not isinstance(loaded, Function):
            raise TypeError(f"{point.value} is no kgbuild.yarrrml.functions.table.Function")
        found[point.name] = loaded
    return found
