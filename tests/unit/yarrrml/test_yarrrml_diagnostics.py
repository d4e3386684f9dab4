"""Mistakes over several files, all at once, each with its line. Each single one: tests/conformance/mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.errors import ConfigError
from kgbuild.yarrrml.language.load import load_mapping

GOOD = """\
prefixes:
  ex: http://example.com/
sources:
  things: [things.csv~csv]
mappings:
  thing:
    sources: things
    s: ex:$(id)
    po:
      - [ex:name, $(name)]
"""


def said(folder: Path, *texts: str) -> list[str]:
    """Return the place, text and fix of every problem, errors and warnings."""
    paths = []
    for number, text in enumerate(texts, 1):
        paths.append(folder / f"m{number}.yml")
        paths[-1].write_text(text, encoding="utf-8")
    try:
        problems = load_mapping(paths, base=folder).warnings
    except ConfigError as error:
        problems = error.problems
    return [f"{p.where} {p.what} | {p.fix}" for p in problems]


def test_a_good_mapping_says_nothing(tmp_path: Path) -> None:
    assert said(tmp_path, GOOD) == []


def test_all_problems_of_all_files_at_once(tmp_path: Path) -> None:
    found = said(tmp_path, GOOD.replace("ex:name", "xe:name"), GOOD.replace("s: ex", "s: exx"), "mappings: {")
    places = [line.split(" ")[0] for line in found]
    assert [p for p in places if not p.startswith("m2.yml:6")] == ["m1.yml:10:10", "m2.yml:8:8", "m3.yml:2:1"]
    assert any("mapping `thing` exists already at m1.yml:6:3" in line for line in found)


def test_the_line_is_quoted(tmp_path: Path) -> None:
    (tmp_path / "m.yml").write_text(GOOD.replace("ex:name", "xe:name"), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_mapping([tmp_path / "m.yml"], base=tmp_path)
    assert caught.value.problems[0].quote == "      - [xe:name, $(name)]"


def test_a_missing_file_and_one_that_is_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "b.yml").write_bytes(b"\xff")
    with pytest.raises(ConfigError) as caught:
        load_mapping([tmp_path / "a.yml", tmp_path / "b.yml"], base=tmp_path)
    assert [f"{p.where} {p.what}" for p in caught.value.problems] == [
        "a.yml no such file",
        "b.yml not UTF-8: byte 0 is 0xff",
    ]


def test_files_given_together_use_each_others_root(tmp_path: Path) -> None:
    first = (
        "prefixes: {ex: 'http://example.com/'}\nsources: {s: [a.csv~csv]}\nexternal: {who: us}\n"
        "mappings:\n  m: {sources: s, s: ex:$(id)}\n"
    )
    second = "mappings:\n  n:\n    sources: s\n    s: ex:n/$(id)\n    po: [[ex:by, $(_who)]]\n"
    assert said(tmp_path, first, second) == []
    other = "prefixes: {ex: 'http://example.org/'}\nmappings:\n  o: {sources: [[a.csv~csv]], s: ex:$(id)}\n"
    assert said(tmp_path, first, second, other)[0].startswith("m2.yml:4:8 undefined prefix `ex`")


def test_two_targets_of_one_name_are_told(tmp_path: Path) -> None:
    text = (
        "targets: {{t: [{0}~void]}}\n"
        "mappings:\n  {1}: {{sources: [[a.csv~csv]], s: {{value: 'http://e.com/$(id)', targets: t}}}}\n"
    )
    found = said(tmp_path, text.format("a.nq", "m"), text.format("b.nq", "n"))
    assert len(found) == 1
    assert "target `t` is another one at" in found[0]
