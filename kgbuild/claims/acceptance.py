"""Which claims a project's policy accepts, and which side of a dispute; each step leaves a judgement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from kgbuild.claims.claim import ArticleContext, FactClaim
from kgbuild.claims.copies import Outlets
from kgbuild.claims.disputes import Dispute, Side
from kgbuild.claims.judgements import Judgement
from kgbuild.claims.known import Known
from kgbuild.model.policy import AcceptRule, Policy, Settle


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A policy and what it needs to know of the world it is applied to."""

    policy: Policy
    known: Known
    articles: Mapping[str, ArticleContext]
    outlets: Outlets
    base: str

    def accepts_own(self, claim: FactClaim) -> bool:
        """Whether the outlet says it in its own voice, and its own voice counts."""
        own = self.policy.own
        return claim.own and (not own or self._named(self.articles[claim.article].publisher, own))

    def judged(self, claims: Iterable[FactClaim]) -> dict[str, Judgement]:
        """Return claim id -> judgement for the claims of others that a rule accepts, the first rule that fits."""
        found = {}
        for claim in claims:
            rule = next((r for r in self.policy.attributed if self._fits(claim, r)), None)
            if rule is not None and not claim.own and claim.source.assertion != "denied":
                found[claim.id] = Judgement("accepted", (self._term(claim),), rule.where, "accepted by policy")
        return found

    def settled(self, dispute: Dispute) -> tuple[int, Judgement] | None:
        """Return the side that the policy lets win, with the judgement; None where it does not say or is even."""
        how = self.policy.settle
        if how is None:
            return None
        marks = [self._mark(side, how) for side in dispute.sides]
        best = max(marks)
        if not best or marks.count(best) > 1:
            return None
        won = marks.index(best)
        targets = tuple(self._term(c) for c in dispute.sides[won].claims)
        reason = f"settled by policy: {how.value}"
        return won, Judgement("accepted", targets, self.policy.settle_where, reason)

    def _mark(self, side: Side, how: Settle) -> tuple[int | str, ...]:
        if side.value.denied:
            return ()
        if how is Settle.MAJORITY:
            return (self.outlets.independent(side.claims),)
        if how is Settle.LATEST:
            latest = max(self.articles[c.article].published for c in side.claims)
            return (latest,) if latest else ()
        who = [self.articles[c.article].publisher if c.own else c.source.speaker for c in side.claims]
        return (1,) if any(self._named(term, self.policy.trusted) for term in who) else ()

    def _fits(self, claim: FactClaim, rule: AcceptRule) -> bool:
        speaker = claim.source.speaker
        local = claim.triple[1].strip("<>").replace("/", "#").rsplit("#", 1)[-1]
        titles = " ".join(self.known.titles.get(speaker, ())).lower().split()
        return (
            (not rule.properties or local in rule.properties)
            and (not rule.outlets or self._named(self.articles[claim.article].publisher, rule.outlets))
            and (not rule.speakers or self._named(speaker, rule.speakers))
            and (not rule.kinds or bool(self.known.kinds.get(speaker, frozenset()) & set(rule.kinds)))
            and (not rule.roles or any(word.lower() in titles for word in rule.roles))
        )

    def _named(self, term: str, patterns: Sequence[str]) -> bool:
        names = self.known.names.get(term, frozenset())
        return any(fnmatchcase(name.lower(), pattern.lower()) for name in names for pattern in patterns)

    def _term(self, claim: FactClaim) -> str:
        return f"<{self.base}claim/{claim.id}>"
