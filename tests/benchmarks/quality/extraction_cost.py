"""What extraction costs on top of the bare spaCy pass over the same paragraphs, and what a second process saves.

usage: python tests/benchmarks/quality/extraction_cost.py [FOLDER] [--times N]

Reads the articles under FOLDER (default: the sample) N times over, so that a run has enough paragraphs, and prints CPU
seconds and ratios, those of annotating and of extracting apart. They hold on a noisy machine because the passes take
turns in one run, of which each ratio is the median.
"""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

from kgbuild.annotate.parser import load_model
from kgbuild.annotate.spacy_pipe import annotate
from kgbuild.api import configured
from kgbuild.extract.article import extract_facts
from kgbuild.model.article import Article, BlockKind
from kgbuild.pipeline.project import load_project
from kgbuild.pipeline.stages import extract_articles, names_of
from kgbuild.read.articles import read_articles

ROOT = Path(__file__).parents[3]
ROUNDS = 5


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
    rounds, words, names = [], 0, names_of(project.knowledge)
    for _ in range(ROUNDS):
        times = [process_time()]
        words = sum(len(doc) for doc in nlp.pipe(texts, batch_size=64))
        times.append(process_time())
        annotated = list(annotate(articles, model=project.config.model, names=names))
        times.append(process_time())
        for text in annotated:
            extract_facts(text, knowledge=project.knowledge)
        times.append(process_time())
        rounds.append([after - before for before, after in pairwise(times)])
    print(f"{len(texts)} paragraphs, {words} tokens: spaCy {median(own[0] for own in rounds):.2f} s; in parts of it:")
    for part, own in (("annotating", slice(1, 2)), ("extracting", slice(2, 3)), ("all", slice(1, 3))):
        print(f"  {part} {median(sum(times[own]) / times[0] for times in rounds):.3f}")
    walls = []
    for processes in (1, 2):
        start = perf_counter()
        for _facts in extract_articles(articles, project, processes=processes):
            pass
        walls.append(perf_counter() - start)
    print(f"wall: 1 process {walls[0]:.2f} s, 2 processes {walls[1]:.2f} s, speed-up {walls[0] / walls[1]:.2f}")


if __name__ == "__main__":
    main()
