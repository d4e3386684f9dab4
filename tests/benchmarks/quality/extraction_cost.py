"""What extraction costs on top of the bare spaCy pass over the same paragraphs, and what a second process saves.

usage: python tests/benchmarks/quality/extraction_cost.py [FOLDER] [--times N]

Reads the articles under FOLDER (default: the sample) N times over, so that a run has enough paragraphs, and prints CPU
seconds and ratios, which hold on a noisy machine because both passes stand in one run.
"""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from pathlib import Path
from time import perf_counter, process_time

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

from kgbuild.annotate.parser import load_model
from kgbuild.api import configured
from kgbuild.model.article import Article, BlockKind
from kgbuild.pipeline.project import load_project
from kgbuild.pipeline.stages import extract_articles
from kgbuild.read.articles import read_articles

ROOT = Path(__file__).parents[3]


def copies(articles: list[Article], times: int) -> list[Article]:
    """Return the articles `times` over, each under an id of its own."""
    return [replace(a, id=f"{n}-{a.id}") for n in range(times) for a in articles]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "articles")
    parser.add_argument("--times", type=int, default=40)
    args = parser.parse_args()
    project = load_project(configured())
    articles = copies(list(read_articles([args.folder], lexicon=project.lexicon, problems=[])), args.times)
    texts = [a.text[b.start : b.end] for a in articles for b in a.blocks if b.kind is BlockKind.BODY]
    nlp = load_model(project.config.model)
    list(nlp.pipe(texts[:64]))  # warm
    bare, whole, words = [], [], 0
    for _ in range(5):
        start = process_time()
        words = sum(len(doc) for doc in nlp.pipe(texts, batch_size=64))
        bare.append(process_time() - start)
        start = process_time()
        for _facts in extract_articles(articles, project):
            pass
        whole.append(process_time() - start)
    ratio = min(whole) / min(bare)  # the least disturbed run of each
    print(
        f"{len(texts)} paragraphs, {words} tokens: spaCy {min(bare):.2f} s, all {min(whole):.2f} s, ratio {ratio:.3f}"
    )
    walls = []
    for processes in (1, 2):
        start = perf_counter()
        for _facts in extract_articles(articles, project, processes=processes):
            pass
        walls.append(perf_counter() - start)
    print(f"wall: 1 process {walls[0]:.2f} s, 2 processes {walls[1]:.2f} s, speed-up {walls[0] / walls[1]:.2f}")


if __name__ == "__main__":
    main()
