"""What numbers can mean: "at least four" and "seven" agree, "at least twenty" and "eleven" contradict each other."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from kgbuild.model.facts import Bound
from kgbuild.model.quads import Triple
from kgbuild.model.terms import literal_of
from kgbuild.model.vocabulary import QUANTITY_BOUND, QUANTITY_CURRENCY, QUANTITY_MEASURE, QUANTITY_VALUE

Range = tuple[float, float]

_FACTORS: Mapping[str, Range] = {
    Bound.AT_LEAST: (1.0, math.inf),
    Bound.AT_MOST: (0.0, 1.0),
    Bound.ALMOST: (0.8, 1.0),
}
_ROUND = 0.1  # of a number, at most, is what "about" leaves open on either side
_FIELDS = {
    QUANTITY_MEASURE: "measure",
    QUANTITY_VALUE: "value",
    QUANTITY_BOUND: "bound",
    QUANTITY_CURRENCY: "currency",
}
_NUMBER = re.compile(r'"(-?\d+(?:\.\d+)?)"')


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts (a property term), what its hedge leaves open and its currency, as one node."""

    measure: str = ""
    value: str = ""
    bound: str = ""
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Quantities:
    """The quantity nodes of a build, by term."""

    nodes: Mapping[str, Quantity] = field(default_factory=dict)

    def question(self, predicate: str, obj: str) -> tuple[str, str]:
        """Return what a statement answers: its property and a currency; for a quantity, what that measures."""
        node = self.nodes.get(obj)
        return (node.measure, node.currency) if node is not None else (predicate, "")

    def range_of(self, term: str, bounds: Iterable[str] = ()) -> Range | None:
        """Return the least and the greatest number that a term can mean, under bounds said beside it; None for what
        is no number."""
        node = self.nodes.get(term)
        return range_of(node.value, [node.bound]) if node is not None else range_of(term, bounds)


def quantities_in(triples: Iterable[Triple]) -> Quantities:
    """Read the quantity nodes from what describes them."""
    found: dict[str, dict[str, str]] = {}
    for subject, predicate, obj in triples:
        if predicate in _FIELDS:
            found.setdefault(subject, {})[_FIELDS[predicate]] = obj
    return Quantities({node: Quantity(**_plain(values)) for node, values in found.items() if "measure" in values})


def _plain(values: Mapping[str, str]) -> dict[str, str]:
    made = dict(values)
    if "bound" in made:
        made["bound"] = made["bound"].strip("<>").rpartition("/")[2]
    if "currency" in made:
        made["currency"] = literal_of(made["currency"]).value
    return made


def range_of(term: str, bounds: Iterable[str]) -> Range | None:
    """Return the least and the greatest number that a literal term can mean; None for no number.

    >>> range_of('"4"', ["at-least"])
    (4.0, inf)
    """
    found = _NUMBER.match(term)
    if found is None:
        return None
    number = float(found.group(1))
    low, high = number, number
    for bound in bounds:
        if bound == Bound.ABOUT:
            low, high = min(low, number - _half(number)), max(high, number + _half(number))
        least, most = _FACTORS.get(bound, (1.0, 1.0))
        low, high = min(low, number * least), max(high, number * most)
    return low, high


def _half(number: float) -> float:
    """Return how far what is told in round numbers may be off: half of its last place ("about 1.3 billion" is no 1.2),
    or of its last five ("about 45"), a tenth at most."""
    digits, exponent = Decimal(str(abs(number))).normalize().as_tuple()[1:]
    fives = len(digits) > 1 and digits[-1] == 5
    return min(abs(number) * _ROUND, (5 if fives else 1) * 10.0 ** int(exponent) / 2)
