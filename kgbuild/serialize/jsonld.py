"""JSON-LD 1.1, compact and readable: one object for each subject, the context embedded, everything sorted.

Written directly from quads and context: compaction by a processor took 1.75 s for 41,000 quads, and pyoxigraph writes
the expanded form only. A value the context does not describe is written as a value object, which always says it right.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter

from kgbuild.model.quads import Quad, in_order
from kgbuild.model.terms import RDF, XSD, Literal, iri_of, is_iri, literal_of
from kgbuild.serialize.context import Context, Json, Term

_TYPE = f"{RDF}type"
_LARGEST = 2**53 - 1  # JSON readers keep integers exactly up to here


def jsonld(quads: Iterable[Quad], *, context: Mapping[str, Json]) -> bytes:
    """Return quads as one JSON-LD document: `@context` (the object given) and `@graph`.

    Quads of the default graph become node objects; each named graph becomes an object with `@id` and its own `@graph`.

    >>> print(jsonld([Quad("<urn:x:a>", "<urn:x:b>", '"c"')], context={"b": "urn:x:b"}).decode(), end="")
    {
      "@context": {
        "b": "urn:x:b"
      },
      "@graph": [
        {
          "@id": "urn:x:a",
          "b": "c"
        }
      ]
    }
    """
    writer = Context(context)
    members: list[Json] = []
    for graph, inside in groupby(in_order(quads), key=itemgetter(3)):
        nodes = _nodes(inside, writer)
        members += [{writer.keyword("@id"): writer.compact(iri_of(graph)), "@graph": nodes}] if graph else nodes
    document = {"@context": dict(context), "@graph": members}
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _nodes(quads: Iterable[Quad], context: Context) -> list[Json]:
    nodes: list[Json] = []
    for subject, about in groupby(quads, key=itemgetter(0)):
        node: dict[str, Json] = {context.keyword("@id"): context.compact(iri_of(subject))}
        rest: dict[str, Json] = {}
        for predicate, group in groupby(about, key=itemgetter(1)):
            property_, objects = iri_of(predicate), [quad.object for quad in group]
            if property_ == _TYPE:
                node[context.keyword("@type")] = _one_or_list([context.key(iri_of(term)) for term in objects])
            else:
                rest |= _entries(property_, objects, context)
        nodes.append(node | dict(sorted(rest.items())))
    return nodes


def _entries(property_: str, texts: list[str], context: Context) -> dict[str, Json]:
    """Return the key or keys for the values of one property; each value goes to the term that spells it shortest."""
    chosen: dict[Term, list[str]] = {}
    for text in texts:
        chosen.setdefault(_best_term(property_, text, context), []).append(text)
    return {term.name: _values(inside, term, context) for term, inside in chosen.items()}


def _values(texts: list[str], term: Term, context: Context) -> Json:
    if "@language" in term.container:
        by_language: dict[str, list[Json]] = {}
        for value in map(literal_of, texts):
            by_language.setdefault(value.language, []).append(value.value)
        return {language: _one_or_list(values) for language, values in sorted(by_language.items())}
    values = [_value(text, term, context) for text in texts]
    return values if "@set" in term.container else _one_or_list(values)


def _best_term(property_: str, text: str, context: Context) -> Term:
    terms = context.terms.get(property_, ())
    fitting = [term for term in terms if "@language" not in term.container or _has_language(text)]
    exact = [term for term in fitting if _spells(term, text)]
    if exact or fitting:
        return (exact or fitting)[0]
    name = context.compact(property_) if terms else context.key(property_)
    return Term(name, property_, language=context.language)


def _spells(term: Term, text: str) -> bool:
    """Say whether the term alone tells all of the value, so that a bare string will do."""
    if is_iri(text):
        return term.type in {"@id", "@vocab"}
    value = literal_of(text)
    if "@language" in term.container:
        return bool(value.language)
    if value.language:
        return not term.type and term.language == value.language
    return value.datatype == (term.type or f"{XSD}string") and not term.language


def _has_language(text: str) -> bool:
    return not is_iri(text) and bool(literal_of(text).language)


def _value(text: str, term: Term, context: Context) -> Json:
    spelled = _spells(term, text)
    if is_iri(text):
        address = iri_of(text)
        if spelled:
            return context.key(address) if term.type == "@vocab" else context.compact(address)
        return {"@id": context.compact(address)}
    value = literal_of(text)
    native = _native(value) if not term.type or term.type == value.datatype else None
    if native is not None:
        return native
    if spelled:
        return value.value
    if value.language:
        return {"@language": value.language, "@value": value.value}
    if value.datatype == f"{XSD}string":
        return {"@value": value.value}
    return {"@type": context.key(value.datatype), "@value": value.value}


def _native(value: Literal) -> Json:
    """Return the JSON number or boolean that reads back as exactly this literal, or None."""
    if value.datatype == f"{XSD}boolean" and value.value in {"true", "false"}:
        return value.value == "true"
    if value.datatype == f"{XSD}integer" and value.value.removeprefix("-").isdecimal():
        number = int(value.value)
        if str(number) == value.value and abs(number) <= _LARGEST:
            return number
    return None


def _one_or_list(values: list[Json]) -> Json:
    return values[0] if len(values) == 1 else values
