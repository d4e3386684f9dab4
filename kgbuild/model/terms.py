"""Terms as text: between the N-Quads notation of `Quad` and the values inside.

The escapes written are those of canonical N-Quads (RDF 1.2), so that one value has one spelling.
"""

from __future__ import annotations

import re
from typing import NamedTuple

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_STRING = f"{XSD}string"
_DATATYPES = {f"^^<{XSD}{name}>": f"{XSD}{name}" for name in ("integer", "date", "decimal", "dateTime", "boolean")}
RDF_TYPE = f"<{RDF}type>"
RDFS_LABEL = f"<{RDFS}label>"

_LITERAL = re.compile(
    r'"(?P<text>(?:[^"\\]|\\.)*)"(?:@(?P<language>[A-Za-z0-9-]+)|\^\^<(?P<datatype>[^<>]*)>)?\Z', re.DOTALL
)
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_SHORT = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_WRITTEN = {ord(raw): f"\\{letter}" for letter, raw in _SHORT.items() if raw != "'"}
_WRITTEN |= {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F) if code not in _WRITTEN}
# A lone surrogate (JSON can smuggle one in) has no UTF-8 form; one mark for one keeps code point offsets right.
_WRITTEN |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


class Literal(NamedTuple):
    """A literal's parts: `datatype` is an IRI; `language` is lower case, or empty where there is none."""

    value: str
    language: str
    datatype: str


def iri(address: str) -> str:
    """Return the term for an address that is a valid absolute IRI already.

    >>> iri("https://example.org/kg/place/geneva")
    '<https://example.org/kg/place/geneva>'
    """
    return f"<{address}>"


def literal(value: str, *, language: str = "", datatype: str = "") -> str:
    """Return the term for a text; a lone surrogate becomes U+FFFD, a language tag lower case.

    >>> literal("two\\nlines", language="en")
    '"two\\\\nlines"@en'
    """
    text = f'"{value.translate(_WRITTEN)}"'
    if language:
        return f"{text}@{language.lower()}"
    if datatype and datatype != f"{XSD}string":
        return f"{text}^^<{datatype}>"
    return text


def is_iri(term: str) -> bool:
    """Say whether a term is an IRI (else it is a literal)."""
    return term.startswith("<")


def iri_of(term: str) -> str:
    """Return the address of an IRI term; raises ValueError for anything else.

    >>> iri_of("<https://example.org/kg/place/geneva>")
    'https://example.org/kg/place/geneva'
    """
    if not (term.startswith("<") and term.endswith(">")):
        raise ValueError(f"not an IRI term: {term}")
    return term[1:-1]


def literal_of(term: str) -> Literal:
    """Return the parts of a literal term; raises ValueError for anything else.

    >>> literal_of('"5"^^<http://www.w3.org/2001/XMLSchema#integer>')
    Literal(value='5', language='', datatype='http://www.w3.org/2001/XMLSchema#integer')
    """
    end = term.rfind('"')
    text, tail = term[1:end], term[end + 1 :]
    if end > 0 and term[0] == '"' and "\\" not in text and '"' not in text:  # as most: in a third of the time
        if not tail:
            return Literal(text, "", _STRING)
        if tail == "@en":
            return Literal(text, "en", f"{RDF}langString")
        if tail in _DATATYPES:
            return Literal(text, "", _DATATYPES[tail])
    match = _LITERAL.match(term)
    if match is None:
        raise ValueError(f"not a literal term: {term}")
    text, language, datatype = match["text"], match["language"], match["datatype"]
    if "\\" in text:
        text = _ESCAPED.sub(_unescaped, text)
    if language:
        return Literal(text, language.lower(), f"{RDF}langString")
    return Literal(text, "", datatype or _STRING)


def _unescaped(match: re.Match[str]) -> str:
    short, long, letter = match.groups()
    if letter is None:
        return chr(int(short or long, 16))
    if letter not in _SHORT:
        raise ValueError(f"unknown escape in a literal: \\{letter}")
    return _SHORT[letter]
