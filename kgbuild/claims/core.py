"""The core graph: accepted facts, headers, curated lists, and how to read the nodes they speak of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from kgbuild.claims.claim import FactClaim
from kgbuild.claims.pieces import Described
from kgbuild.model.quads import Triple


@dataclass(frozen=True, slots=True)
class Around:
    """What is in the core besides accepted claims: lines of headers, entries of lists, and how to read nodes."""

    described: Sequence[Described]
    headers: Sequence[Triple]
    curated: Sequence[Triple]


def core_triples(
    around: Around, accepted: Iterable[FactClaim], used: Collection[str], told: Collection[str]
) -> tuple[list[Triple], dict[str, int]]:
    """Return the core's triples and how many are there as claimed, from headers, curated, or describing a node.

    `used` are the nodes that something speaks of, `told` those that are no part of the core. A triple that qualifies
    twice counts once, under the first of these.
    """
    described = around.described
    used = {*used, *(s.triple[2] for s in described if s.triple[0] in used)}  # the scheme of a concept
    used -= set(told)
    classes: dict[str, list[Triple]] = {
        "claimed": [c.triple for c in accepted],
        "described": [s.triple for s in described if s.triple[0] in used],
        "header": [*around.headers, *(s.triple for s in described if s.article and not s.spans)],
        "curated": [triple for triple in around.curated if triple[0] in used],
    }
    _add_scheme(around, classes)
    found: dict[Triple, str] = {}
    for name, triples in classes.items():
        for triple in triples:
            found.setdefault(triple, name)
    counts = {name: sum(1 for n in found.values() if n == name) for name in classes}
    return sorted(found), counts


def _add_scheme(around: Around, classes: dict[str, list[Triple]]) -> None:
    """Keep the description of curated nodes that only other curated nodes lead to (a broader issue, a country)."""
    linked = {obj for _, _, obj in classes["curated"]}
    while True:
        more = [triple for triple in around.curated if triple[0] in linked]
        fresh = {obj for _, _, obj in more} - linked
        classes["curated"] = list(dict.fromkeys([*classes["curated"], *more]))
        if not fresh:
            break
        linked |= fresh
    described = [s.triple for s in around.described if s.frame and not s.spans]
    classes["curated"].extend(t for t in described if t[0] in linked)
