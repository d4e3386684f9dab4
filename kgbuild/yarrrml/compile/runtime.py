"""What generated row functions call: several values, function results, and the report of values that do not fit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from kgbuild.problems import Location, Problem
from kgbuild.yarrrml.compile.coder import Place
from kgbuild.yarrrml.functions.table import Result, Scalar, is_true
from kgbuild.yarrrml.rdf.datatypes import validator_of
from kgbuild.yarrrml.rdf.natural import natural_text
from kgbuild.yarrrml.rdf.terms import escape, has_surrogate, is_relative, scalar_text, valid_iri


class _Empty(str):
    """The empty text as a value: true where the empty text that stands for no value is not."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return True


EMPTY = _Empty()
Cell = str | tuple[str, ...]
# What a function may raise for a value that does not fit; anything else is a fault of the function and goes up.
FAULTS = (ValueError, TypeError, ArithmeticError, LookupError, AttributeError, RecursionError, re.error)
_LONGEST = 13_000  # bits of a number; Python refuses to write longer ones
_SHOWN = 20  # problems listed one by one for each place; the rest is counted


@dataclass(slots=True)
class Reporter:
    """Collects data problems of one run: the first of each place in full, the rest as a count."""

    problems: list[Problem]
    source: str = ""
    counts: dict[Place, int] = field(default_factory=dict)

    def bad(self, place: Place, number: int, row: object, value: object) -> None:
        """Report that `value` of the row made no term."""
        count = self.counts.get(place, 0) + 1
        self.counts[place] = count
        if count > _SHOWN:
            return
        shown = value if isinstance(value, str) else scalar_text(value)
        shown = shown if len(shown) <= 80 else shown[:77] + "…"
        what = place.what.replace("{value}", f"`{shown.encode('utf-8', 'replace').decode()}`")
        self.problems.append(
            Problem(
                place.where,
                what,
                "left out; correct the data or the rule",
                rule=place.rule,
                row=self.row_name(number, row),
            )
        )

    def row_name(self, number: int, row: object) -> str:
        """Return how a row is called in messages: source, number, and its id where it has one."""
        name = f"{self.source}:{number}"
        if isinstance(row, Mapping) and isinstance(row.get("id"), str) and row["id"]:
            name += f" id={row['id']}"
        return name

    def finish(self) -> None:
        """Add one problem for each place that had more than are listed."""
        for place, count in self.counts.items():
            if count > _SHOWN:
                what = f"{place.what.replace('{value}', 'a value')}: {count} rows in all, {_SHOWN} listed"
                self.problems.append(Problem(place.where, what, "correct the data or the rule", rule=place.rule))


def values(cell: Cell) -> tuple[str, ...]:
    """Return the values of a cell that are not empty."""
    if isinstance(cell, str):
        return (cell,) if cell else ()
    return tuple(v for v in cell if v)


def combine(parts: Sequence[Cell]) -> Cell:
    """Return the texts made by putting the parts together in every combination."""
    texts = tuple("".join(p) for p in product(*((part,) if isinstance(part, str) else part for part in parts)))
    return texts[0] if len(texts) == 1 else texts


def results(result: Result) -> tuple[str, ...]:
    """Return a function's result as texts; None is no value, an empty text is one."""
    if isinstance(result, str):
        return (result,)
    if isinstance(result, Sequence):
        return tuple(scalar_text(item) for item in result if item is not None)
    return () if result is None else (scalar_text(result),)


def natural_results(result: Result) -> tuple[str, ...]:
    """Return a function's result as texts in which numbers and booleans remember their datatype."""
    if isinstance(result, Sequence) and not isinstance(result, str):
        return tuple(natural_text(item) for item in result if item is not None)
    return () if result is None else (natural_text(result),)


def sound(result: Result) -> Result:
    """Return a function's result. Raises `ValueError` for one that is no text RDF can hold."""
    if isinstance(result, str):
        if has_surrogate(result):
            raise ValueError("the result holds half a surrogate pair")
    elif isinstance(result, int):
        if result.bit_length() > _LONGEST:
            raise ValueError("the result has more than 4,000 digits")
    elif isinstance(result, Sequence):
        for item in result:
            sound(item)
    return result


def as_cell(result: Result) -> Cell:
    """Return a function's result as the argument of another function."""
    if isinstance(result, str):
        return result
    return tuple(scalar_text(v) for v in result) if isinstance(result, Sequence) else scalar_text(result)


def many(*cells: Cell) -> tuple[str, ...]:
    """Return all values of the cells as one tuple, for a parameter that takes many."""
    return tuple(v for cell in cells for v in ((cell,) if isinstance(cell, str) else cell))


def each(function: Callable[..., Result], flags: tuple[bool, ...], *arguments: Cell) -> Result:
    """Call `function` for every combination of the values of its single parameters; `flags` marks the many ones."""
    choices = [(a,) if flag or isinstance(a, str) else a for flag, a in zip(flags, arguments, strict=True)]
    found: list[Scalar] = []
    for combination in product(*choices):
        result = function(*combination)
        found.extend(result if isinstance(result, Sequence) and not isinstance(result, str) else (result,))
    return found


def unless_empty(function: Callable[..., Result], needed: int) -> Callable[..., Result]:
    """Return a function that gives no value where one of its first `needed` arguments is empty."""

    def run(*arguments: Cell) -> Result:
        return function(*arguments) if all(arguments[:needed]) else None

    return run


def holds(result: Result) -> bool:
    """Say whether a condition's result is true; of several, whether any is."""
    if isinstance(result, Sequence) and not isinstance(result, str):
        return any(is_true(v) for v in result)
    return is_true(result)


def typed(text: str, datatype: str, base: str) -> str:
    """Return a literal with a datatype known only now, or an empty string where one of the two is invalid."""
    if is_relative(datatype):
        datatype = base + datatype
    if not valid_iri(datatype):
        return ""
    valid = validator_of(datatype)
    if valid is not None and not valid(text):
        return ""
    return f'"{escape(text)}"^^<{datatype}>'


def clean(rows: Iterator[dict[str, str]], problems: list[Problem], where: Location) -> Iterator[dict[str, str]]:
    """Yield rows of text, without the cells that hold half a surrogate pair (each becomes a problem)."""
    for number, row in enumerate(rows, 1):
        if "".join(row.values()).isascii() or not any(map(has_surrogate, row.values())):
            yield row
            continue
        for column in sorted(c for c, text in row.items() if has_surrogate(text)):
            what = f"`{column}` holds half a surrogate pair, which RDF cannot hold"
            problems.append(Problem(where, what, "left out; correct the data", row=str(number)))
        yield {c: "" if has_surrogate(text) else text for c, text in row.items()}


def shown(cell: Cell) -> str:
    """Return a cell as one text, for the row of a statement."""
    return cell if isinstance(cell, str) else ", ".join(cell)
