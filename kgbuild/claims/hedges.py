"""What a hedge leaves open: "at least four" and "seven" agree, "at least twenty" and "eleven" contradict each other.

A hedge with the bounds it sets for the true number, as factors of the number said. Words of which nothing is known
leave the number as it stands.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

_ANY = math.inf
_BOUNDS = {
    (1.0, _ANY): ("at least", "more than", "over", "no fewer than", "no less than", "upwards of", "well over"),
    (0.0, 1.0): ("up to", "at most", "fewer than", "less than", "under", "as many as", "no more than", "below"),
    (0.8, 1.0): ("nearly", "almost"),
    (0.9, 1.1): ("about", "around", "some", "roughly", "approximately", "close to", "an estimated", "estimated"),
}
_BY_HEDGE = {hedge: bounds for bounds, hedges in _BOUNDS.items() for hedge in hedges}
_NUMBER = re.compile(r'"(-?\d+(?:\.\d+)?)"')


def range_of(term: str, hedges: Iterable[str]) -> tuple[float, float] | None:
    """Return the least and the greatest number that a literal term can mean under its hedges; None for no number.

    >>> range_of('"4"', ["at least"])
    (4.0, inf)
    """
    found = _NUMBER.match(term)
    if found is None:
        return None
    number = float(found.group(1))
    low, high = number, number
    for hedge in hedges:
        least, most = _BY_HEDGE.get(hedge.lower(), (1.0, 1.0))
        low, high = min(low, number * least), max(high, number * most)
    return low, high
