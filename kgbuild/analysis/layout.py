"""Where to draw the nodes of a network: communities first, each a disc, then the nodes inside each.

One force layout of everything is a hairball from some hundred nodes on; this stays readable at 20,000, and is quick.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from kgbuild.analysis.measures import community
from kgbuild.analysis.network import Network, Web

if TYPE_CHECKING:
    import networkx as nx

Places = dict[str, tuple[float, float]]
_SPRUNG = 150  # nodes of a community up to which forces place them; a larger one becomes a sunflower
_PAIR = 2
_LOOKED_AT = 1500  # nodes of a network up to which anybody sees what forces do inside communities
_FORCED = 400  # communities up to which forces place them; of more, the largest lie in the middle
_GOLDEN = math.pi * (3 - math.sqrt(5))
_ROUNDS = 60
_GAP = 2.0
_SEED = 1
_APART = 3.0  # between nodes that are linked with none
_ROOM = 2  # places at least for each of them, so that one more hardly moves another


def layout(graph: Network | Web, *, groups: Mapping[str, int] | None = None) -> Places:
    """Return the place of each node, one unit between neighbours in a disc; equal networks give equal places.

    `groups` gives the community of each node where it is known already, 0 for those linked with none: they go round
    the rest.
    """
    web = Web.of(graph)
    known = groups if groups is not None else community(web)
    alone = [name for name in web.names if not known[name]]
    placed = _placed(web.linked, known) if alone else _placed(web, known)
    return placed | around(placed, alone)


def around(placed: Places, alone: Collection[str]) -> Places:
    """Return places around those of others for nodes that are linked with none: on rings, each where its name wants it,
    else in the next place that is free."""
    size, taken = 1, dict[int, str]()
    while size < _ROOM * len(alone):
        size *= 2
    for wanted, name in sorted((crc32(name.encode()) % size, name) for name in alone):
        at = wanted
        while at in taken:
            at = (at + 1) % size
        taken[at] = name
    radius = max((math.hypot(x, y) for x, y in placed.values()), default=0.0)
    found: Places = {}
    begin = end = 0  # of the places on a ring
    for at, name in sorted(taken.items()):
        while at >= end:
            radius += _APART
            begin, end = end, end + math.floor(2 * math.pi * radius / _APART)
        angle = 2 * math.pi * (at - begin) / (end - begin)
        found[name] = (round(radius * math.cos(angle), 2), round(radius * math.sin(angle), 2))
    return found


def _placed(web: Web, known: Mapping[str, int]) -> Places:
    of = np.fromiter((known[name] for name in web.names), np.int64, len(web.names))
    inside: dict[int, list[int]] = defaultdict(list)
    for node, number in enumerate(of.tolist()):
        inside[number].append(node)
    sizes = {number: math.sqrt(len(nodes)) + _GAP / 2 for number, nodes in inside.items()}
    centres = _discs(_between(web, of), sizes)
    degrees, links = web.degrees.tolist(), _inside(web, of) if len(web.names) <= _LOOKED_AT else {}
    found: Places = {}
    for number, nodes in sorted(inside.items()):
        x, y = centres[number]
        sprung = len(web.names) <= _LOOKED_AT and len(nodes) <= _SPRUNG
        radius = sizes[number] - _GAP / 2
        placed = _sprung(nodes, links.get(number, ()), radius) if sprung else _sunflower(nodes, degrees)
        for node, (dx, dy) in placed.items():
            found[web.names[node]] = (round(x + dx, 2), round(y + dy, 2))
    return found


def _between(web: Web, of: NDArray[np.int64]) -> nx.Graph[int]:
    """Return the network of communities, `of` which each node is one."""
    import networkx as nx

    found: nx.Graph[int] = nx.Graph()
    found.add_nodes_from(np.unique(of).tolist())
    ones, others = of[web.ones], of[web.others]
    apart = ones != others
    ends = np.stack((np.minimum(ones, others)[apart], np.maximum(ones, others)[apart]), axis=1)
    pairs, numbers = np.unique(ends, axis=0, return_counts=True)
    found.add_weighted_edges_from(
        (*pair, number) for pair, number in zip(pairs.tolist(), numbers.tolist(), strict=True)
    )
    return found


def _inside(web: Web, of: NDArray[np.int64]) -> dict[int, list[tuple[int, int]]]:
    """Return the links inside each community."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    same = of[web.ones] == of[web.others]
    for one, other in zip(web.ones[same].tolist(), web.others[same].tolist(), strict=True):
        found[int(of[one])].append((one, other))
    return found


def _discs(between: nx.Graph[int], sizes: Mapping[int, float]) -> dict[int, tuple[float, float]]:
    """Place discs so that linked ones are near and none overlap; those without links go round the rest."""
    linked = [n for n in between if between.degree(n)]
    linked = linked if len(linked) <= _FORCED else []
    alone = set(between) - set(linked)
    reach = math.sqrt(sum(sizes[n] ** 2 for n in linked)) * 1.4
    places = _forces(between.subgraph(linked), reach)
    _push_apart(places, sizes)
    radius = max((math.hypot(*places[n]) + sizes[n] for n in linked), default=0.0)
    angle, ring = 0.0, radius
    for number in sorted(alone, key=lambda n: (-sizes[n], n)):
        ring = ring or sizes[number] * 0.01
        places[number] = ((ring + sizes[number]) * math.cos(angle), (ring + sizes[number]) * math.sin(angle))
        angle += 2 * (sizes[number] + _GAP / 2) / max(ring + sizes[number], 1.0)
        if angle > 2 * math.pi:
            angle, ring = angle - 2 * math.pi, ring + 2 * sizes[number] + _GAP
    return places


def _forces(graph: nx.Graph[int], reach: float) -> dict[int, tuple[float, float]]:
    if not graph:
        return {}
    import networkx as nx

    ordered: nx.Graph[int] = nx.Graph()
    ordered.add_nodes_from(sorted(graph))
    ordered.add_edges_from(
        sorted(((min(s, t), max(s, t), data) for s, t, data in graph.edges(data=True)), key=lambda e: e[:2])
    )
    found = nx.spring_layout(ordered, seed=_SEED, scale=reach, iterations=_ROUNDS, weight="weight")
    return {n: (float(x), float(y)) for n, (x, y) in found.items()}


def _push_apart(places: dict[int, tuple[float, float]], sizes: Mapping[int, float]) -> None:
    """Move discs that overlap away from each other, in place, until none do or the rounds are over."""
    names: Sequence[int] = sorted(places)
    for _ in range(_ROUNDS):
        moved = False
        for at, one in enumerate(names):
            for other in names[at + 1 :]:
                (x, y), (u, v) = places[one], places[other]
                apart = math.hypot(u - x, v - y) or 0.01
                short = (sizes[one] + sizes[other] + _GAP - apart) / 2
                if short > 0.01:
                    dx, dy = (u - x) / apart * short, (v - y) / apart * short
                    places[one], places[other] = (x - dx, y - dy), (u + dx, v + dy)
                    moved = True
        if not moved:
            return


def _sprung(nodes: Sequence[int], links: Iterable[tuple[int, int]], radius: float) -> dict[int, tuple[float, float]]:
    """Place the nodes of a community by forces."""
    if len(nodes) == 1:
        return {nodes[0]: (0.0, 0.0)}
    if len(nodes) == _PAIR:  # one above the other, where forces would only turn them
        return {nodes[0]: (0.0, -radius), nodes[1]: (0.0, radius)}
    import networkx as nx

    place = {node: n for n, node in enumerate(nodes)}
    numbered: nx.Graph[int] = nx.Graph()
    numbered.add_nodes_from(range(len(nodes)))
    numbered.add_edges_from((place[one], place[other]) for one, other in links)
    found = nx.spring_layout(numbered, seed=_SEED, scale=radius, iterations=_ROUNDS)
    return {nodes[n]: (float(x), float(y)) for n, (x, y) in found.items()}


def _sunflower(nodes: Sequence[int], degrees: Sequence[int]) -> dict[int, tuple[float, float]]:
    """Place the nodes of a community in a spiral, the best linked in the middle."""
    ordered = sorted(nodes, key=lambda node: (-degrees[node], node))
    return {
        node: (math.sqrt(n) * math.cos(n * _GOLDEN), math.sqrt(n) * math.sin(n * _GOLDEN))
        for n, node in enumerate(ordered)
    }
