"""OpenRefine's reconciliation API 0.2: names of a table matched with actors, places and events of the graph."""

from __future__ import annotations

import json
from difflib import SequenceMatcher
from typing import Any

import pyoxigraph as ox
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kgbuild.serve.site import PREF_LABEL, RDFS_LABEL, Site
from kgbuild.serve.sparql import form_of

_ALT = ox.NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_KGB = "https://w3id.org/kgbuild/ns#"
_OFFERED = ("Actor", "Person", "Organization", "Country", "Group", "Place", "Event", "Meeting")
_FAMILIES = ("actor/", "place/", "event/")
_BEST = 5
_MOST = 100  # queries of one batch
_LIKE = 0.6  # how alike two names must be to be a candidate at all

_Found = dict[str, Any]


async def reconcile(request: Request) -> Response:
    """Answer `/reconcile`: the manifest, or a batch of queries."""
    site: Site = request.app.state.site
    fields = await form_of(request, site.limits.query)
    if isinstance(fields, Response):
        return fields
    asked = dict(fields).get("queries")
    if asked is None:
        return JSONResponse(_manifest(site, str(request.base_url)))
    try:
        queries = json.loads(asked)
        wanted = {
            str(key): (str(q["query"]), str(q.get("type") or ""), int(q.get("limit") or _BEST))
            for key, q in queries.items()
        }
    except (ValueError, KeyError, TypeError, AttributeError):
        return JSONResponse({"error": "`queries` is not what the reconciliation API wants"}, 400)
    if len(wanted) > _MOST:
        return JSONResponse({"error": f"more than {_MOST} queries in one batch"}, 413)
    return JSONResponse(await run_in_threadpool(_matched, site, wanted))


async def suggest(request: Request) -> Response:
    """Answer `/suggest`: nodes whose name begins like what was typed."""
    site: Site = request.app.state.site
    prefix = request.query_params.get("prefix", "").casefold()
    names = await run_in_threadpool(_names, site)
    hits = {node: name for name, node in names if name.casefold().startswith(prefix)} if prefix else {}
    found = sorted(hits.items(), key=lambda hit: (hit[1], hit[0]))[: 2 * _BEST]
    return JSONResponse({"result": [{"id": node.removeprefix(site.base), "name": name} for node, name in found]})


def _manifest(site: Site, address: str) -> _Found:
    here = address.rstrip("/")
    return {
        "versions": ["0.2"],
        "name": "kgbuild",
        "identifierSpace": site.base,
        "schemaSpace": _KGB,
        "defaultTypes": [{"id": name, "name": name} for name in _OFFERED],
        "view": {"url": f"{here}/{{{{id}}}}"},
        "preview": {"url": f"{here}/about/page/{{{{id}}}}", "width": 500, "height": 350},
        "suggest": {"entity": {"service_url": here, "service_path": "/suggest"}},
    }


def _names(site: Site) -> list[tuple[str, str]]:
    """Return (name, IRI) of every actor, place and event, sorted."""
    found = set()
    families = tuple(f"{site.base}{family}" for family in _FAMILIES)
    for predicate in (RDFS_LABEL, PREF_LABEL, _ALT):
        for quad in site.store().quads_for_pattern(None, predicate, None, None):
            node, name = quad.subject, quad.object
            if not (isinstance(node, ox.NamedNode) and isinstance(name, ox.Literal)):
                continue
            if node.value.startswith(families):
                found.add((name.value, node.value))
    return sorted(found)


def _matched(site: Site, wanted: dict[str, tuple[str, str, int]]) -> _Found:
    names = _names(site)
    return {key: {"result": _candidates(site, names, *query)} for key, query in wanted.items()}


def _candidates(site: Site, names: list[tuple[str, str]], query: str, kind: str, limit: int) -> list[_Found]:
    scores: dict[str, float] = {}
    plain = " ".join(query.casefold().split())
    for name, node in names:
        score = _alike(plain, name.casefold())
        if score >= _LIKE:
            scores[node] = max(score, scores.get(node, 0.0))
    found = []
    for node, score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        types = _types(site, node, kind)
        if types is None:
            continue
        exact = score == 1.0 and list(scores.values()).count(1.0) == 1
        label = site.label(ox.NamedNode(node))
        found.append(
            {
                "id": node.removeprefix(site.base),
                "name": label,
                "type": types,
                "score": round(100 * score, 1),
                "match": exact,
            }
        )
        if len(found) == limit:
            break
    return found


def _alike(left: str, right: str) -> float:
    """Return how alike two names are; one that is part of the other by whole words is nearly it."""
    if left == right:
        return 1.0
    if set(left.split()) < set(right.split()) or set(right.split()) < set(left.split()):
        return 0.85
    return SequenceMatcher(None, left, right, autojunk=False).ratio() * 0.9


def _types(site: Site, node: str, kind: str) -> list[dict[str, str]] | None:
    """Return the types of a node, or None where it is not of the kind asked for."""
    quads = site.store().quads_for_pattern(ox.NamedNode(node), _TYPE, None, None)
    found = sorted({q.object.value for q in quads if isinstance(q.object, ox.NamedNode)})
    below = site.ontology.subclasses(f"{_KGB}{kind}") if f"{_KGB}{kind}" in site.ontology.terms else {f"{_KGB}{kind}"}
    if kind and not set(found) & set(below):
        return None
    return [{"id": t.removeprefix(_KGB), "name": t.removeprefix(_KGB)} for t in found]
