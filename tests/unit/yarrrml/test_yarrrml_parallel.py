"""Several processes make what one makes, in the same order, with the same problems."""

from __future__ import annotations

from pathlib import Path

from kgbuild.problems import Problem
from kgbuild.yarrrml.execution.parallel import run_parallel
from kgbuild.yarrrml.execution.run import run_lines
from kgbuild.yarrrml.language.load import load_mapping
from kgbuild.yarrrml.sources.open_source import Inputs

TEXT = """\
prefixes: {ex: "http://example.com/"}
mappings:
  a:
    sources: [[a.csv~csv]]
    po: [[ex:size, $(size), xsd:integer]]
  b:
    sources: [[a.csv~csv]]
    s: ex:$(id)
    po:
      - [ex:id, $(id)]
      - p: ex:a
        o: {mapping: a, condition: {function: equal, parameters: [[str1, $(id), s], [str2, $(id), o]]}}
"""


def test_like_one_process(tmp_path: Path) -> None:
    (tmp_path / "m.yml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.csv").write_text("id,size\n1,5\n2,x\n", encoding="utf-8")
    mapping = load_mapping([tmp_path / "m.yml"], base=tmp_path)
    alone: list[Problem] = []
    together: list[Problem] = []
    one = [line for b in run_lines(mapping, Inputs(), alone) for made in b.values() for line in list(made)]
    several = [
        line for b in run_parallel(mapping, Inputs(), together, processes=2) for made in b.values() for line in made
    ]
    assert several == one
    assert together == alone
    assert len(one) == 5
