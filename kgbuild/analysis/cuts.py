"""Nodes without which a network falls apart: what lies on each side of them, in one pass over the whole network."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import networkx as nx


class Cut(NamedTuple):
    """A node whose removal separates `sides`: of each, the neighbours on it, and how many nodes lie there in all."""

    node: str
    sides: tuple[tuple[str, ...], ...]
    sizes: tuple[int, ...]

    @property
    def pairs(self) -> int:
        """How many pairs of other nodes it alone links."""
        return sum(one * other for one, other in combinations(self.sizes, 2))


def cuts(graph: nx.Graph[str]) -> list[Cut]:
    """Return every such node, the one that links most pairs first.

    Blocks (parts without such a node) and cut nodes make a tree; what lies beyond a cut node is a subtree.
    """
    import networkx as nx

    # str() only for the type checker, whose stubs take a block for a list of sets
    blocks = sorted((frozenset(map(str, block)) for block in nx.biconnected_components(graph)), key=sorted)
    inside: dict[str, list[int]] = defaultdict(list)
    for number, block in enumerate(blocks):
        for node in block:
            inside[node].append(number)
    cut_nodes = sorted(node for node, numbers in inside.items() if len(numbers) > 1)
    tree: nx.Graph[str] = nx.Graph()
    for node in cut_nodes:
        tree.add_edges_from((f"node {node}", f"block {number}") for number in inside[node])
    weight = {f"node {node}": 1 for node in cut_nodes}
    weight |= {f"block {n}": sum(1 for node in block if len(inside[node]) == 1) for n, block in enumerate(blocks)}
    below, parent, whole = _subtrees(tree, weight)
    found = []
    for node in cut_nodes:
        sides, sizes = [], []
        for number in inside[node]:
            name = f"block {number}"
            child = parent.get(name) == f"node {node}"
            sizes.append(below[name] if child else whole[name] - below[f"node {node}"])
            sides.append(tuple(sorted(blocks[number] & set(graph[node]))))
        ordered = sorted(zip(sizes, sides, strict=True), key=lambda pair: (-pair[0], pair[1]))
        found.append(Cut(node, tuple(side for _, side in ordered), tuple(size for size, _ in ordered)))
    return sorted(found, key=lambda cut: (-cut.pairs, cut.node))


def _subtrees(tree: nx.Graph[str], weight: dict[str, int]) -> tuple[dict[str, int], dict[str, str], dict[str, int]]:
    """Return, for each node of a forest, the weight of its subtree, its parent, and the weight of its whole tree."""
    import networkx as nx

    below: dict[str, int] = {}
    parent: dict[str, str] = {}
    whole: dict[str, int] = {}
    for part in sorted(nx.connected_components(tree), key=min):
        order: Sequence[str] = _down(tree, min(part), parent)
        for node in reversed(order):
            below[node] = weight[node] + sum(below[child] for child in tree[node] if parent.get(child) == node)
        whole.update(dict.fromkeys(order, below[order[0]]))
    return below, parent, whole


def _down(tree: nx.Graph[str], root: str, parent: dict[str, str]) -> list[str]:
    """Return a tree's nodes from the root down, and note each one's parent."""
    order, todo = [], [root]
    while todo:
        node = todo.pop()
        order.append(node)
        for child in sorted(tree[node]):
            if parent.get(node) != child:
                parent[child] = node
                todo.append(child)
    return order
