"""Triples about triples: the star maps of RML, to the terms of RDF 1.2.

A triple is a term in the place of an object only. What is said of a triple is said of a blank node that reifies it,
one for each triple.
"""

from __future__ import annotations

from itertools import product

from kgbuild.yarrrml.form import Term, TermType
from kgbuild.yarrrml.rml.graph import RDF, MappingGraph
from kgbuild.yarrrml.rml.graph import Value as Node
from kgbuild.yarrrml.rml.terms import TermReader

_NOT_ASSERTED = "/NonAssertedTriplesMap"


def is_star(graph: MappingGraph, node: Node) -> bool:
    """Say whether a map makes triples as terms."""
    return bool(graph.all(node, "quotedTriplesMap"))


def is_asserted(graph: MappingGraph, node: Node) -> bool:
    """Say whether a triples map makes its triples, and is not only there to be quoted."""
    return not any(kind.value.endswith(_NOT_ASSERTED) for kind in graph.all(node, RDF + "type"))


def star_terms(graph: MappingGraph, terms: TermReader, node: Node, reader: Node) -> tuple[Term, ...]:
    """Return the triples that a star map of the triples map `reader` stands for; what cannot be quoted is a problem."""
    quoted = graph.one(node, "quotedTriplesMap")
    if quoted is None:
        return ()
    if not graph.alike(_source(graph, quoted), _source(graph, reader)):
        graph.problem(node, "a quoted triples map that reads another source", "quote one over the same source")
        return ()
    with graph.inside(node):
        subjects = _made(graph, terms, quoted, "subject", quoted)
        found = []
        for entry in graph.all(quoted, "predicateObjectMap"):
            if any(graph.all(item, "parentTriplesMap") for item in graph.all(entry, "objectMap")):
                graph.problem(node, "a quoted triples map with a link", "give its object a template or reference")
                continue
            objects = _made(graph, terms, entry, "object", quoted)
            found += list(product(subjects, terms.maps(entry, "predicate"), objects))
    if not found:
        graph.problem(node, "a quoted triples map that makes no triple", "give it a subject, predicate and object")
    return tuple(Term(None, TermType.BLANK, graph.where(node), quoted=triple) for triple in found)


def _made(graph: MappingGraph, terms: TermReader, node: Node, place: str, reader: Node) -> tuple[Term, ...]:
    """Return the terms of a place of a quoted triples map, triples among them where it quotes another."""
    stars = [item for item in graph.all(node, place + "Map") if is_star(graph, item)]
    if stars and place == "subject":
        graph.problem(stars[0], "a triple is no subject of a quoted triple", "quote it as an object")
    if stars:
        return tuple(term for item in stars for term in star_terms(graph, terms, item, reader))
    return terms.maps(node, place)


def _source(graph: MappingGraph, node: Node) -> Node | None:
    return graph.one(node, "logicalSource", "logicalTable")
