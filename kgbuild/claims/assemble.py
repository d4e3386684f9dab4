"""From pieces to the dataset: claims with source and evidence, disputes, and the accepted core.

Works on any mapping's statements: what it needs it reads from the rows by the conventions of the tables. A statement
with a graph of its own stays there; one without is a fact to be claimed, a line of the article's header, an entry of a
curated list, or the type or label of a node.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from kgbuild.claims.acceptance import Acceptance
from kgbuild.claims.claim import ArticleContext, FactClaim
from kgbuild.claims.copies import Copy, Outlets, find_copies
from kgbuild.claims.decided import Decided, Stretches, apply_decisions
from kgbuild.claims.disputes import can_contradict
from kgbuild.claims.judgements import Judgement, judgement_quads
from kgbuild.claims.known import Known, known_of
from kgbuild.claims.links import copy_quads, dispute_quads, superseded_quads
from kgbuild.claims.marks import Marks, all_bits, joined
from kgbuild.claims.naming import namings
from kgbuild.claims.pieces import Piece
from kgbuild.claims.quantities import Quantities, quantities_in
from kgbuild.claims.rules import Rules
from kgbuild.claims.shares import NAMED, Kind, Share, linked_from
from kgbuild.claims.stances import View, opposed_quads
from kgbuild.claims.standing import Standing
from kgbuild.claims.statuses import Ruled, rule_claims
from kgbuild.claims.traces import Trace, Whole
from kgbuild.claims.values import Ground
from kgbuild.model.decisions import ClaimDecision
from kgbuild.model.gathered import Gathered
from kgbuild.model.on_demand import Later
from kgbuild.model.policy import Policy
from kgbuild.model.quads import Quad
from kgbuild.model.vocabulary import CONTAINED_IN, SCHEMA, TYPE, WIDE_PLACES
from kgbuild.problems import Location, Problem, Severity

CLASSES = tuple(kind.name.lower() for kind in Kind if kind is not Kind.NONE)


@dataclass(frozen=True, slots=True)
class ClaimedDataset:
    """All quads but the analysis, made when they are first looked at; `classes` counts core triples by why they are
    there; `problems` is what is wrong; `fates` has for each article, by its slug, a digest of what became of its claims
    among all others."""

    said: Later[Gathered]
    classes: Mapping[str, int]
    counts: Mapping[str, int]
    problems: tuple[Problem, ...]
    fates: Mapping[str, str] = field(default_factory=dict)

    @property
    def quads(self) -> Gathered:
        """The quads."""
        return self.said.value


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


def assembled(
    pieces: Sequence[Piece], setting: Setting, *, base: str, gathered: Gathered | None = None
) -> tuple[ClaimedDataset, tuple[Copy, ...], Iterator[tuple[str, Trace]]]:
    """Return the dataset, the copies among its articles, and for each article, by its slug, what it leaves in it; what
    of it is `gathered` is in no piece."""
    gathered = gathered if gathered is not None else Gathered()
    outlets = Outlets(setting.articles, find_copies(setting.articles))
    decided = decide(pieces, setting, base=base)
    ruled = rule(decided, pieces, setting, outlets, base=base)
    standings = _standings(pieces, decided, ruled, setting, base)
    _stand(standings, setting, gathered, base)
    gathered.add(link_quads((v for one in standings for v in one.trace.views), decided, ruled, outlets, base=base))
    gathered.add(judgement_quads((*ruled.judgements, *setting.judgements), base=base))
    counts = sum((one.tally for one in standings), Counter[str]())
    classes = _classes([one.trace for one in standings])
    counts.update(other_counts(ruled, setting, outlets), core=classes.total())
    problems = (*(p for piece in pieces for p in piece.problems), *map(unmet, decided.unmet))
    shown = {name: classes[name] for name in CLASSES}
    fates = {one.share.article: one.fate for one in standings}
    dataset = ClaimedDataset(Later(lambda: gathered, gathered), shown, _shown(counts), problems, fates)
    return dataset, outlets.copies, ((one.share.article, one.trace) for one in standings)


def decide(pieces: Iterable[Piece], setting: Setting, *, base: str) -> Decided:
    """Return the claims of pieces after decisions."""
    claims = [c for piece in pieces for c in piece.claims]
    return apply_decisions(claims, setting.decisions, setting.stretches, base=base)


def rule(decided: Decided, pieces: Sequence[Piece], setting: Setting, outlets: Outlets, *, base: str) -> Ruled:
    """Return what becomes of claims; `pieces` say what is known of the places and quantities that they name."""
    known = Known({}, {}, {})
    if setting.policy != Policy():  # what is known of speakers matters to a policy alone
        described = (d.triple for piece in pieces for d in piece.described)
        known = known_of((*described, *(c.triple for piece in pieces for c in piece.claims)))
    acceptance = Acceptance(setting.policy, known, setting.articles, outlets, base)
    return rule_claims(decided, setting.rules, acceptance, ground_of(pieces), quantities_of(pieces))


def ground_of(pieces: Iterable[Piece]) -> Ground:
    """Return what lists say of places."""
    lists = [piece for piece in pieces if piece.curated]
    described = (d.triple for piece in lists for d in piece.described if d.frame)
    classes = {s: obj for s, predicate, obj in described if predicate == TYPE and obj.startswith(SCHEMA)}
    within = {s: obj for piece in lists for s, predicate, obj in piece.curated if predicate == CONTAINED_IN}
    return Ground(within, frozenset(classes), frozenset(s for s, name in classes.items() if name in WIDE_PLACES))


def quantities_of(pieces: Iterable[Piece]) -> Quantities:
    """Return the quantity nodes that pieces describe."""
    return quantities_in(d.triple for piece in pieces for d in piece.described)


def statuses_of(decided: Decided, ruled: Ruled, *, base: str) -> dict[str, str]:
    """Return the status of each claim by its id, `NAMED` of those that no claim node repeats."""
    accepted = {i for i, status in ruled.status.items() if status == "accepted"}
    judged = {target for judgement in ruled.judgements for target in judgement.targets}
    return {**ruled.status, **dict.fromkeys(namings(decided.claims, accepted, judged, base=base), NAMED)}


def by_article(claims: Iterable[FactClaim]) -> dict[str, list[FactClaim]]:
    """Return claims by the slugs of their articles, in their order."""
    found: dict[str, list[FactClaim]] = {}
    for claim in claims:
        found.setdefault(claim.article, []).append(claim)
    return found


def _standings(pieces: Sequence[Piece], decided: Decided, ruled: Ruled, setting: Setting, base: str) -> list[Standing]:
    status, claims = statuses_of(decided, ruled, base=base), by_article(decided.claims)
    quantities = quantities_of(pieces)
    found = []
    for piece in pieces:
        own = claims.get(piece.article, [])
        compared = tuple(can_contradict(c, setting.rules, quantities) for c in own)
        found.append(Standing(Share(piece, own, tuple(status[c.id] for c in own), compared)))
    return found


def _classes(traces: Sequence[Trace]) -> Counter[str]:
    """Return how many quads of the core there are by why they are there, each quad once, as what comes first."""
    keys, kinds = joined([t.common for t in traces]), all_bits([t.kinds for t in traces])
    order = np.lexsort((kinds, keys))
    _, first = np.unique(keys[order], return_index=True)
    found = Counter(kinds[order][first].tolist())
    return Counter({kind.name.lower(): found[kind] for kind in Kind if kind is not Kind.NONE})


def _stand(standings: Sequence[Standing], setting: Setting, gathered: Gathered, base: str) -> None:
    """Find the place of each article among all, and gather its quads."""
    marks = Whole({one.share.article: one.trace for one in standings}).marks
    for one in standings:
        one.say(marks, setting.articles.get(one.share.article), base=base)
        one.give(gathered, base=base)
    whole = Whole({one.share.article: one.trace for one in standings})
    used, cuts = whole.used(), whole.cuts()
    linked = linked_by(standings, used)
    for one in standings:
        one.place(used, linked, cuts)
        one.give_core(gathered, base=base)


def linked_by(standings: Iterable[Standing], used: Marks) -> set[str]:
    """Return the nodes that lists lead to from nodes in use."""
    curated = [(one, one.share.piece.curated) for one in standings if one.share.piece.curated]
    return {term for one, lists in curated for term in linked_from(lists, one.used(used))}


def link_quads(views: Iterable[View], decided: Decided, ruled: Ruled, outlets: Outlets, *, base: str) -> Iterator[Quad]:
    """Yield what ties claims, positions and articles to each other."""
    yield from dispute_quads(ruled, outlets, base=base)
    yield from superseded_quads(ruled.compared, decided.claims, base=base)
    yield from opposed_quads(views, base=base)
    yield from copy_quads(outlets.copies, base=base)


def other_counts(ruled: Ruled, setting: Setting, outlets: Outlets) -> dict[str, int]:
    """Return how much there is of what belongs to no article."""
    judgements = len(set(ruled.judgements)) + len(setting.judgements)
    return {"conflicts": len(ruled.compared.disputes), "copies": len(outlets.copies), "judgements": judgements}


def _shown(counts: Mapping[str, int]) -> dict[str, int]:
    names = (
        "claims", "namings", "positions", "conflicts", "core", "copies", "judgements",
        "accepted", "attributed", "disputed", "superseded", "rejected",
    )  # fmt: skip
    return {name: counts.get(name, 0) for name in names}


def unmet(decision: ClaimDecision) -> Problem:
    """Return what is to be said of a decision about claims that are not there."""
    file, _, line = decision.where.rpartition(":")
    what = f"a decision ({decision.verdict}) about claims that are not there: {decision.article} {decision.predicate}"
    fix = "no rule makes such a claim of these words now; undo it, or decide anew"
    return Problem(Location(file, int(line or 0)), what, fix, severity=Severity.WARNING)
