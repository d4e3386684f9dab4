"""Sources that are asked over the network: SPARQL endpoints, things of the web, and what a place wants to be told."""

from __future__ import annotations

from collections.abc import Mapping

from kgbuild.problems import near_miss
from kgbuild.yamlio import Node
from kgbuild.yarrrml.form import Formulation, Sent, Source
from kgbuild.yarrrml.formats import ROWS
from kgbuild.yarrrml.language.context import Context
from kgbuild.yarrrml.language.keys import truly_list

# How the answer of an endpoint is read, and where its rows stand unless `iterator` says otherwise.
_ANSWERS: Mapping[str, Formulation] = {
    "csv": Formulation.CSV,
    "json": Formulation.JSONPATH,
    "jsonpath": Formulation.JSONPATH,
    "xml": Formulation.XPATH,
    "xpath": Formulation.XPATH,
}
_SECURITY = frozenset({"apikey", "none", "nosec"})
_PLACES = frozenset({"header", "query"})


def read_credentials(node: Node | None, context: Context) -> tuple[str, str]:
    """Return the user name and password of a source, empty where none is given."""
    if node is None:
        return "", ""
    inside = node.want_map(context.problems, known=("username", "password"))
    username, password = (inside[k].text if k in inside else "" for k in ("username", "password"))
    return username, password


def read_sent(found: dict[str, Node], context: Context) -> tuple[Sent, ...]:
    """Return what a Web of Things source (`type: wot`) sends: the content type it accepts, and its API keys."""
    sent = (
        [Sent("header", "Accept", found["contentType"].want_text(context.problems))] if "contentType" in found else []
    )
    operation = found.get("operationType")
    if operation is not None and operation.want_text(context.problems) not in {"read", "readproperty"}:
        context.problem(operation, f"`{operation.text}` is not done by a source", "write `read`")
    for item in truly_list(found.get("security")):
        if item.kind == "text" and item.text == "none":
            continue
        inside = item.want_map(context.problems, known=("type", "in", "name", "value"), needed=("type",))
        text = {key: node.want_text(context.problems) for key, node in inside.items()}
        kind, place = text.get("type", ""), text.get("in", "header")
        if kind not in _SECURITY or place not in _PLACES:
            what = f"security `{kind}` in `{place}` is not done here"
            context.problem(item, what, "write `type: apikey` with `in: header` or `in: query`, or `none`")
        elif kind == "apikey" and not (text.get("name") and text.get("value")):
            context.problem(item, "an API key without `name` and `value`", "add both")
        elif kind == "apikey":
            sent.append(Sent(place, text["name"], text["value"]))
    return tuple(sent)


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
