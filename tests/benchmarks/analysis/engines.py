"""PageRank and communities by igraph and by networkx, in one run on one network: seconds, and their ratio.

usage: python tests/benchmarks/analysis/engines.py [NODES EDGES]

igraph's seconds hold the copying of the network. networkx is given PageRank (our loop) and Louvain, and `--limit`
seconds for each in a process of its own; what takes longer counts as the limit. At last, `measure` by igraph: with
degrees and the estimate of betweenness.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.queues import Queue
from time import perf_counter

from kgbuild.analysis.engines import Engine, communities_of, copy_of, measure, ranks_of
from kgbuild.analysis.measures import community, page_rank
from kgbuild.analysis.network import Edge, Network, Node, network

MEASURES: dict[str, Callable[[Network], object]] = {"PageRank": page_rank, "communities": community}


def world(nodes: int, edges: int) -> Network:
    """Return a network of circles of a hundred, every tenth edge to anywhere; the same dice every time."""
    dice = random.Random(1)
    found = set()
    while len(found) < edges:
        one = dice.randrange(nodes)
        other = dice.randrange(nodes) if dice.random() < 0.1 else min(nodes - 1, one // 100 * 100 + dice.randrange(100))
        if one != other:
            found.add((min(one, other), max(one, other)))
    named = (Edge(f"n{s}", f"n{t}", "t", "t") for s, t in found)
    return network((Node(f"n{n}", "", "T") for n in range(nodes)), named)


def by_networkx(nodes: int, edges: int, what: str, answer: Queue[float]) -> None:
    graph = world(nodes, edges)
    answer.put(0.0)  # built: the clock starts
    began = perf_counter()
    MEASURES[what](graph)
    answer.put(perf_counter() - began)


def bounded(nodes: int, edges: int, what: str, limit: float) -> float:
    context = get_context("spawn")
    answer: Queue[float] = context.Queue()
    process = context.Process(target=by_networkx, args=(nodes, edges, what, answer))
    process.start()
    answer.get()
    process.join(limit)
    late = process.is_alive()
    process.kill()
    seconds = limit if late else answer.get()
    print(f"networkx {what}: {'more than ' if late else ''}{seconds:.1f} s", flush=True)
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("nodes", nargs="?", type=int, default=100_000)
    parser.add_argument("edges", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--limit", type=float, default=600)
    args = parser.parse_args()
    graph = world(args.nodes, args.edges)
    print(f"{len(graph)} nodes, {graph.number_of_edges()} edges", flush=True)
    began = perf_counter()
    copy = copy_of(graph)
    copied = perf_counter()
    ranks_of(copy)
    ranked = perf_counter()
    groups = communities_of(copy)
    quick = perf_counter() - began
    print(f"igraph: copied in {copied - began:.1f} s, PageRank {ranked - copied:.1f} s, all {quick:.1f} s", flush=True)
    slow = sum(bounded(args.nodes, args.edges, what, args.limit) for what in MEASURES)
    print(f"at least {slow / quick:.1f} ×; {len(set(groups.values()))} communities", flush=True)
    began = perf_counter()
    measure(graph, Engine.IGRAPH)
    print(f"igraph, all measures: {perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
