"""Whatever the mapping or the data: errors with a place or valid RDF, never a traceback."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgbuild.errors import ConfigError, InputError
from kgbuild.model.tables import Table
from kgbuild.problems import Problem
from kgbuild.yarrrml.form import Mapping
from kgbuild.yarrrml.load import load_mapping
from kgbuild.yarrrml.rml import load_rml
from kgbuild.yarrrml.run import materialize, materialize_lines

CASES = Path(__file__).parents[2] / "conformance" / "yarrrml"
# A dozen examples in every run; `KGBUILD_FUZZ_EXAMPLES=5000 pytest …` for an hour of it.
EXAMPLES = int(os.environ.get("KGBUILD_FUZZ_EXAMPLES", "12"))
FUZZ = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
COLUMNS = ("id", "a", "b", "lang", "type")
MAPPING = """\
prefixes: {ex: "http://example.com/"}
base: http://base.example/
mappings:
  thing:
    sources: [[things.csv~csv]]
    s: [ex:$(id), $(a)~iri, $(b)~blank, "$(a):$(b)", null]
    graphs: [ex:$(b), $(a)~iri]
    po:
      - [ex:$(a), "$(a) {x} $(b)"]
      - [ex:p, $(a), $(lang)~lang]
      - [ex:p, $(a), ex:$(type)]
      - [ex:p, $(a), xsd:integer]
      - [ex:p, $(a), xsd:date]
      - [ex:p, "http://$(a)/$(b)~iri"]
      - {p: $(b), i: ex:i, o: ex:$(a)~iri}
      - p: ex:f
        o: {function: grel:string_replace, parameters: [[valueParameter, $(a)], [find, $(b)], [replace, "x"]]}
        condition: {function: notEqual, parameters: [[str1, $(a)], [str2, $(b)]]}
      - p: ex:l
        o: {mapping: thing, condition: {function: equal, parameters: [[str1, $(a), s], [str2, $(b), o]]}}
"""
TEXT = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("aé <>\"\\\n\r{}'%:/#@^`|\ud800\x00")), max_size=12)
ROWS = st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS, TEXT)), max_size=4)


def checked(mapping: Mapping, base: Path, tables: dict[str, Table] | None = None) -> list[str]:
    """Run a mapping both ways; what it makes must parse, and be the same."""
    problems: list[Problem] = []
    lines = [
        line
        for batch in materialize_lines(mapping, base=base, tables=tables, problems=problems)
        for made in batch.values()
        for line in made
    ]
    list(ox.parse("".join(lines), format=ox.RdfFormat.N_QUADS))
    assert all(line.count("\n") == 1 for line in lines)
    statements = materialize(mapping, base=base, tables=tables, problems=[])
    assert [" ".join(t for t in s.quad if t) + " .\n" for s in statements] == lines
    assert all(p.what for p in problems)
    return lines


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Mapping:
    path = tmp_path_factory.mktemp("fuzz") / "m.yml"
    path.write_text(MAPPING, encoding="utf-8")
    return load_mapping([path])


@FUZZ
@given(ROWS)
def test_any_table(rich: Mapping, tmp_path: Path, rows: list[dict[str, str]]) -> None:
    checked(rich, tmp_path, {"things": Table("things", COLUMNS, tuple(rows))})


@FUZZ
@given(
    st.binary(max_size=200) | st.text(max_size=100).map(lambda t: ("id,a,b,lang,type\n" + t).encode("utf-8", "replace"))
)
def test_any_csv(rich: Mapping, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "things.csv").write_bytes(data)
    try:
        checked(rich, tmp_path)
    except InputError as error:
        assert error.problems


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(COLUMNS), inner, max_size=4),
    max_leaves=12,
)


@FUZZ
@given(
    VALUES.map(json.dumps) | st.text(max_size=40),
    st.sampled_from(["$", "$[*]", "$..a", "$.a[0:2]", "$.a[?(@.b=='x')]"]),
)
def test_any_json(tmp_path: Path, data: str, iterator: str) -> None:
    (tmp_path / "m.yml").write_text(
        MAPPING.replace("[things.csv~csv]", f"[things.json~jsonpath, {json.dumps(iterator)}]"), encoding="utf-8"
    )
    (tmp_path / "things.json").write_text(data, encoding="utf-8", errors="replace")
    try:
        checked(load_mapping([tmp_path / "m.yml"]), tmp_path)
    except InputError as error:
        assert error.problems


@FUZZ
@given(st.text(alphabet='<>/ab="&;!- x[]é', max_size=60).map(lambda t: f"<r><x>{t}</x></r>") | st.text(max_size=30))
def test_any_xml(tmp_path: Path, data: str) -> None:
    (tmp_path / "m.yml").write_text(MAPPING.replace("[things.csv~csv]", "[things.xml~xpath, //*]"), encoding="utf-8")
    (tmp_path / "things.xml").write_text(data, encoding="utf-8", errors="replace")
    try:
        checked(load_mapping([tmp_path / "m.yml"]), tmp_path)
    except InputError as error:
        assert error.problems


def _mapping_texts() -> list[str]:
    texts = [MAPPING]
    for path in sorted(CASES.glob("*.txt")):
        texts.append(re.split(r"(?m)^=== .*\n", path.read_text(encoding="utf-8"))[1])
    return texts


TEXTS = _mapping_texts()
PIECES = [
    "",
    " ",
    "\n",
    ":",
    "- ",
    "[",
    "]",
    "{",
    "}",
    "'",
    '"',
    "~iri",
    "~lang",
    "$(",
    ")",
    "null",
    "&a",
    "*a",
    "\t",
    "é",
    "\\",
]


@FUZZ
@given(st.data())
def test_any_mapping(tmp_path: Path, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(TEXTS))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 12)))
        text = text[:start] + data.draw(st.sampled_from(PIECES)) + text[end:]
    (tmp_path / "m.yml").write_text(text, encoding="utf-8")
    (tmp_path / "people.csv").write_text("id,name,lang,team,tags\n1,Ann,en,a,x\n2,,,b c,y\n", encoding="utf-8")
    try:
        checked(load_mapping([tmp_path / "m.yml"]), tmp_path)
    except (ConfigError, InputError) as error:
        assert error.problems
        assert all(p.where.file for p in error.problems)


@FUZZ
@given(st.data())
def test_any_rml(tmp_path: Path, data: st.DataObject) -> None:
    text = RML
    for _ in range(data.draw(st.integers(1, 4))):
        words = text.split(" ")
        at = data.draw(st.integers(0, len(words) - 1))
        words[at] = data.draw(st.sampled_from([*words, "", "[]", "()", '"{"', "<x>", "rr:IRI", "true", "5"]))
        text = " ".join(words)
    (tmp_path / "m.ttl").write_text(text, encoding="utf-8")
    (tmp_path / "people.csv").write_text("id,name\n1,Ann\n2,\n", encoding="utf-8")
    try:
        checked(load_rml(tmp_path / "m.ttl"), tmp_path)
    except (ConfigError, InputError) as error:
        assert error.problems


RML = """\
@prefix rr: <http://www.w3.org/ns/r2rml#> .
@prefix rml: <http://semweb.mmlab.be/ns/rml#> .
@prefix ql: <http://semweb.mmlab.be/ns/ql#> .
@prefix ex: <http://example.com/> .
<#M> rml:logicalSource [ rml:source "people.csv" ; rml:referenceFormulation ql:CSV ] ;
  rr:subjectMap [ rr:template "http://example.com/{id}" ; rr:class ex:Person ; rr:graph ex:g ] ;
  rr:predicateObjectMap [ rr:predicate ex:name ; rr:objectMap [ rml:reference "name" ; rr:language "en" ] ] ;
  rr:predicateObjectMap [ rr:predicateMap [ rr:constant ex:same ] ;
    rr:objectMap [ rr:parentTriplesMap <#M> ; rr:joinCondition [ rr:child "id" ; rr:parent "id" ] ] ] .
"""
