"""Run date extraction over a TimeBank dump and write the predictions its scorer reads.

    python timex.py dump timebank docs.jsonl
    python tests/benchmarks/quality/timex_adapter.py [docs.jsonl] [pred.jsonl] [--cache FILE]
    ANCHORS_ROOT=… python timex.py score timebank pred.jsonl --errors 40

In: JSON Lines of `{"id", "dct", "text"}`, by default `timebank.jsonl` in the folder that ANCHORS_ROOT names. Out:
`{"id", "timexes": [{"start", "end", "value", "type"}]}`, by default to standard output.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import re
import sys
from pathlib import Path

from kgbuild.annotate.spacy_pipe import annotate
from kgbuild.extract.dates.find import find_dates
from kgbuild.extract.dates.knowledge import load_dates
from kgbuild.extract.parse.grammar import load_grammar
from kgbuild.extract.parse.quotations import find_quotations, load_marks
from kgbuild.extract.parse.view import view_of
from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article, Block, BlockKind
from kgbuild.model.facts import DateFact
from kgbuild.model.text import AnnotatedText

JOINT = re.compile(r"\s+(?:to|through|until|and|or)\s+|\s*[-–]\s*")
PARAGRAPH = re.compile(r"\S(?:.|\n(?!\s*\n))*(?<=\S)")


def read_documents(path: Path) -> list[Article]:
    """Read the dump as articles whose paragraphs are all body."""
    articles = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text = record["text"]
        blocks = tuple(Block(m.start(), m.end(), BlockKind.BODY) for m in PARAGRAPH.finditer(text))
        articles.append(Article(record["id"], text, published=record["dct"][:10], blocks=blocks))
    return articles


def annotated(articles: list[Article], cache: Path | None) -> list[AnnotatedText]:
    """Annotate, or take the annotations from `cache` where it exists (parsing takes a minute, the dates a second)."""
    if cache is not None and cache.exists():
        return list(pickle.loads(cache.read_bytes()))
    texts = list(annotate(articles))
    if cache is not None:
        cache.write_bytes(pickle.dumps(texts))
    return texts


def as_timexes(fact: DateFact) -> list[dict[str, object]]:
    """Write a fact as TimeBank has it: there the two ends of a range are marked apart."""
    start, end, values = fact.start, fact.end, fact.timex.value.split("/")
    joint = JOINT.search(fact.text)
    ends = [(start, start + joint.start()), (start + joint.end(), end)] if joint else []
    if len(values) != 2 or len(ends) != 2:
        ends, values = [(start, end)], [fact.timex.value]
    return [
        {"start": a, "end": b, "value": value, "type": fact.timex.type}
        for (a, b), value in zip(ends, values, strict=True)
    ]


def main() -> None:
    """Read, extract, write."""
    corpora = Path(os.environ.get("ANCHORS_ROOT", "."))
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=Path, nargs="?", default=corpora / "timebank.jsonl")
    parser.add_argument("predictions", type=argparse.FileType("w", encoding="utf-8"), nargs="?", default=sys.stdout)
    parser.add_argument("--cache", type=Path)
    options = parser.parse_args()
    lexicon = load_lexicon()
    dates = load_dates(lexicon)
    grammar, marks = load_grammar(lexicon), load_marks(lexicon)
    for parsed in annotated(read_documents(options.documents), options.cache):
        text = view_of(parsed, grammar)
        facts = find_dates(text, knowledge=dates, quotations=find_quotations(text, marks))
        timexes = [timex for fact in facts for timex in as_timexes(fact)]
        options.predictions.write(json.dumps({"id": text.article.id, "timexes": timexes}) + "\n")


if __name__ == "__main__":
    main()
