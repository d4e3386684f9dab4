"""Functions of the user's own: given by the caller, or offered by an installed package."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from kgbuild.errors import ConfigError
from kgbuild.model.tables import Table
from kgbuild.problems import Problem
from kgbuild.yarrrml.execution.run import materialize
from kgbuild.yarrrml.functions.table import Function, Parameter
from kgbuild.yarrrml.language.load import load_mapping


def _double(text: str) -> int:
    return 2 * int(text)


DOUBLE = Function("double", _double, (Parameter(("input",)),))
IRI = "http://example.com/fn#double"
TEXT = """\
prefixes: {ex: "http://example.com/", fn: "http://example.com/fn#"}
mappings:
  t:
    sources: [[t.csv~csv]]
    s: ex:$(id)
    po:
      - p: ex:n
        o: {function: fn:double(input = $(n))}
"""
TABLES = {"t": Table("t", ("id", "n"), ({"id": "1", "n": "4"}, {"id": "2", "n": "x"}, {"id": "3", "n": ""}))}


def made(path: Path, functions: dict[str, Function] | None) -> tuple[list[str], list[Problem]]:
    problems: list[Problem] = []
    mapping = load_mapping([path], base=path.parent, functions=functions)
    return [s.quad.object for s in materialize(mapping, tables=TABLES, problems=problems)], problems


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "m.yml").write_text(TEXT, encoding="utf-8")
    return tmp_path / "m.yml"


def test_given_by_the_caller(path: Path) -> None:
    objects, problems = made(path, {IRI: DOUBLE})
    assert objects == ['"8"']
    assert [(str(p.where), p.rule, p.row) for p in problems] == [("m.yml:8:23", "t", "t.csv:2 id=2")]
    assert "ValueError: invalid literal for int()" in problems[0].what


def test_offered_by_an_installed_package(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint(IRI, "somewhere:double", "kgbuild.functions")
    monkeypatch.setattr(EntryPoint, "load", lambda _: DOUBLE)
    monkeypatch.setattr(
        "importlib.metadata.entry_points", lambda group: [point] if group == "kgbuild.functions" else []
    )
    assert made(path, None)[0] == ['"8"']


def test_unknown_otherwise(path: Path) -> None:
    with pytest.raises(ConfigError, match="unknown function"):
        made(path, None)
