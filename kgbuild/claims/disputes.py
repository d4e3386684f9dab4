"""Claims that cannot all be true: one subject, one property, values that do not agree.

A value told on a later day may be an update: counts rise, posts change hands, plans are overtaken by what happened.
Such claims are superseded, not disputed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations, groupby

from kgbuild.claims.claim import FactClaim
from kgbuild.claims.quantities import Quantities
from kgbuild.claims.rules import OverTime, Rules
from kgbuild.claims.sources import Source
from kgbuild.claims.values import OPEN, Ground, Value, agree, overtakes
from kgbuild.identifiers import digest
from kgbuild.model.facts import Assertion, Factuality
from kgbuild.model.vocabulary import FACTUALITY, code

_NOT_YET = frozenset({Factuality.PLANNED, Factuality.CANCELLED, Factuality.HYPOTHETICAL})


@dataclass(frozen=True, slots=True)
class Side:
    """One value in a dispute and the claims that give it."""

    value: Value
    claims: tuple[FactClaim, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A question (of money: in one currency), its sides, and which of them contradict each other (as pairs of their
    places)."""

    subject: str
    predicate: str
    currency: str = ""
    sides: tuple[Side, ...] = ()
    against: tuple[tuple[int, int], ...] = ()

    @property
    def id(self) -> str:
        """The local part of the dispute's IRI."""
        return digest("dispute", self.subject, self.predicate, self.currency)

    @property
    def claims(self) -> tuple[FactClaim, ...]:
        """All claims of all sides."""
        return tuple(c for side in self.sides for c in side.claims)


@dataclass(slots=True)
class Compared:
    """What comparing all claims found; `superseded` maps the id of a claim to a claim that came after it."""

    disputes: list[Dispute] = field(default_factory=list)
    superseded: dict[str, FactClaim] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class World:
    """What comparing needs to know: property rules, places in places, the day of each article, the ids of the claims
    that would be accepted if nothing spoke against them, and the quantity nodes."""

    rules: Rules
    ground: Ground
    days: Mapping[str, str]
    firm: Collection[str]
    quantities: Quantities


def can_contradict(claim: FactClaim, rules: Rules, quantities: Quantities) -> bool:
    """Say whether what a claim says of its subject can be contradicted, or contradict what others say of it."""
    predicate, _ = quantities.question(claim.triple[1], claim.triple[2])
    return predicate in rules.functional or predicate == FACTUALITY or claim.source.assertion == Assertion.DENIED


def compare_claims(claims: Iterable[FactClaim], world: World) -> Compared:
    """Return disputes and superseded claims, in a fixed order; the work grows with the claims and with how many
    different values one question has."""
    groups: dict[tuple[str, str, str], list[FactClaim]] = defaultdict(list)
    for claim in claims:
        subject, predicate, obj = claim.triple
        if claim.real or predicate == FACTUALITY:
            groups[(subject, *world.quantities.question(predicate, obj))].append(claim)
    found = Compared()
    for (subject, predicate, currency), group in sorted(groups.items()):
        functional = predicate in world.rules.functional or predicate == FACTUALITY
        if len(group) > 1 and (functional or any(c.source.assertion == Assertion.DENIED for c in group)):
            plans = _plans(group, world)
            told = _current(group, predicate, plans, world, found.superseded) if functional else None
            current = _values(group, plans, world) if told is None else told
            question = Dispute(subject, predicate, currency)
            dispute = _dispute(question, current, world) if len(current) > 1 else None
            if dispute is not None:
                found.disputes.append(dispute)
    return found


_Values = dict[Value, list[FactClaim]]


def _values(claims: Iterable[FactClaim], plans: Collection[str], world: World) -> _Values:
    found: _Values = defaultdict(list)
    for c in claims:
        size = world.quantities.range_of(c.triple[2], c.bounds)
        value = Value(c.triple[2], c.hedges, _is_denied(c), c.id in plans, size)
        found[value].append(c)
    return found


def _is_denied(claim: FactClaim) -> bool:
    """Say whether somebody says that a claim does not hold; who denies an event says no more than that it was not."""
    return claim.source.assertion == Assertion.DENIED and claim.triple[2] != code(Factuality.NEGATED)


def _is_plan(claim: FactClaim) -> bool:
    if claim.triple[1] == FACTUALITY:
        return claim.triple[2] in OPEN
    return claim.factualities <= _NOT_YET and bool(claim.factualities)


def _plans(group: Iterable[FactClaim], world: World) -> frozenset[str]:
    """Return the ids of claims that only foresee. A number that is told of what has come about already is no forecast:
    the price of a takeover that was agreed and "will" be paid."""
    open_, came = ([c for c in group if _is_plan(c) is plan] for plan in (True, False))
    agreed = min((day for c in came if (day := world.days.get(c.article))), default="9999")
    late = {c.id for c in open_ if world.days.get(c.article, "") >= agreed and world.quantities.range_of(c.triple[2])}
    return frozenset(c.id for c in open_) - late


def _dispute(question: Dispute, values: _Values, world: World) -> Dispute | None:
    sides = [Side(v, tuple(values[v])) for v in sorted(values)]
    pairs = [
        (i, j)
        for i, j in combinations(range(len(sides)), 2)
        if not agree(sides[i].value, sides[j].value, ground=world.ground)
    ]
    if not pairs:
        return None
    kept = sorted({i for pair in pairs for i in pair})
    place = {old: new for new, old in enumerate(kept)}
    against = tuple((place[i], place[j]) for i, j in pairs)
    return replace(question, sides=tuple(sides[i] for i in kept), against=against)


def _current(
    group: list[FactClaim], predicate: str, plans: Collection[str], world: World, superseded: dict[str, FactClaim]
) -> _Values:
    """Return the values that still stand after what later days changed."""
    over_time = world.rules.over_time.get(predicate)
    current: _Values = {}
    done = _without_plans(group, plans, world, superseded)
    if over_time is not None:
        done = _one_each(done, over_time, world, superseded)
    undated = [c for c in done if not world.days.get(c.article)]
    dated = sorted((c for c in done if world.days.get(c.article)), key=lambda c: (world.days[c.article], c.id))
    for _, same_day in groupby(dated, key=lambda c: world.days[c.article]):
        today = _values(same_day, plans, world)
        for old in list(current):
            newer = _newer(old, current[old], today, over_time, world)
            if newer is not None:
                superseded.update((c.id, newer) for c in current.pop(old))
        _add(current, today)
    _add(current, _values(undated, plans, world))
    return current


def _add(current: _Values, more: _Values) -> None:
    for value, claims in more.items():
        current.setdefault(value, []).extend(claims)


def _without_plans(
    group: list[FactClaim], plans: Collection[str], world: World, superseded: dict[str, FactClaim]
) -> list[FactClaim]:
    """Leave out what was only planned where someone tells how it came."""
    came = [c for c in group if c.id not in plans]
    firm = [c for c in came if c.id in world.firm]
    kept = list(came)
    for c in group:
        if c.id not in plans:
            continue
        after = next((o for o in (firm if c.id in world.firm else came) if o.triple[2] != c.triple[2]), None)
        if after is None:
            kept.append(c)
        else:
            superseded[c.id] = after
    return kept


def _one_each(
    group: list[FactClaim], over_time: OverTime, world: World, superseded: dict[str, FactClaim]
) -> list[FactClaim]:
    """Keep one value of each source in each article, the one it tells most often: it tells of several times. Of counts
    that rise it is the greatest, with what agrees with it: the others are of a part, or of an earlier hour."""
    by_source: dict[tuple[str, Source], list[FactClaim]] = defaultdict(list)
    for c in group:
        by_source[c.article, c.source].append(c)
    kept, rises = list[FactClaim](), over_time is OverTime.RISES
    for claims in by_source.values():
        value = {c.id: next(iter(_values([c], (), world))) for c in claims}
        size = {c.id: (value[c.id].range or (0, 0))[0] if rises else len(c.spans) for c in claims}
        first, *rest = sorted(claims, key=lambda c: (-size[c.id], c.triple[2]))
        same = [c for c in rest if rises and agree(value[c.id], value[first.id], ground=world.ground)]
        kept += [first, *same]
        superseded.update((c.id, first) for c in rest if c not in same)
    return kept


def _newer(
    old: Value, held: Iterable[FactClaim], today: _Values, over_time: OverTime | None, world: World
) -> FactClaim | None:
    """Return a claim of today that is an update of an older value, if all that today says of it is."""
    other = [v for v in sorted(today) if v != old and not agree(v, old, ground=world.ground)]
    updates = [v for v in other if over_time is OverTime.CHANGES or (over_time and overtakes(v, old))]
    if not updates or len(updates) < len(other):
        return None
    after = [c for v in updates for c in today[v]]
    # what is only attributed does not put out what an outlet tells itself
    firm = [c for c in after if c.id in world.firm]
    return next(iter(firm), None) if any(c.id in world.firm for c in held) else after[0]
