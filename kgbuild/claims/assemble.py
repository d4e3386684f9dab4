"""From pieces to the dataset: claims with source and evidence, disputes, and the accepted core.

Works on any mapping's statements: what it needs it reads from the rows by the conventions of the tables. A statement
with a graph of its own stays there; one without is a fact to be claimed, a line of the article's header, an entry of a
curated list, or the type or label of a node.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kgbuild.claims.acceptance import Acceptance
from kgbuild.claims.claim import ArticleContext, FactClaim, claim_quads
from kgbuild.claims.copies import Outlets, find_copies
from kgbuild.claims.core import Around, core_triples
from kgbuild.claims.decided import Stretches, apply_decisions
from kgbuild.claims.judgements import Judgement, judgement_quads
from kgbuild.claims.known import known_of
from kgbuild.claims.links import copy_quads, dispute_quads, superseded_quads
from kgbuild.claims.naming import naming_quads, namings
from kgbuild.claims.pieces import Described, Piece
from kgbuild.claims.quantities import quantities_in
from kgbuild.claims.rules import Rules
from kgbuild.claims.stances import opposed_quads
from kgbuild.claims.statuses import Ruled, rule_claims
from kgbuild.claims.told import Told, names_without, told_nodes
from kgbuild.model.decisions import ClaimDecision
from kgbuild.model.policy import Policy
from kgbuild.model.quads import Quad
from kgbuild.model.vocabulary import CONTAINED_IN
from kgbuild.problems import Location, Problem, Severity


@dataclass(frozen=True, slots=True)
class ClaimedDataset:
    """All quads but the analysis; `classes` counts core triples by why they are there; `problems` is what is wrong."""

    quads: tuple[Quad, ...]
    classes: Mapping[str, int]
    counts: Mapping[str, int]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What claims are judged by: articles by slug, property rules and the policy; decisions about claims with the place
    of each span, and judgements made elsewhere, about things."""

    articles: Mapping[str, ArticleContext]
    rules: Rules = field(default_factory=Rules)
    policy: Policy = field(default_factory=Policy)
    decisions: tuple[ClaimDecision, ...] = ()
    stretches: Stretches = field(default_factory=dict)
    judgements: tuple[Judgement, ...] = ()


def assemble(pieces: Sequence[Piece], setting: Setting, *, base: str) -> ClaimedDataset:
    """Return the dataset that the pieces of all articles, in the order of their slugs, amount to."""
    described = [d for piece in pieces for d in piece.described]
    curated = [triple for piece in pieces for triple in piece.curated]
    decided = apply_decisions(
        [c for piece in pieces for c in piece.claims], setting.decisions, setting.stretches, base=base
    )
    claims = decided.claims
    triples = [d.triple for d in described]
    known = known_of((*triples, *(c.triple for piece in pieces for c in piece.claims)))
    outlets = Outlets(setting.articles, find_copies(setting.articles))
    acceptance = Acceptance(setting.policy, known, setting.articles, outlets, base)
    within = {subject: obj for subject, predicate, obj in curated if predicate == CONTAINED_IN}
    ruled = rule_claims(decided, setting.rules, acceptance, within, quantities_in(triples))
    told = _told(pieces, described, claims, ruled, base)
    named = _namings(claims, ruled, base)
    quads = [q for piece in pieces for q in piece.placed]
    quads.extend(quad for c in claims if c.id in named for quad in naming_quads(c, base=base))
    quads.extend(_claim_quads([c for c in claims if c.id not in named], told, ruled, setting, base))
    quads.extend(q for piece in pieces for q in piece.positions)
    quads.extend(told.quads)
    quads.extend(_links(pieces, claims, ruled, outlets, base))
    quads.extend(judgement_quads((*ruled.judgements, *setting.judgements), base=base))
    accepted = [c for c in claims if ruled.status[c.id] == "accepted"]
    readable = list(names_without(described, claims, ruled.status, known))
    around = Around(readable, [triple for piece in pieces for triple in piece.headers], curated)
    core, classes = core_triples(around, accepted, _used(quads), told.nodes)
    quads.extend(Quad(*triple, f"<{base}graph/core>") for triple in core)
    counts = {
        "claims": len(claims) - len(named) + len(told.claims),
        "namings": len(named),
        "positions": len({q.subject for piece in pieces for q in piece.positions}),
        "conflicts": len(ruled.compared.disputes),
        "core": len(core),
        "copies": len(outlets.copies),
        "judgements": len(set(ruled.judgements)) + len(setting.judgements),
        **_by_status({i: s for i, s in ruled.status.items() if i not in named}, told),
    }
    problems = (*(p for piece in pieces for p in piece.problems), *map(_unmet, decided.unmet))
    return ClaimedDataset(tuple(quads), classes, counts, problems)


def _links(
    pieces: Iterable[Piece], claims: Iterable[FactClaim], ruled: Ruled, outlets: Outlets, base: str
) -> Iterator[Quad]:
    """Yield what ties claims, positions and articles to each other."""
    yield from dispute_quads(ruled, outlets, base=base)
    yield from superseded_quads(ruled.compared, claims, base=base)
    yield from opposed_quads((q for piece in pieces for q in piece.placed), base=base)
    yield from copy_quads(outlets.copies, base=base)


def _unmet(decision: ClaimDecision) -> Problem:
    file, _, line = decision.where.rpartition(":")
    what = f"a decision ({decision.verdict}) about claims that are not there: {decision.article} {decision.predicate}"
    fix = "no rule makes such a claim of these words now; undo it, or decide anew"
    return Problem(Location(file, int(line or 0)), what, fix, severity=Severity.WARNING)


def _namings(claims: list[FactClaim], ruled: Ruled, base: str) -> set[str]:
    accepted = {i for i, status in ruled.status.items() if status == "accepted"}
    judged = {target for judgement in ruled.judgements for target in judgement.targets}
    return namings(claims, accepted, judged, base=base)


def _told(
    pieces: Iterable[Piece], described: Sequence[Described], claims: Iterable[FactClaim], ruled: Ruled, base: str
) -> Told:
    firm, told_of, tellable = set[str](), set[str](), list[FactClaim]()
    for c in claims:
        told_of.update((c.triple[0], c.triple[2]))
        if ruled.status[c.id] == "accepted":
            firm.update((c.triple[0], c.triple[2]))
    for piece in pieces:
        tellable.extend(piece.tellable)
        for subject, _, obj, *_ in (*piece.placed, *piece.headers, *piece.curated):
            firm.update((subject, obj))
    return told_nodes(described, tellable, told_of, firm=firm, base=base)


def _claim_quads(claims: Iterable[FactClaim], told: Told, ruled: Ruled, setting: Setting, base: str) -> Iterator[Quad]:
    unsure = {c.triple[0] for c in claims if ruled.status[c.id] == "disputed"}
    for claim in claims:
        context = setting.articles[claim.article]
        yield from claim_quads(claim, status=ruled.status[claim.id], base=base, context=context)
    for claim in told.claims:
        status = "disputed" if claim.own and claim.triple[0] in unsure else "attributed"
        yield from claim_quads(claim, status=status, base=base, context=setting.articles[claim.article])


def _by_status(status: Mapping[str, str], told: Told) -> dict[str, int]:
    values = [*status.values(), *("attributed" for _ in told.claims)]
    return {name: values.count(name) for name in ("accepted", "attributed", "disputed", "superseded", "rejected")}


def _used(quads: Iterable[Quad]) -> set[str]:
    """Return the nodes that a claim or a position speaks of."""
    return {term for q in quads for term in (q.subject, q.object) if term.startswith("<")}
