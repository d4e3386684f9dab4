"""Annotated text: sentences and tokens of one article, free of the parser that made them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from kgbuild.model.article import Article, BlockKind, Turn


@dataclass(slots=True, unsafe_hash=True)
class Token:
    """One word; it stays as it is made (a frozen one takes five times as long to make, a tuple's fields three times as
    long to read). `i` is its index in `AnnotatedText.tokens`; `start`, `end` are code points of the article's text.

    `pos`, `tag`, `dep` follow Universal Dependencies / Penn Treebank / ClearNLP labels as the English spaCy models give
    them; `head` is a token index (its own at a sentence root); `entity` is the recognizer's label or empty, `begins`
    says that the token opens such a stretch. Tokens never cross sentences and heads never leave a sentence.
    """

    i: Final[int]
    start: Final[int]
    end: Final[int]
    text: Final[str]
    lemma: Final[str]
    pos: Final[str]
    tag: Final[str]
    dep: Final[str]
    head: Final[int]
    entity: Final[str]
    begins: Final[bool]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence (or a headline, subhead, byline, promo line, which have no tokens).

    `[start, end)` are code points without surrounding white space; `[first, last)` are token indices; `paragraph`
    counts the article's blocks.
    """

    index: int
    start: int
    end: int
    kind: BlockKind
    first: int
    last: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """An article with its sentences and tokens; `children[i]` lists the tokens whose head is `i`, in text order."""

    article: Article
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]
    sentence_of: tuple[int, ...]  # token index -> sentence index

    def subtree(self, i: int) -> list[int]:
        """Return the indices of token `i` and everything below it, in text order."""
        found, children = [i], self.children
        for j in found:
            if children[j]:
                found += children[j]
        found.sort()
        return found

    def turn(self, i: int) -> Turn | None:
        """Return what part of a talk the paragraph of a token is."""
        return self.article.blocks[self.sentences[self.sentence_of[i]].paragraph].turn

    def words(self, sentence: Sentence) -> tuple[Token, ...]:
        """Return the tokens of one sentence."""
        return self.tokens[sentence.first : sentence.last]

    def between(self, start: int, end: int) -> tuple[Token, ...]:
        """Return the tokens that begin in the characters `[start, end)`."""
        first, last = (bisect_left(self.tokens, place, key=lambda t: t.start) for place in (start, end))
        return self.tokens[first:last]

    def slice(self, start: int, end: int) -> str:
        """Return the article's own characters `[start, end)`."""
        return self.article.text[start:end]
