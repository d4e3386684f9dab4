"""What answers are made of before anything has a name: it stays as it is where one is only called otherwise."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from kgbuild.analysis.cuts import Cut, cuts
from kgbuild.analysis.people import OFFICE, SIGNS, Act, Stand, acts_between, stands_of
from kgbuild.analysis.reading import acts_of_speaking, is_known
from kgbuild.model.triples import Triples, kgb

if TYPE_CHECKING:
    import networkx as nx

_PUBLISHER, _ISSUED = (f"<http://purl.org/dc/terms/{name}>" for name in ("publisher", "issued"))
_REPORTED, _BY = kgb("reportedIn"), kgb("claimedBy")
_NOTHING = ("",)


def linked_of(facts: Triples) -> nx.Graph[str]:
    """Return who is linked with whom, by how many acts."""
    import networkx as nx

    linked: nx.Graph[str] = nx.Graph()
    pairs = Counter((min(a.source, a.target), max(a.source, a.target)) for a in facts.once(acts_between))
    for (one, other), number in sorted(pairs.items()):
        linked.add_edge(one, other, weight=number)
    return linked


def cuts_of(facts: Triples) -> list[Cut]:
    """Return the actors without whom that falls apart."""
    return cuts(facts.once(linked_of))


def bridges_of(facts: Triples) -> list[tuple[str, str]]:
    """Return the links without which it does, each between two who have others."""
    import networkx as nx

    graph = facts.once(linked_of)
    pairs = [(str(e[0]), str(e[1])) for e in nx.bridges(graph)] if graph else []
    return [(s, t) for s, t in pairs if min(graph.degree(s), graph.degree(t)) > 1]


def cores_of(facts: Triples) -> dict[str, int]:
    """Return the highest k-core that each actor belongs to."""
    import networkx as nx

    graph = facts.once(linked_of)
    return {str(one): number for one, number in nx.core_number(graph).items()} if graph else {}


def heard_in(facts: Triples) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return who speaks in which outlet, with the first position of each act of speaking, in order."""
    printed = {article: facts.one(article, _PUBLISHER) for article in facts.with_type("Article")}
    known = {article: outlet for article, outlet in printed.items() if outlet and is_known(outlet)}
    acts: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for position, act in facts.once(acts_of_speaking).items():
        about = facts.about[position]
        outlet = known.get(about.get(_REPORTED, _NOTHING)[0], "")
        for speaker in about.get(_BY, ()) if outlet else ():
            if outlet != speaker and is_known(speaker):
                acts[speaker, outlet].setdefault(act, position)
    return [(*pair, tuple(sorted(found.values()))) for pair, found in acts.items()]


_Tie = tuple[tuple[str, str], int, tuple[str, str, str], tuple[str, ...]]
"""Both, whether they stand together (1) or against each other (-1), over what, and the claims behind it."""


def ties_in(facts: Triples) -> list[tuple[str, str, int, tuple[tuple[str, str, str], ...], tuple[str, ...]]]:
    """Return who stands with whom or against whom: both, the sum of all signs, over what (an issue, or who does what to
    whom), and the claims behind that."""
    signed: dict[tuple[str, str], list[_Tie]] = defaultdict(list)
    for tie in (*_over_issues(facts), *_of_each_other(facts)):
        signed[tie[0]].append(tie)
    found = []
    for (one, other), ties in signed.items():
        over = dict.fromkeys(what for _, _, what, _ in ties)
        claims = dict.fromkeys(claim for *_, every in ties for claim in every)
        found.append((one, other, sum(sign for _, sign, *_ in ties), tuple(over), tuple(claims)))
    return found


def _over_issues(facts: Triples) -> Iterator[_Tie]:
    """Yield a tie for each issue on which two actors take a side in one article; two demands are no tie, nor are the
    sides of a country and of who holds office in it: one issue has room for both."""
    one_house = {frozenset((a.source, a.target)) for a in facts.once(acts_between) if a.kind == OFFICE}
    together: dict[tuple[str, str], list[tuple[str, Stand]]] = defaultdict(list)
    for (actor, issue), stands in stands_of(facts).items():
        for stand in stands:
            together[issue, stand.article].append((actor, stand))
    seen: set[tuple[str, str, str]] = set()
    for (issue, _), found in sorted(together.items()):
        for (one, a), (other, b) in combinations(sorted(found, key=lambda f: (f[0], f[1].position)), 2):
            counts = a.sign != b.sign or not (a.demand or b.demand)
            if one != other and counts and frozenset((one, other)) not in one_house and (issue, one, other) not in seen:
                seen.add((issue, one, other))
                yield (one, other), a.sign * b.sign, (issue, "", ""), (a.position, b.position)


def _of_each_other(facts: Triples) -> Iterator[_Tie]:
    for act in facts.once(acts_between):
        if sign := SIGNS.get(act.kind, 0):
            pair = (min(act.source, act.target), max(act.source, act.target))
            yield pair, sign, (act.source, act.kind, act.target), act.claims


_Turned = tuple[str, list[tuple[str, str, str, str, tuple[str, ...]]]]


def turned_in(facts: Triples) -> _Turned:
    """Return the day that halves the period, and who deals with whom otherwise after it: both, how before and how
    after, and the claims behind that; nothing where all is of one moment."""
    acts = facts.once(acts_between)
    dated = sorted(a.first or a.last for a in acts if a.first or a.last)
    printed = {facts.text(a, _ISSUED)[:10] for a in facts.with_type("Article")} - {""}
    if len(set(dated)) < 2 or len(printed) == 1:  # articles of one day tell of one moment
        return "", []
    split = dated[len(dated) // 2]
    split = split if split > dated[0] else next(d for d in dated if d > dated[0])
    counts: dict[tuple[str, str], list[list[Act]]] = defaultdict(lambda: [[], []])
    for act in acts:
        if day := act.first or act.last:
            counts[min(act.source, act.target), max(act.source, act.target)][day >= split].append(act)
    found = []
    for pair, (before, after) in counts.items():
        if (was := _kinds(before)) != (now := _kinds(after)):
            claims = dict.fromkeys([claim for act in (*before, *after) for claim in act.claims])
            found.append((*pair, was, now, tuple(claims)))
    return split, found


def _kinds(acts: Iterable[Act]) -> str:
    counted = Counter([a.kind for a in acts])
    return "; ".join([f"{kind} {number}" for kind, number in sorted(counted.items())])
