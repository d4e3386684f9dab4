"""Text in capitals is read in small letters, each at its place; abbreviations and ordinary print stay."""

from __future__ import annotations

import pytest

from kgbuild.annotate.capitals import Names, Reader
from kgbuild.annotate.words import Words
from kgbuild.model.article import Article, Block, BlockKind, Original, Run

KNOWN = ("Lima", "New Ulm", "UN", "IMF")


def known_at(text: str, start: int) -> int:
    return max((len(name) for name in KNOWN if text.startswith(name, start)), default=0)


def reader(*marked: str) -> Reader:
    words = Words(
        {"visit", "leave", "mayor", "talk", "brown"}, {"met"}, {"the", "in", "after", "who"}, (("s", ""), ("ed", ""))
    )
    found = {name for words in marked for name in words.split()}
    return Reader(words, Names(known_at, {"Ann"}), lambda text: [text.index(name) for name in found if name in text])


def read(text: str, *marked: str) -> Article:
    return reader(*marked).in_small_letters(Article("a", text, blocks=(Block(0, len(text), BlockKind.BODY),)))


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("MAYOR ANN BROWN VISITED LIMA AFTER TALKS.", "Mayor Ann Brown visited Lima after talks."),
        ("THE UN LEAVES NEW ULM, WHO VISITED?", "The UN leaves New Ulm, who visited?"),
        ("THE MAYOR VISITED KORVAT IN LIMA", "The mayor visited Korvat in Lima"),
        ("ANN KORVAT left Lima.", "Ann Korvat left Lima."),
        ("The IMF, UN and KPRX talk.", "The IMF, UN and KPRX talk."),
        ("UN IMF KPRX BBQ", "UN IMF KPRX BBQ"),
        ("KPRX NEWS said.", "KPRX NEWS said."),
    ],
)
def test_shouted(text: str, seen: str) -> None:
    assert read(text, "Ann Brown").text == seen


def test_original_is_kept_at_the_same_places() -> None:
    article = read("Ann left. THE MAYOR VISITED LIMA.")
    assert article.text == "Ann left. The mayor visited Lima."
    assert article.original == Original("Ann left. THE MAYOR VISITED LIMA.", (Run(0, 0, 33, True),))
    assert article.original.place(28, 32) == (28, 32)


def test_ordinary_print_and_headlines_are_left() -> None:
    plain = Article("a", "Ann left Lima.", blocks=(Block(0, 14, BlockKind.BODY),))
    heading = Article("a", "THE MAYOR VISITED LIMA", blocks=(Block(0, 22, BlockKind.HEADLINE),))
    assert reader().in_small_letters(plain) is plain
    assert reader().in_small_letters(heading) is heading
