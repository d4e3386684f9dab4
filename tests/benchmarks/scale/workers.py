"""How much sooner articles are read by more workers, and what handing out costs the machine of the command.

    python -m tests.benchmarks.scale.workers 200 3

For so many generated articles, so many times in turn, each in a process of its own: this process alone, two processes
(`--processes 2`), and clusters of one, two and four workers on this machine. Prints wall and CPU seconds of reading
alone; with others on the machine compare the CPU seconds.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

from tests.benchmarks.scale.make_articles import records

WAYS = ("alone", "processes:2", "local:1", "local:2", "local:4")


def _cpu(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def _one(way: str, folder: Path) -> None:
    """Read all articles in one way and print what it took as JSON; the start of workers and models counts."""
    from kgbuild.cluster.read import Cluster
    from kgbuild.config import configured
    from kgbuild.pipeline.project import load_project
    from kgbuild.pipeline.stages import Extract, extract_articles
    from kgbuild.read.articles import read_articles

    project = load_project(configured(folder))
    articles = list(read_articles([folder / "articles.jsonl"], lexicon=project.lexicon, problems=[]))
    kind, _, number = way.partition(":")
    extract: Extract = partial(extract_articles, processes=int(number) if kind == "processes" else 1)
    if kind == "local":
        extract = Cluster(way)
    begun, here = perf_counter(), _cpu(resource.RUSAGE_SELF)
    found = list(extract(articles, project))
    wall, own = perf_counter() - begun, _cpu(resource.RUSAGE_SELF) - here
    assert len(found) == len(articles)
    print(json.dumps({"wall": wall, "own": own, "workers": _cpu(resource.RUSAGE_CHILDREN)}))


def main() -> None:
    """Measure every way so many times, or one of them once."""
    if sys.argv[1:2] == ["--one"]:
        _one(sys.argv[2], Path(sys.argv[3]))
        return
    number, takes = (int(a) for a in sys.argv[1:])
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "kgbuild.yaml").write_text("{}\n", encoding="utf-8")
        with (folder / "articles.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(f"{json.dumps(record)}\n" for record in records(number))
        found: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
        for _ in range(takes):
            for way in WAYS:
                command = [sys.executable, "-m", "tests.benchmarks.scale.workers", "--one", way, str(folder)]
                said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
                found[way].append(json.loads(said.splitlines()[-1]))
                print(f"{way:12} {found[way][-1]}", file=sys.stderr, flush=True)
    alone = [one["wall"] for one in found["alone"]]
    for way, takes_of in found.items():
        wall, own, workers = (median(one[k] for one in takes_of) for k in ("wall", "own", "workers"))
        ratio = median(a / one["wall"] for a, one in zip(alone, takes_of, strict=True))
        each = f"{1000 * own / number:.1f} ms of this process and {1000 * workers / number:.1f} of others an article"
        print(f"{way:12} {wall:7.1f} s wall, {ratio:.2f} times as quick as alone; {each}", flush=True)


if __name__ == "__main__":
    main()
