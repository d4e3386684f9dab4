"""The network of a dataset as rows, led on from that of the last one: what a change does not reach stays as it was."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import itemgetter

from kgbuild.analysis.network import Edge, Fan, Node, Rows, edges_by_source, fan_of
from kgbuild.analysis.reading import (
    BY,
    ON,
    POSITION,
    SAME,
    TARGET,
    acts_of_speaking,
    dated,
    edges_in,
    kind_of,
    kinds_of,
    node_in,
    same_of,
)
from kgbuild.model.delta import Delta
from kgbuild.model.on_demand import Later
from kgbuild.model.terms import RDF_TYPE
from kgbuild.model.triples import Triples, kgb
from kgbuild.model.vocabulary import SUBJECT

_HOLDER, _PLACES = kgb("holder"), (kgb("roleAt"), kgb("rolePlace"))
_SPAN = "/span/"  # no span has a part in the network
_Edges = Mapping[str, list[tuple[str, Edge]]]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the network of a dataset is made of: by term the type (a term) of each node and the node with its own dates,
    and by node the edges that begin there; the positions that report the act of others, with these (`same`);
    `edges` are these themselves, made where somebody looks at one that is not among the `fresh`."""

    nodes: Mapping[str, tuple[str, Node]]
    fans: Mapping[str, Fan]
    same: Mapping[str, Sequence[str]]
    edges: Later[_Edges]
    fresh: _Edges = field(default_factory=dict)

    def rows(self) -> Rows:
        """Return the network."""
        ends = ((one, fan.targets, fan.starts, fan.ends) for one, fan in self.fans.items())
        nodes = sorted(dated(self.nodes.values(), ends))
        return Rows(nodes, self.fans, lambda one: self.fresh[one] if one in self.fresh else self.edges.value[one])


def drawn(facts: Triples) -> Drawn:
    """Return what the network of a dataset is made of."""
    kinds = facts.once(kinds_of)
    edges = edges_by_source(edges_in(facts, kinds))
    nodes = {one: node_in(facts, one, kind) for one, kind in kinds.items()}
    return Drawn(nodes, _fans(edges), facts.once(same_of), Later(lambda: edges))


def drawn_after(last: Drawn, facts: Triples, delta: Delta) -> Drawn:
    """Return the same, given that of the dataset from which `delta` leads to these facts."""
    changed = {q.subject for q in chain(delta.added, delta.removed) if _SPAN not in q.subject}
    known = {one: kind for one in changed if (kind := kind_of(facts, one))}
    turned = {one for one in changed if known.get(one, "") != last.nodes.get(one, ("",))[0]}
    nodes = {one: node for one, node in last.nodes.items() if one not in changed}
    nodes |= {one: node_in(facts, one, kind) for one, kind in known.items()}
    nodes = dict(sorted(nodes.items()))
    kinds = {one: kind for one, (kind, _) in nodes.items()}
    facts.know(kinds_of, kinds)
    same = {one: others for one, others in last.same.items() if one not in changed}
    told = ((one, facts.objects(one, SAME)) for one in changed if POSITION in facts.objects(one, RDF_TYPE))
    facts.know(same_of, same | {one: others for one, others in told if others})
    reached = {*changed, *_told_of(facts, delta, changed), *_linked(facts, kinds, turned)}
    fresh = edges_by_source(edges_in(facts, kinds, reached))
    fans = {one: fan for one, fan in last.fans.items() if f"<{one}>" not in reached} | _fans(fresh)
    every = Later[_Edges](lambda: edges_by_source(edges_in(facts, kinds)))
    return Drawn(nodes, dict(sorted(fans.items(), key=itemgetter(0))), facts.once(same_of), every, fresh)


def _fans(edges: _Edges) -> dict[str, Fan]:
    return {one: fan_of(edges[one]) for one in sorted(edges)}


def _told_of(facts: Triples, delta: Delta, changed: Collection[str]) -> Iterator[str]:
    """Yield of whom or what claims, roles and positions that changed tell, or told: an act of speaking with all
    positions that report it now, or did."""
    abouts = (SUBJECT, _HOLDER, BY)
    for predicate in abouts:
        yield from (one for term in changed for one in facts.objects(term, predicate))
    yield from (q.object for q in delta.removed if q.predicate in abouts)
    acts = facts.once(acts_of_speaking)
    joined = (q.object for q in chain(delta.added, delta.removed) if q.predicate == SAME)
    reached = {acts[one] for one in chain(changed, joined) if one in acts}
    same = (one for position, others in facts.once(same_of).items() for one in (position, *others))
    reporting = {*reached, *(one for one in same if acts.get(one) in reached)}
    yield from (one for position in reporting for one in facts.objects(position, BY))


def _linked(facts: Triples, kinds: Mapping[str, str], turned: set[str]) -> Iterator[str]:
    """Yield the nodes from which edges lead to terms that became nodes, or are none any more, or of another type."""
    if not turned:
        return
    yield from (one for one in kinds if not turned.isdisjoint(chain.from_iterable(facts.about[one].values())))
    for every, ends, begin in (("Role", _PLACES, _HOLDER), ("Position", (TARGET, ON), BY)):
        for one in facts.with_type(every):
            if any(not turned.isdisjoint(facts.objects(one, end)) for end in ends):
                yield from facts.objects(one, begin)
