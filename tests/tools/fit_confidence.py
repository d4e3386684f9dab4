"""Fit how sure positions are on a corpus of attributions, and print how well it holds on articles not used to fit it.

    ANCHORS_ROOT=… python quotes.py gold polnear-dev gold.jsonl
    python tests/tools/fit_confidence.py gold.jsonl [--write mappings/lexicon/en/confidence.yml]

In: JSON Lines of `{"id", "date", "text", "quotes": [{"content": [[start, end]], "source": [[start, end]]}]}`. A
position is right if at least half of its words are what the corpus has somebody say, and that somebody is its speaker
(both may be nobody). The odds of being right are a sum over the traits of a position, drawn to nothing where a trait is
rare. The table is fitted on each half of the articles and tried on the other; what is written is fitted on all.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp
from pathlib import Path

from kgbuild.annotate.spacy_pipe import annotate
from kgbuild.extract.article import extract_facts, load_knowledge
from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article
from kgbuild.model.facts import PositionFact
from kgbuild.read.blocks import split_blocks
from kgbuild.read.wording import read_wording

Trait = tuple[str, str]
WHY = re.compile(r"(?P<act>.+?) frame, (?P<speaker>.+?) speaker")
TOLD = "as somebody else says"
STEPS, RATE, DRAW, RARE = 400, 2.0, 2.0, 10
BINS = (0.0, 0.4, 0.55, 0.7, 0.8, 0.9, 1.01)
HEAD = """\
# How sure facts are: the log-odds of being right, `base` for all and what each level of a trait adds, by kind of fact.
# Fitted by tests/tools/fit_confidence.py; docs/quality.md has the figures on articles not used to fit it. A frame of
# `speech` with a `confidence` of its own keeps it as its base.
"""


@dataclass(frozen=True, slots=True)
class Sample:
    """A position with its traits, and whether it is right."""

    article: str
    traits: tuple[Trait, ...]
    right: bool


@dataclass(frozen=True, slots=True)
class Model:
    """Log-odds: of all, and of each trait."""

    base: float
    weights: Counter[Trait]

    def sure(self, sample: Sample) -> float:
        """Return the share of positions like it that is right."""
        return 1 / (1 + exp(-self.base - sum(self.weights[t] for t in sample.traits)))


def samples(gold: Sequence[dict]) -> Iterator[Sample]:  # type: ignore[type-arg]
    """Extract positions from the texts and compare each with the gold."""
    lexicon = load_lexicon()
    knowledge, wording = load_knowledge(lexicon), read_wording(lexicon)
    articles = [
        Article(d["id"], d["text"], published=d["date"] or "", blocks=tuple(split_blocks(d["text"], wording=wording)))
        for d in gold
    ]
    wanted = {d["id"]: d["quotes"] for d in gold}
    for text in annotate(articles):
        facts = extract_facts(text, knowledge=knowledge)
        said = [(letters(q["content"]), letters(q["source"])) for q in wanted[text.article.id]]
        for position in facts.positions:
            yield Sample(text.article.id, tuple(traits(position)), is_right(position, said))


def letters(spans: Sequence[Sequence[int]]) -> frozenset[int]:
    """Return the places of the letters of some spans."""
    return frozenset(i for start, end in spans for i in range(start, end))


def is_right(position: PositionFact, said: Sequence[tuple[frozenset[int], frozenset[int]]]) -> bool:
    """Whether somebody says these words, and it is the speaker."""
    words = letters([(s.start, s.end) for s in position.content])
    who = position.speaker_span
    speaker = letters([(who.start, who.end)]) if who else frozenset()
    return any(
        len(words & content) * 2 >= len(words) and (source & speaker or not (source or speaker))
        for content, source in said
    )


def traits(position: PositionFact) -> Iterator[Trait]:
    """Yield what the confidence of a position is made of, read from its reason."""
    found = WHY.match(position.why)
    if found is None:
        raise ValueError(f"no reason as expected: {position.why!r}")
    yield "act", found["act"]
    yield "mode", position.mode.value
    yield "speaker", found["speaker"]
    if TOLD in position.why:
        yield "told", "yes"


def fit(given: Sequence[Sample]) -> Model:
    """Fit the odds by gradient ascent; a trait seen `RARE` times moves half as fast and is drawn to nothing."""
    base, weights = 1.0, Counter[Trait]()
    seen = Counter(t for sample in given for t in sample.traits)
    for _ in range(STEPS):
        pull, slopes = 0.0, Counter[Trait]()
        for sample in given:
            miss = sample.right - Model(base, weights).sure(sample)
            pull += miss
            for trait in sample.traits:
                slopes[trait] += miss
        base += RATE * pull / len(given)
        for trait, slope in slopes.items():
            weights[trait] += RATE * (slope - DRAW * weights[trait]) / (seen[trait] + RARE)
    return Model(base, weights)


def tried(given: Sequence[Sample]) -> list[tuple[float, bool]]:
    """Return how sure a model of one half of the articles is of each position of the other, and whether it is right."""
    order = sorted({s.article for s in given})
    halves = [{a for k, a in enumerate(order) if k % 2 == half} for half in (0, 1)]
    found = []
    for half in halves:
        model = fit([s for s in given if s.article not in half])
        found += [(model.sure(s), s.right) for s in given if s.article in half]
    return found


def written(model: Model) -> str:
    """Write the table as a lexicon file."""
    lines = [HEAD + "confidence:", "  positions:", f"    base: {{all: {model.base:.2f}}}"]
    for name in ("mode", "speaker", "told", "act"):
        levels = {level: odds for (trait, level), odds in sorted(model.weights.items()) if trait == name}
        kept = [f'"{level}": {odds:.2f}' for level, odds in levels.items() if abs(odds) >= 0.05]
        lines += [f"    {name}: {{", *(f"      {one}," for one in kept), "    }"]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Read, extract, fit, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    gold = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").split("\n") if line.strip()]
    given = list(samples(gold))
    found = tried(given)
    print("from to    positions  said  right")
    for low, high in pairwise(BINS):
        inside = [(sure, right) for sure, right in found if low <= sure < high]
        if inside:
            said, right = (sum(x) / len(inside) for x in zip(*inside, strict=True))
            print(f"{low:.2f} {min(high, 1):.2f} {len(inside):9d} {said:7.2f} {right:6.2f}")
    if options.write:
        options.write.write_text(written(fit(given)), encoding="utf-8")


if __name__ == "__main__":
    main()
