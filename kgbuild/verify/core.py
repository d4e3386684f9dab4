"""The core graph: has each triple a reason to be there, and is each value the only one where there may be one?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from kgbuild.model.vocabulary import (
    ACCEPTED,
    DESCRIPTIVE,
    OBJECT,
    PREDICATE,
    SCHEMA,
    STATUS,
    SUBJECT,
    TYPE,
    WIDE_PLACES,
    kgb,
)
from kgbuild.verify.dataset import Dataset, Fault, Triple
from kgbuild.verify.naming import namings_in, parts_of

_HEADER = tuple(f"<http://purl.org/dc/terms/{n}>" for n in ("title", "issued", "language", "publisher", "identifier",
                                                            "license"))  # fmt: skip
_OURS = kgb("")[:-1]
_ADDRESS = "<http://schema.org/url>"


def check_core(data: Dataset) -> Iterator[Fault]:
    """Yield the triples of core that nothing leads to, and functional properties with two values."""
    accepted = _accepted(data)
    speakers = {q.object for q in data.quads if q.predicate in (kgb("claimedBy"), kgb("passedOnBy"), kgb("spokenBy"))}
    used = {t for q in data.quads for t in (q.subject, q.object) if q.graph != data.graph("core")}
    used |= {t for triple in accepted for t in triple} | speakers
    linked = {o for s, _, o in data.core if o.startswith("<")}
    listed, named = _listed(data), namings_in(data)
    for triple in sorted(data.core):
        subject, predicate, _ = triple
        if triple in accepted or triple in named or _has_reason(data, triple, used, linked):
            continue
        if not listed.holds(triple):
            yield Fault(subject, f"{data.local(predicate)} is in the core graph without a claim that is accepted")
    yield from _two_values(data)


def _accepted(data: Dataset) -> set[Triple]:
    found = set()
    for node in data.of_type("Claim"):
        if data.one(node, STATUS) == ACCEPTED:
            found.add((data.one(node, SUBJECT), data.one(node, PREDICATE), data.one(node, OBJECT)))
    return found


def _has_reason(data: Dataset, triple: Triple, used: set[str], linked: set[str]) -> bool:
    """Whether a triple without a claim is a header's, a curated list's, or tells how to read a node in use."""
    subject, predicate, _ = triple
    if predicate in DESCRIPTIVE:
        return subject in used or subject in linked
    if kgb("Article") in data.values(subject, TYPE):
        return predicate in _HEADER or predicate == _ADDRESS
    return (subject, kgb("sourceLine"), data.one(subject, kgb("sourceLine"))) in data.core and not _is_ours(predicate)


class _Listed(NamedTuple):
    """What a project's own rules may say without a claim: in terms that are not ours, of what headers and lists tell
    of (`ids`), with properties that no claim of such a thing has (`claimed`)."""

    ids: frozenset[str]
    claimed: frozenset[str]

    def holds(self, triple: Triple) -> bool:
        subject, predicate, _ = triple
        return not predicate.startswith(_OURS) and predicate not in self.claimed and self.tells_of(subject)

    def tells_of(self, node: str) -> bool:
        return not self.ids.isdisjoint(parts_of(node))


def _listed(data: Dataset) -> _Listed:
    told = {*data.of_type("Article"), *(s for s, p, _ in data.core if p == kgb("sourceLine"))}
    found = _Listed(frozenset(parts_of(node)[-1] for node in told), frozenset())
    claims = ((data.one(c, SUBJECT), data.one(c, PREDICATE)) for c in data.of_type("Claim"))
    return found._replace(claimed=frozenset(p for s, p in claims if found.tells_of(s)))


def _is_ours(predicate: str) -> bool:
    """Whether a property is told by articles, not by lists: all of ours but the ones lists are written with."""
    listed = {kgb(n) for n in ("sourceLine", "territoryOf", "stateOf", "measure", "value", "bound", "currency")}
    return predicate.startswith(_OURS) and predicate not in listed


def _two_values(data: Dataset) -> Iterator[Fault]:
    functional = {f"<{iri}>" for iri in data.ontology.functional}
    values: dict[tuple[str, str], set[str]] = defaultdict(set)
    for subject, predicate, obj in data.core:
        if predicate in functional:
            values[subject, predicate].add(obj)
    for (subject, predicate), found in sorted(values.items()):
        if len(found) > 1 and not _nested(data, found):
            several = ", ".join(data.local(v) for v in sorted(found))
            yield Fault(subject, f"{data.local(predicate)} has two values in the core graph: {several}")


def _nested(data: Dataset, places: set[str]) -> bool:
    """Whether the values are a place and places around it; one that no list has may lie in any country."""
    within = "<http://schema.org/containedInPlace>"
    inner = [p for p in places if p.startswith("<")]
    around: set[str] = set()
    for place in inner:
        here, seen = place, {place}
        while (outer := data.one(here, within)) and outer not in seen:
            seen.add(outer)
            around.add(outer)
            here = outer
    left = places - around
    listed = {p for p in left if any(c.startswith(SCHEMA) for c in data.values(p, TYPE))}
    wide = {p for p in listed if not WIDE_PLACES.isdisjoint(data.values(p, TYPE))}
    return len(inner) == len(places) and (len(left) <= 1 or (wide == listed and len(left - wide) == 1))
