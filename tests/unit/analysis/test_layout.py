import math
from itertools import combinations, pairwise

from kgbuild.analysis.layout import layout
from kgbuild.analysis.network import Edge, Network, Node, network


def _chained(communities: int) -> tuple[Network, dict[str, int]]:
    """Return communities of two, each linked with the next, and which node is in which."""
    names = [f"n{i:05}" for i in range(2 * communities)]
    edges = [Edge(one, other, "t", "t") for one, other in pairwise(names)]
    return network([Node(name, name, "T") for name in names], edges), {name: i // 2 + 1 for i, name in enumerate(names)}


def test_hundreds_of_linked_communities_are_placed_apart() -> None:
    graph, groups = _chained(520)  # networkx asks for SciPy from 500 nodes on
    places = layout(graph, groups=groups)
    assert set(places) == set(graph)
    of_each = [places[f"n{2 * i:05}"] for i in range(520)]
    assert min(math.dist(a, b) for a, b in combinations(of_each, 2)) > 1


def test_nodes_linked_with_none_are_placed_round_the_rest_and_hardly_move_each_other() -> None:
    graph, groups = _chained(6)
    names = [f"alone{n}" for n in range(100)]
    few, more = (
        layout(
            network([*_nodes(graph), *(Node(a, a, "T") for a in alone)], _edges(graph)),
            groups=groups | dict.fromkeys(alone, 0),
        )
        for alone in (names[1:], names)
    )
    assert len(set(more.values())) == len(more)
    assert min(math.hypot(*more[a]) for a in names) > max(math.hypot(*more[n]) for n in graph)
    assert all(few[n] == more[n] for n in graph)
    assert sum(few[a] != more[a] for a in names[1:]) < 10


def _nodes(graph: Network) -> list[Node]:
    return [Node(name, name, "T") for name in graph]


def _edges(graph: Network) -> list[Edge]:
    return [Edge(one, other, "t", "t") for one, other in graph.edges()]


def test_neighbours_of_a_small_network_are_near() -> None:
    graph, groups = _chained(6)
    places = layout(graph, groups=groups)
    inside = max(math.dist(places[f"n{2 * i:05}"], places[f"n{2 * i + 1:05}"]) for i in range(6))
    assert inside < max(math.dist(a, b) for a, b in combinations(places.values(), 2)) / 2
