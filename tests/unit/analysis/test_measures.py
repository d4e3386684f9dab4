import random

import igraph
import networkx as nx
import pytest

from kgbuild.analysis.measures import Between, betweenness, community, degree, page_rank
from kgbuild.analysis.network import Edge, Network, Node, network


def _network(*links: tuple[str, str, int]) -> Network:
    names = {name for source, target, _ in links for name in (source, target)}
    return network([Node(name, name, "T") for name in names], [Edge(a, b, "t", "t", weight=w) for a, b, w in links])


@pytest.fixture
def tangle() -> Network:
    dice = random.Random(3)
    links = [(f"n{dice.randrange(30)}", f"n{dice.randrange(30)}", dice.randrange(1, 5)) for _ in range(90)]
    return _network(*links, ("n0", "sink", 1))


def test_degree_counts_neighbours_once_and_no_loops() -> None:
    graph = _network(("a", "b", 1), ("b", "a", 1), ("a", "b", 2), ("a", "a", 1), ("c", "a", 1))
    assert degree(graph) == {"a": 2, "b": 1, "c": 1}


def test_page_rank_is_what_igraph_finds(tangle: Network) -> None:
    nodes = sorted(tangle)
    other = igraph.Graph(len(nodes), [(nodes.index(a), nodes.index(b)) for a, b in tangle.edges()], directed=True)
    weights = [weight for *_, weight in tangle.edges(data="weight")]
    expected = dict(zip(nodes, other.pagerank(weights=weights, damping=0.85), strict=True))
    assert page_rank(tangle) == pytest.approx(expected, abs=1e-7)


def test_page_rank_follows_weight_and_direction() -> None:
    rank = page_rank(_network(("a", "b", 9), ("a", "c", 1)))
    assert rank["b"] > rank["c"] > rank["a"]
    assert sum(rank.values()) == pytest.approx(1)


def test_betweenness_is_that_of_the_undirected_network() -> None:
    assert betweenness(_network(("a", "b", 1), ("c", "b", 1))) == Between({"a": 0.0, "b": 1.0, "c": 0.0}, 0.0)


def test_betweenness_is_what_igraph_finds(tangle: Network) -> None:
    nodes = sorted(tangle)
    links = {tuple(sorted((nodes.index(a), nodes.index(b)))) for a, b in tangle.edges() if a != b}
    pairs = (len(nodes) - 1) * (len(nodes) - 2) / 2
    expected = igraph.Graph(len(nodes), sorted(links)).betweenness()
    found = betweenness(tangle).values
    assert [found[node] for node in nodes] == pytest.approx([b / pairs for b in expected], abs=1e-12)


def test_betweenness_of_a_large_network_is_sampled_and_stable() -> None:
    ring = network([Node(f"n{i:04}", "", "T") for i in range(1001)], [])
    nx.add_path(ring, ["n0000", "n0001", "n0002"], weight=1)
    assert betweenness(ring) == betweenness(ring)
    assert len(betweenness(ring).values) == 1001


def test_communities_are_numbered_by_size() -> None:
    small = [(a, b, 1) for a, b in ("ab", "bc", "ac")]
    large = [(a, b, 1) for a, b in ("wx", "xy", "yz", "wz", "wy", "xz")]
    found = community(_network(*small, *large, ("a", "x", 1)))
    assert found == {**dict.fromkeys("abc", 2), **dict.fromkeys("wxyz", 1)}


def test_a_node_more_changes_little_of_an_estimate() -> None:
    links = [(f"n{n:04}", f"n{n * 7 % 1500:04}", 1) for n in range(1, 1500)]
    one, other = (betweenness(_network(*links, *more)).values for more in ((), [("a0", "n0001", 1)]))
    moved = [n for n in one if abs(one[n] - other[n]) > 0.2 * max(one[n], 1e-4)]
    assert len(moved) < 0.1 * len(one)


@pytest.mark.parametrize("seed", range(5))
def test_communities_are_as_good_as_those_found_node_by_node(seed: int) -> None:
    dice = random.Random(seed)
    links = [
        (f"n{c:02}{dice.randrange(20):02}", f"n{c:02}{dice.randrange(20):02}", dice.randrange(1, 4))
        for c in range(30)
        for _ in range(60)
    ]
    strays = [
        (f"n{dice.randrange(30):02}{dice.randrange(20):02}", f"n{dice.randrange(30):02}00", 1) for _ in range(400)
    ]
    graph = _network(*links, *strays)
    simple: nx.Graph[str] = nx.Graph()
    for source, target, weight in graph.edges(data="weight"):
        if source != target:
            simple.add_edge(
                source, target, weight=weight + simple.get_edge_data(source, target, {"weight": 0})["weight"]
            )
    found = community(graph)
    groups = [{n for n in simple if found[n] == number} for number in sorted({found[n] for n in simple})]
    ours = nx.community.modularity(simple, groups)
    assert ours > 0.97 * nx.community.modularity(simple, nx.community.louvain_communities(simple, seed=1))
    assert [len(g) for g in groups] == sorted((len(g) for g in groups), reverse=True)


def test_an_empty_network_has_no_betweenness() -> None:
    assert betweenness(network([], [])) == Between({}, 0.0)


@pytest.mark.parametrize("measure", [degree, page_rank, community])
def test_an_empty_network_has_no_measures(measure: object) -> None:
    assert callable(measure)
    assert measure(network([], [])) == {}
