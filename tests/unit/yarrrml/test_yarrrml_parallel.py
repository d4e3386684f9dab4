"""Several processes make what one makes, in the same order, with the same problems."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.problems import Problem
from kgbuild.yarrrml.compile.parts import PART_ROWS, Part
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


def both(folder: Path, text: str, processes: int) -> tuple[list[str], list[Problem], list[str], list[Problem]]:
    (folder / "m.yml").write_text(text, encoding="utf-8")
    mapping = load_mapping([folder / "m.yml"], base=folder)
    alone: list[Problem] = []
    together: list[Problem] = []
    one = [line for b in run_lines(mapping, Inputs(), alone) for made in b.values() for line in made]
    parts = run_parallel(mapping, Inputs(), together, processes=processes)
    return one, alone, [line for b in parts for made in b.values() for line in made], together


SINGLE = """\
prefixes: {ex: "http://example.com/"}
mappings:
  a:
    sources: [[a.csv~csv]]
    po: [[ex:size, $(size), xsd:integer], [ex:name, $(name)]]
"""


@pytest.mark.parametrize("rows", [0, 1, PART_ROWS - 1, PART_ROWS, PART_ROWS + 1, 3 * PART_ROWS + 300])
def test_the_rows_of_one_rule_are_shared(tmp_path: Path, rows: int) -> None:
    """In order, with the blank nodes numbered as in one process; characters that end lines elsewhere end none."""
    cells = "".join(f"{k},{k},x\u0085{k}\n" for k in range(rows))
    (tmp_path / "a.csv").write_text("id,size,name\n" + cells, encoding="utf-8")
    one, alone, several, together = both(tmp_path, SINGLE, 3)
    assert several == one
    assert together == alone == []
    assert len(one) == 2 * rows


def test_problems_of_a_shared_rule_are_told_as_by_one_process(tmp_path: Path) -> None:
    cells = "".join(f"{k},{'x' if k % 100 == 0 else k},n\n" for k in range(2 * PART_ROWS))
    (tmp_path / "a.csv").write_text("id,size,name\n" + cells, encoding="utf-8")
    one, alone, several, together = both(tmp_path, SINGLE, 2)
    assert several == one
    assert together == alone
    assert len(together) == 21  # twenty, and how many there are


def test_a_part_is_every_second_portion(tmp_path: Path) -> None:
    (tmp_path / "m.yml").write_text(SINGLE, encoding="utf-8")
    cells = "".join(f"{k},{k},\n" for k in range(2 * PART_ROWS))
    (tmp_path / "a.csv").write_text("id,size,name\n" + cells, encoding="utf-8")
    mapping = load_mapping([tmp_path / "m.yml"], base=tmp_path)
    made = [[line for b in run_lines(mapping, Inputs(), [], part=Part(at, 2)) for line in b[()]] for at in range(2)]
    assert [len(lines) for lines in made] == [PART_ROWS, PART_ROWS]
    assert made[0][0].startswith("_:r0s0n1 ")
    assert made[1][0].startswith(f"_:r0s0n{PART_ROWS + 1} ")
