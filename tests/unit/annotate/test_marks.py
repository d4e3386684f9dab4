"""Letters of two marks are read as they would be without them, and stand in the tokens as they are written."""

from __future__ import annotations

import pytest

from kgbuild.annotate.spacy_pipe import annotate
from kgbuild.model.article import Article, Block, BlockKind


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Trade Minister Lê Thị Ngọc Ánh met Bo Lind in Da Nang on Wednesday.", "Ngọc"),
        ("Health Minister Đỗ Thị Mai Hoa visited Hue on Friday.", "Thị"),
        ("Straße 5 in Huế ist ßậ lang.", "Huế"),
    ],
)
def test_a_name_with_marks_ends_no_sentence(text: str, name: str) -> None:
    [read] = annotate([Article("a", text, blocks=(Block(0, len(text), BlockKind.BODY),))])
    assert len(read.sentences) == 1
    assert all(text[t.start : t.end] == t.text for t in read.tokens)
    assert [t.lemma for t in read.tokens if t.text == name] == [name]
