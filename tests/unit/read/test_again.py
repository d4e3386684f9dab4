"""An article found again by its file and id is the one that was read with all the others."""

from __future__ import annotations

import json
from pathlib import Path

from kgbuild.lexicon import load_lexicon
from kgbuild.problems import Problem
from kgbuild.read.again import Again
from kgbuild.read.articles import Defaults, read_articles
from kgbuild.read.wording import read_wording


def test_found_again_in_any_order(tmp_path: Path) -> None:
    lines = [
        {"id": f"n{n}", "published": "2031-02-03", "text": f"Article {n}.\n\nNorway met Iceland."} for n in range(5)
    ]
    (tmp_path / "many.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    (tmp_path / "one.html").write_text(
        "<html><body><p>A &amp; B met in Oslo, and they said it went well.</p></body></html>", encoding="utf-8"
    )
    (tmp_path / "two.txt").write_text("---\ndate: 2031-02-04\n---\nA met B.\n", encoding="utf-8")
    lexicon, problems = load_lexicon([]), list[Problem]()
    every = list(read_articles([tmp_path], lexicon=lexicon, problems=problems))
    again = Again(Defaults({}, "", "en"), read_wording(lexicon))
    assert len(every) == 7
    for article in (*every, *reversed(every), every[2], every[2]):
        assert again.article(Path(article.path), article.path, article.id) == article


def test_what_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "two.txt").write_text("A met B.\n", encoding="utf-8")
    again = Again(Defaults({}, "", "en"), read_wording(load_lexicon([])))
    assert again.article(tmp_path / "two.txt", "two.txt", "three.txt") is None
    found = again.article(tmp_path / "two.txt", "shown/two.txt", "two.txt")
    assert found is not None
    assert found.path == "shown/two.txt"


def test_a_file_that_grew_is_read_from_its_beginning(tmp_path: Path) -> None:
    path = tmp_path / "two.jsonl"
    line = '{{"id": "{}", "text": "A met B."}}\n'
    path.write_text(line.format("a"), encoding="utf-8")
    again = Again(Defaults({}, "", "en"), read_wording(load_lexicon([])))
    assert again.article(path, "two.jsonl", "a") is not None
    path.write_text(line.format("b") + line.format("a"), encoding="utf-8")
    assert again.article(path, "two.jsonl", "b") is not None
