"""Everything about one thing, and lists of things, as plain records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kgbuild.errors import UsageError
from kgbuild.explain.output import Output
from kgbuild.model.terms import RDF_TYPE, is_iri
from kgbuild.model.triples import kgb, local_name
from kgbuild.problems import near_miss

Record = dict[str, Any]
_BY, _TARGET = kgb("claimedBy"), kgb("target")

_CLASSES = {
    "actors": ("Person", "Organization", "Country", "Group", "Actor"),
    "people": ("Person",),
    "organizations": ("Organization",),
    "countries": ("Country",),
    "groups": ("Group",),
    "places": ("Place",),
    "meetings": ("Meeting",),
    "communications": ("Communication",),
    "issues": ("Issue",),
    "articles": ("Article",),
    "positions": ("Position",),
    "decisions": ("Judgement",),
}
_TABLES = {"conflicts": "views/conflicts", "questions": "tables/questions", "merges": "tables/merges"}
KINDS = (*_CLASSES, "events", *_TABLES)


def about(term: str, output: Output) -> Record:
    """Return everything the graph says of a node: what it is, what it says, and what says something of it."""
    triples = output.triples
    out = [
        {"property": local_name(p), "value": triples.shown(o), **({"id": output.local(o)} if is_iri(o) else {})}
        for p, objects in sorted(triples.about[term].items())
        for o in objects
        if p != RDF_TYPE
    ]
    into = [
        {"property": local_name(p), "of": triples.label(s), "id": output.local(s)}
        for s, p, o in triples.triples
        if o == term and "/claim/" not in s and "/graph/" not in s and local_name(p) != "hasTarget"
    ]
    merged = next((r for r in output.table("tables/merges") if r["id"] == local_name(term)), None)
    return {
        "id": output.local(term),
        "label": triples.label(term),
        "types": sorted(local_name(t) for t in triples.objects(term, RDF_TYPE)),
        "says": out,
        "said of it": into,
        "positions": [
            _position(s, output) for s in triples.with_type("Position") if term in triples.about[s].get(_BY, ())
        ],
        "named in positions": [
            _position(s, output) for s in triples.with_type("Position") if term in triples.about[s].get(_TARGET, ())
        ],
        "merge": merged["reason"] if merged else "",
    }


def listed(kind: str, output: Output) -> list[Record]:
    """Return one record for each thing of a kind. Raises `UsageError` for an unknown kind, with the nearest."""
    if kind not in KINDS:
        raise UsageError(f"there is no list of `{kind}`; {near_miss(kind, KINDS)}; there are {', '.join(KINDS)}")
    if kind in _TABLES:
        return [dict(row) for row in output.table(_TABLES[kind])]
    shape = _SHAPES.get(kind, _plain)
    return [shape(term, output) for term in _terms(kind, output)]


def _terms(kind: str, output: Output) -> list[str]:
    if kind == "events":
        rows = output.table("tables/events")
        found = {f"<{output.base}event/{row['id']}>" for row in rows}
    else:
        found = {term for name in _CLASSES[kind] for term in output.triples.with_type(name)}
    return sorted(found, key=lambda t: (output.triples.label(t).casefold(), t))


def _plain(term: str, output: Output) -> Record:
    types = sorted(local_name(t) for t in output.triples.objects(term, RDF_TYPE))
    return {"id": output.local(term), "label": output.triples.label(term), "type": ", ".join(types)}


def _event(term: str, output: Output) -> Record:
    get = output.triples
    days = get.text(term, kgb("startDate")) or get.text(term, kgb("edtf"))
    who = [get.label(o) for role in ("participant", "initiator") for o in get.objects(term, kgb(role))]
    place = ", ".join(get.label(o) for o in get.objects(term, kgb("place")))
    return {"id": output.local(term), "label": get.label(term), "day": days, "who": ", ".join(who), "place": place}


def _position(term: str, output: Output) -> Record:
    get = output.triples
    return {
        "id": output.local(term),
        "who": get.label(get.one(term, kgb("claimedBy"))),
        "stance": local_name(get.one(term, kgb("stance"))),
        "text": get.text(term, "<http://schema.org/text>"),
        "article": output.articles.get(local_name(get.one(term, kgb("reportedIn"))), ""),
    }


def _decision(term: str, output: Output) -> Record:
    get = output.triples
    targets = get.objects(term, "<http://www.w3.org/ns/oa#hasTarget>")
    return {
        "verdict": local_name(get.one(term, kgb("verdict"))),
        "where": get.text(term, kgb("sourceLine")),
        "about": ", ".join(get.label(t) for t in targets),
        "by": get.text(term, kgb("decidedBy")),
        "on": get.text(term, kgb("decidedOn")),
    }


_SHAPES: Mapping[str, Callable[[str, Output], Record]] = {
    "meetings": _event,
    "events": _event,
    "communications": _event,
    "positions": _position,
    "decisions": _decision,
}
