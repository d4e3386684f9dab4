"""Promo, newsletter and share lines between paragraphs yield nothing; the same words in a sentence cost nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kgbuild.config import Config
from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article, BlockKind
from kgbuild.model.facts import ArticleFacts
from kgbuild.read.blocks import split_blocks
from kgbuild.read.wording import read_wording

PROMO = (
    "Also Read: Kenya's president accuses Uganda of spying, 14 March 2025",
    "Subscribe to the Lakeland Observer newsletter, sent from Geneva every Friday",
    "WATCH | Chancellor Weiss says Germany will leave the talks on Tuesday",
    "Share this story on WhatsApp, Facebook or X",
    "Add the Eastmere Tribune as a preferred source on Google",
    "Get our morning briefing from Washington and Brussels in your inbox by 7 a.m.",
    "Read more: Minister Oyelaran demands that France pay 40 million euros by June",
    "Support our journalism: become a member of the Harbour Courier today.",
    "Related: How Sweden and Finland met in Oslo on 3 May 2023",
    "Follow our reporter Jonas Pell on Instagram for the latest from Lindholt",
)

SENTENCES = (
    'The minister, Ada Brennan, said on Friday that the words "Also Read" had been printed by mistake.',
    "Ada Brennan told reporters that she would not subscribe to any newsletter from the ministry.",
    'Ada Brennan accused Sweden of hiding behind a banner that said "Share this story".',
    "Add Norway as a preferred source of gas, Ada Brennan urged the company on Monday.",
    "Ada Brennan warned that the briefing sent to your inbox every morning could be a forgery.",
)


def blocks_of(article: Article, text: str) -> Article:
    wording = read_wording(load_lexicon())
    start = article.blocks[0].start
    return replace(article, text=text, blocks=tuple(split_blocks(text, start, title=article.title, wording=wording)))


def with_lines(article: Article, lines: tuple[str, ...]) -> Article:
    """Put a line, with blank lines around it, before every block but the first, taking turns."""
    pieces, last = [], 0
    for k, block in enumerate(article.blocks[1:]):
        if "\n" in article.text[article.blocks[k].end : block.start]:
            pieces += [article.text[last : block.start], lines[k % len(lines)], "\n\n"]
            last = block.start
    return blocks_of(article, "".join(pieces) + article.text[last:])


def said(facts: ArticleFacts) -> dict[str, list[Any]]:
    """Return all facts by their words, without places in the text."""
    return {
        "dates": [(d.text, d.edtf) for d in facts.dates],
        "positions": [(p.text, p.stance, tuple(q.text for q in p.quotes)) for p in facts.positions],
        "meetings": [(m.level, m.when.earliest, m.when.latest, m.factuality) for m in facts.meetings],
        "events": [(e.type, e.when.earliest) for e in facts.events],
        "entities": [(e.kind, e.name) for e in facts.entities],
        "mentions": [(m.text, m.form) for m in facts.mentions],
    }


def test_ten_promo_lines_between_paragraphs_change_nothing(sample: Any, extract_all: Any) -> None:
    # every article gets as many of the lines as it has gaps, starting each at another of the ten
    turned = [(PROMO[k:] + PROMO[:k]) for k in range(len(sample.articles))]
    changed = [with_lines(a, lines) for a, lines in zip(sample.articles, turned, strict=True)]
    for before, after in zip(sample.facts, extract_all(changed), strict=True):
        assert sum(after.article.text.count(line) for line in PROMO) > 3
        assert said(after) == said(before), before.article.id


@pytest.mark.parametrize("line", PROMO)
def test_a_promo_line_is_no_body(line: str, sample: Any) -> None:
    article = with_lines(sample.articles[0], (line,))
    body = [article.text[b.start : b.end] for b in article.blocks if b.kind is BlockKind.BODY]
    assert line not in body
    assert body == [
        sample.articles[0].text[b.start : b.end] for b in sample.articles[0].blocks if b.kind is BlockKind.BODY
    ]


def test_the_same_words_inside_real_sentences_lose_nothing(sample: Any, extract_all: Any) -> None:
    story = "date 2026-03-04\n\n" + "\n\n".join(SENTENCES) + "\n\nThe talks in Oslo ended on Tuesday."
    plain = Article("plain.txt", story, "plain.txt", published="2026-03-04", blocks=sample.articles[0].blocks)
    article = blocks_of(replace(plain, blocks=(replace(plain.blocks[0], start=17),)), story)
    assert [b.kind for b in article.blocks] == [BlockKind.BODY] * (len(SENTENCES) + 1)
    (facts,) = extract_all([article])
    spoken = {i for p in facts.positions if p.speaker is not None for i in p.sentences}
    assert {s.index for s in facts.sentences if s.index < len(SENTENCES)} <= spoken
    assert Config().language == "en"
