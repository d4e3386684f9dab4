"""The corpus beside the rules: each sentence of `corpus.yml` is read as a careful reader reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from kgbuild.annotate.spacy_pipe import annotate
from kgbuild.extract.dates.find import find_dates
from kgbuild.extract.dates.knowledge import load_dates
from kgbuild.extract.parse.grammar import load_grammar
from kgbuild.extract.parse.view import view_of
from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article, Block, BlockKind
from kgbuild.model.edtf import edtf_bounds
from kgbuild.model.facts import DateFact

CORPUS = Path(__file__).with_name("corpus.yml")
READ_ON = "2025-06-18"


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, the day it was read on, what its words mean and which are no dates."""

    text: str
    on: str
    dates: dict[str, str]
    none: list[str]
    never: list[str]


def examples() -> Iterator[tuple[str, Example]]:
    kinds = yaml.load(CORPUS.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    for kind, entries in kinds.items():
        for entry in entries:
            example = Example(
                entry["text"],
                entry.get("on", READ_ON),
                entry.get("dates", {}),
                entry.get("none", []),
                entry.get("never", []),
            )
            yield f"{kind}: {example.text}", example


EXAMPLES = dict(examples())


@pytest.fixture(scope="module")
def found() -> dict[str, tuple[DateFact, ...]]:
    articles = [
        Article(name, e.text, published=e.on, blocks=(Block(0, len(e.text), BlockKind.BODY),))
        for name, e in EXAMPLES.items()
    ]
    lexicon = load_lexicon()
    grammar, knowledge = load_grammar(lexicon), load_dates(lexicon)
    return {t.article.id: find_dates(view_of(t, grammar), knowledge=knowledge) for t in annotate(articles)}


@pytest.mark.parametrize("name", EXAMPLES)
def test_dates_are_read_as_a_careful_reader_reads_them(name: str, found: dict[str, tuple[DateFact, ...]]) -> None:
    example, dates = EXAMPLES[name], found[name]
    for words, meaning in example.dates.items():
        assert [shown(d, meaning) for d in dates if d.text == words][:1] == [meaning], told(dates)
    for words in example.none:
        meant = {d.text for d in dates if d.edtf in example.dates.values()}
        assert [d for d in dates if words in d.text and d.edtf and d.text not in meant] == [], told(dates)
    assert [d for d in dates if any(words in d.text for words in example.never)] == [], told(dates)


def shown(fact: DateFact, wanted: str) -> str:
    """Write a fact in the notation that the corpus uses for it."""
    if fact.edtf is None:
        return "?"
    if ".." not in wanted or "/" in wanted:
        return fact.edtf
    first, last = wanted.split("..")
    days = (edtf_bounds(first)[0] if first else None, edtf_bounds(last)[1] if last else None)
    return wanted if days == (fact.earliest, fact.latest) else fact.edtf


def told(dates: tuple[DateFact, ...]) -> str:
    return "; ".join(f"{d.text} = {d.edtf} ({d.timex})" for d in dates)
