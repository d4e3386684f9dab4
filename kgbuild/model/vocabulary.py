"""The few terms the step from statements to claims knows, in N-Quads notation."""

from __future__ import annotations

from functools import cache

ISSUES = "https://w3id.org/kgbuild/issue/"
"""What the IRIs of our issue scheme begin with, whatever the base of a dataset is."""

_KGB = "https://w3id.org/kgbuild/ns#"
_CODE = "https://w3id.org/kgbuild/code/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XSD = "http://www.w3.org/2001/XMLSchema#"


@cache  # one text for all quads that have the term
def kgb(name: str) -> str:
    """Return a term of the kgbuild ontology."""
    return f"<{_KGB}{name}>"


@cache
def code(name: str) -> str:
    """Return a concept of the code list."""
    return f"<{_CODE}{name}>"


TYPE = f"<{_RDF}type>"
SUBJECT = f"<{_RDF}subject>"
PREDICATE = f"<{_RDF}predicate>"
OBJECT = f"<{_RDF}object>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
ALT_LABEL = "<http://www.w3.org/2004/02/skos/core#altLabel>"
NAMES = frozenset({LABEL, "<http://schema.org/name>", "<http://www.w3.org/2004/02/skos/core#prefLabel>"})
"""How a thing is called, in our vocabulary and others."""

MENTIONS = "<http://schema.org/mentions>"
NAMES_IT = kgb("names")
CONTAINED_IN = "<http://schema.org/containedInPlace>"
SCHEMA = "<http://schema.org/"
WIDE_PLACES = frozenset({f"{SCHEMA}Country>", f"{SCHEMA}AdministrativeArea>"})
DATE = f"{_XSD}date"
DECIMAL = f"{_XSD}decimal"
INTEGER = f"{_XSD}integer"
POSITION = kgb("Position")
FACTUALITY = kgb("factuality")
HOLDER = kgb("holder")
TOLD = kgb("Told")
STATUS = kgb("status")
ACCEPTED = code("accepted")

QUANTITY_MEASURE = kgb("measure")
QUANTITY_VALUE = kgb("value")
QUANTITY_BOUND = kgb("bound")
QUANTITY_CURRENCY = kgb("currency")

DESCRIPTIVE = frozenset(
    {
        QUANTITY_MEASURE,
        QUANTITY_VALUE,
        QUANTITY_BOUND,
        QUANTITY_CURRENCY,
        TYPE,
        *NAMES,
        "<http://purl.org/dc/terms/type>",
        "<http://www.w3.org/2004/02/skos/core#inScheme>",
    }
)
"""Type, label and scheme of a node, and what a quantity is: they say how to read the node, nothing about the world."""

UNREAL = frozenset({"negated", "hypothetical"})
"""Factualities under which a statement is kept as a claim and never asserted."""
