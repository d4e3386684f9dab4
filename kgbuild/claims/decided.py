"""Decisions about claims: accepted, rejected, or said otherwise than the article does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kgbuild.claims.claim import FactClaim, fingerprint
from kgbuild.claims.judgements import Judgement
from kgbuild.model.decisions import ClaimDecision, Verdict
from kgbuild.model.quads import Triple
from kgbuild.model.terms import is_iri, literal, literal_of

Stretches = Mapping[str, tuple[int, int]]
"""Span id -> first code point and the one after the last, in its article."""


@dataclass(frozen=True, slots=True)
class Decided:
    """Claims with those that decisions add; what was accepted and rejected, by claim id; decisions without a claim."""

    claims: list[FactClaim]
    accepted: Mapping[str, Judgement] = field(default_factory=dict)
    rejected: Mapping[str, Judgement] = field(default_factory=dict)
    unmet: tuple[ClaimDecision, ...] = ()


def apply_decisions(
    claims: Sequence[FactClaim], decisions: Iterable[ClaimDecision], stretches: Stretches, *, base: str
) -> Decided:
    """Return what decisions make of claims: a decision is about those of its article that rest on its words."""
    accepted: dict[str, Judgement] = {}
    rejected: dict[str, Judgement] = {}
    added: dict[str, FactClaim] = {}
    by_article: dict[str, list[FactClaim]] = {}
    for claim in claims:
        by_article.setdefault(claim.article, []).append(claim)
    met: set[tuple[str, ...]] = set()
    every = list(decisions)
    for decision in every:
        for claim in _meant(by_article.get(decision.article, ()), decision, stretches):
            met.add(_key(decision))
            if decision.verdict is Verdict.ACCEPT:
                accepted[claim.id] = _judgement("accepted", claim, decision, base)
                continue
            rejected[claim.id] = _judgement("rejected", claim, decision, base)
            if decision.verdict is Verdict.REPLACE:
                said = _replaced(claim.triple, decision.value)
                new = claim._replace(triple=said, id=fingerprint(claim.article, claim.source, said))
                added[new.id] = new
                accepted[new.id] = _judgement("accepted", new, decision, base)
    unmet = tuple(d for d in every if _key(d) not in met)
    known = {c.id for c in claims}
    return Decided([*claims, *(c for one, c in sorted(added.items()) if one not in known)], accepted, rejected, unmet)


def _meant(claims: Iterable[FactClaim], decision: ClaimDecision, stretches: Stretches) -> Iterator[FactClaim]:
    for claim in claims:
        if decision.about and claim.triple[0] != decision.about:
            continue
        if not decision.end:
            yield claim
            continue
        local = claim.triple[1].strip("<>").replace("/", "#").rpartition("#")[2]
        if decision.predicate and local != decision.predicate:
            continue
        spots = [stretches[s] for s in claim.spans if s in stretches]
        if any(_touches(decision, start, end) for start, end in spots):
            yield claim


def _key(decision: ClaimDecision) -> tuple[str, ...]:
    return decision.where, decision.article, decision.predicate, decision.about


def _touches(decision: ClaimDecision, start: int, end: int) -> bool:
    """Whether evidence is what a decision names; without a property only what lies within its words."""
    if decision.predicate:
        return start < decision.end and decision.start < end
    return decision.start <= start and end <= decision.end


def _replaced(triple: Triple, value: str) -> Triple:
    """The same with another object: an IRI for an IRI, else a literal of the same datatype or language."""
    subject, predicate, old = triple
    if is_iri(old):
        return subject, predicate, f"<{value}>"
    parts = literal_of(old)
    tag = parts.language
    return subject, predicate, literal(value, language=tag) if tag else literal(value, datatype=parts.datatype)


def _judgement(verdict: str, claim: FactClaim, decision: ClaimDecision, base: str) -> Judgement:
    target = f"<{base}claim/{claim.id}>"
    return Judgement(verdict, (target,), decision.where, decision.reason, decision.by, decision.on)
