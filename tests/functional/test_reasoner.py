"""The ontology before a real reasoner: OWL 2 DL, consistent, no empty class, and no class that SKOS makes a concept.

HermiT comes with owlready2; Java must be there (Debian: default-jdk-headless).
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS, XSD

from kgbuild.ontology.load import shipped_ontologies

KGB = "https://w3id.org/kgbuild/ns#"
PROGRAM = Path(__file__).with_name("reasoner") / "Reason.java"
# What the SKOS recommendation says of the properties we could use: whoever stands in such a relation is a concept.
RELATIONS = ("semanticRelation", "mappingRelation", "closeMatch", "exactMatch", "broadMatch", "related", "broader")

Reason = Callable[[rdflib.Graph], list[str]]


@pytest.fixture(scope="module")
def reason(need: Callable[[str, bool, str], None], tmp_path_factory: pytest.TempPathFactory) -> Reason:
    found = importlib.util.find_spec("owlready2")
    jar = Path(found.origin or "").with_name("hermit") / "HermiT.jar" if found is not None else Path()
    need("debian", jar.is_file() and shutil.which("javac") is not None, "owlready2 with HermiT, or Java")

    def run(graph: rdflib.Graph) -> list[str]:
        path = tmp_path_factory.mktemp("reasoner") / "ontology.owl"
        graph.serialize(path, format="xml")
        command = ["java", "-cp", str(jar), str(PROGRAM), str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return done.stdout.splitlines()

    return run


def ontology() -> rdflib.Graph:
    """The shipped files as one ontology; the terms of RDF are reserved, so their file stays out."""
    graph = rdflib.Graph()
    for path in shipped_ontologies():
        if path.name != "rdf.ttl":
            graph.parse(path, format="turtle")
    for extra in sorted(graph.subjects(RDF.type, OWL.Ontology))[:-1]:
        graph.remove((extra, None, None))
    return graph


def test_the_ontology_is_owl_2_dl_and_consistent(reason: Reason) -> None:
    said = reason(ontology())
    assert [line for line in said if line.startswith(("profile:", "empty:"))] == []
    assert "consistent" in said


def test_skos_makes_no_class_or_property_a_concept(reason: Reason) -> None:
    graph = ontology()
    for name in RELATIONS:
        graph.add((SKOS[name], RDF.type, OWL.ObjectProperty))
        if name != "semanticRelation":
            graph.add((SKOS[name], RDFS.subPropertyOf, SKOS.semanticRelation))
    for end in (RDFS.domain, RDFS.range):
        graph.add((SKOS.semanticRelation, end, SKOS.Concept))
    concepts = [line for line in reason(graph) if line.startswith("concept:")]
    assert len(concepts) > 30
    assert [line for line in concepts if KGB in line] == []


def test_a_contradiction_is_seen(reason: Reason) -> None:
    graph = ontology()
    graph.add((rdflib.URIRef("urn:x:oslo"), RDF.type, rdflib.URIRef(KGB + "Place")))
    graph.add((rdflib.URIRef("urn:x:oslo"), RDF.type, rdflib.URIRef(KGB + "Person")))
    assert "inconsistent" in reason(graph)


def test_the_small_dataset_is_consistent_with_the_ontology(root: Path, reason: Reason) -> None:
    graph = ontology()
    triples = {quad.triple for quad in ox.parse(path=str(root / "tests" / "data" / "fisheries.trig"))}
    data = rdflib.Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    for s, p, o in data:
        # OWL 2 has no xsd:date and no xsd:duration; what claims say is no statement of the world
        foreign = isinstance(o, rdflib.Literal) and o.datatype in (XSD.date, XSD.duration)
        if not foreign and p not in (RDF.subject, RDF.predicate, RDF.object):
            graph.add((s, p, o))
    assert "consistent" in reason(graph)
