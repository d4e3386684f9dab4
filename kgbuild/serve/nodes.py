"""Linked data: every IRI of the base leads to a page for people and to RDF for programs."""

from __future__ import annotations

from itertools import islice

import pyoxigraph as ox
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from kgbuild.model.quads import Quad
from kgbuild.pages.markup import Html, element
from kgbuild.serialize.jsonld import jsonld
from kgbuild.serve.formats import best
from kgbuild.serve.look import framed, link
from kgbuild.serve.site import Site
from kgbuild.turtle import turtle

_MEDIA = {"text/html": "page", "text/turtle": "turtle", "application/ld+json": "jsonld"}
_MOST = 500  # triples to and from a node that one page shows
_EXACT = ox.NamedNode("http://www.w3.org/ns/oa#exact")


async def node(request: Request) -> Response:
    """Send whoever asks for a thing on to what is said of it, in a form they take (303: a thing is no document)."""
    site: Site = request.app.state.site
    path = request.path_params["path"]
    found = _named(site, path)
    if found is None:
        return HTMLResponse(framed("Nothing here", element("p", f"There is no {path} in this graph.")), 404)
    media = best(request.headers.get("accept", "*/*"), tuple(_MEDIA))
    if media is None:
        return Response("HTML, Turtle and JSON-LD are here\n", 406, media_type="text/plain")
    return RedirectResponse(f"/about/{_MEDIA[media]}/{path}", 303, {"Vary": "Accept"})


async def about(request: Request) -> Response:
    """Answer what is said of a node, in one form."""
    site: Site = request.app.state.site
    found = _named(site, request.path_params["path"])
    if found is None:
        return HTMLResponse(framed("Nothing here"), 404)
    make = {"page": _page, "turtle": _turtle, "jsonld": _jsonld}.get(request.path_params["form"])
    return await run_in_threadpool(make, site, found) if make is not None else Response(status_code=404)


def _named(site: Site, path: str) -> ox.NamedNode | None:
    """Return the node of a path, if the graph knows it."""
    try:
        found = ox.NamedNode(f"{site.base}{path}")
    except ValueError:
        return None
    store = site.store()
    known = next(store.quads_for_pattern(found, None, None, None), None) or next(
        store.quads_for_pattern(None, None, found, None), None
    )
    return found if path and known is not None else None


def _around(site: Site, found: ox.NamedNode) -> tuple[list[ox.Quad], list[ox.Quad]]:
    store = site.store()
    out = sorted(islice(store.quads_for_pattern(found, None, None, None), _MOST), key=str)
    return out, sorted(islice(store.quads_for_pattern(None, None, found, None), _MOST), key=str)


def _triples(site: Site, found: ox.NamedNode) -> list[Quad]:
    both = {Quad(str(q.subject), str(q.predicate), str(q.object)) for part in _around(site, found) for q in part}
    return sorted(both)


def _turtle(site: Site, found: ox.NamedNode) -> Response:
    return Response(turtle(_triples(site, found), prefixes=site.style.prefixes), media_type="text/turtle")


def _jsonld(site: Site, found: ox.NamedNode) -> Response:
    return Response(jsonld(_triples(site, found), context=site.style.context), media_type="application/ld+json")


def _page(site: Site, found: ox.NamedNode) -> Response:
    out, into = _around(site, found)
    path = found.value.removeprefix(site.base)
    forms = (
        element("a", name, href=f"/about/{form}/{path}") for form, name in (("turtle", "Turtle"), ("jsonld", "JSON-LD"))
    )
    body = framed(
        site.label(found),
        element("p", element("code", found.value), " ", (element("span", " ", form) for form in forms), class_="soft"),
        _table(site, "What is said of it", [(q.predicate, q.object) for q in out]),
        _table(site, "Where it is named", [(q.predicate, q.subject) for q in into]),
    )
    return HTMLResponse(body)


def _table(site: Site, title: str, pairs: list[tuple[ox.NamedNode, object]]) -> Html | None:
    if not pairs:
        return None
    rows = (
        element("tr", element("th", link(site, p.value, site.label(p)), scope="row"), element("td", _value(site, v)))
        for p, v in pairs
    )
    more = f" (the first {_MOST})" if len(pairs) == _MOST else ""
    return element("table", element("caption", title, more), element("tbody", rows))


def _value(site: Site, value: object) -> object:
    if isinstance(value, ox.Literal):
        return value.value
    if not isinstance(value, ox.NamedNode):
        return str(value)
    words = [
        q.object.value
        for q in site.store().quads_for_pattern(value, _EXACT, None, None)
        if isinstance(q.object, ox.Literal)
    ]
    quoted = element("blockquote", element("mark", words[0])) if words else None
    return (link(site, value.value, site.label(value)), quoted)
