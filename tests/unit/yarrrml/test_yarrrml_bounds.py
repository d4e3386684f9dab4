"""What a mapping from somebody else must not do: keep a run busy for ever, read or write outside of its folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.errors import ConfigError, KgbuildError
from kgbuild.problems import Problem
from kgbuild.yarrrml.execution.run import materialize_lines
from kgbuild.yarrrml.front_ends import read_mapping
from kgbuild.yarrrml.language.load import load_mapping
from kgbuild.yarrrml.output.write import Destination, map_to_file
from kgbuild.yarrrml.sources.open_source import Inputs

SLOW = "a" * 60 + "!"
HEAD = "prefixes: {ex: 'http://example.com/'}\nmappings:\n  a:\n"


def run(folder: Path, mapping: str, *, inputs: Inputs | None = None) -> str:
    path = folder / "m.yml"
    path.write_text(mapping, encoding="utf-8")
    out = folder / "out.nq"
    made = inputs if inputs is not None else Inputs()
    map_to_file(load_mapping([path], base=folder), Destination(out), inputs=made, problems=[])
    return out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "expression",
    [
        "matches(x, '^(a|aa)+$')",
        "replace(x, '^(a|aa)+$', 'b')",
        "tokenize(x, '^(a|aa)+$')",
        "x[matches(., '^(a|aa)+$')]",
    ],
)
def test_regular_expressions_of_xpath_end(tmp_path: Path, expression: str) -> None:
    (tmp_path / "a.xml").write_text(f"<r><x>{SLOW}</x></r>", encoding="utf-8")
    mapping = f'{HEAD}    sources: [["a.xml~xpath", "/r"]]\n    s: ex:s\n    po: [[ex:n, "$({expression})"]]\n'
    with pytest.raises(ConfigError, match="regular expression takes longer than 2 s"):
        run(tmp_path, mapping)


def test_regular_expressions_of_jsonpath_end(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(f'{{"r": [{{"x": "{SLOW}"}}]}}', encoding="utf-8")
    mapping = f'{HEAD}    sources: [["a.json~jsonpath", "$.r[?search(@.x, \'^(a|aa)+$\')]"]]\n    s: ex:s\n'
    with pytest.raises(KgbuildError, match="regular expression takes longer than 2 s"):
        run(tmp_path, mapping + "    po: [[ex:n, $(x)]]\n")


def test_regular_expressions_of_xpath_find_what_they_did(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<r><x>aab</x><x>c,d</x></r>", encoding="utf-8")
    made = run(
        tmp_path,
        f"""{HEAD}    sources: [["a.xml~xpath", "/r"]]
    s: ex:s
    po:
      - [ex:m, "$(x[matches(., '(A+)+b', 'i')])"]
      - [ex:r, "$(replace(x[1], 'a(b)', '[$1]'))"]
      - [ex:t, "$(tokenize(x[2], ','))"]
      - [ex:q, "$(replace(x[2], ',', '$', 'q'))"]
""",
    )
    values = sorted(line.split('"')[1] for line in made.splitlines())
    assert values == ["a[b]", "aab", "c", "c$d", "d"]


@pytest.mark.parametrize("access", ["../out.nq", "/tmp/elsewhere.nq", "sub/../../out.nq"])
def test_targets_stay_in_their_folder(tmp_path: Path, access: str) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "a.csv").write_text("id\n1\n", encoding="utf-8")
    path = inside / "m.yml"
    path.write_text(
        f"targets: {{t: ['{access}~void', nquads]}}\n{HEAD}    sources: [[a.csv~csv]]\n"
        "    s: {value: 'ex:$(id)', targets: t}\n    po: [[ex:n, $(id)]]\n",
        encoding="utf-8",
    )
    with pytest.raises(ConfigError, match="lies outside of the folder") as caught:
        map_to_file(load_mapping([path]), Destination(targets=inside), inputs=Inputs(), problems=[])
    assert str(caught.value.problems[0].where).endswith("m.yml:1:14")
    assert not (tmp_path / "out.nq").exists()
    if access.startswith(".."):
        map_to_file(load_mapping([path]), Destination(targets=inside), inputs=Inputs(outside=True), problems=[])
        assert (tmp_path / "out.nq").read_text(encoding="utf-8").count("\n") == 1


def test_sources_stay_in_a_base_that_is_given(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id\n1\n", encoding="utf-8")
    inside = tmp_path / "inside"
    inside.mkdir()
    mapping = f"{HEAD}    sources: [[../a.csv~csv]]\n    s: ex:$(id)\n    po: [[ex:n, $(id)]]\n"
    assert run(inside, mapping).count("\n") == 1  # beside the mapping, without a base
    with pytest.raises(ConfigError, match="lies outside of the folder"):
        run(inside, mapping, inputs=Inputs(inside))
    assert run(inside, mapping, inputs=Inputs(inside, outside=True)).count("\n") == 1
    assert run(inside, mapping, inputs=Inputs(inside, sources={"../a.csv": tmp_path / "a.csv"})).count("\n") == 1


def test_several_rml_files_are_one_mapping(tmp_path: Path) -> None:
    head = (
        "@prefix rml: <http://semweb.mmlab.be/ns/rml#> . @prefix rr: <http://www.w3.org/ns/r2rml#> .\n"
        "@prefix ql: <http://semweb.mmlab.be/ns/ql#> . @prefix ex: <http://example.com/> .\n"
    )
    source = '[ rml:source "a.csv" ; rml:referenceFormulation ql:CSV ]'
    (tmp_path / "b").mkdir()
    (tmp_path / "a.csv").write_text("id\n1\n", encoding="utf-8")
    (tmp_path / "b" / "a.csv").write_text("id\n2\n", encoding="utf-8")
    one, two = tmp_path / "one.ttl", tmp_path / "b" / "two.ttl"
    one.write_text(
        f'{head}ex:A rml:logicalSource {source} ; rr:subjectMap [ rr:template "http://example.com/a/{{id}}" ] ;\n'
        f" rr:predicateObjectMap [ rr:predicate ex:to ; rr:objectMap [ rr:parentTriplesMap ex:B ] ] .\n"
        f"_:m a ex:Note .\n",
        encoding="utf-8",
    )
    two.write_text(
        f"{head}ex:B rml:logicalSource {source} ; rr:subjectMap _:m .\n"
        f'_:m rr:template "http://example.com/b/{{id}}" ; rr:class ex:B .\n',
        encoding="utf-8",
    )
    out = tmp_path / "out.nq"
    map_to_file(read_mapping([one, two], base=tmp_path), Destination(out), inputs=Inputs(), problems=[])
    assert sorted(out.read_text(encoding="utf-8").splitlines()) == [
        "<http://example.com/a/1> <http://example.com/to> <http://example.com/b/1> .",
        "<http://example.com/b/2> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://example.com/B> .",
    ]
    (tmp_path / "bad.ttl").write_text("<a> <b>", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_mapping([tmp_path / "bad.ttl", tmp_path / "none.ttl"], base=tmp_path)
    assert [str(p.where).split(":")[0] for p in caught.value.problems] == ["bad.ttl", "none.ttl"]


def test_a_mapping_that_makes_nothing_is_told(tmp_path: Path) -> None:
    path = tmp_path / "m.yml"
    path.write_text("mappings: {}\n", encoding="utf-8")
    (warning,) = load_mapping([path], base=tmp_path).warnings
    assert (str(warning.where), warning.what) == ("m.yml", "no mapping in it: it makes nothing")


def test_a_header_cut_by_another_sign_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id;n\n1;x\n", encoding="utf-8")
    path = tmp_path / "m.yml"
    path.write_text(f"{HEAD}    sources: [[a.csv~csv]]\n    s: ex:$(id)\n    po: [[ex:n, $(n)]]\n", encoding="utf-8")
    problems: list[Problem] = []
    map_to_file(load_mapping([path], base=tmp_path), Destination(tmp_path / "o.nq"), inputs=Inputs(), problems=problems)
    assert {p.fix for p in problems} == {"the header `id;n` is cut by another sign: say `delimiter: ';'`"}


def test_a_byte_order_mark_says_utf_16(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("id\nö\n".encode("utf-16"))
    assert run(tmp_path, f"{HEAD}    sources: [[a.csv~csv]]\n    s: ex:$(id)\n    po: [[ex:n, x]]\n").startswith(
        "<http://example.com/ö>"
    )


def test_rdf_xml_cuts_no_percent_escape(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id\n\u2028b\n", encoding="utf-8")
    path = tmp_path / "m.yml"
    path.write_text(f"{HEAD}    sources: [[a.csv~csv]]\n    s: ex:$(id)\n    po: [['ex:$(id)', x]]\n", encoding="utf-8")
    problems: list[Problem] = []
    out = tmp_path / "o.rdf"
    map_to_file(load_mapping([path], base=tmp_path), Destination(out), inputs=Inputs(), problems=problems)
    (problem,) = problems
    assert "<http://example.com/%E2%80%A8b> ends in no XML name" in problem.what


MARKED = (
    'prefixes: {ex: "http://example.com/"}\nmappings:\n  a: {sources: [[a.csv~csv]], s: ex:$(id), po: [[ex:n, $(n)]]}\n'
)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-16-be", "utf-32-be"])
def test_an_encoding_is_told_by_its_mark(tmp_path: Path, encoding: str) -> None:
    mark = "\ufeff" if encoding.endswith("-be") else ""
    (tmp_path / "a.csv").write_bytes(f"{mark}id,n\n1,Zo\u00eb\n".encode(encoding))
    (tmp_path / "m.yml").write_text(MARKED, encoding="utf-8")
    problems: list[Problem] = []
    mapping = load_mapping([tmp_path / "m.yml"], base=tmp_path)
    made = [line for batch in materialize_lines(mapping, problems=problems) for line in batch[()]]
    assert made == ['<http://example.com/1> <http://example.com/n> "Zo\u00eb" .\n']
    assert problems == []


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ('1,"Ann', 2),
        ('1,"Ann\n', 2),
        ('1,Ann\n2,"Bo', 3),
        ('1,"Ann\n2,Bo\n3,Cy\n', 2),
        ('1,"An\nn"\n2,"B""o\n', 4),
        ('1,"An\nn"\n', 0),
        ('1,"A""nn"', 0),
        ('1,5" pipe\n', 0),
    ],
)
def test_a_quote_that_never_closes_wherever_it_opens(tmp_path: Path, rows: str, line: int) -> None:
    (tmp_path / "a.csv").write_text("id,n\n" + rows, encoding="utf-8", newline="")
    (tmp_path / "m.yml").write_text(MARKED, encoding="utf-8")
    problems: list[Problem] = []
    list(materialize_lines(load_mapping([tmp_path / "m.yml"], base=tmp_path), problems=problems))
    assert [p.where.line for p in problems if "never closes" in p.what] == ([line] if line else [])
