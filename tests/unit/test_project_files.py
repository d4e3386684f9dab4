"""Files of a project that are wrong: what fuzzing found. Each is told with its place, none is a fault of ours."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kgbuild.config import load_config
from kgbuild.decisions.read import read_decisions
from kgbuild.errors import ConfigError
from kgbuild.lexicon import load_lexicon
from kgbuild.pipeline.given_ids import read_ids
from kgbuild.pipeline.project import load_words
from kgbuild.problems import Problem
from kgbuild.read.articles import read_articles
from kgbuild.yamlio import load_yaml


def test_an_unknown_key_in_a_rule_of_what_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "kgbuild.yaml"
    path.write_text('accept:\n  attributed:\n    - {speaker: ["*Ministry"], kinds: [country]}\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"kgbuild.yaml:3:8  error  unknown key `speaker`\n.*did you mean speakers"):
        load_config(path)


@pytest.mark.parametrize("name", ["decisions/d.yaml", "ids.csv", "kgbuild.yaml"])
def test_a_file_that_is_not_utf_8(tmp_path: Path, name: str) -> None:
    (tmp_path / "decisions").mkdir()
    (tmp_path / name).write_bytes(b"key,id,former\nk\xe9y,actor/a,\n")
    read = {"ids.csv": lambda: read_ids(tmp_path), "kgbuild.yaml": lambda: load_config(tmp_path / name)}
    with pytest.raises(ConfigError, match=rf"{name}  error  not UTF-8: byte 15 is 0xe9"):
        read.get(name, lambda: read_decisions(tmp_path))()


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="d  error  cannot be read: Is a directory"):
        load_yaml(tmp_path, shown="d")
    (tmp_path / "x.yml").write_text("a: 1", encoding="utf-8")
    (tmp_path / "x.yml").chmod(0)
    if not os.access(tmp_path / "x.yml", os.R_OK):  # the superuser may read anything
        with pytest.raises(ConfigError, match="cannot be read: Permission denied"):
            load_yaml(tmp_path / "x.yml")


def test_a_seat_that_is_no_map_beside_others(tmp_path: Path) -> None:
    (tmp_path / "own.yml").write_text(
        "metonyms:\n  - {name: The Mill, within: country/fr}\n  - just words\n", encoding="utf-8"
    )
    problems: list[Problem] = []
    load_words([tmp_path / "own.yml"], problems, base=tmp_path)
    assert [(p.where.line, p.what) for p in problems] == [(3, "expected a map, found the value `just words`")]


def test_a_key_that_is_half_a_character_can_be_told(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "a", "text": "The board met.", "tex\\ud800": 1}\n', encoding="utf-8")
    problems: list[Problem] = []
    list(read_articles([tmp_path / "a.jsonl"], lexicon=load_lexicon(), problems=problems))
    assert "unknown key `tex\\ud800`" in {p.what for p in problems}
    assert all(str(p).encode() for p in problems)
