"""The JSON-LD 1.1 context: the ontology's terms under their plain names (`participant`, `Meeting`, `planned`)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kgbuild.errors import ConfigError
from kgbuild.model.ontology import PROPERTY_KINDS, Ontology, Term, TermKind
from kgbuild.problems import Location, Problem

SKOS_CONCEPT = "http://www.w3.org/2004/02/skos/core#Concept"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
RDF_LANG_STRING = RDF + "langString"
_OURS = "https://w3id.org/kgbuild/"
_KEYWORDS = frozenset({"id", "type"})
RDFS_LITERAL = "http://www.w3.org/2000/01/rdf-schema#Literal"

Definition = None | bool | int | float | str | list["Definition"] | dict[str, "Definition"]  # any JSON value


def build_context(ontology: Ontology) -> dict[str, dict[str, Definition]]:
    """Return `{"@context": {...}}` for `graph.jsonld`; the same object is written as `context.jsonld`.

    Object properties are coerced to IRIs; those whose values are codes to terms (`"stance": "demands"`); datatype
    properties to their datatype, strings and properties without a range to nothing. A prefix whose name is a property
    (`stance:`) is left out. Raises `ConfigError` when two terms of ours have one plain name.
    """
    terms = _named_terms(ontology)
    made: dict[str, Definition] = {"@version": 1.1}
    made.update((p, n) for p, n in _used_prefixes(ontology) if p not in terms)
    made["id"], made["type"] = "@id", "@type"
    for name, term in terms.items():
        made[name] = _definition(term)
    return {"@context": made}


def _used_prefixes(ontology: Ontology) -> list[tuple[str, str]]:
    used = {iri for term in ontology.terms.values() for iri in (term.iri, *term.range)}
    return [(p, n) for p, n in sorted(ontology.prefixes.items()) if p and any(iri.startswith(n) for iri in used)]


def _named_terms(ontology: Ontology) -> Mapping[str, Term]:
    # rdf:subject, rdf:predicate and rdf:object stand on claims only, which graph.jsonld leaves out.
    wanted = (*ontology.classes, *ontology.properties, *ontology.of_kind(TermKind.CONCEPT))
    names: dict[str, Term] = {}
    problems: list[Problem] = []
    for term in sorted(wanted, key=_rank):
        name = re.split(r"[#/]", term.iri)[-1]
        if term.iri.startswith(RDF) or (_rank(term) and (name in names or name in _KEYWORDS)):
            continue
        if name in names or name in _KEYWORDS:
            other = names[name].iri if name in names else f"the JSON-LD keyword {name}"
            what = f"two terms are called `{name}`: {other} and {term.iri}"
            problems.append(Problem(Location("ontology"), what, "rename one of them"))
            continue
        names[name] = term
    if problems:
        raise ConfigError(problems)
    return dict(sorted(names.items()))


def _rank(term: Term) -> int:
    """Ours keep their plain names; a project's own terms, and those of others, are written with their prefix where the
    name is taken."""
    return 2 if term.borrowed else int(not term.iri.startswith(_OURS))


def _definition(term: Term) -> Definition:
    if term.kind not in PROPERTY_KINDS:
        return term.iri
    if term.kind is TermKind.OBJECT_PROPERTY:
        return {"@id": term.iri, "@type": "@vocab" if SKOS_CONCEPT in term.range else "@id"}
    datatypes = [
        r for r in term.range if r not in {XSD_STRING, RDF_LANG_STRING, RDFS_LITERAL}
    ]  # a tagged text has no `@type`
    return {"@id": term.iri, "@type": datatypes[0]} if datatypes else term.iri
