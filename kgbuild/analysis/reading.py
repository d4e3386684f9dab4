"""From quads to the network.

Nodes are the actors, events, places and issues. An edge is a triple between two of them, a role (holder to where it is
held) or a position (speaker to target and issue). Claims, positions, spans, articles and codes are never nodes: they
would bury the people under their paperwork.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from kgbuild.analysis.network import Edge, Network, Node, network
from kgbuild.model.quads import Quad
from kgbuild.model.terms import RDF_TYPE, iri_of, is_iri, literal_of
from kgbuild.model.triples import SKOS, Triples, kgb, local_name
from kgbuild.model.vocabulary import OBJECT, PREDICATE

# A node that only others' words tell of (kgb:Told) is no part of what happened.
_WRITTEN = (
    "Claim",
    "Position",
    "Span",
    "Article",
    "Role",
    "Judgement",
    "Run",
    "Dispute",
    "Side",
    "Told",
    "Topic",
    "Quantity",
)
_PAPERWORK = {kgb(name) for name in _WRITTEN} | {
    f"<{SKOS}Concept>",
    f"<{SKOS}ConceptScheme>",
}
# Nobody the text names, and nothing in particular: these would rank first everywhere and say nothing.
_STAND_INS = ("unnamed-publisher-of-", "unidentified-speaker-in-")
_OTHER = "other"
_GENERAL = {kgb("Event"), kgb("Actor")}  # said beside a narrower type
_ISSUE, POSITION, SAME = kgb("Issue"), kgb("Position"), kgb("sameUtterance")
BY, TARGET, ON, _STANCE = (kgb(name) for name in ("claimedBy", "target", "issue", "stance"))
_EDTF, _START, _END = (kgb(name) for name in ("edtf", "startDate", "endDate"))
_SAID = kgb("claimedAt")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Times(NamedTuple):
    """First and last day, `YYYY-MM-DD`, or empty."""

    start: str
    end: str


_NEVER = Times("", "")


def event_times(facts: Triples, subject: str) -> Times:
    """Return the dates of an event; a day alone is start and end, what the text leaves open stays open."""
    said = facts.about.get(subject, {})
    if not (_EDTF in said or _START in said or _END in said):  # as most things
        return _NEVER
    edtf = facts.text(subject, _EDTF)
    start = _interval(facts.text(subject, _START)).start or _interval(edtf).start
    end = _interval(facts.text(subject, _END)).end or _interval(edtf).end
    return Times(start, end or ("" if "/" in edtf else start))


def days_said(facts: Triples, position: str) -> list[str]:
    """Return the days something was said; of `../2031-05-06`, "by then", that day."""
    return [day for term in facts.objects(position, _SAID) if not is_iri(term) for day in _days_in(term)]


@lru_cache(maxsize=4096)
def _days_in(term: str) -> tuple[str, ...]:
    times = _interval(literal_of(term).value)
    return tuple(day for day in (times.start or times.end, times.end) if day)


def _interval(edtf: str) -> Times:
    """Return first and last day of an EDTF date or interval of days; what is vaguer or open is empty."""
    start, slash, end = edtf.partition("/")
    days = [day if _DAY.fullmatch(day) else "" for day in (start, end if slash else start)]
    return Times(*days)


def graph_of(quads: Iterable[Quad] | Triples) -> Network:
    """Return the network of a dataset's quads (of all its graphs, or of core and positions alone).

    Each node and edge has `label`, `type`, `start`, `end`; a date is empty where the sources give none. An event has
    its own dates, an edge those of its event or the day something was said (by), any other node the first and last day
    of its edges. Two reports of one act of speaking make one edge.
    """
    facts = Triples.of(quads)
    kinds = facts.once(kinds_of)
    edges = list(edges_in(facts, kinds))
    ends = ((e.source, (e.target,), (e.start,), (e.end,)) for e in edges)
    return network(dated((node_in(facts, *one) for one in kinds.items()), ends), edges)


def node_in(facts: Triples, term: str, kind: str) -> tuple[str, Node]:
    """Return the type of a node (a term), and the node with its own dates."""
    return kind, Node(iri_of(term), facts.label(term), local_name(kind), *event_times(facts, term))


def dated(
    nodes: Iterable[tuple[str, Node]], ends: Iterable[tuple[str, Sequence[str], Sequence[str], Sequence[str]]]
) -> Iterator[Node]:
    """Yield the nodes (each given with its type) with the first and last day of their edges, where they have no dates
    of their own; `ends` are sources, each with the targets of edges, their first and their last days."""
    first: dict[str, str] = {}
    last: dict[str, str] = {}
    new = tuple.__new__  # in a quarter of the time of `_replace`
    for source, targets, starts, stops in ends:
        for target, start, end in zip(targets, starts, stops, strict=True):
            for one in (source, target):
                known = first.get(one)
                if not known or (start and start < known):  # nothing said is there too, as an empty text
                    first[one] = start
                if end > last.get(one, ""):
                    last[one] = end
    for kind, node in nodes:
        if kind != _ISSUE or node.iri in first:  # the list of issues is longer than what anyone spoke of
            one = node[0]
            own = node.start or node.end or one not in first
            yield node if own else new(Node, (*node[:3], first[one], last.get(one, "")))


def edges_in(facts: Triples, kinds: Mapping[str, str], sources: Container[str] | None = None) -> Iterator[Edge]:
    """Yield the edges between nodes (their types by term), all of them or those from some nodes (terms)."""
    wanted = kinds if sources is None else {one: kind for one, kind in kinds.items() if one in sources}
    yield from _fact_edges(facts, kinds, wanted)
    yield from _role_edges(facts, kinds, wanted)
    yield from _position_edges(facts, kinds, wanted)


def is_known(term: str) -> bool:
    """Whether an actor is somebody, and no stand-in for whom the text does not name."""
    may_be = _STAND_INS[0] in term or _STAND_INS[1] in term  # hardly any: names are cut out of these alone
    return not (may_be and local_name(term).startswith(_STAND_INS))


def is_issue(term: str) -> bool:
    """Whether an issue says what is spoken of."""
    return _OTHER not in term or local_name(term) != _OTHER


def node_kind(facts: Triples, subject: str) -> str:
    """Return the type a node is drawn as, or an empty string for what is no node."""
    return facts.once(kinds_of).get(subject, "")


def kinds_of(facts: Triples) -> dict[str, str]:
    """Return the type that each node is drawn as, by its term; what is no node is not there."""
    every = ((subject, kind_of(facts, subject)) for subject in facts.typed(without=_PAPERWORK))
    return {subject: kind for subject, kind in every if kind}


def kind_of(facts: Triples, subject: str) -> str:
    """Return the type that a node is drawn as, or an empty string for what is no node."""
    types = facts.objects(subject, RDF_TYPE)
    if not types or not is_known(subject):
        return ""
    if _ISSUE in types:
        return _ISSUE if is_issue(subject) else ""
    return min({*types} - _GENERAL or types) if _PAPERWORK.isdisjoint(types) else ""


def _fact_edges(facts: Triples, kinds: Mapping[str, str], wanted: Mapping[str, str]) -> Iterator[Edge]:
    """Yield one edge for each triple between two nodes, with the fact claims that tell of it."""
    for subject, kind in wanted.items():
        claims: dict[tuple[str, str], list[str]] = defaultdict(list)
        for claim in facts.claimed.get(subject, ()):
            claims[facts.one(claim, PREDICATE), facts.one(claim, OBJECT)].append(iri_of(claim))
        times, source = event_times(facts, subject), iri_of(subject)
        for predicate, objects in facts.about[subject].items():
            for object_ in objects:
                # how the list of issues is ordered says nothing about what happened
                if object_ in kinds and not kind == kinds[object_] == _ISSUE:
                    told = tuple(claims.get((predicate, object_), ()))
                    name = local_name(predicate)
                    yield Edge(source, iri_of(object_), name, name, *times, len(told) or 1, told)


def _role_edges(facts: Triples, kinds: Mapping[str, str], wanted: Mapping[str, str]) -> Iterator[Edge]:
    """Yield an edge from the holder of a role to where it is held, labelled with the role."""
    for role in facts.with_type("Role"):
        for holder in facts.objects(role, kgb("holder")):
            for name in ("roleAt", "rolePlace"):
                for place in facts.objects(role, kgb(name)) if holder in wanted else ():
                    if place in kinds:
                        yield Edge(iri_of(holder), iri_of(place), name, facts.label(role), *event_times(facts, role))


def _position_edges(facts: Triples, kinds: Mapping[str, str], wanted: Mapping[str, str]) -> Iterator[Edge]:
    """Yield an edge from a speaker to each target and issue of what was said, its type the stance."""
    acts: dict[tuple[str, str, str, str], list[str]] = defaultdict(list)
    for position, act in facts.once(acts_of_speaking).items():
        said = facts.about[position]
        speakers = [one for one in said.get(BY, ()) if one in wanted]
        ends = [one for one in (*said.get(TARGET, ()), *said.get(ON, ())) if one in kinds] if speakers else ()
        stance = local_name(said[_STANCE][0]) if _STANCE in said else "says"
        for end in ends:
            for speaker in speakers:
                acts[act, speaker, end, stance].append(position)
    for (_, speaker, end, stance), positions in acts.items():
        days = [day for position in positions for day in days_said(facts, position)]
        told = tuple([iri_of(position) for position in positions])
        times = (min(days), max(days)) if days else _NEVER
        yield Edge(iri_of(speaker), iri_of(end), stance, stance, *times, len(told), told)


def same_of(facts: Triples) -> dict[str, Sequence[str]]:
    """Return for each position that is said to report the act of others (`kgb:sameUtterance`) these."""
    every = ((position, facts.about[position].get(SAME, ())) for position in facts.with_type("Position"))
    return {position: others for position, others in every if others}


def acts_of_speaking(facts: Triples) -> dict[str, str]:
    """Return for each position, in order, the first of those that report the same act (`kgb:sameUtterance`, both
    ways)."""
    every = facts.with_type("Position")
    found = dict(zip(every, every, strict=True))
    same: dict[str, list[str]] = defaultdict(list)
    for position, others in facts.once(same_of).items():
        for other in others:
            if other in found:
                same[position].append(other)
                same[other].append(position)
    done: set[str] = set()
    for position in sorted(same):  # most are alone
        todo = [position] if position not in done else []
        while todo:
            one = todo.pop()
            if one not in done:
                done.add(one)
                found[one] = position
                todo += same[one]
    return found
