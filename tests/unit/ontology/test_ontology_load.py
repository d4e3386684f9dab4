from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.errors import ConfigError
from kgbuild.ontology.load import load_ontology

OWN = """@prefix : <https://example.org/port#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix kgb: <https://w3id.org/kgbuild/ns#> .
<https://example.org/port> a owl:Ontology .
:Landing a owl:Class ; rdfs:subClassOf kgb:Event ; rdfs:label "landing"@en .
:tonnes a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "tonnes"@en .
"""


def test_a_users_file_extends_the_shipped_ones(tmp_path: Path) -> None:
    file = tmp_path / "port.ttl"
    file.write_text(OWN, encoding="utf-8")
    ontology = load_ontology([file])
    assert "https://example.org/port#tonnes" in ontology.functional
    assert ontology.is_unknown("https://example.org/port#tons")
    assert "https://example.org/port#Landing" in ontology.subclasses("https://w3id.org/kgbuild/ns#Event")


def test_broken_and_missing_files_are_reported_together_with_their_place(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("@prefix a: <urn:a#> .\na:b a a:c .\na:d ; .\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_ontology([broken, tmp_path / "none.ttl"], base=tmp_path)
    places = [(problem.where.file, problem.where.line) for problem in caught.value.problems]
    assert places == [("broken.ttl", 3), ("none.ttl", 0)]


def test_a_misspelled_superclass_gets_the_nearest(tmp_path: Path) -> None:
    file = tmp_path / "port.ttl"
    file.write_text(OWN.replace("kgb:Event", "kgb:Evnet"), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_ontology([file], base=tmp_path)
    (problem,) = caught.value.problems
    assert (problem.where.file, problem.where.line, problem.what) == ("port.ttl", 5, "unknown term `kgb:Evnet`")
    assert problem.fix == "did you mean kgb:Event?"


def test_short_names_need_no_escape() -> None:
    ontology = load_ontology()
    assert ontology.short("https://w3id.org/kgbuild/ns#place") == "kgb:place"
    assert ontology.short("http://schema.org/a/b") == "http://schema.org/a/b"
