"""From pieces to the dataset: claims with source and evidence, disputes, and the accepted core.

Works on any mapping's statements: what it needs it reads from the rows by the conventions of the tables. A statement
with a graph of its own stays there; one without is a fact to be claimed, a line of the article's header, an entry of a
curated list, or the type or label of a node.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kgbuild.claims.acceptance import Acceptance
from kgbuild.claims.claim import ArticleContext, FactClaim
from kgbuild.claims.copies import Outlets, find_copies
from kgbuild.claims.decided import Decided, Stretches, apply_decisions
from kgbuild.claims.judgements import Judgement, judgement_quads
from kgbuild.claims.known import Known, known_of
from kgbuild.claims.links import copy_quads, dispute_quads, superseded_quads
from kgbuild.claims.naming import namings
from kgbuild.claims.pieces import Piece
from kgbuild.claims.quantities import quantities_in
from kgbuild.claims.rules import Rules
from kgbuild.claims.shares import NAMED, Kind, Share, linked_from
from kgbuild.claims.stances import opposed_quads
from kgbuild.claims.standing import Standing
from kgbuild.claims.statuses import Ruled, rule_claims
from kgbuild.claims.traces import Whole
from kgbuild.model.decisions import ClaimDecision
from kgbuild.model.policy import Policy
from kgbuild.model.quads import Quad, Triple
from kgbuild.model.vocabulary import CONTAINED_IN
from kgbuild.problems import Location, Problem, Severity

_CLASSES = tuple(kind.name.lower() for kind in Kind if kind is not Kind.NONE)
_COUNTS = (
    "claims", "namings", "positions", "conflicts", "core", "copies", "judgements",
    "accepted", "attributed", "disputed", "superseded", "rejected",
)  # fmt: skip


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
    outlets = Outlets(setting.articles, find_copies(setting.articles))
    decided, ruled = ruled_claims(pieces, setting, outlets, base=base)
    standings = [Standing(share) for share in _shares(pieces, decided, ruled, base)]
    _stand(standings, setting, base)
    core = _core(standings)
    quads = [q for one in standings for q in one.quads]
    quads.extend(_links(standings, decided, ruled, outlets, base))
    quads.extend(judgement_quads((*ruled.judgements, *setting.judgements), base=base))
    quads.extend(Quad(*triple, f"<{base}graph/core>") for triple in sorted(core))
    classes = Counter(kind.name.lower() for kind in core.values())
    counts = sum((one.tally for one in standings), Counter[str]()) + Counter(
        {
            "conflicts": len(ruled.compared.disputes),
            "core": len(core),
            "copies": len(outlets.copies),
            "judgements": len(set(ruled.judgements)) + len(setting.judgements),
        }
    )
    problems = (*(p for piece in pieces for p in piece.problems), *map(_unmet, decided.unmet))
    return ClaimedDataset(
        tuple(quads), {name: classes[name] for name in _CLASSES}, {name: counts[name] for name in _COUNTS}, problems
    )


def ruled_claims(pieces: Sequence[Piece], setting: Setting, outlets: Outlets, *, base: str) -> tuple[Decided, Ruled]:
    """Return the claims of pieces after decisions, and what becomes of each."""
    claims = [c for piece in pieces for c in piece.claims]
    decided = apply_decisions(claims, setting.decisions, setting.stretches, base=base)
    described = [d.triple for piece in pieces for d in piece.described]
    # what is known of speakers matters to a policy alone
    known = known_of((*described, *(c.triple for c in claims))) if setting.policy != Policy() else Known({}, {}, {})
    acceptance = Acceptance(setting.policy, known, setting.articles, outlets, base)
    within = {s: obj for piece in pieces for s, predicate, obj in piece.curated if predicate == CONTAINED_IN}
    return decided, rule_claims(decided, setting.rules, acceptance, within, quantities_in(described))


def _shares(pieces: Iterable[Piece], decided: Decided, ruled: Ruled, base: str) -> Iterator[Share]:
    accepted = {i for i, status in ruled.status.items() if status == "accepted"}
    judged = {target for judgement in ruled.judgements for target in judgement.targets}
    status = {**ruled.status, **dict.fromkeys(namings(decided.claims, accepted, judged, base=base), NAMED)}
    claims: dict[str, list[FactClaim]] = {}
    for claim in decided.claims:
        claims.setdefault(claim.article, []).append(claim)
    for piece in pieces:
        own = claims.get(piece.article, [])
        yield Share(piece, own, tuple(status[c.id] for c in own))


def _stand(standings: Sequence[Standing], setting: Setting, base: str) -> None:
    """Find the place of each article among all."""
    marks = Whole({one.share.article: one.trace for one in standings}).marks
    for one in standings:
        one.say(marks, setting.articles.get(one.share.article), base=base)
    whole = Whole({one.share.article: one.trace for one in standings})
    used, cuts = whole.used(), whole.cuts()
    curated = [(one, one.share.piece.curated) for one in standings if one.share.piece.curated]
    linked = {term for one, lists in curated for term in linked_from(lists, one.used(used))}
    for one in standings:
        one.place(used, linked, cuts)


def _core(standings: Iterable[Standing]) -> dict[Triple, Kind]:
    """Return the triples of the core and why they are there."""
    found: dict[Triple, Kind] = {}
    for one in standings:
        for triple, kind in one.core.items():
            if kind < found.get(triple, Kind.NONE):
                found[triple] = kind
    return found


def _links(
    standings: Iterable[Standing], decided: Decided, ruled: Ruled, outlets: Outlets, base: str
) -> Iterator[Quad]:
    """Yield what ties claims, positions and articles to each other."""
    yield from dispute_quads(ruled, outlets, base=base)
    yield from superseded_quads(ruled.compared, decided.claims, base=base)
    yield from opposed_quads((v for one in standings for v in one.trace.views), base=base)
    yield from copy_quads(outlets.copies, base=base)


def _unmet(decision: ClaimDecision) -> Problem:
    file, _, line = decision.where.rpartition(":")
    what = f"a decision ({decision.verdict}) about claims that are not there: {decision.article} {decision.predicate}"
    fix = "no rule makes such a claim of these words now; undo it, or decide anew"
    return Problem(Location(file, int(line or 0)), what, fix, severity=Severity.WARNING)
