"""Lexicon files split into sections."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.errors import ConfigError
from kgbuild.lexicon import SECTIONS, load_lexicon, read_lexicon, shipped_lexicons
from kgbuild.problems import Problem


def test_every_section_is_shipped() -> None:
    lexicon = load_lexicon()
    assert [s for s in SECTIONS if not lexicon.section(s)] == []
    assert list(shipped_lexicons()) == sorted(shipped_lexicons())


def test_a_user_s_section_comes_after_the_shipped_one_and_is_named_relative_to_the_project(tmp_path: Path) -> None:
    (tmp_path / "own.yml").write_text("roles: {titles: [harbourmaster]}\n")
    shipped, own = load_lexicon([tmp_path / "own.yml"], base=tmp_path).section("roles")
    assert shipped.where.file == "mappings/lexicon/en/roles.yml"
    assert own.where.file == "own.yml"


def test_a_section_that_nobody_has_is_empty() -> None:
    assert load_lexicon().section("nothing") == ()


def test_the_problems_of_all_files_are_told_together(tmp_path: Path) -> None:
    texts = {"a.yml": "rolse: {}\n", "b.yml": "- x\n", "c.yml": "roles: {a: 1, a: 2}\n"}
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(ConfigError) as error:
        load_lexicon([*(tmp_path / name for name in texts), tmp_path / "d.yml"], base=tmp_path)
    assert [(str(p.where), p.fix) for p in error.value.problems] == [
        ("a.yml:1:1", "did you mean roles?"),
        ("b.yml:1:1", "write `key: value` lines"),
        ("c.yml:1:15", "rename or remove one of the two"),
        ("d.yml", "check the path"),
    ]


def test_what_is_right_in_a_file_with_mistakes_is_still_read(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("rolse: {}\nroles: {}\n")
    problems: list[Problem] = []
    lexicon = read_lexicon([tmp_path / "a.yml"], problems, base=tmp_path)
    assert len(problems) == 1
    assert len(lexicon.section("roles")) == 2


def test_an_empty_file_adds_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("")
    assert load_lexicon([tmp_path / "a.yml"]) == load_lexicon()
