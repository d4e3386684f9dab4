"""Claims that cannot both be true: one subject, one functional property, values that do not agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from kgbuild.claims.claim import FactClaim
from kgbuild.claims.evidence import qualifier_of
from kgbuild.claims.hedges import may_agree


def find_conflicts(
    claims: Iterable[FactClaim], *, functional: Collection[str], within: Mapping[str, str]
) -> tuple[tuple[FactClaim, FactClaim], ...]:
    """Return every pair of claims that contradict each other, in a fixed order.

    `functional` are property terms; `within` maps a place term to the larger place that holds it: a city and its
    country do not contradict each other, nor do "at least four" and "seven".
    """
    groups: dict[tuple[str, str], list[FactClaim]] = defaultdict(list)
    for claim in claims:
        subject, predicate, _ = claim.triple
        if predicate in functional and claim.real:
            groups[subject, predicate].append(claim)
    return tuple(pair for key in sorted(groups) for pair in _pairs(groups[key], within))


def _pairs(claims: Sequence[FactClaim], within: Mapping[str, str]) -> Iterator[tuple[FactClaim, FactClaim]]:
    for a, b in combinations(claims, 2):
        x, y = a.triple[2], b.triple[2]
        hedges = _hedges(a), _hedges(b)
        if any(hedges) and may_agree(x, y, hedges=hedges):
            continue
        if x != y and y not in _holders(x, within) and x not in _holders(y, within):
            yield a, b


def _hedges(claim: FactClaim) -> list[str]:
    return sorted({qualifier_of(s) for s in claim.statements} - {""})


def _holders(place: str, within: Mapping[str, str]) -> list[str]:
    found: list[str] = []
    while place in within and within[place] not in found:
        place = within[place]
        found.append(place)
    return found
