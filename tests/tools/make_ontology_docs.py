"""Write `docs/ontology.md` and `ontology/context.jsonld` from the ontology, and `ontology/issues.ttl` from the lexicon;
a test holds them to be fresh."""

from __future__ import annotations

import json
from pathlib import Path

from kgbuild.extract.issues import Issue, load_issues
from kgbuild.lexicon import load_lexicon
from kgbuild.ontology.context import build_context
from kgbuild.ontology.load import load_ontology
from kgbuild.ontology.page import ontology_page

SCHEME = """# The issue scheme (SKOS). Written from the shipped lexicon by make_ontology_docs.py; do not edit.
@prefix issue:   <https://w3id.org/kgbuild/issue/> .
@prefix kgb:     <https://w3id.org/kgbuild/ns#> .
@prefix medtop:  <http://cv.iptc.org/newscodes/mediatopic/> .
@prefix skos:    <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs:    <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl:     <http://www.w3.org/2002/07/owl#> .
@prefix vann:    <http://purl.org/vocab/vann/> .
@prefix xsd:     <http://www.w3.org/2001/XMLSchema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .

<https://w3id.org/kgbuild/issue> a owl:Ontology ; rdfs:label "kgbuild issue scheme"@en ;
  dcterms:title "kgbuild issue scheme"@en ; owl:versionInfo "0.2.0" ;
  owl:versionIRI <https://w3id.org/kgbuild/issue/0.2.0> ;
  dcterms:description "What positions and events are about. Issues of a project's own lie at its base."@en ;
  dcterms:license <https://opensource.org/license/mit> ; dcterms:creator "the kgbuild team" ;
  dcterms:created "2026-11-28"^^xsd:date ; dcterms:modified "2026-11-28"^^xsd:date ;
  vann:preferredNamespacePrefix "issue" ; vann:preferredNamespaceUri "https://w3id.org/kgbuild/issue/" .

"""
DEFINED = "rdfs:isDefinedBy <https://w3id.org/kgbuild/issue>"
ROOT = Path(__file__).parents[2]


def made_files() -> dict[Path, str]:
    """Return each file's path and what it should hold."""
    ontology = load_ontology()
    context = json.dumps(build_context(ontology), indent=2, ensure_ascii=False) + "\n"
    files = {"docs/ontology.md": ontology_page(ontology), "ontology/context.jsonld": context}
    return {ROOT / name: text for name, text in (files | {"ontology/issues.ttl": issue_scheme()}).items()}


def issue_scheme() -> str:
    """Return the issues of the shipped lexicon as a SKOS scheme."""
    issues = load_issues(load_lexicon()).issues
    top = ", ".join(f"issue:{i.id}" for i in issues.values() if not i.broader)
    scheme = (
        f'issue:scheme a skos:ConceptScheme ; {DEFINED} ; skos:prefLabel "issues"@en ;\n  skos:hasTopConcept {top} ;\n'
    )
    scheme += '  skos:definition "What positions and events are about."@en .\n'
    return SCHEME + scheme + "".join(map(_concept, issues.values()))


def _concept(issue: Issue) -> str:
    place = f"skos:broader issue:{issue.broader}" if issue.broader else "skos:topConceptOf issue:scheme"
    topic = f" ; skos:broadMatch medtop:{issue.mediatopic}" if issue.mediatopic else ""
    words = sorted({" ".join(p) for ps in (issue.words, issue.nouns, issue.verbs, issue.adjectives) for p in ps})
    named = f"Named by words such as {', '.join(words[:6])}." if words else "What fits nowhere else."
    return (
        f"issue:{issue.id} a skos:Concept, kgb:Issue ; {DEFINED} ; skos:inScheme issue:scheme ; {place}{topic} ;\n"
        f'  skos:notation "{issue.id}" ; skos:prefLabel "{issue.label}"@en ; skos:definition "{named}"@en .\n'
    )


if __name__ == "__main__":
    for path, text in made_files().items():
        path.write_text(text, encoding="utf-8")
