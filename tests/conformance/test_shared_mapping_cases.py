"""Mappings that once went wrong, from the folder beside the checkout, and variants of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from kgbuild.errors import ConfigError
from kgbuild.problems import Problem
from kgbuild.yarrrml.execution.run import run_lines
from kgbuild.yarrrml.front_ends import read_mapping
from kgbuild.yarrrml.output.write import Destination, map_to_file
from kgbuild.yarrrml.sources.open_source import Inputs

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases" / "mapping"
EX = "http://ex.org/"


@pytest.fixture
def case(need: Callable[[str, bool, str], None]) -> Callable[[str], Path]:
    need("shared", CASES.is_dir(), "the folder of shared cases")
    return lambda name: CASES / name


def made(folder: Path, files: Sequence[str] = ("m.yml",)) -> tuple[list[str], list[Problem]]:
    problems: list[Problem] = []
    mapping = read_mapping([folder / name for name in files], base=folder)
    batches = run_lines(mapping, Inputs(base=folder), problems)
    return [line.strip() for batch in batches for lines in batch.values() for line in lines], problems


def test_a_comment_beside_the_root(case: Callable[[str], Path]) -> None:
    pytest.importorskip("elementpath")
    lines, problems = made(case("xpath31_root"))
    assert [line.split(" ", 2)[2] for line in lines] == ['"x" .', '"X" .', '"X" .', '"x" .', '"K" .']
    assert problems == []


def test_a_link_to_blank_nodes_of_one_source(case: Callable[[str], Path]) -> None:
    lines, _ = made(case("blank_link"))
    linked = {line.split()[2] for line in lines if "geo>" in line}
    described = {line.split()[0] for line in lines if "lat>" in line}
    assert linked == described
    assert len(linked) == 2


@pytest.mark.parametrize("name", ["m.ttl", "new.ttl"])
def test_constants_with_language_or_datatype(case: Callable[[str], Path], name: str) -> None:
    lines, _ = made(case("const_ignored"), [name])
    assert f'<{EX}1> <{EX}lang> "Titel"@de .' in lines
    assert f'<{EX}1> <{EX}dt> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> .' in lines


def test_an_unclosed_quote(case: Callable[[str], Path]) -> None:
    _, problems = made(case("unclosed_quote"))
    assert [p.where.line > 1 for p in problems if "never closes" in p.what] == [True]


def test_two_backslashes_in_a_template(case: Callable[[str], Path]) -> None:
    assert made(case("backslash_template"), ["m.ttl"]) == ([f'<{EX}s> <{EX}dbl> "C:\\\\4.9" .'], [])


def test_a_zone_of_hours(case: Callable[[str], Path]) -> None:
    lines, problems = made(case("date_X"))
    values = {line.split()[0][-3:-1]: line.split('"')[1] for line in lines}
    assert [values[f"e{k}"] for k in range(1, 6)] == [
        f"2022-05-02T10:11:12+{zone}" for zone in ("02:00", "02:30", "00:00", "02:30", "02:00")
    ]
    assert problems == []


def test_a_target_outside_of_the_base(case: Callable[[str], Path], tmp_path: Path) -> None:
    folder = case("target_outside_base")
    mapping = read_mapping([folder / "m.yml"], base=folder)
    destination = Destination(tmp_path / "o.nq", targets=tmp_path)
    with pytest.raises(ConfigError, match=r"lies outside of the folder"):
        map_to_file(mapping, destination, inputs=Inputs(base=folder), problems=[])
    assert not (tmp_path / "o.nq").exists()


def test_an_expression_that_ran_for_minutes(case: Callable[[str], Path]) -> None:
    pytest.importorskip("elementpath")
    assert made(case("xpath_redos")) == ([f'<{EX}2> <{EX}n> "aab" .'], [])


@pytest.mark.parametrize("expression", ["^(a|aa)+$", "^(a|a?)+$", "^(aa?a?)*c"])
def test_expressions_that_have_no_end(tmp_path: Path, expression: str) -> None:
    pytest.importorskip("elementpath")
    (tmp_path / "a.xml").write_text(f"<t><r><n>{'a' * 5000}!</n></r></t>", encoding="utf-8")
    text = (
        HEAD + f"  a: {{sources: [[a.xml~xpath, \"/t/r[matches(n, '{expression}')]\"]], s: ex:1, po: [[ex:n, $(n)]]}}\n"
    )
    (tmp_path / "m.yml").write_text(text, encoding="utf-8")
    try:
        assert made(tmp_path)[0] == []
    except ConfigError as error:
        assert "takes longer than 2 s" in str(error)


def test_several_rml_files(case: Callable[[str], Path]) -> None:
    lines, _ = made(case("many_rml_files"), ["a.ttl", "b.ttl"])
    assert lines == [f"<{EX}a/1> <{EX}to> <{EX}b/1> ."]


HEAD = 'prefixes: {ex: "http://ex.org/", xsd: "http://www.w3.org/2001/XMLSchema#"}\nmappings:\n'


@pytest.mark.parametrize("beside", ["<!-- a --><!-- b -->", "<?style a?>", "<!-- a -->\n<?style a?>\n<!-- b -->"])
@pytest.mark.parametrize("iterator", ["/*", "/t", "/t/r"])
def test_whatever_stands_beside_the_root(tmp_path: Path, beside: str, iterator: str) -> None:
    pytest.importorskip("elementpath")
    (tmp_path / "a.xml").write_text(f"{beside}<t><r><n>k</n></r></t>{beside}", encoding="utf-8")
    text = HEAD + f"  a: {{sources: [[a.xml~xpath, {iterator}]], s: ex:1, po: [[ex:n, $(upper-case(.\\))]]}}\n"
    (tmp_path / "m.yml").write_text(text, encoding="utf-8")
    assert made(tmp_path)[0] == [f'<{EX}1> <{EX}n> "K" .']


@pytest.mark.parametrize("source", ["[a.csv~csv]", "[a.json~jsonpath, '$[*]']", "[a.xml~xpath, /t/r]"])
def test_links_to_blank_nodes_of_any_source(tmp_path: Path, source: str) -> None:
    """The nodes of the row itself, also where the inner rule runs first, or two rules link to it."""
    (tmp_path / "a.csv").write_text("id\n1\n2\n", encoding="utf-8")
    (tmp_path / "a.json").write_text('[{"id": "1"}, {"id": "2"}]', encoding="utf-8")
    (tmp_path / "a.xml").write_text("<t><r><id>1</id></r><r><id>2</id></r></t>", encoding="utf-8")
    outer = "".join(f"  o{k}: {{sources: [{source}], s: ex:$(id), po: [[ex:to, {{mapping: in}}]]}}\n" for k in range(2))
    inner = f"  in: {{sources: [{source}], po: [[ex:is, $(id)]]}}\n"
    for number, text in enumerate((outer + inner, inner + outer)):
        (tmp_path / f"{number}.yml").write_text(
            HEAD + text.replace("[ex:to, {mapping: in}]", "{p: ex:to, o: {mapping: in}}"), encoding="utf-8"
        )
        lines = [line.split() for line in made(tmp_path, [f"{number}.yml"])[0]]
        nodes = {node: value.strip('"') for node, predicate, value, _ in lines if predicate == f"<{EX}is>"}
        links = [(subject, nodes[node]) for subject, predicate, node, _ in lines if predicate == f"<{EX}to>"]
        assert sorted(links) == sorted([(f"<{EX}{k}>", str(k)) for k in (1, 2)] * 2)


def test_a_datatype_of_xml_schema_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id\n1\n", encoding="utf-8")
    (tmp_path / "m.yml").write_text(
        HEAD + "  a: {sources: [[a.csv~csv]], s: ex:1, po: [[ex:n, $(id), xsd:Integer]]}\n", encoding="utf-8"
    )
    with pytest.raises(ConfigError, match=r"(?s)no datatype `Integer`.*did you mean integer"):
        read_mapping([tmp_path / "m.yml"], base=tmp_path)
