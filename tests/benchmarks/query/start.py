"""`kgbuild query` against bare pyoxigraph on a million quads: building the store, and from start to answer.

usage: python tests/benchmarks/query/start.py [QUADS] [--times N]

Bare means: a Python that imports pyoxigraph only, opens the finished store read-only, asks, and writes CSV. The
building is also given in seconds of the processor, since disks are moody. Modules are compiled once before, as an
installation is.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

import pyoxigraph as ox

from kgbuild.query.index import index_of

BASE, KGB = "https://example.org/kg/", "https://w3id.org/kgbuild/ns#"
TYPE, LABEL = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "http://www.w3.org/2000/01/rdf-schema#label"
BARE = """import sys, pyoxigraph as ox
store = ox.Store.read_only(sys.argv[1])
found = store.query(open(sys.argv[2]).read(), use_default_graph_as_union=True)
sys.stdout.buffer.write(found.serialize(format=ox.QueryResultsFormat.CSV))
"""
QUERIES = {
    "one name": f'SELECT ?e {{ ?a <{LABEL}> "Person 77"@en . ?e <{KGB}participant> ?a }} ORDER BY ?e',
    "all counted": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "by class": "SELECT ?t (COUNT(*) AS ?n) { ?s a ?t } GROUP BY ?t",
}


def write(path: Path, quads: int) -> None:
    dice = random.Random(1)
    with path.open("w", encoding="utf-8") as file:
        for n in range(quads // 5):
            who, graph = f"<{BASE}actor/n{n}>", f"<{BASE}graph/g{n // 50}>"
            file.write(f"{who} <{TYPE}> <{KGB}Person> {graph} .\n")
            file.write(f'{who} <{LABEL}> "Person {n}"@en {graph} .\n')
            for _ in range(3):
                file.write(f"<{BASE}event/e{dice.randrange(quads // 5)}> <{KGB}participant> {who} {graph} .\n")


def timed(run: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds on the wall and of the processor."""
    before, began = resource.getrusage(resource.RUSAGE_SELF), perf_counter()
    run()
    after = resource.getrusage(resource.RUSAGE_SELF)
    return perf_counter() - began, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def bulk_load(source: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    store = ox.Store(str(target))
    store.bulk_load(path=str(source), format=ox.RdfFormat.N_QUADS)
    store.flush()


def command(words: Sequence[str], environment: dict[str, str]) -> float:
    began = perf_counter()
    subprocess.run(words, stdout=subprocess.DEVNULL, check=True, env=environment)
    return perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("quads", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=15)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        out, source = folder / "output", folder / "output" / "dataset.nq"
        out.mkdir()
        write(source, args.quads)
        bare, bare_cpu = timed(lambda: bulk_load(source, folder / "bare"))
        ours, ours_cpu = timed(lambda: index_of(out))
        print(
            f"store: bulk load {bare:.1f} s ({bare_cpu:.1f} s of the processor), ours {ours:.1f} s ({ours_cpu:.1f} s)"
        )
        print(f"  ratio {ours / bare:.2f}, of the processor {ours_cpu / bare_cpu:.2f}", flush=True)
        kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        environment = kept | {"PYTHONPYCACHEPREFIX": str(folder / "compiled")}
        kgbuild = str(Path(sys.executable).with_name("kgbuild"))
        for title, query in QUERIES.items():
            file = folder / "q.rq"
            file.write_text(query, encoding="utf-8")
            alone = [sys.executable, "-c", BARE, str(index_of(out)), str(file)]
            whole = [kgbuild, "query", str(file), str(out), "--format", "csv"]
            command(whole, environment)
            pairs = [(command(alone, environment), command(whole, environment)) for _ in range(args.times)]
            one, other = (statistics.median(p[n] for p in pairs) for n in (0, 1))
            least = min(p[1] for p in pairs) / min(p[0] for p in pairs)
            print(f"{title}: bare {one * 1000:.0f} ms, kgbuild {other * 1000:.0f} ms, ratio {other / one:.2f}", end=" ")
            print(f"(of the quickest {least:.2f})", flush=True)


if __name__ == "__main__":
    main()
