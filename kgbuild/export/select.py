"""A part of a network: only some kinds of relation, or what lies around one actor, event or issue."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import networkx as nx

from kgbuild.analysis.network import Network
from kgbuild.errors import UsageError
from kgbuild.problems import near_miss

_ROLES = frozenset({"participant", "initiator", "mediator", "host"})
_SHOWN = 8


class Only(StrEnum):
    """Which relations are kept."""

    MEETINGS = "meetings"
    STATEMENTS = "statements"
    EVENTS = "events"


def only(graph: Network, kept: Only) -> Network:
    """Return the network with one kind of relation and the nodes it links: who met or took part in meetings, who said
    what of whom or of which issue, who took part in any event."""

    def fits(target: str, kind: str) -> bool:
        if kept is Only.MEETINGS:
            return kind == "met" or (kind in _ROLES and graph.nodes[target]["type"] == "Meeting")
        if kept is Only.EVENTS:
            return kind in _ROLES
        return kind != "met" and kind not in _ROLES and "/event/" not in target and "/place/" not in target

    edges = [(s, t, k) for s, t, k, data in graph.edges(keys=True, data=True) if fits(t, data["type"])]
    return _kept(graph, {end for s, t, _ in edges for end in (s, t)}, edges)


def around(graph: Network, name: str, *, depth: int) -> Network:
    """Return what lies at most `depth` steps from the node called `name` (its label, or the only one that holds it).

    Raises UsageError for a name that no node or several have.
    """
    start = _named(graph, name)
    near = nx.single_source_shortest_path_length(graph.to_undirected(as_view=True), start, cutoff=depth)
    edges = [(s, t, k) for s, t, k in graph.edges(keys=True) if s in near and t in near]
    return _kept(graph, near, edges)


def _kept(graph: Network, nodes: Iterable[str], edges: Iterable[tuple[str, str, str]]) -> Network:
    found: Network = nx.MultiDiGraph()
    found.add_nodes_from((n, graph.nodes[n]) for n in sorted(nodes))
    for source, target, key in sorted(edges):
        found.add_edge(source, target, key=key, **graph.edges[source, target, key])
    return found


def _named(graph: Network, name: str) -> str:
    wanted = " ".join(name.casefold().split())
    labels = {n: graph.nodes[n]["label"].casefold() for n in graph}
    hits = sorted(n for n, label in labels.items() if label == wanted or n == name)
    hits = hits or sorted(n for n, label in labels.items() if wanted in label)
    if len(hits) == 1:
        return hits[0]
    if not hits:
        raise UsageError(f"nothing is called `{name}`; {near_miss(name, {graph.nodes[n]['label'] for n in graph})}")
    shown = "\n".join(f"  {graph.nodes[n]['label']} <{n}>" for n in hits[:_SHOWN])
    raise UsageError(f"several are called `{name}`; give one by its whole name or IRI:\n{shown}")
