"""Things of the web as sources of RML: a property that is read over HTTP."""

from __future__ import annotations

from kgbuild.yarrrml.form import Sent
from kgbuild.yarrrml.rml.graph import MappingGraph
from kgbuild.yarrrml.rml.graph import Value as Node

_READ = ("http://", "https://")


def form_of(graph: MappingGraph, source: Node) -> Node | None:
    """Return the form by which a thing's property is read, None for what is no thing."""
    affordance = graph.one(source, "hasPropertyAffordance")
    return graph.one(affordance, "hasForm") if affordance is not None else None


def read_form(graph: MappingGraph, node: Node, form: Node) -> tuple[str, tuple[Sent, ...]]:
    """Return the URL a form leads to and what goes with the request; problems are `node`'s."""
    url, method = graph.text_of(form, "hasTarget"), graph.text_of(form, "methodName")
    if not url.startswith(_READ):
        graph.problem(node, f"`{url}` is not read: a thing is read over HTTP", "save what it sends to a file")
    if method not in {"", "GET"}:
        graph.problem(node, f"a source is not read by `{method}`", "write `GET`, or leave it out")
    accepted = graph.text_of(form, "forContentType")
    sent = [Sent("header", "Accept", accepted)] if accepted else []
    headers = graph.one(form, "headers")
    for header in graph.items(headers) if headers is not None else ():
        sent.append(Sent("header", graph.text_of(header, "fieldName"), graph.text_of(header, "fieldValue")))
    return url, tuple(sent)
