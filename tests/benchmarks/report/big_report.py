"""How a report behaves at 60, 2,000 and 20,000 nodes: seconds to write it, to its first drawing, frames while dragging.

usage: python tests/benchmarks/report/big_report.py [NODES ...]

Three quarters of the nodes are actors, the rest meetings of three; every actor also speaks of another. The page is
opened in headless Chromium (needs `npm ci` in tests/functional/js). Without a graphics card the processor draws.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from kgbuild.model.quads import Quad
from kgbuild.model.terms import RDF
from kgbuild.model.triples import kgb
from kgbuild.report.report import report

BASE = "https://example.org/kg/"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"


def node(kind: str, number: int) -> str:
    return f"<{BASE}{kind}/n{number}>"


def world(nodes: int) -> Iterator[Quad]:
    """Yield the quads of a world of so many nodes, with the same dice every time."""
    dice = random.Random(1)
    graph, a = node("graph", 0), f"<{RDF}type>"
    actors, meetings = nodes * 3 // 4, nodes // 4
    for n in range(actors):
        yield Quad(node("actor", n), a, kgb("Person"), graph)
        yield Quad(node("actor", n), LABEL, f'"Person {n}"@en', graph)
        near = (n // 40) * 40  # people deal with those of their own circle, and sometimes with anybody
        other = dice.randrange(actors) if dice.random() < 0.1 else min(actors - 1, near + dice.randrange(40))
        yield Quad(node("position", n), a, kgb("Position"), graph)
        yield Quad(node("position", n), kgb("claimedBy"), node("actor", n), graph)
        yield Quad(node("position", n), kgb("target"), node("actor", other), graph)
        yield Quad(node("position", n), kgb("stance"), "<https://w3id.org/kgbuild/stance/accuses>", graph)
        yield Quad(node("position", n), "<http://schema.org/text>", f'"what person {n} said"@en', graph)
    for n in range(meetings):
        yield Quad(node("event", n), a, kgb("Meeting"), graph)
        yield Quad(node("event", n), LABEL, f'"meeting {n}"@en', graph)
        first = dice.randrange(actors)
        for _ in range(3):
            who = min(actors - 1, (first // 40) * 40 + dice.randrange(40))
            yield Quad(node("event", n), kgb("participant"), node("actor", who), graph)


def main() -> None:
    for nodes in map(int, sys.argv[1:] or ("60", "2000", "20000")):
        quads = list(world(nodes))
        began = perf_counter()
        page = report(quads, run={})
        seconds = perf_counter() - began
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "report.html"
            path.write_bytes(page)
            script = Path(__file__).with_name("frames.mjs")
            found = subprocess.run(["node", str(script), str(path)], capture_output=True, text=True, check=True)
        print(
            f"{nodes} nodes: written in {seconds:.1f} s, {len(page) / 2**20:.1f} MB; {found.stdout.strip()}", flush=True
        )


if __name__ == "__main__":
    main()
