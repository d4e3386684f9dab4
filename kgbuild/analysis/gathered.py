"""What answers are made of before anything has a name: it stays as it is where one is only called otherwise."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from kgbuild.analysis.cuts import Cut, cuts
from kgbuild.analysis.people import acts_between
from kgbuild.analysis.reading import acts_of_speaking, is_known
from kgbuild.model.triples import Triples, kgb

if TYPE_CHECKING:
    import networkx as nx

_PUBLISHER = "<http://purl.org/dc/terms/publisher>"
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
