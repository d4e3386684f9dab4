"""Mapping runs over small tables: what triples come out, and what is reported instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.errors import ConfigError
from kgbuild.model.tables import Table
from kgbuild.problems import Problem
from kgbuild.yarrrml.execution.run import materialize, materialize_lines
from kgbuild.yarrrml.language.load import load_mapping

HEAD = """\
prefixes:
  ex: http://example.com/
mappings:
  thing:
    sources: [[things.csv~csv]]
"""


def table(*rows: dict[str, str]) -> dict[str, Table]:
    return {"things": Table("things", tuple(rows[0]), rows)}


def lines(tmp_path: Path, text: str, tables: dict[str, Table], problems: list[Problem] | None = None) -> list[str]:
    path = tmp_path / "m.yml"
    path.write_text(text, encoding="utf-8")
    mapping = load_mapping([path], base=tmp_path)
    found: list[Problem] = [] if problems is None else problems
    fast = [
        line.rstrip("\n")
        for batch in materialize_lines(mapping, tables=tables, problems=found)
        for made in batch.values()
        for line in made
    ]
    slow = [" ".join(t for t in s.quad if t) + " ." for s in materialize(mapping, tables=tables, problems=[])]
    assert fast == slow  # the two ways to run never differ
    return fast


def test_every_short_form_of_an_object(tmp_path: Path) -> None:
    text = HEAD + (
        "    s: ex:$(id)\n"
        "    po:\n"
        "      - [a, ex:Thing]\n"
        "      - [ex:name, $(name)]\n"
        "      - [ex:name, $(name), en~lang]\n"
        "      - [ex:size, $(size), xsd:integer]\n"
        "      - [ex:page, $(page)~iri]\n"
    )
    row = {"id": "a b", "name": 'say "x"', "size": "5", "page": "http://example.org/"}
    assert lines(tmp_path, text, table(row)) == [
        "<http://example.com/a%20b> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://example.com/Thing> .",
        '<http://example.com/a%20b> <http://example.com/name> "say \\"x\\"" .',
        '<http://example.com/a%20b> <http://example.com/name> "say \\"x\\""@en .',
        '<http://example.com/a%20b> <http://example.com/size> "5"^^<http://www.w3.org/2001/XMLSchema#integer> .',
        "<http://example.com/a%20b> <http://example.com/page> <http://example.org/> .",
    ]


def test_empty_cells_make_no_triple(tmp_path: Path) -> None:
    text = HEAD + '    s: ex:$(id)\n    po: [[ex:both, "$(a) $(b)"], [ex:one, $(a)]]\n'
    rows = table({"id": "1", "a": "x", "b": ""}, {"id": "", "a": "x", "b": "y"})
    assert lines(tmp_path, text, rows) == ['<http://example.com/1> <http://example.com/one> "x" .']


def test_bad_values_are_reported_with_rule_and_row_and_left_out(tmp_path: Path) -> None:
    text = HEAD + "    s: ex:$(id)\n    po:\n      - [ex:size, $(size), xsd:integer]\n      - [ex:page, $(size)~iri]\n"
    problems: list[Problem] = []
    assert lines(tmp_path, text, table({"id": "1", "size": "many"}), problems) == []
    assert [(str(p.where), p.rule, p.row) for p in problems] == [
        ("m.yml:8:19", "thing", "things.csv:1 id=1"),
        ("m.yml:9:19", "thing", "things.csv:1 id=1"),
    ]
    assert "`many` is no literal of <http://www.w3.org/2001/XMLSchema#integer>" in problems[0].what


def test_conditions_of_mapping_and_entry(tmp_path: Path) -> None:
    text = HEAD + (
        "    s: ex:$(id)\n"
        "    condition: {function: notEqual, parameters: [[str1, $(kind)], [str2, draft]]}\n"
        "    po:\n"
        "      - p: ex:name\n"
        "        o: $(id)\n"
        "        condition:\n"
        "          - function: idlab-fn:equal\n"
        "            parameters: [[grel:valueParameter, $(kind)], [grel:valueParameter2, x]]\n"
        "      - [ex:kind, $(kind)]\n"
    )
    rows = table({"id": "1", "kind": "x"}, {"id": "2", "kind": "draft"}, {"id": "3", "kind": "y"})
    assert lines(tmp_path, text, rows) == [
        '<http://example.com/1> <http://example.com/name> "1" .',
        '<http://example.com/1> <http://example.com/kind> "x" .',
        '<http://example.com/3> <http://example.com/kind> "y" .',
    ]


def test_graphs_of_mapping_and_entry(tmp_path: Path) -> None:
    text = HEAD + (
        "    s: ex:$(id)\n    graphs: ex:g/$(id)\n    po:\n      - [ex:a, x]\n"
        "      - {p: ex:b, o: y, graphs: ex:other}\n"
    )
    assert lines(tmp_path, text, table({"id": "1"})) == [
        '<http://example.com/1> <http://example.com/a> "x" <http://example.com/g/1> .',
        '<http://example.com/1> <http://example.com/b> "y" <http://example.com/g/1> .',
        '<http://example.com/1> <http://example.com/b> "y" <http://example.com/other> .',
    ]


def test_statement_says_rule_line_and_columns(tmp_path: Path) -> None:
    path = tmp_path / "m.yml"
    path.write_text(HEAD + "    s: ex:$(id)\n    po:\n      - [a, ex:T]\n      - [ex:n, $(name)]\n", encoding="utf-8")
    mapping = load_mapping([path], base=tmp_path)
    row = {"id": "1", "name": "x"}
    found = list(materialize(mapping, tables=table(row), problems=[]))
    assert [(str(s.origin), s.origin.rule, s.origin.columns) for s in found] == [
        ("m.yml:8", "thing", ("id",)),
        ("m.yml:9", "thing", ("name",)),
    ]
    assert found[0].row == row


@pytest.mark.parametrize(
    ("entry", "where", "what"),
    [
        ("- [exx:name, x]", "m.yml:8:10", "undefined prefix `exx`"),
        ("- [ex:name, x, english~lang]", "m.yml:8:22", "`english` is no language tag"),
        ("- [ex:n, five, xsd:integer]", "m.yml:8:16", "`five` is no literal of"),
        ("- {p: ex:n, ob: x}", "m.yml:8:19", "unknown key `ob`"),
        ("- {p: ex:n, o: {mapping: thingg}}", "m.yml:8:32", "undefined mapping `thingg`"),
        ("- {p: ex:n, o: {function: equall}}", "m.yml:8:33", "unknown function"),
        ("- [ex:n, '$(x']", "m.yml:8:16", "`$(` without its `)`"),
    ],
)
def test_mistakes_have_their_place(tmp_path: Path, entry: str, where: str, what: str) -> None:
    path = tmp_path / "m.yml"
    path.write_text(HEAD + "    s: ex:$(id)\n    po:\n      " + entry + "\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_mapping([path], base=tmp_path)
    assert (where, what) in [(str(p.where), p.what[: len(what)]) for p in caught.value.problems]


def test_more_conditions_than_python_nests_are_refused(tmp_path: Path) -> None:
    one = "{function: equal, parameters: [[str1, x], [str2, x]]}"
    text = f"mappings: {{t: {{sources: [[a.csv]], s: 'http://e/$(id)', condition: [{', '.join([one] * 120)}]}}}}"
    (tmp_path / "m.yml").write_text(text, encoding="utf-8")
    (tmp_path / "a.csv").write_text("id\n1\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"m.yml:1:12 .*too many conditions"):
        list(materialize_lines(load_mapping([tmp_path / "m.yml"], base=tmp_path), problems=[]))


def test_any_name_of_a_mapping_runs(tmp_path: Path) -> None:
    text = 'mappings: {"a\\0b": {sources: [[a.csv]], s: "http://e/$(id)", po: [["http://e/p", $(id)]]}}'
    (tmp_path / "m.yml").write_text(text, encoding="utf-8")
    (tmp_path / "a.csv").write_text("id\n1\n", encoding="utf-8")
    assert len(list(materialize_lines(load_mapping([tmp_path / "m.yml"]), problems=[]))) == 1
