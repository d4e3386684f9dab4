"""Titles and legal forms that hold a full stop or a slash are one word, and end no sentence by themselves."""

from __future__ import annotations

from kgbuild.annotate.capitals import Names
from kgbuild.annotate.spacy_pipe import annotate
from kgbuild.model.article import Article, Block, BlockKind

TEXT = "The firm bought Norda S.p.A. in May. It sold all shares of Aalund A/S. The price was high."


def words(*whole: str) -> list[list[str]]:
    article = Article("a", TEXT, blocks=(Block(0, len(TEXT), BlockKind.BODY),))
    (text,) = annotate([article], names=Names(lambda _text, _start: 0, (), whole))
    return [[t.text for t in text.tokens[s.first : s.last]] for s in text.sentences]


def test_whole_words_are_one_and_a_slash_ends_no_word() -> None:
    first, second, third = words("S.p.A.", "A/S")
    assert "S.p.A." in first
    assert second[-2:] == ["A/S", "."]
    assert third[0] == "The"
    assert "A/S" not in [w for sentence in words() for w in sentence]
