"""The shipped ontology: complete, aligned, readable by both libraries, in step with the code."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from kgbuild.model.facts import Factuality, Mode, Stance
from kgbuild.model.ontology import Ontology, TermKind
from kgbuild.ontology.load import load_ontology, shipped_ontologies
from kgbuild.resources import shipped

KGB = "https://w3id.org/kgbuild/ns#"
CODE = "https://w3id.org/kgbuild/code/"
OUTSIDE = ("http://schema.org/", "http://semanticweb.cs.vu.nl/", "http://www.w3.org/ns/", "http://xmlns.com/foaf/",
           "http://www.w3.org/2004/02/skos/")  # fmt: skip


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def test_every_term_has_label_and_comment(ontology: Ontology) -> None:
    bare = [term.iri for term in ontology.terms.values() if not term.label or not term.comment]
    assert bare == []


def test_every_class_leads_to_an_outside_class(ontology: Ontology) -> None:
    def leads(iri: str) -> bool:
        term = ontology.terms.get(iri)
        return iri.startswith(OUTSIDE) if term is None else any(leads(parent) for parent in term.parents)

    assert [term.iri for term in ontology.classes if not leads(term.iri)] == []


def test_no_blank_nodes_and_both_libraries_read_the_same() -> None:
    for path in shipped_ontologies():
        triples = [quad.triple for quad in ox.parse(path=str(path))]
        assert not any(isinstance(term, ox.BlankNode) for triple in triples for term in triple)
        ours = rdflib.Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
        assert isomorphic(ours, rdflib.Graph().parse(path))


def test_what_two_sources_can_contradict_each_other_in(ontology: Ontology) -> None:
    expected = {
        "startDate",
        "endDate",
        "place",
        "ordinal",
        "duration",
        "roleStatus",
        "controlledBy",
        "killed",
        "wounded",
    }
    assert {KGB + name for name in expected} <= ontology.functional
    assert not {KGB + name for name in ("outcome", "edtf", "participant", "factuality", "figure")} & ontology.functional


def test_borrowed_terms_do_not_make_their_namespace_known(ontology: Ontology) -> None:
    assert ontology.is_unknown(KGB + "particpant")
    assert not ontology.is_unknown(KGB + "participant")
    assert not ontology.is_unknown("http://schema.org/nothingWeKnow")


def test_code_lists_are_the_enums_of_the_code_and_of_the_shapes(ontology: Ontology) -> None:
    def codes(scheme: str) -> set[str]:
        concepts = ontology.of_kind(TermKind.CONCEPT)
        return {re.split(r"[/]", term.iri)[-1] for term in concepts if scheme in term.parents}

    assert codes("https://w3id.org/kgbuild/stance/") == set(Stance)
    assert codes(CODE + "Mode") == set(Mode)
    assert codes(CODE + "Factuality") == set(Factuality)
    shapes = shipped("ontology", "shapes.ttl").read_text(encoding="utf-8")
    for name in ("Status", "Factuality", "Polarity", "Mode", "Level", "RoleStatus"):
        listed = re.search(rf"kgb:{name}Code a sh:NodeShape ; sh:in \((.*?)\)", shapes)
        assert listed is not None
        assert {word.partition(":")[2] for word in listed[1].split()} == codes(CODE + name), name


def test_terms_that_shapes_questions_and_mappings_name_exist(root: Path, ontology: Ontology) -> None:
    files = [*root.glob("ontology/**/*.rq"), *root.glob("mappings/*.yml"), *root.glob("tests/data/*.trig")]
    assert len(files) > 12
    for path in files:
        for prefix, name in re.findall(
            r"\b(kgb|stance|code):([A-Za-z]+(?:-[a-z]+)*)", path.read_text(encoding="utf-8")
        ):
            iri = ontology.prefixes[prefix] + name
            assert iri in ontology.terms, f"{path.name}: {prefix}:{name}"
