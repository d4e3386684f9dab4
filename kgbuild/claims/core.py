"""The core graph: accepted facts, headers, curated lists, and how to read the nodes they speak of."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from kgbuild.claims.claim import FactClaim
from kgbuild.claims.sorting import Sorted

Triple = tuple[str, str, str]


def core_triples(
    kinds: Sorted, accepted: Iterable[FactClaim], used: Collection[str], told: Collection[str]
) -> tuple[list[Triple], dict[str, int]]:
    """Return the core's triples and how many are there as claimed, from headers, curated, or describing a node.

    `used` are the nodes that something speaks of, `told` those that are no part of the core. A triple that qualifies
    twice counts once, under the first of these.
    """
    header = [s for s in kinds.described if not s.row.get("spans") and s.row.get("article")]
    used = {*used, *(s.quad.object for s in kinds.described if s.quad.subject in used)}  # the scheme of a concept
    used -= set(told)
    classes: dict[str, list[Triple]] = {
        "claimed": [c.triple for c in accepted],
        "described": [s.quad[:3] for s in kinds.described if s.quad.subject in used],
        "header": [s.quad[:3] for s in (*kinds.headers, *header)],
        "curated": [s.quad[:3] for s in kinds.curated if s.quad.subject in used],
    }
    _add_scheme(kinds, classes)
    found: dict[Triple, str] = {}
    for name, triples in classes.items():
        for triple in triples:
            found.setdefault(triple, name)
    counts = {name: sum(1 for n in found.values() if n == name) for name in classes}
    return sorted(found), counts


def _add_scheme(kinds: Sorted, classes: dict[str, list[Triple]]) -> None:
    """Keep the description of curated nodes that only other curated nodes lead to (a broader issue, a country)."""
    linked = {obj for _, _, obj in classes["curated"]}
    while True:
        more = [s.quad[:3] for s in kinds.curated if s.quad.subject in linked]
        fresh = {obj for _, _, obj in more} - linked
        classes["curated"] = list(dict.fromkeys([*classes["curated"], *more]))
        if not fresh:
            break
        linked |= fresh
    described = [s.quad[:3] for s in kinds.described if s.row.get("frame") and not s.row.get("spans")]
    classes["curated"].extend(t for t in described if t[0] in linked)
