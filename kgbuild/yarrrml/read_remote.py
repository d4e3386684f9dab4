"""Sources that are asked over the network: SPARQL endpoints, and the name and password a place wants."""

from __future__ import annotations

from collections.abc import Mapping

from kgbuild.problems import near_miss
from kgbuild.yamlio import Node
from kgbuild.yarrrml.context import Context
from kgbuild.yarrrml.form import Formulation, Source

# How the answer of an endpoint is read, and where its rows stand unless `iterator` says otherwise.
_ANSWERS: Mapping[str, Formulation] = {
    "csv": Formulation.CSV,
    "json": Formulation.JSONPATH,
    "jsonpath": Formulation.JSONPATH,
    "xml": Formulation.XPATH,
    "xpath": Formulation.XPATH,
}
ROWS: Mapping[Formulation, str] = {
    Formulation.CSV: "",
    Formulation.JSONPATH: "$.results.bindings[*]",
    Formulation.XPATH: "/sparql/results/result",
}


def read_credentials(node: Node | None, context: Context) -> tuple[str, str]:
    """Return the user name and password of a source, empty where none is given."""
    if node is None:
        return "", ""
    inside = node.want_map(context.problems, known=("username", "password"))
    username, password = (inside[k].text if k in inside else "" for k in ("username", "password"))
    return username, password


def read_sparql(node: Node, name: str, found: dict[str, Node], text: dict[str, str], context: Context) -> Source | None:
    """Return a source of type `sparql`: an endpoint, or an RDF file, and a query."""
    kind = text.get("referenceFormulation", "csv")
    if kind not in _ANSWERS:
        what = f"the answer of a query is not read as `{kind}`"
        context.problem(found["referenceFormulation"], what, near_miss(kind, _ANSWERS))
        return None
    query, iterator = text.get("query", ""), text.get("iterator", "")
    if not query:
        query, iterator = iterator, ""
    for key, given in (("access", text.get("access", "")), ("query", query)):
        if not given:
            context.problem(node, f"a SPARQL source without `{key}`", f"add `{key}`")
    if not query or not text.get("access"):
        return None
    formulation = _ANSWERS[kind]
    username, password = read_credentials(found.get("credentials"), context)
    return Source(
        name or text["access"],
        text["access"],
        formulation,
        node.where,
        iterator=iterator or ROWS[formulation],
        query=query,
        username=username,
        password=password,
    )
