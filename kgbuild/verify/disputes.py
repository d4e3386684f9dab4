"""Disputes, updates and links between claims: do both ends agree?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kgbuild.model.vocabulary import ACCEPTED, OBJECT, PREDICATE, QUANTITY_MEASURE, STATUS, SUBJECT, code, kgb
from kgbuild.verify.dataset import Dataset, Fault

_ISSUED = "<http://purl.org/dc/terms/issued>"
_MUTUAL = ("contradicts", "opposes")  # many reports of one utterance lead to the first of them only
_LATER = ("supersededBy", "turnsFrom", "copyOf")


def check_disputes(data: Dataset) -> Iterator[Fault]:
    """Yield what is wrong with disputes, their sides, and links between claims."""
    sided = set()
    for dispute in sorted(data.of_type("Dispute")):
        settled = bool(data.values(dispute, kgb("settledBy")))
        for side in data.values(dispute, kgb("side")):
            for claim in data.values(side, kgb("heldIn")):
                sided.add(claim)
                yield from _check_held(data, dispute, side, claim, settled)
    yield from _check_statuses(data, sided)
    yield from _check_made(data)
    yield from _check_links(data)


def _check_held(data: Dataset, dispute: str, side: str, claim: str, settled: bool) -> Iterator[Fault]:
    if _question(data, claim) != (data.one(dispute, SUBJECT), data.one(dispute, PREDICATE)):
        yield Fault(claim, f"stands on a side of {data.local(dispute)} and speaks of something else")
        return
    if data.one(claim, OBJECT) != data.one(side, OBJECT):
        yield Fault(claim, f"its value is not that of its side {data.local(side)}")
    if data.one(claim, STATUS) != code("disputed") and not settled:
        yield Fault(claim, "on a side of a dispute that nothing settled, and yet not disputed")
    if not data.values(claim, kgb("contradicts")):
        yield Fault(claim, "on a side of a dispute, and yet it contradicts nothing")


def _question(data: Dataset, claim: str) -> tuple[str, str]:
    """Return subject and property of a claim; of a quantity, the property that it measures."""
    measure = data.one(data.one(claim, OBJECT), QUANTITY_MEASURE)
    return data.one(claim, SUBJECT), measure or data.one(claim, PREDICATE)


def _check_statuses(data: Dataset, sided: set[str]) -> Iterator[Fault]:
    unsure = {data.one(c, SUBJECT) for c in sided}
    for claim in sorted(data.of_type("Claim")):
        status, against = data.one(claim, STATUS), data.values(claim, kgb("contradicts"))
        if status == code("disputed") and claim not in sided and data.one(claim, SUBJECT) not in unsure:
            yield Fault(claim, "disputed, and yet in no dispute")
        if against and claim not in sided:
            yield Fault(claim, "contradicts another claim, and yet stands on no side of a dispute")
        if status == ACCEPTED and any(data.one(c, STATUS) in (ACCEPTED, code("disputed")) for c in against):
            yield Fault(claim, "accepted, and yet it contradicts a claim that is not set aside")
        after = data.values(claim, kgb("supersededBy"))
        if (status == code("superseded")) != bool(after) and not _falls_along(data, claim, status):
            yield Fault(claim, "kgb:supersededBy and the status do not agree")


def _check_made(data: Dataset) -> Iterator[Fault]:
    """Yield accepted values that are made from one that fell: a date of a first day in dispute."""
    parts = {f"<{t.iri}>": {f"<{part}>" for part in t.made_of} for t in data.ontology.properties if t.made_of}
    fallen: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    made: list[tuple[str, tuple[str, str, str]]] = []
    for claim in data.of_type("Claim"):
        key = (data.one(claim, kgb("reportedIn")), data.one(claim, kgb("claimedBy")), data.one(claim, SUBJECT))
        if data.one(claim, STATUS) == code("disputed"):
            fallen[key].add(data.one(claim, PREDICATE))
        elif data.one(claim, STATUS) == ACCEPTED and data.one(claim, PREDICATE) in parts:
            made.append((claim, key))
    for claim, key in sorted(made):
        if parts[data.one(claim, PREDICATE)] & fallen[key]:
            yield Fault(claim, "accepted, and yet made from a value in dispute")


def _falls_along(data: Dataset, claim: str, status: str) -> bool:
    """Whether a claim has its status from what it is made of: a date from its first and last day."""
    made = {t.iri for t in data.ontology.properties if t.made_of}
    return status == code("superseded") and data.one(claim, PREDICATE)[1:-1] in made


def _check_links(data: Dataset) -> Iterator[Fault]:
    for name in _MUTUAL:
        links = {(q.subject, q.object) for q in data.quads if q.predicate == kgb(name)}
        for a, b in sorted(links):
            if (b, a) not in links:
                yield Fault(a, f"kgb:{name} {data.local(b)}, which does not say so in return")
            if name == "contradicts" and _question(data, a) != _question(data, b):
                yield Fault(a, f"contradicts {data.local(b)}, which speaks of something else")
    for name in _LATER:
        for q in data.quads:
            if q.predicate == kgb(name) and name == "supersededBy":
                early, late = _day(data, q.subject), _day(data, q.object)
                if early and late and early > late and not _is_plan(data, q.subject):
                    yield Fault(q.subject, f"superseded by {data.local(q.object)}, which is older")


def _day(data: Dataset, claim: str) -> str:
    return data.one(data.one(claim, kgb("reportedIn")), _ISSUED)


def _is_plan(data: Dataset, claim: str) -> bool:
    said = data.values(claim, kgb("factuality"))
    return bool(said) and code("actual") not in said
