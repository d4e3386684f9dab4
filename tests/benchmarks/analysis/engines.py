"""PageRank and communities by networkx and by igraph, in one run on one network: seconds of each and their ratio.

usage: python tests/benchmarks/analysis/engines.py [NODES EDGES]

networkx's Louvain does not finish on the default of 100,000 nodes and 1,000,000 edges within minutes; it is given
`--limit` seconds (default 240) in a process of its own and reported as "more than".
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable
from multiprocessing import get_context
from time import perf_counter

import igraph
import networkx as nx


def pairs(nodes: int, edges: int) -> list[tuple[int, int]]:
    """Return edges among circles of a hundred, every tenth to anywhere; the same dice every time."""
    dice = random.Random(1)
    found = set()
    while len(found) < edges:
        one = dice.randrange(nodes)
        other = dice.randrange(nodes) if dice.random() < 0.1 else min(nodes - 1, one // 100 * 100 + dice.randrange(100))
        if one != other:
            found.add((min(one, other), max(one, other)))
    return sorted(found)


def by_networkx(nodes: int, edges: int, what: str) -> None:
    graph = nx.Graph()
    graph.add_nodes_from(range(nodes))
    graph.add_edges_from(pairs(nodes, edges))
    began = perf_counter()
    if what == "PageRank":
        from kgbuild.analysis.measures import page_rank
        from kgbuild.analysis.network import Edge, Node, network

        named = network(
            (Node(f"n{n}", "", "T") for n in graph), (Edge(f"n{s}", f"n{t}", "t", "t") for s, t in graph.edges())
        )
        began = perf_counter()
        page_rank(named)
    else:
        nx.community.louvain_communities(graph, seed=1)
    print(f"  networkx {what}: {perf_counter() - began:.1f} s", flush=True)


def timed(name: str, run: Callable[[], object]) -> None:
    began = perf_counter()
    run()
    print(f"  igraph {name}: {perf_counter() - began:.2f} s", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("nodes", nargs="?", type=int, default=100_000)
    parser.add_argument("edges", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--limit", type=float, default=240)
    args = parser.parse_args()
    print(f"{args.nodes} nodes, {args.edges} edges")
    graph = igraph.Graph(n=args.nodes, edges=pairs(args.nodes, args.edges))
    timed("PageRank", lambda: graph.pagerank(damping=0.85))
    timed("communities", graph.community_multilevel)
    for what in ("PageRank", "communities"):
        process = get_context("spawn").Process(target=by_networkx, args=(args.nodes, args.edges, what))
        process.start()
        process.join(args.limit)
        if process.is_alive():
            process.kill()
            print(f"  networkx {what}: more than {args.limit:.0f} s (with building the graph)", flush=True)


if __name__ == "__main__":
    main()
