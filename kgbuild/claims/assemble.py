"""From statements to the dataset: claims with source and evidence, disputes, and the accepted core.

Works on any mapping's statements: what it needs it reads from the rows by the conventions of the tables. A statement
with a graph of its own stays there; one without is a fact to be claimed, a line of the article's header, an entry of a
curated list, or the type or label of a node.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kgbuild.claims.acceptance import Acceptance
from kgbuild.claims.claim import ArticleContext, FactClaim, claim_quads, gather_claims, lineage_quads
from kgbuild.claims.copies import Outlets, find_copies
from kgbuild.claims.core import core_triples
from kgbuild.claims.decided import Stretches, apply_decisions
from kgbuild.claims.evidence import evidence_of
from kgbuild.claims.judgements import Judgement, judgement_quads
from kgbuild.claims.known import known_of
from kgbuild.claims.links import copy_quads, dispute_quads, superseded_quads
from kgbuild.claims.naming import naming_quads, namings
from kgbuild.claims.quantities import quantities_in
from kgbuild.claims.rules import Rules
from kgbuild.claims.sorting import Sorted, sort_statements
from kgbuild.claims.sources import Said
from kgbuild.claims.stances import opposed_quads
from kgbuild.claims.statuses import Ruled, rule_claims
from kgbuild.claims.told import Told, names_without, told_nodes
from kgbuild.model.decisions import ClaimDecision
from kgbuild.model.policy import Policy
from kgbuild.model.quads import Quad, Statement
from kgbuild.model.vocabulary import CONTAINED_IN, POSITION, TYPE, kgb
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
    """What claims are judged by: articles by slug, whose words each span is, property rules and the policy; decisions
    about claims with the place of each span, and judgements made elsewhere, about things."""

    articles: Mapping[str, ArticleContext]
    said: Said = field(default_factory=dict)
    rules: Rules = field(default_factory=Rules)
    policy: Policy = field(default_factory=Policy)
    decisions: tuple[ClaimDecision, ...] = ()
    stretches: Stretches = field(default_factory=dict)
    judgements: tuple[Judgement, ...] = ()


def assemble(statements: Iterable[Statement], setting: Setting, *, base: str) -> ClaimedDataset:
    """Return the dataset that `statements` amount to."""
    kinds = sort_statements(statements, setting.articles)
    found = gather_claims(kinds.facts, setting.said, base=base)
    decided = apply_decisions(found, setting.decisions, setting.stretches, base=base)
    claims = decided.claims
    known = known_of((*kinds.described, *kinds.facts))
    outlets = Outlets(setting.articles, find_copies(setting.articles))
    acceptance = Acceptance(setting.policy, known, setting.articles, outlets, base)
    within = {s.quad.subject: s.quad.object for s in kinds.curated if s.quad.predicate == CONTAINED_IN}
    ruled = rule_claims(decided, setting.rules, acceptance, within, quantities_in(kinds.described))
    positions = list(_position_quads(kinds.placed, base))
    told = _told(kinds, claims, ruled, setting, base)
    quads = [s.quad for s in kinds.placed]
    named = _namings(claims, ruled, base)
    quads.extend(quad for c in claims if c.id in named for quad in naming_quads(c, base=base))
    quads.extend(_claim_quads([c for c in claims if c.id not in named], told, ruled, setting, base))
    quads.extend(positions)
    quads.extend(told.quads)
    quads.extend(dispute_quads(ruled, outlets, base=base))
    quads.extend(superseded_quads(ruled.compared, claims, base=base))
    quads.extend(opposed_quads([s.quad for s in kinds.placed], base=base))
    quads.extend(copy_quads(outlets.copies, base=base))
    quads.extend(judgement_quads((*ruled.judgements, *setting.judgements), base=base))
    kinds.described = list(names_without(kinds.described, claims, ruled.status, known))
    accepted = [c for c in claims if ruled.status[c.id] == "accepted"]
    core, classes = core_triples(kinds, accepted, _used(quads), told.nodes)
    quads.extend(Quad(*triple, f"<{base}graph/core>") for triple in core)
    counts = {
        "claims": len(claims) - len(named) + len(told.claims),
        "namings": len(named),
        "positions": len({q.subject for q in positions if q.predicate == kgb("reportedIn")}),
        "conflicts": len(ruled.compared.disputes),
        "core": len(core),
        "copies": len(outlets.copies),
        "judgements": len(set(ruled.judgements)) + len(setting.judgements),
        **_by_status({i: s for i, s in ruled.status.items() if i not in named}, told),
    }
    problems = (*kinds.problems, *map(_unmet, decided.unmet))
    return ClaimedDataset(tuple(quads), classes, counts, problems)


def _unmet(decision: ClaimDecision) -> Problem:
    file, _, line = decision.where.rpartition(":")
    what = f"a decision ({decision.verdict}) about claims that are not there: {decision.article} {decision.predicate}"
    fix = "no rule makes such a claim of these words now; undo it, or decide anew"
    return Problem(Location(file, int(line or 0)), what, fix, severity=Severity.WARNING)


def _namings(claims: list[FactClaim], ruled: Ruled, base: str) -> set[str]:
    accepted = {i for i, status in ruled.status.items() if status == "accepted"}
    judged = {target for judgement in ruled.judgements for target in judgement.targets}
    return namings(claims, accepted, judged, base=base)


def _told(kinds: Sorted, claims: list[FactClaim], ruled: Ruled, setting: Setting, base: str) -> Told:
    firm = {t for c in claims if ruled.status[c.id] == "accepted" for t in (c.triple[0], c.triple[2])}
    firm |= {t for s in (*kinds.placed, *kinds.headers, *kinds.curated) for t in (s.quad.subject, s.quad.object)}
    told_of = {t for c in claims for t in (c.triple[0], c.triple[2])}
    return told_nodes(kinds.described, told_of, setting.said, firm=firm, base=base)


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


def _position_quads(placed: Iterable[Statement], base: str) -> Iterator[Quad]:
    for statement in placed:
        if statement.quad.predicate == TYPE and statement.quad.object == POSITION:
            article, node = statement.row.get("article", ""), statement.quad.subject
            spans = evidence_of(statement)
            yield from lineage_quads(node, [statement], spans=spans, article=article, status="attributed", base=base)


def _used(quads: Iterable[Quad]) -> set[str]:
    """Return the nodes that a claim or a position speaks of."""
    return {term for q in quads for term in (q.subject, q.object) if term.startswith("<")}
