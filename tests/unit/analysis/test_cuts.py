from __future__ import annotations

import random

import networkx as nx
import pytest

from kgbuild.analysis.cuts import cuts


def slowly(graph: nx.Graph[str]) -> dict[str, list[tuple[int, list[str]]]]:
    """By taking each node out and looking."""
    found = {}
    for node in graph:
        rest = graph.copy()
        rest.remove_node(node)
        parts = [c for c in nx.connected_components(rest) if c & set(graph[node])]
        if len(parts) > 1:
            found[node] = sorted((len(c), sorted(c & set(graph[node]))) for c in parts)
    return found


@pytest.mark.parametrize("seed", range(12))
def test_as_by_taking_each_node_out(seed: int) -> None:
    dice = random.Random(seed)
    names = [f"n{n}" for n in range(24)]
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from(tuple(dice.sample(names, 2)) for _ in range(dice.randrange(12, 34)))
    found = {c.node: sorted((n, list(s)) for n, s in zip(c.sizes, c.sides, strict=True)) for c in cuts(graph)}
    assert found == slowly(graph)


def test_the_one_that_links_most_comes_first() -> None:
    graph: nx.Graph[str] = nx.Graph([("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")])
    assert [(c.node, c.pairs) for c in cuts(graph)] == [("c", 4), ("b", 3), ("d", 3)]
    assert cuts(nx.Graph()) == []
