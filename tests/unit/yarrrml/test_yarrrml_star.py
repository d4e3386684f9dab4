"""Triples about triples in every output that has them, and the same from each way of running."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kgbuild.errors import UsageError
from kgbuild.problems import Problem
from kgbuild.yarrrml.execution.run import materialize, materialize_lines
from kgbuild.yarrrml.output.write import Destination, map_to_file
from kgbuild.yarrrml.rml.load import load_rml
from kgbuild.yarrrml.sources.open_source import Inputs
from kgbuild.yarrrml.translate import translate

SOURCE = """rml:logicalSource [ rml:source [ a rml:FilePath ; rml:path "a.json" ] ;
  rml:iterator "$[*]" ; rml:referenceFormulation rml:JSONPath ]"""
MAPPING = f"""@prefix rml: <http://w3id.org/rml/> . @prefix : <http://example.org/> .
:fact a rml:NonAssertedTriplesMap ; {SOURCE} ; rml:subjectMap [ rml:template "http://example.org/{{id}}" ] ;
  rml:predicateObjectMap [ rml:predicate :name ; rml:objectMap [ rml:reference "names[*]" ; rml:language "en" ] ] .
:told a rml:NonAssertedTriplesMap ; {SOURCE} ; rml:subjectMap [ rml:template "http://example.org/{{by}}" ] ;
  rml:predicateObjectMap [ rml:predicate :told ; rml:objectMap [ rml:quotedTriplesMap :fact ] ] .
:heard {SOURCE} ; rml:subjectMap [ rml:template "http://example.org/h{{id}}" ] ;
  rml:predicateObjectMap [ rml:predicate :heard ; rml:objectMap [ rml:quotedTriplesMap :told ] ] .
:seen {SOURCE} ; rml:subjectMap [ rml:quotedTriplesMap :fact ] ;
  rml:predicateObjectMap [ rml:predicate :seen ; rml:object true ] .
"""


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    (tmp_path / "m.ttl").write_text(MAPPING, encoding="utf-8")
    data = '[{"id": 1, "by": "ann", "names": ["A\\"", "B"]}, {"id": 2, "by": "bo", "names": []}]'
    (tmp_path / "a.json").write_text(data, encoding="utf-8")
    return tmp_path / "m.ttl"


def test_triples_in_triples(mapping: Path) -> None:
    problems: list[Problem] = []
    loaded = load_rml([mapping])
    lines = [line for batch in materialize_lines(loaded, problems=problems) for line in batch[()]]
    name = [f'<<( <http://example.org/1> <http://example.org/name> "{n}"@en )>>' for n in ('A\\"', "B")]
    told = [f"<<( <http://example.org/ann> <http://example.org/told> {one} )>>" for one in name]
    assert lines[:2] == [f"<http://example.org/h1> <http://example.org/heard> {one} .\n" for one in told]
    about = [line.split(" ", 2) for line in lines[2:]]
    assert [rest for _, predicate, rest in about if "reifies" in predicate] == [f"{one} .\n" for one in name]
    assert len({node for node, _, _ in about}) == 2
    assert len(about) == 4
    assert [" ".join(term for term in s.quad if term) + " .\n" for s in materialize(loaded, problems=[])] == lines


@pytest.mark.parametrize("suffix", ["n3", "jsonld"])
def test_formats_without_them_are_refused(mapping: Path, tmp_path: Path, suffix: str) -> None:
    with pytest.raises(UsageError, match="holds no triples as terms, and mapping `heard`"):
        map_to_file(load_rml([mapping]), Destination(tmp_path / f"o.{suffix}"), inputs=Inputs(), problems=[])


@pytest.mark.parametrize("suffix", ["nq", "nt", "ttl", "trig", "rdf"])
def test_formats(mapping: Path, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"o.{suffix}"
    loaded = load_rml([mapping])
    map_to_file(loaded, Destination(out), inputs=Inputs(base=tmp_path), problems=[])
    triples = [quad for quad in ox.parse(path=out) if isinstance(quad.object, ox.Triple)]
    assert len(triples) == 4


def test_in_a_named_graph(mapping: Path, tmp_path: Path) -> None:
    text = MAPPING.replace("rml:predicate :heard ;", "rml:predicate :heard ; rml:graph :g ;")
    mapping.write_text(text, encoding="utf-8")
    out = tmp_path / "o.trig"
    map_to_file(load_rml([mapping]), Destination(out), inputs=Inputs(base=tmp_path), problems=[])
    graphs = sorted(str(quad.graph_name) for quad in ox.parse(path=out) if isinstance(quad.object, ox.Triple))
    assert graphs == ["<http://example.org/g>", "<http://example.org/g>", "DEFAULT", "DEFAULT"]


def test_what_is_not_translated_is_told(mapping: Path) -> None:
    problems: list[Problem] = []
    translate(load_rml([mapping]), problems)
    assert {p.what for p in problems} == {"a triple as a term is not translated: left out"}
