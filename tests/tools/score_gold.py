"""Print the figures of the sample (or of another gold) and every error in its context.

usage: python tests/tools/score_gold.py [ARTICLES GOLD] [--only positions,dates]
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

import kgbuild.api as kgbuild
from kgbuild.evaluate.found import read_found
from kgbuild.evaluate.gold import load_gold
from kgbuild.evaluate.score import score_all
from kgbuild.evaluate.tally import Score, lowest
from kgbuild.facts_json import to_json

ROOT = Path(__file__).parents[2]


def main() -> None:
    """Extract, score, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="?", type=Path, default=ROOT / "articles")
    parser.add_argument("gold", nargs="?", type=Path, default=ROOT / "tests" / "gold")
    parser.add_argument("--only", default="", help="kinds of errors to list, with commas (default: all)")
    args = parser.parse_args()
    facts = list(kgbuild.extract(kgbuild.read_articles(args.articles)))
    scores = score_all(load_gold(args.gold), [read_found(to_json(f)) for f in facts])
    texts = {f.article.id.removesuffix(".txt"): f.article.text for f in facts}
    for score in scores:
        print(f"{score.article:24}", _line(score.figures))
    print(f"{'lowest':24}", _line(lowest(scores)))
    for score in scores:
        _print_misses(score, texts.get(score.article, ""), {k for k in args.only.split(",") if k})


def _line(figures: Mapping[str, float]) -> str:
    return " ".join(f"{name}={value:.2f}" for name, value in figures.items())


def _print_misses(score: Score, text: str, only: set[str]) -> None:
    for miss in score.misses:
        if not only or miss.kind in only:
            start, end = miss.span
            before, inside, after = text[max(0, start - 30) : start], text[start:end], text[end : end + 30]
            context = " ".join(f"{before}[{inside}]{after}".split())
            print(f"{miss.article}:{start}  {miss.kind}  {miss.what}\n    {context}")


if __name__ == "__main__":
    main()
