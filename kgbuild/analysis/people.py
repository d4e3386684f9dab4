"""The network for people: who met whom, who spoke of whom and how, who took part in what.

Edges are counted by acts: a meeting counts once however many outlets report it and however many days it had, an act of
speaking once however many print it. Stand-ins (an unnamed publisher, an unidentified speaker) and "other issue" are no
nodes: what is unknown is nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from kgbuild.analysis.network import Edge, Network, Node, network
from kgbuild.analysis.reading import (
    BY,
    ON,
    TARGET,
    acts_of_speaking,
    days_said,
    event_times,
    is_issue,
    is_known,
    kinds_of,
    node_kind,
)
from kgbuild.model.quads import Quad
from kgbuild.model.terms import RDF_TYPE, iri_of
from kgbuild.model.triples import Triples, kgb, local_name
from kgbuild.model.vocabulary import OBJECT, PREDICATE

ACTORS = frozenset({"Actor", "Person", "Organization", "Country", "Group"})
OFFICE = "holds office in"
PARTY = ("participant", "initiator")
ROLES = (*PARTY, "mediator", "host")
SIGNS = {"supports": 1, "offers": 1, "proposes": 1, "rejects": -1, "accuses": -1, "warns": -1, "doubts": -1}
_DEMANDS = frozenset({"demands", "expects"})
ON_ISSUES = {**dict.fromkeys(("supports", "offers", "proposes", "demands", "expects"), 1), "rejects": -1, "doubts": -1}
_STANCE = kgb("stance")
_FACTUALITY, _POLARITY, _REPORTED = kgb("factuality"), kgb("polarity"), kgb("reportedIn")
_NOTHING = ("",)
_EXACT = "<http://www.w3.org/ns/oa#exact>"
_TEXT = "<http://schema.org/text>"


class Act(NamedTuple):
    """Something one actor did to or with another, once: its kind, the two, the days, words and the claims behind it."""

    kind: str
    source: str
    target: str
    about: str
    first: str
    last: str
    words: str
    claims: tuple[str, ...]


def kind_name(facts: Triples, term: str) -> str:
    """Return the class a node is drawn as, by name; empty for what is no node."""
    return local_name(node_kind(facts, term))


def actors_of(facts: Triples) -> list[str]:
    """Return the known actors of a dataset."""
    return [t for t, kind in facts.once(kinds_of).items() if local_name(kind) in ACTORS]


def meetings_of(facts: Triples) -> Iterator[Act]:
    """Yield an act for each pair that met, once for a round whatever its days, and none for a series as a whole."""
    took_part = {e: set(_party(facts, e)) for e in facts.with_type("Meeting") if _happened(facts, e)}
    for event, party in sorted(took_part.items()):
        if local_name(facts.one(event, kgb("level"))) == "series":
            continue
        above = [p for p in facts.objects(event, kgb("partOf")) if local_name(facts.one(p, kgb("level"))) != "series"]
        counted = {pair for parent in above for pair in combinations(sorted(took_part.get(parent, ())), 2)}
        told = claims_about(facts, event)
        happened = [c for c in facts.claimed.get(event, ()) if facts.one(c, PREDICATE) == _FACTUALITY]
        for one, other in combinations(sorted(party), 2):
            if (one, other) in counted:
                continue
            claims = [*happened, *(c for who in (one, other) for c in told.get(who, ()))]
            yield Act("met", one, other, event, *event_times(facts, event), facts.label(event), tuple(claims))


def speech_of(facts: Triples) -> Iterator[Act]:
    """Yield an act for each speaker, act of speaking and actor spoken of: what it does by its stance."""
    act_of = facts.once(acts_of_speaking)
    acts: dict[tuple[str, str, str, str], list[str]] = defaultdict(list)
    kinds = facts.once(kinds_of)
    known = {one for one, kind in kinds.items() if is_known(one) and local_name(kind) in ACTORS}
    for position, act in act_of.items():
        said = facts.about[position]
        targets = [one for one in said.get(TARGET, ()) if one in known]
        if not targets:  # as most
            continue
        stance = local_name(said[_STANCE][0]) if _STANCE in said else "says"
        kind = stance if stance in SIGNS else "said about"
        for speaker in filter(is_known, said.get(BY, ())):
            for target in targets:
                if target != speaker:
                    acts[act, speaker, target, kind].append(position)
    for (_, speaker, target, kind), positions in sorted(acts.items()):
        days = [day for position in positions for day in days_said(facts, position)]
        about = next((i for p in positions for i in facts.objects(p, kgb("issue")) if is_issue(i)), "")
        words = facts.text(positions[0], _TEXT)
        yield Act(kind, speaker, target, about, min(days, default=""), max(days, default=""), words, tuple(positions))


def offices_of(facts: Triples) -> Iterator[Act]:
    """Yield an act for each known holder of a role and the actor it is held at: what links a person with a country."""
    for role in facts.with_type("Role"):
        former = local_name(facts.one(role, kgb("roleStatus"))) == "former"
        kind, told = "held office in" if former else OFFICE, claims_about(facts, role)
        for holder in filter(is_known, facts.objects(role, kgb("holder"))):
            for at in facts.objects(role, kgb("roleAt")):
                if at != holder and is_known(at) and kind_name(facts, at) in ACTORS:
                    claims = dict.fromkeys((*told.get(holder, ()), *told.get(at, ())))
                    yield Act(kind, holder, at, role, *event_times(facts, role), facts.label(role), tuple(claims))


class Stand(NamedTuple):
    """For (1) or against (-1) an issue, in one act of speaking. A demand is for something that the issue alone does not
    tell, so two demands on one issue do not agree."""

    sign: int
    demand: bool
    position: str
    article: str


def stands_of(facts: Triples) -> dict[tuple[str, str], list[Stand]]:
    """Return for each known actor and issue where they stand, once an act of speaking."""
    act_of = facts.once(acts_of_speaking)
    found: dict[tuple[str, str], dict[str, Stand]] = defaultdict(dict)
    for position, act in act_of.items():
        said = facts.about[position]
        stance = local_name(said[_STANCE][0]) if _STANCE in said and ON in said else ""
        issues = [one for one in said[ON] if is_issue(one)] if stance in ON_ISSUES else []
        if not issues:
            continue
        sign = ON_ISSUES[stance]
        if sign > 0 and local_name(said.get(_POLARITY, _NOTHING)[0]) == "negative":
            sign = -1
        stand = Stand(sign, stance in _DEMANDS, position, said.get(_REPORTED, _NOTHING)[0])
        for speaker in filter(is_known, said.get(BY, ())):
            for issue in issues:
                found[speaker, issue].setdefault(act, stand)
    return {key: list(acts.values()) for key, acts in found.items()}


def acts_between(facts: Triples) -> list[Act]:
    """Return everything actors did with, to or about each other, and who holds office where, in a fixed order."""
    return [*meetings_of(facts), *speech_of(facts), *offices_of(facts)]


def people_network(quads: Iterable[Quad] | Triples) -> Network:
    """Return the network of known actors and events: acts between actors, and who took part in what and how."""
    facts = Triples.of(quads)
    actors = actors_of(facts)
    kinds = facts.once(kinds_of)
    events = [t for t, kind in kinds.items() if "/event/" in t and local_name(kind) not in {"Communication"} | ACTORS]
    edges = [*_merged(facts.once(acts_between)), *_part(facts, events, set(actors))]
    used = {end for edge in edges for end in (edge.source, edge.target)}
    nodes = [
        Node(iri_of(t), facts.label(t), kind_name(facts, t), *event_times(facts, t))
        for t in (*actors, *events)
        if iri_of(t) in used
    ]
    return network(nodes, edges)


def _merged(acts: Iterable[Act]) -> Iterator[Edge]:
    """Yield an edge for all acts of a kind between two actors, its weight their number, its tooltip the first words."""
    groups: dict[tuple[str, str, str], list[Act]] = defaultdict(list)
    for act in acts:
        groups[act.source, act.target, act.kind].append(act)
    for (source, target, kind), found in groups.items():
        first = min((a.first for a in found if a.first), default="")
        last = max((a.last for a in found if a.last), default="")
        words = min((a for a in found if a.words), key=lambda a: (a.first or "9", a.words), default=found[0]).words
        claims = tuple(iri_of(c) for act in found for c in act.claims)
        yield Edge(iri_of(source), iri_of(target), kind, kind, first, last, len(found), claims, words)


def _part(facts: Triples, events: Iterable[str], actors: set[str]) -> Iterator[Edge]:
    for event in events:
        told = claims_about(facts, event)
        for role in ROLES:
            for who in facts.objects(event, kgb(role)):
                if who in actors:
                    claims = [c for c in told.get(who, ()) if facts.one(c, PREDICATE) == kgb(role)]
                    named, words = tuple(map(iri_of, claims)), _words(facts, claims)
                    yield Edge(iri_of(who), iri_of(event), role, role, *event_times(facts, event), 1, named, words)


def claims_about(facts: Triples, subject: str) -> dict[str, list[str]]:
    """Return the claims about a subject by object."""
    found: dict[str, list[str]] = defaultdict(list)
    for claim in facts.claimed.get(subject, ()):
        found[facts.one(claim, OBJECT)].append(claim)
    return found


def _party(facts: Triples, event: str) -> Iterator[str]:
    for role in PARTY:
        yield from (a for a in facts.objects(event, kgb(role)) if is_known(a) and kind_name(facts, a) in ACTORS)


def _happened(facts: Triples, event: str) -> bool:
    said = facts.one(event, kgb("factuality"))
    return (not said or local_name(said) == "actual") and kgb("Told") not in facts.objects(event, RDF_TYPE)


def _words(facts: Triples, claims: Iterable[str]) -> str:
    spans = (span for claim in claims for span in facts.objects(claim, kgb("evidence")))
    return next(filter(None, (facts.text(span, _EXACT) for span in spans)), "")
