"""Functions a mapping may call: IRI to a typed Python function and the names of its parameters.

Values are text; a parameter marked `many` gets a tuple. A function returns text, a number, a boolean, None (no
value) or a sequence of these. `ValueError` says that a value does not fit: the row is reported and left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

Scalar = str | int | float | bool | None
Result = Scalar | Sequence[Scalar]

GREL = "http://users.ugent.be/~bjdmeest/function/grel.ttl#"
IDLAB = "https://w3id.org/imec/idlab/function#"
# The same functions under the names their namespaces had or have elsewhere.
NAMESPACES: tuple[str, ...] = (
    GREL,
    IDLAB,
    "http://example.com/idlab/function/",
    "http://semweb.datasciencelab.be/ns/grel#",
    "https://w3id.org/imec/ns/idlab-fn#",
    "https://github.com/morph-kgc/morph-kgc/function/built-in.ttl#",
)
_TRUE = frozenset({"true", "1", "yes"})


class Parameter(NamedTuple):
    """One parameter: the local names it is known by, whether it takes many values, whether it may be missing."""

    names: tuple[str, ...]
    many: bool = False
    optional: bool = False


class Function(NamedTuple):
    """A function and its parameters in the order the Python function takes them.

    `takes_empty`: it is called with empty texts too; all others give no value where a needed text is empty.
    `reads_tables`: before its values it is given what opens tables beside the mapping (`lookup.Tables`).
    """

    name: str
    run: Callable[..., Result]
    parameters: tuple[Parameter, ...]
    takes_empty: bool = False
    reads_tables: bool = False


def is_true(value: Scalar) -> bool:
    """Say whether a value counts as true: `true`, `1`, `yes` in any case, a true boolean, a number but zero."""
    if isinstance(value, str):
        return value.strip().lower() in _TRUE
    return bool(value)


def local_name(iri: str) -> str:
    """Return what follows the last `#` or `/` of an IRI."""
    return iri.rpartition("#")[2] if "#" in iri else iri.rpartition("/")[2]


def function_of(iri: str, functions: Mapping[str, Function]) -> Function | None:
    """Return the function an IRI (or a bare built-in name) stands for, or None.

    >>> from kgbuild.yarrrml.functions.builtin import FUNCTIONS
    >>> function_of("http://example.com/idlab/function/equal", FUNCTIONS).name
    'equal'
    """
    if iri in functions:
        return functions[iri]
    for namespace in NAMESPACES:
        if iri.startswith(namespace):
            return functions.get(iri[len(namespace) :])
    return None


def parameter_of(function: Function, name: str) -> int | None:
    """Return the position of the parameter called `name` (an IRI or a local name), or None.

    The published descriptions call one parameter `p_string_sep` and `param_string_sep`, `valueParam` and
    `valueParameter`: all of these are the same name here.
    """
    plain = _plain(local_name(name))
    for position, parameter in enumerate(function.parameters):
        if any(_plain(known) == plain for known in parameter.names) or name in parameter.names:
            return position
    return None


def _plain(name: str) -> str:
    return name.lower().lstrip("_").replace("parameter", "param").removeprefix("param_").removeprefix("p_")
