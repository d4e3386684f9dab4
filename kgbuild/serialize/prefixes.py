"""The prefixes our Turtle, TriG and JSON-LD use: the vocabularies, and one for each family of our own IRIs."""

from __future__ import annotations

from kgbuild.model.vocabulary import ISSUES

VOCABULARIES = {
    "code": "https://w3id.org/kgbuild/code/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "issue": ISSUES,
    "kgb": "https://w3id.org/kgbuild/ns#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "stance": "https://w3id.org/kgbuild/stance/",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
VOID = "http://rdfs.org/ns/void#"
FAMILIES = ("actor", "article", "claim", "event", "graph", "place", "position", "role", "span")


def standard_prefixes(base: str) -> dict[str, str]:
    """Return prefix to IRI start for a graph whose own IRIs start with `base` (which ends in `/` or `#`).

    >>> standard_prefixes("https://example.org/kg/")["actor"]
    'https://example.org/kg/actor/'
    """
    # One prefix a family: `kg:actor/x` is no valid name, and its escaped form is misread by a store we support.
    own = {name: f"{base}{name}/" for name in FAMILIES}
    return VOCABULARIES | own | {"report": f"{base}graph/article/"}
