"""SPARQL over a local RDF file, in YARRRML and RML, and what is refused."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from kgbuild.errors import ConfigError, InputError
from kgbuild.problems import Problem
from kgbuild.yarrrml.execution.run import run_lines
from kgbuild.yarrrml.language.load import load_mapping
from kgbuild.yarrrml.rml.load import load_rml
from kgbuild.yarrrml.sources.open_source import Inputs
from kgbuild.yarrrml.translate import translate

DATA = """\
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
<http://example.com/a> foaf:name "Ann, \\"A\\"" ; foaf:age 33 .
<http://example.com/b> foaf:name "Bö"@de .
"""
QUERY = (
    "PREFIX f: <http://xmlns.com/foaf/0.1/> SELECT ?s ?name ?age "
    "WHERE {?s f:name ?name OPTIONAL {?s f:age ?age}} ORDER BY ?s"
)
EXPECTED = [
    '<http://example.com/a> <http://example.com/p> "Ann, \\"A\\"" .\n',
    '<http://example.com/a> <http://example.com/q> "33"^^<http://www.w3.org/2001/XMLSchema#integer> .\n',
    '<http://example.com/b> <http://example.com/p> "Bö" .\n',
]
RML_NEWER = """\
@prefix rml: <http://w3id.org/rml/> .
@prefix formats: <http://www.w3.org/ns/formats/> .
@prefix ex: <http://example.com/> .
<http://example.com/m#t> a rml:TriplesMap ;
  rml:logicalSource [ rml:source [ a rml:FilePath ; rml:path "a.ttl" ] ; rml:iterator "{query}" ;
    rml:referenceFormulation formats:{format} ] ;
  rml:subjectMap [ rml:reference "{s}" ] ;
  rml:predicateObjectMap [ rml:predicate ex:p ; rml:objectMap [ rml:reference "{name}" ] ] .
"""
JSON_NAMES = ("s.value", "name.value", "age.value")
XML_NAMES = ("binding[@name='s']/uri", "binding[@name='name']/literal", "binding[@name='age']/literal")


def run(path: Path, inputs: Inputs | None = None) -> list[str]:
    problems: list[Problem] = []
    mapping = load_rml([path]) if path.suffix == ".ttl" else load_mapping([path], base=path.parent)
    lines = [line for b in run_lines(mapping, inputs or Inputs(), problems) for made in b.values() for line in made]
    assert problems == []
    return lines


def yarrrml(folder: Path, source: str, names: tuple[str, str, str] = ("s", "name", "age")) -> list[str]:
    subject, name, age = names
    text = (
        f'prefixes: {{ex: "http://example.com/"}}\nmappings:\n  t:\n    sources: [{source}]\n    s: "$({subject})"\n'
        f'    po:\n      - [ex:p, "$({name})"]\n      - [ex:q, "$({age})", xsd:integer]\n'
    )
    (folder / "m.yml").write_text(text, encoding="utf-8")
    return run(folder / "m.yml")


def source(**more: str) -> str:
    keys = {"type": "sparql", "access": "a.ttl", "query": QUERY, **more}
    return "{" + ", ".join(f"{k}: '{v}'" for k, v in keys.items()) + "}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.ttl").write_text(DATA, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("formulation", "names"),
    [("csv", ("s", "name", "age")), ("jsonpath", JSON_NAMES), ("json", JSON_NAMES), ("xpath", XML_NAMES)],
)
def test_the_answer_is_read_in_every_format(folder: Path, formulation: str, names: tuple[str, str, str]) -> None:
    assert yarrrml(folder, source(referenceFormulation=formulation), names) == EXPECTED


def test_csv_is_what_is_read_unless_told_otherwise(folder: Path) -> None:
    assert yarrrml(folder, source()) == EXPECTED
    assert yarrrml(folder, f"{{type: sparql, access: a.ttl, iterator: '{QUERY}'}}") == EXPECTED
    assert yarrrml(folder, f"{{queryFormulation: sparql11, access: a.ttl, query: '{QUERY}'}}") == EXPECTED


def test_packed_files_and_all_graphs(folder: Path) -> None:
    triples = DATA.splitlines()[1:]
    graph = "@prefix foaf: <http://xmlns.com/foaf/0.1/> . <http://example.com/g> { " + " ".join(triples) + " }"
    (folder / "b.trig.gz").write_bytes(gzip.compress(graph.encode()))
    assert yarrrml(folder, source(access="b.trig.gz")) == EXPECTED


@pytest.mark.parametrize(
    ("form", "names"),
    [
        ("SPARQL_Results_CSV", ("s", "name")),
        ("SPARQL_Results_JSON", JSON_NAMES[:2]),
        ("SPARQL_Results_XML", XML_NAMES[:2]),
    ],
)
def test_rml(folder: Path, form: str, names: tuple[str, str]) -> None:
    text = RML_NEWER.replace("{query}", QUERY).replace("{format}", form)
    (folder / "m.ttl").write_text(text.replace("{s}", names[0]).replace("{name}", names[1]), encoding="utf-8")
    assert run(folder / "m.ttl") == [EXPECTED[0], EXPECTED[2]]


def test_translated_to_rml_it_makes_the_same(folder: Path) -> None:
    made = yarrrml(folder, source())
    (folder / "t.ttl").write_text(translate(load_mapping([folder / "m.yml"]), []), encoding="utf-8")
    assert sorted(run(folder / "t.ttl")) == sorted(made)


def test_a_file_stands_in_for_an_endpoint(folder: Path) -> None:
    yarrrml_source = source(access="http://example.com/sparql")
    with pytest.raises(InputError):
        yarrrml(folder, yarrrml_source)
    assert run(folder / "m.yml", Inputs(sources={"http://example.com/sparql": folder / "a.ttl"})) == EXPECTED


@pytest.mark.parametrize(
    ("query", "access", "data", "what"),
    [
        ("SELECT ?s {", "a.ttl", DATA, "m.yml:4:15 .* the query is no SPARQL"),
        ("ASK {}", "a.ttl", DATA, "the query gives no rows: a SELECT is wanted"),
        ("SELECT * {SERVICE <http://x/> {?s ?p ?o}}", "a.ttl", DATA, "is on the network, which is left alone"),
        (QUERY, "a.ttl", "<a> <b> \n c .", "a.ttl:2:2 .* not Turtle: "),
        (QUERY, "a.csv", DATA, "`a.csv` is no RDF file by its name"),
        (QUERY, "none.ttl", DATA, "cannot read the source: No such file"),
        (QUERY, "http://example.com/sparql", DATA, "(?s)is on the network, which is left alone.*--network"),
    ],
)
def test_refused(tmp_path: Path, query: str, access: str, data: str, what: str) -> None:
    (tmp_path / access.rpartition("/")[2]).write_text(data, encoding="utf-8")
    if access == "none.ttl":
        (tmp_path / access).unlink()
    with pytest.raises(InputError, match=what):
        yarrrml(tmp_path, source(query=query, access=access))


def test_the_word_service_in_a_text_is_no_call(folder: Path) -> None:
    query = QUERY.replace("} ORDER", 'FILTER (?name != "a service") } # a service\n ORDER')
    assert yarrrml(folder, f"{{type: sparql, access: a.ttl, query: {json.dumps(query)}}}") == EXPECTED


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("{type: sparql, access: a.ttl}", "a SPARQL source without `query`"),
        ("{type: sparql, query: SELECT * {}}", "a SPARQL source without `access`"),
        ("{type: sparql, access: a.ttl, query: q, referenceFormulation: excel}", "is not read as `excel`"),
    ],
)
def test_a_source_that_lacks_something(folder: Path, source: str, what: str) -> None:
    with pytest.raises(ConfigError, match=what):
        yarrrml(folder, source.replace("SELECT * {}", "'SELECT * {}'"))


def test_a_service_of_rml_that_lacks_something(tmp_path: Path) -> None:
    text = (
        RML_NEWER.replace('rml:iterator "{query}" ;', "")
        .replace('rml:path "a.ttl"', "")
        .replace("{format}", "SPARQL_Results_Foo")
    )
    (tmp_path / "m.ttl").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        run(tmp_path / "m.ttl")
    assert [p.what for p in error.value.problems] == [
        "a SPARQL source without a place",
        "a SPARQL source without a query",
        "the answer of a query is not read as `SPARQL_Results_Foo`",
    ]
