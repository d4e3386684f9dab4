"""What FOOPS! and OOPS! ask of an ontology, and that others' tools read ours."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

NS = "https://w3id.org/kgbuild/ns"
OURS = "https://w3id.org/kgbuild/"
VANN = rdflib.Namespace("http://purl.org/vocab/vann/")
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty)


@pytest.fixture(scope="module")
def graph(root: Path) -> rdflib.Graph:
    found = rdflib.Graph()
    for name in ("kgb.ttl", "events.ttl", "codes.ttl", "issues.ttl"):
        found.parse(root / "ontology" / name)
    return found


def terms(graph: rdflib.Graph) -> set[rdflib.URIRef]:
    kinds = (OWL.Class, *PROPERTIES, OWL.AnnotationProperty, SKOS.Concept, SKOS.ConceptScheme)
    return {t for kind in kinds for t in graph.subjects(RDF.type, kind) if str(t).startswith(OURS)}


def find_faults(graph: rdflib.Graph) -> list[str]:
    """Return what a reviewer would call critical or important."""
    found = []
    for one in (NS, f"{OURS}code", f"{OURS}issue"):
        for prop in (
            DCTERMS.title, DCTERMS.description, DCTERMS.license, DCTERMS.creator, DCTERMS.created, DCTERMS.modified,
            OWL.versionIRI, OWL.versionInfo, VANN.preferredNamespacePrefix, VANN.preferredNamespaceUri,
        ):  # fmt: skip
            if not list(graph.objects(rdflib.URIRef(one), prop)):
                found.append(f"<{one}> has no {prop}")
    for term in sorted(terms(graph)):
        labels = [*graph.objects(term, RDFS.label), *graph.objects(term, SKOS.prefLabel)]
        if len(labels) != 1 or labels[0].language != "en":
            found.append(f"{term} has no single English label")
        if not [*graph.objects(term, RDFS.comment), *graph.objects(term, SKOS.definition)]:
            found.append(f"{term} has no comment")
        if not [d for d in graph.objects(term, RDFS.isDefinedBy) if str(d).startswith(OURS)]:
            found.append(f"{term} is defined by nothing")
    return [*found, *_hierarchy(graph), *_used(graph), *_lists(graph)]


def _hierarchy(graph: rdflib.Graph) -> list[str]:
    """Cycles, inverses of themselves, inverses with ends that do not fit (OOPS! P05, P06, P25)."""
    found = []
    for above in (RDFS.subClassOf, RDFS.subPropertyOf):
        for term in graph.subjects(above):
            if term in {t for up in graph.objects(term, above) for t in graph.transitive_objects(up, above)}:
                found.append(f"{term} is above itself")
    for a, b in graph.subject_objects(OWL.inverseOf):
        ends = [
            set(graph.objects(t, p)) for t, p in ((a, RDFS.domain), (b, RDFS.range), (a, RDFS.range), (b, RDFS.domain))
        ]
        if a == b or ends[0] != ends[1] or ends[2] != ends[3]:
            found.append(f"{a} does not fit its inverse {b}")
    return found


def _used(graph: rdflib.Graph) -> list[str]:
    """Terms of ours that are used and not declared, equivalences, things of two kinds (P31, P34, P35)."""
    used = {o for p in (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.disjointWith, OWL.inverseOf)
            for o in graph.objects(None, p)}  # fmt: skip
    declared = terms(graph)
    found = [f"{t} is used and not declared" for t in sorted(used) if str(t).startswith(OURS) and t not in declared]
    found += [
        f"{s} is made equivalent" for p in (OWL.equivalentClass, OWL.equivalentProperty) for s in graph.subjects(p)
    ]
    return found + [
        f"{t} is class and property"
        for t in sorted(declared)
        if len({OWL.Class, *PROPERTIES} & set(graph.objects(t, RDF.type))) > 1
    ]


def _lists(graph: rdflib.Graph) -> list[str]:
    found = []
    for scheme in sorted(graph.subjects(RDF.type, SKOS.ConceptScheme)):
        inside = set(graph.subjects(SKOS.inScheme, scheme))
        notations = [str(n) for c in inside for n in graph.objects(c, SKOS.notation)]
        top = {c for c in inside if (c, SKOS.broader, None) not in graph}
        if set(graph.objects(scheme, SKOS.hasTopConcept)) != top or not top:
            found.append(f"{scheme} does not name its top concepts")
        if len(set(notations)) != len(inside):
            found.append(f"{scheme} has notations that are missing or not unique")
    return found


def test_nothing_critical_or_important_is_wrong(graph: rdflib.Graph) -> None:
    assert len(terms(graph)) > 200
    assert find_faults(graph) == []


@pytest.mark.parametrize(
    "gone", [RDFS.label, RDFS.comment, RDFS.isDefinedBy, DCTERMS.license, OWL.versionIRI, SKOS.notation, RDFS.range]
)
def test_each_check_sees_what_it_is_for(graph: rdflib.Graph, gone: rdflib.URIRef) -> None:
    less = rdflib.Graph()
    for triple in graph:
        if triple[1] != gone:
            less.add(triple)
    assert find_faults(less)


def test_stances_have_an_example_each(graph: rdflib.Graph) -> None:
    scheme = rdflib.URIRef(f"{OURS}stance/")
    lacking = [c for c in graph.subjects(SKOS.inScheme, scheme) if not list(graph.objects(c, SKOS.example))]
    assert lacking == []
