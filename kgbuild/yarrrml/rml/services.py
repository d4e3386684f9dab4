"""SPARQL endpoints and queries over RDF files in RML, older and newer vocabulary."""

from __future__ import annotations

from collections.abc import Mapping

from kgbuild.problems import near_miss
from kgbuild.yarrrml.form import Formulation, Source
from kgbuild.yarrrml.formats import ROWS
from kgbuild.yarrrml.rml.graph import MappingGraph
from kgbuild.yarrrml.rml.graph import Value as Node

_ANSWERS: Mapping[str, Formulation] = {
    "CSV": Formulation.CSV,
    "JSONPath": Formulation.JSONPATH,
    "XPath": Formulation.XPATH,
    "SPARQL_Results_CSV": Formulation.CSV,
    "SPARQL_Results_JSON": Formulation.JSONPATH,
    "SPARQL_Results_XML": Formulation.XPATH,
}


def is_service(graph: MappingGraph, source: Node | None, formulation: str) -> bool:
    """Say whether a logical source is the answer to a SPARQL query."""
    return formulation.startswith("SPARQL_Results") or (source is not None and bool(graph.all(source, "endpoint")))


def read_service(graph: MappingGraph, node: Node, logical: Node, place: str) -> Source | None:
    """Return the source of a triples map that asks an endpoint, or the RDF file `place`; None with a problem.

    The newer vocabulary writes the query as iterator.
    """
    source = graph.one(logical, "source")
    endpoint = graph.text_of(source, "endpoint") if source is not None else ""
    wanted = graph.text_of(source, "resultFormat") if source is not None else ""
    kind, fallback = (
        t.rpartition("/")[2].rpartition("#")[2] for t in (graph.text_of(logical, "referenceFormulation"), wanted)
    )
    formulation = _ANSWERS.get(kind or fallback or "CSV")
    query, iterator = graph.text_of(logical, "query"), graph.text_of(logical, "iterator")
    if not query:
        query, iterator = iterator, ""
    if formulation is None:
        graph.problem(node, f"the answer of a query is not read as `{kind or fallback}`", near_miss(kind, _ANSWERS))
    if not query:
        graph.problem(node, "a SPARQL source without a query", "add `rml:query`, or write it as `rml:iterator`")
    if not (endpoint or place):
        graph.problem(node, "a SPARQL source without a place", "add `sd:endpoint`, or `rml:path` of an RDF file")
    if formulation is None or not query or not (endpoint or place):
        return None
    access = endpoint or place
    return Source(
        access, access, formulation, graph.where(node), iterator=iterator or ROWS[formulation], query=query.strip()
    )
