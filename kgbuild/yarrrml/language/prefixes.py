"""Prefixes: those RDFa predefines, the user's over them, and what a word with a colon means in an IRI's place."""

from __future__ import annotations

import re
from collections.abc import Mapping

# The initial context of RDFa 1.1 (https://www.w3.org/2011/rdfa-context/rdfa-1.1), which the specification asks for,
# and the function namespaces that mappings use without declaring them.
DEFAULT_PREFIXES: Mapping[str, str] = {
    "as": "https://www.w3.org/ns/activitystreams#",
    "cc": "http://creativecommons.org/ns#",
    "csvw": "http://www.w3.org/ns/csvw#",
    "ctag": "http://commontag.org/ns#",
    "dc": "http://purl.org/dc/terms/",
    "dc11": "http://purl.org/dc/elements/1.1/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "dqv": "http://www.w3.org/ns/dqv#",
    "duv": "https://www.w3.org/ns/duv#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "gr": "http://purl.org/goodrelations/v1#",
    "grddl": "http://www.w3.org/2003/g/data-view#",
    "ical": "http://www.w3.org/2002/12/cal/icaltzd#",
    "jsonld": "http://www.w3.org/ns/json-ld#",
    "ldp": "http://www.w3.org/ns/ldp#",
    "ma": "http://www.w3.org/ns/ma-ont#",
    "oa": "http://www.w3.org/ns/oa#",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "og": "http://ogp.me/ns#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfa": "http://www.w3.org/ns/rdfa#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "rev": "http://purl.org/stuff/rev#",
    "rif": "http://www.w3.org/2007/rif#",
    "rr": "http://www.w3.org/ns/r2rml#",
    "schema": "http://schema.org/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sioc": "http://rdfs.org/sioc/ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "skosxl": "http://www.w3.org/2008/05/skos-xl#",
    "sosa": "http://www.w3.org/ns/sosa/",
    "ssn": "http://www.w3.org/ns/ssn/",
    "time": "http://www.w3.org/2006/time#",
    "v": "http://rdf.data-vocabulary.org/#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "wdr": "http://www.w3.org/2007/05/powder#",
    "wdrs": "http://www.w3.org/2007/05/powder-s#",
    "xhv": "http://www.w3.org/1999/xhtml/vocab#",
    "xml": "http://www.w3.org/XML/1998/namespace",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "grel": "http://users.ugent.be/~bjdmeest/function/grel.ttl#",
    "idlab-fn": "https://w3id.org/imec/idlab/function#",
}

# Schemes that start an IRI without `//`; any other `word:` in an IRI's place is taken for a prefix.
SCHEMES = frozenset({"data", "doi", "file", "geo", "info", "ipfs", "isbn", "mailto", "tag", "tel", "urn", "did", "nih"})

_PREFIXED = re.compile(r"([A-Za-z_][\w.-]*|):(?!//)(?=\S|$)")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def prefix_of(text: str) -> str | None:
    """Return the prefix `text` is written with, or None for an absolute IRI or a text without one.

    >>> prefix_of("ex:thing"), prefix_of("http://example.com/"), prefix_of("sp: word")
    ('ex', None, None)
    """
    found = _PREFIXED.match(text)
    return found.group(1) if found else None


def is_absolute(text: str) -> bool:
    """Say whether `text` starts like an absolute IRI (`scheme://…`, or a scheme that needs no slashes)."""
    return bool(_ABSOLUTE.match(text)) or text.partition(":")[0].lower() in SCHEMES


def expanded(text: str, prefixes: Mapping[str, str]) -> str:
    """Return `text` with its prefix written out, where it is a known one."""
    prefix = prefix_of(text)
    if prefix is None or prefix not in prefixes:
        return text
    return prefixes[prefix] + text[len(prefix) + 1 :]
