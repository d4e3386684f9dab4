"""Values looked up in a table beside the mapping: where the file is found, what is wrong with it, and that it is read
once."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.errors import ConfigError, InputError
from kgbuild.problems import Problem
from kgbuild.yarrrml.execution.changed import run_changed
from kgbuild.yarrrml.execution.run import run_lines
from kgbuild.yarrrml.language.load import load_mapping
from kgbuild.yarrrml.sources.open_source import Inputs

MAPPING = """prefixes: {ex: "http://example.com/", idlab-fn: "https://w3id.org/imec/idlab/function#"}
mappings:
  t:
    sources: [[a.csv~csv]]
    s: ex:$(id)
    po:
      - p: ex:code
        o:
          function: idlab-fn:lookup
          parameters:
            - [idlab-fn:searchString, $(name)]
            - [idlab-fn:inputFile, FILE]
            - [idlab-fn:fromColumn, FROM]
            - [idlab-fn:toColumn, "1"]
"""


def run(folder: Path, *, file: str = "codes.csv", first: str = '"0"', **how: object) -> tuple[list[str], list[Problem]]:
    (folder / "a.csv").write_text("id,name\n1,Ann\n2,Bo\n", encoding="utf-8")
    (folder / "m.yml").write_text(MAPPING.replace("FILE", file).replace("FROM", first), encoding="utf-8")
    problems: list[Problem] = []
    inputs = Inputs()._replace(**how)
    batches = run_lines(load_mapping([folder / "m.yml"], base=folder), inputs, problems)
    return [line for batch in batches for made in batch.values() for line in made], problems


def test_the_file_lies_beside_the_mapping_or_below_the_base(tmp_path: Path) -> None:
    (tmp_path / "codes.csv").write_text("name,code\nAnn,A\n", encoding="utf-8")
    made = ['<http://example.com/1> <http://example.com/code> "A" .\n']
    assert run(tmp_path) == (made, [])
    assert run(tmp_path, base=tmp_path) == (made, [])
    (tmp_path / "other.csv").write_text("Ann,B\n", encoding="utf-8")
    assert run(tmp_path, sources={"codes.csv": tmp_path / "other.csv"})[0] == [made[0].replace('"A"', '"B"')]


def test_a_file_outside_of_the_base_is_refused(tmp_path: Path) -> None:
    base = tmp_path / "base"
    base.mkdir()
    (tmp_path / "codes.csv").write_text("Ann,A\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"`../codes.csv` lies outside of the folder"):
        run(base, file="../codes.csv", base=base)
    assert len(run(base, file="../codes.csv", base=base, outside=True)[0]) == 1


def test_what_is_wrong_with_the_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"codes.csv.*No such file"):
        run(tmp_path)
    (tmp_path / "codes.csv").write_text("Ann\n", encoding="utf-8")
    lines, problems = run(tmp_path)
    assert lines == []
    assert {p.where.line for p in problems} == {9}
    assert "codes.csv has 1 columns, the first is 0; there is no column 1" in problems[0].what
    _, problems = run(tmp_path, first="code")
    assert "invalid literal" in problems[0].what


def test_rules_that_look_up_run_every_time(tmp_path: Path) -> None:
    (tmp_path / "codes.csv").write_text("Ann,A\n", encoding="utf-8")
    run(tmp_path)
    mapping = load_mapping([tmp_path / "m.yml"], base=tmp_path)
    for code in "AB":
        (tmp_path / "codes.csv").write_text(f"Ann,{code}\n", encoding="utf-8")
        rerun, batches = run_changed(mapping, tmp_path / "state", inputs=Inputs(), problems=[])
        assert rerun.anew == ("t",)
        assert [line.split()[2] for batch in batches for line in batch[()]] == [f'"{code}"']
