"""The examples of docs/articles.md are read as it says."""

from __future__ import annotations

import re
from pathlib import Path

from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import BlockKind
from kgbuild.problems import Problem
from kgbuild.read.articles import READERS, read_articles
from kgbuild.read.packed import PACKINGS

SENTENCE = "The harbour board closed the northern quay on Monday, its chair said."


def test_examples_are_read_alike(root: Path, tmp_path: Path) -> None:
    page = (root / "docs" / "articles.md").read_text(encoding="utf-8")
    examples = re.findall(r"```(text|jsonl)\n(.*?)```", page, flags=re.DOTALL)
    assert [kind for kind, _ in examples] == ["text", "text", "jsonl"]
    for k, (kind, example) in enumerate(examples):
        file = tmp_path / f"{k}.{'txt' if kind == 'text' else kind}"
        file.write_text(example, encoding="utf-8")
        problems: list[Problem] = []
        (article,) = read_articles([file], lexicon=load_lexicon(), problems=problems)
        assert problems == []
        assert article.published == "2026-03-02"
        body = [article.text[b.start : b.end] for b in article.blocks if b.kind is BlockKind.BODY]
        assert body == [SENTENCE]


def test_every_kind_of_file_is_named(root: Path) -> None:
    page = (root / "docs" / "articles.md").read_text(encoding="utf-8")
    plain = {suffix for suffix in READERS if not suffix.endswith(PACKINGS)}
    assert len(READERS) == len(plain) * (1 + len(PACKINGS))
    assert all(f"`{suffix}`" in page for suffix in (*plain, *PACKINGS))
