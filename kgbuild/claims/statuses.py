"""What the graph makes of each claim: accepted, attributed, disputed, superseded or rejected, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kgbuild.claims.acceptance import Acceptance
from kgbuild.claims.claim import FactClaim
from kgbuild.claims.decided import Decided
from kgbuild.claims.disputes import Compared, Dispute, World, compare_claims
from kgbuild.claims.judgements import Judgement
from kgbuild.claims.quantities import Quantities
from kgbuild.claims.rules import Rules
from kgbuild.claims.values import Ground
from kgbuild.model.vocabulary import FACTUALITY, code


@dataclass(frozen=True, slots=True)
class Ruled:
    """The status of every claim by its id, what came after superseded ones, the disputes (all of them, settled or not)
    and the judgements that the policy left."""

    status: Mapping[str, str]
    compared: Compared
    judgements: tuple[Judgement, ...]
    settled: Mapping[str, Judgement]


def rule_claims(
    decided: Decided, rules: Rules, acceptance: Acceptance, ground: Ground, quantities: Quantities
) -> Ruled:
    """Return what becomes of each claim.

    An outlet's own words are accepted unless something contradicts them; another's only where the policy says so. What
    a person decided stands before both: a rejected claim contradicts nothing.
    """
    claims = [c for c in decided.claims if c.id not in decided.rejected]
    judged = {**acceptance.judged(claims), **decided.accepted}
    own = {c.id for c in claims if acceptance.accepts_own(c) or c.id in judged}
    firm = {c.id for c in claims if c.id in own and (_asserts(c) or c.id in decided.accepted)}
    days = {name: context.published for name, context in acceptance.articles.items()}
    compared = compare_claims(claims, World(rules, ground, days, firm, quantities))
    status = {c.id: "accepted" if c.id in firm else "attributed" for c in claims}
    status.update(dict.fromkeys(compared.superseded, "superseded"))
    settled = {}
    for dispute in compared.disputes:
        won = _decided_side(dispute, decided.accepted) or acceptance.settled(dispute)
        if won is not None:
            settled[dispute.id] = won[1]
        status.update(_sides(dispute, won[0] if won is not None else None))
    open_ = [d for d in compared.disputes if d.id not in settled]
    _let_fall(claims, rules, status, open_)
    made = [*(judged[c.id] for c in claims if c.id in judged and status[c.id] == "accepted"), *settled.values()]
    status.update(dict.fromkeys(decided.rejected, "rejected"))
    return Ruled(status, compared, (*made, *decided.rejected.values()), settled)


def _decided_side(dispute: Dispute, accepted: Mapping[str, Judgement]) -> tuple[int, Judgement] | None:
    """Return the one side that a person accepted."""
    found = [(i, accepted[c.id]) for i, side in enumerate(dispute.sides) for c in side.claims if c.id in accepted]
    return found[0] if len({i for i, _ in found}) == 1 else None


def _asserts(claim: FactClaim) -> bool:
    # that a meeting did not take place is itself asserted; who would have come to it is not
    return claim.real or claim.triple[1] == FACTUALITY


def _sides(dispute: Dispute, won: int | None) -> dict[str, str]:
    if won is None:
        return {c.id: "disputed" for c in dispute.claims}
    lost = {i for pair in dispute.against if won in pair for i in pair} - {won}
    found = {c.id: "rejected" for i in lost for c in dispute.sides[i].claims}
    return found | {c.id: "accepted" for c in dispute.sides[won].claims}


def _let_fall(claims: Sequence[FactClaim], rules: Rules, status: dict[str, str], disputes: Sequence[Dispute]) -> None:
    """Take along what is made from a value that fell, and all that is told of an event which may not have been."""
    unsure = {
        d.subject for d in disputes if d.predicate == FACTUALITY and code("actual") in {s.value.term for s in d.sides}
    }
    fallen: dict[tuple[str, object, str, str], str] = {}
    for c in claims:
        if status[c.id] in {"disputed", "superseded", "rejected"}:
            fallen[c.article, c.source, c.triple[0], c.triple[1]] = status[c.id]
    for c in claims:
        subject, predicate, _ = c.triple
        if status[c.id] not in {"accepted", "attributed"}:
            continue
        parts = sorted(rules.made_of.get(predicate, ()))
        down = [s for part in parts if (s := fallen.get((c.article, c.source, subject, part)))]
        if down:
            status[c.id] = min(down)
        elif status[c.id] == "accepted" and subject in unsure and predicate != FACTUALITY:
            status[c.id] = "disputed"
