"""Dates in parsed sentences: tense, names, quotations, what the narrative leans on."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kgbuild.annotate.spacy_pipe import annotate
from kgbuild.extract.dates.find import find_dates
from kgbuild.extract.dates.knowledge import load_dates
from kgbuild.extract.parse.grammar import load_grammar
from kgbuild.extract.parse.quotations import find_quotations, load_marks
from kgbuild.extract.parse.view import view_of
from kgbuild.lexicon import Lexicon, load_lexicon
from kgbuild.model.article import Article, Block, BlockKind
from kgbuild.model.facts import DateFact

CASES = {  # published on Wednesday, 2026-02-18
    "The minister met union leaders on Tuesday.": ["2026-02-17"],
    "The president will meet the rebel leader on Friday in Doha.": ["2026-02-20"],
    "Talks are to resume on Monday, officials said.": ["2026-02-23"],
    "The delegation arrived on Wednesday and is due to leave on Saturday.": ["2026-02-18", "2026-02-21"],
    "The union had been told on Sunday that the vote is scheduled for Sunday.": ["2026-02-15", "2026-02-22"],
    "The army said Saturday it had withdrawn on Friday evening.": ["2026-02-14", "2026-02-13"],
    '"We will return on Thursday," the envoy told reporters on Tuesday.': ["2026-02-19", "2026-02-17"],
    "Until Friday, the border stays shut.": ["../2026-02-20"],
    "The minister, who took office in January, said on Thursday she would resign.": ["2026-01", "2026-02-12"],
    "Fighting continued until Friday.": ["../2026-02-13"],
    "They gave the firm until midnight on Sunday to reply.": ["2026-02-22"],
    "It will take until at least 2028.": ["2028"],
    "The court in December rejected the appeal.": ["2025-12"],
    "The court will rule in December.": ["2026-12"],
    "The agreement will enter into force on 1 January.": ["2027-01-01"],
    "The firm declared a dividend payable March 30.": ["2026-03-30"],
    "It was the third round since November.": ["2025-11/.."],
    "May the talks succeed.": [],
    "Theresa May met April Smith.": [],
    "The Sunday Times reported on Monday that a deal was near.": ["2026-02-16"],
    "The summit was to have opened in Lima on Thursday.": ["2026-02-19"],
    "Ruiz was due to see the miller on Tuesday evening, but fell ill.": ["2026-02-17"],
    "Ruiz was due to see the miller on Friday.": ["2026-02-20"],
    "A third session, which they had pencilled in for Thursday, will not take place.": ["2026-02-19"],
    "Ruiz and the millers bargained until midnight on Monday.": ["2026-02-16"],
    "The shop is open until midnight on Sunday.": ["2026-02-22"],
    "She said she expected a deal by Saturday.": ["../2026-02-21"],
    "They agreed last year to halve the fees by July.": ["2025", "../2026-07"],
    "By Saturday, 40 people had died.": ["../2026-02-14"],
    "Some 2000 people marched, and 1500 were detained.": [],
    "There were four flights a week.": [],
    "The two sides met twice a year.": [],
    "The following day, he flew home.": [None],
}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def dates_in(*paragraphs: tuple[str, BlockKind], lexicon: Lexicon, published: str = "2026-02-18") -> list[DateFact]:
    text, blocks = "", []
    for words, kind in paragraphs:
        blocks.append(Block(len(text), len(text) + len(words), kind))
        text += words + "\n\n"
    (annotated,) = annotate([Article("a", text, published=published, blocks=tuple(blocks))])
    text_view = view_of(annotated, load_grammar(lexicon))
    return list(
        find_dates(text_view, knowledge=load_dates(lexicon), quotations=find_quotations(text_view, load_marks(lexicon)))
    )


@pytest.fixture(scope="module")
def cases(lexicon: Lexicon) -> dict[str, list[str | None]]:
    articles = (
        Article(text, text, published="2026-02-18", blocks=(Block(0, len(text), BlockKind.BODY),)) for text in CASES
    )
    grammar = load_grammar(lexicon)
    return {
        t.article.id: [d.edtf for d in find_dates(view_of(t, grammar), knowledge=load_dates(lexicon))]
        for t in annotate(articles)
    }


@pytest.mark.parametrize("text", CASES)
def test_sentence(text: str, cases: dict[str, list[str | None]]) -> None:
    assert cases[text] == CASES[text]


def test_only_body_sentences_count_and_ids_follow_the_text(lexicon: Lexicon) -> None:
    found = dates_in(
        ("Shares fell on Monday", BlockKind.HEADLINE),
        ("Talks began on Monday and ended on Tuesday.", BlockKind.BODY),
        ("Also read: polls on March 16", BlockKind.BOILERPLATE),
        ("They resume on March 1.", BlockKind.BODY),
        lexicon=lexicon,
    )
    assert [(d.id, d.text) for d in found] == [("d1", "Monday"), ("d2", "Tuesday"), ("d3", "March 1")]


def test_a_date_in_a_quotation_does_not_move_the_narrative(lexicon: Lexicon) -> None:
    found = dates_in(
        ("The round ended on February 18.", BlockKind.BODY),
        ('"Last month\'s meetings were hard," the envoy said.', BlockKind.BODY),
        ("The previous day, they had made progress.", BlockKind.BODY),
        lexicon=lexicon,
    )
    assert [d.edtf for d in found] == ["2026-02-18", "2026-01", "2026-02-17"]


def test_a_firms_own_quarter_is_remembered_over_sentences(lexicon: Lexicon) -> None:
    found = dates_in(
        ("Sales rose in the fiscal second quarter. They had fallen a year earlier.", BlockKind.BODY), lexicon=lexicon
    )
    assert [(d.timex.value, d.edtf) for d in found] == [("2026-Q2", None), ("2025-Q2", None)]


def test_an_article_without_a_date_leaves_relative_dates_open(lexicon: Lexicon) -> None:
    found = dates_in(
        ("They met on Tuesday, a week after the fire of 3 March 2024.", BlockKind.BODY), lexicon=lexicon, published=""
    )
    assert [(d.edtf, d.resolved) for d in found] == [(None, False), (None, False), ("2024-03-03", True)]


@pytest.mark.parametrize(
    ("published", "day"), [("2026-02-18T09:13:00Z", "2026-02-17"), ("2026-02", None), ("spring", None)]
)
def test_a_time_of_day_is_left_out_and_a_date_that_is_none_resolves_nothing(
    published: str, day: str | None, lexicon: Lexicon
) -> None:
    found = dates_in(("He left on Tuesday.", BlockKind.BODY), lexicon=lexicon, published=published)
    assert [fact.edtf for fact in found] == [day]


def test_the_gold_dates_of_the_sample_articles(
    root: Path, lexicon: Lexicon, need: Callable[[str, bool, str], None]
) -> None:
    shared = root.parent / "shared"
    need("shared", (shared / "gold").is_dir(), "the folder shared/gold beside the checkout")
    right = total = 0
    for path in sorted((shared / "gold").glob("*.txt.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = (shared / "articles" / path.stem).read_text(encoding="utf-8")
        blocks = tuple(Block(s["start"], s["end"], BlockKind(s["kind"])) for s in gold["sentences"])
        (annotated,) = annotate([Article(path.stem, text, published="2026-02-18", blocks=blocks)])
        view = view_of(annotated, load_grammar(lexicon))
        found = find_dates(view, knowledge=load_dates(lexicon), quotations=find_quotations(view, load_marks(lexicon)))
        wanted = [g for g in gold["dates"] if g["scored"] and g["sentence"] != "H" and not leans_on_event(g)]
        total += len(wanted)
        right += sum(any(agrees(d, g) for d in found) for g in wanted)
    assert right / total >= 0.92


def leans_on_event(gold: dict[str, object]) -> bool:
    return "anchor" in gold or bool(re.search("anniversary|eve of|week before", str(gold["text"])))


def agrees(found: DateFact, gold: dict[str, object]) -> bool:
    bare = re.compile("[~?%]")
    values = [gold["edtf"], gold["value"], gold.get("iso_week"), *gold.get("alt_values", ())]  # type: ignore[misc]
    overlap = found.start < gold["end"] and gold["start"] < found.end  # type: ignore[operator]
    wanted = {bare.sub("", str(v)) for v in values if v}
    return overlap and bool(wanted & {bare.sub("", v) for v in (found.edtf, found.timex.value) if v})
