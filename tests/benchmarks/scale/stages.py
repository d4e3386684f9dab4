"""Where the time and the memory of a build go, stage by stage, and how both grow with the number of articles.

    python -m tests.benchmarks.scale.stages 500 2000 5000

For each size, in processes of their own: the bare parser on the same text, a clean build, a build after one article
changed, one after a decision, one after a mapping line. Prints CPU seconds; compare ratios, not seconds.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from time import process_time

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


_EDIT = "A spokesman said on Friday that Anna Lorenka had met Peter Duvako in Belmitor."
_DECISION = "- {same: [a000001, a000002]}\n"


def _bare(folder: Path) -> None:
    """Pass the text of every paragraph through the language model and nothing else."""
    from kgbuild.annotate.spacy_pipe import load_model
    from kgbuild.api import configured

    nlp = load_model(configured().model)
    lines = (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    for _ in nlp.pipe((p for line in lines for p in json.loads(line)["text"].split("\n\n")), batch_size=64):
        pass


def _build(folder: Path, *, clean: bool) -> None:
    from kgbuild.config import configured
    from kgbuild.pipeline.build import run_build, write_output

    run = run_build([folder / "articles.jsonl"], config=configured(folder), incremental=not clean)
    write_output(run, folder / "output")


def _one(what: str, folder: Path) -> None:
    """Run one measurement in this process and print it as JSON."""
    if what == "bare":
        _bare(folder)
    else:
        _build(folder, clean=what == "clean")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"cpu": process_time(), "memory": memory}))


def _run(what: str, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.scale.stages", "--one", what, str(folder)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    log = folder / "output" / "run.log.json"
    stages = json.loads(log.read_text(encoding="utf-8"))["seconds"] if what != "bare" else {}
    found: dict[str, float] = json.loads(said.splitlines()[-1]) | stages
    return found
