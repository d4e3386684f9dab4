"""Which rule made this triple."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kgbuild.errors import UsageError
from kgbuild.model.tables import Table
from kgbuild.yarrrml.execution.explain import explain, parse_pattern, shown_statement, write_lineage
from kgbuild.yarrrml.form import Mapping
from kgbuild.yarrrml.language.load import load_mapping
from kgbuild.yarrrml.sources.open_source import Inputs

TEXT = """\
prefixes: {ex: "http://example.com/"}
mappings:
  thing:
    sources: [[things.csv~csv]]
    s: ex:$(id)
    po:
      - [a, ex:Thing]
      - [ex:size, $(size), xsd:integer]
"""
ROWS = ({"id": "1", "size": "5", "note": "n"}, {"id": "2", "size": "5", "note": ""})
INPUTS = Inputs(tables={"things": Table("things", ("id", "size", "note"), ROWS)})


@pytest.fixture
def mapping(tmp_path: Path) -> Mapping:
    (tmp_path / "m.yml").write_text(TEXT, encoding="utf-8")
    return load_mapping([tmp_path / "m.yml"], base=tmp_path)


@pytest.mark.parametrize(
    ("pattern", "count"),
    [
        ("ex:1 ex:size ?", 1),
        ("? ex:size 5", -1),
        ('? ex:size "5"^^xsd:integer .', 2),
        ("<http://example.com/2> a ex:Thing", 1),
        ("* * *", 4),
        ("ex:3 ? ?", 0),
    ],
)
def test_patterns(mapping: Mapping, pattern: str, count: int) -> None:
    if count < 0:
        with pytest.raises(UsageError, match="unknown prefix in `5`"):
            list(explain(mapping, pattern, inputs=INPUTS, problems=[]))
        return
    assert len(list(explain(mapping, pattern, inputs=INPUTS, problems=[]))) == count


def test_two_terms_are_no_pattern() -> None:
    with pytest.raises(UsageError, match="has 2 terms"):
        parse_pattern("<a> <b>", {})


def test_shown_statement(mapping: Mapping) -> None:
    (found,) = explain(mapping, "ex:1 ex:size ?", inputs=INPUTS, problems=[])
    assert shown_statement(found).splitlines() == [
        '<http://example.com/1> <http://example.com/size> "5"^^<http://www.w3.org/2001/XMLSchema#integer>',
        "  rule    m.yml:8  thing",
        "  source  things.csv, row 1",
        "  values  size = '5'",
        "  row     id = '1', note = 'n'",
    ]


def test_lineage_file(mapping: Mapping, tmp_path: Path) -> None:
    statements = explain(mapping, "ex:2 ? ?", inputs=INPUTS, problems=[])
    assert write_lineage(statements, tmp_path / "lineage.jsonl") == 2
    last = json.loads((tmp_path / "lineage.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert (last["at"], last["source"], last["row"], last["values"]) == ("m.yml:8", "things.csv", 2, {"size": "5"})
