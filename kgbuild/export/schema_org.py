"""schema.org as JSON-LD, for search engines and whoever reads nothing else: articles, people, bodies, places, events as
far as they are accepted, and what is only claimed as `Claim` with its author and the article it appears in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from kgbuild.model.quads import Quad
from kgbuild.model.terms import RDF, RDF_TYPE, iri_of, is_iri, literal_of
from kgbuild.model.triples import SKOS, Triples, kgb, local_name

_SCHEMA, _DC = "http://schema.org/", "http://purl.org/dc/terms/"
_CONTEXT = {"@vocab": "https://schema.org/"}
_ACTORS = {"Person": "Person", "Organization": "Organization", "Country": "Country", "Group": "Organization"}
_STATUS = {"planned": "EventScheduled", "cancelled": "EventCancelled"}
_UNREAL = frozenset({"negated", "hypothetical"})
_ARTICLE = {
    "headline": f"<{_DC}title>", "datePublished": f"<{_DC}issued>", "inLanguage": f"<{_DC}language>",
    "publisher": f"<{_DC}publisher>", "license": f"<{_DC}license>", "url": f"<{_SCHEMA}url>",
    "mentions": f"<{_SCHEMA}mentions>",
}  # fmt: skip
_EVENT = {
    "startDate": kgb("startDate"), "endDate": kgb("endDate"), "location": kgb("place"), "superEvent": kgb("partOf"),
    "attendee": kgb("participant"), "organizer": kgb("initiator"), "about": kgb("issue"),
}  # fmt: skip
_PLACE = {"latitude": f"<{_SCHEMA}latitude>", "longitude": f"<{_SCHEMA}longitude>",
          "containedInPlace": f"<{_SCHEMA}containedInPlace>"}  # fmt: skip

Json = str | dict[str, "Json"] | list["Json"]


def schema_org(quads: Sequence[Quad]) -> bytes:
    """Return one JSON-LD document. Its context is inside, so that reading it needs no network."""
    core = Triples(q for q in quads if not q.graph or q.graph.endswith("graph/core>"))
    nodes = [*_articles(core), *_actors(core), *_places(core), *_events(core), *_issues(core), *_claims(Triples(quads))]
    document = {"@context": _CONTEXT, "@graph": sorted(nodes, key=lambda node: str(node["@id"]))}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


_Node = dict[str, Json]


def _node(facts: Triples, term: str, kind: str, properties: dict[str, str]) -> _Node:
    """Return a node with its values; schema.org's own values are plain text, things are links."""
    found: _Node = {"@id": iri_of(term), "@type": kind}
    for name, predicate in properties.items():
        if values := [_value(v) for v in facts.objects(term, predicate)]:
            found[name] = values[0] if len(values) == 1 else values
    return found


def _value(term: str) -> Json:
    return {"@id": iri_of(term)} if is_iri(term) else literal_of(term).value


def _named(facts: Triples, term: str, node: _Node) -> _Node:
    node["name"] = facts.label(term)
    if others := [literal_of(n).value for n in facts.objects(term, f"<{SKOS}altLabel>")]:
        node["alternateName"] = list(others)
    if same := [iri_of(o) for o in facts.objects(term, f"<{SKOS}exactMatch>")]:
        node["sameAs"] = list(same)
    return node


def _articles(core: Triples) -> Iterable[_Node]:
    return (_node(core, a, "NewsArticle", _ARTICLE) for a in core.with_type("Article"))


def _actors(core: Triples) -> Iterable[_Node]:
    for name, kind in _ACTORS.items():
        yield from (_named(core, a, _node(core, a, kind, {})) for a in core.with_type(name))


def _places(core: Triples) -> Iterable[_Node]:
    return (_named(core, p, _node(core, p, "Place", _PLACE)) for p in core.with_type("Place"))


def _issues(core: Triples) -> Iterable[_Node]:
    return (_named(core, i, _node(core, i, "DefinedTerm", {})) for i in core.with_type("Issue"))


def _events(core: Triples) -> Iterable[_Node]:
    for event in sorted(t for t in core.about if "/event/" in t and core.objects(t, RDF_TYPE)):
        factualities = {local_name(f) for f in core.objects(event, kgb("factuality"))}
        if factualities & _UNREAL:
            continue
        node = _named(core, event, _node(core, event, "Event", _EVENT))
        node["additionalType"] = [iri_of(kind) for kind in core.objects(event, RDF_TYPE)]
        if status := [_STATUS[f] for f in sorted(factualities) if f in _STATUS]:
            node["eventStatus"] = {"@id": f"https://schema.org/{status[0]}"}
        yield node


def _claims(facts: Triples) -> Iterable[_Node]:
    """Yield what is not accepted: positions in the speaker's words, claims in ours."""
    for claim in facts.with_type("Position"):
        yield _claim(facts, claim, facts.text(claim, f"<{_SCHEMA}text>"))
    for claim in facts.with_type("Claim"):
        if local_name(facts.one(claim, kgb("status"))) != "accepted":
            subject, predicate, value = (facts.one(claim, f"<{RDF}{n}>") for n in ("subject", "predicate", "object"))
            yield _claim(facts, claim, f"{facts.shown(subject)}: {local_name(predicate)} {facts.shown(value)}")


def _claim(facts: Triples, claim: str, text: str) -> _Node:
    properties = {"author": kgb("claimedBy"), "appearance": kgb("reportedIn"), "datePublished": kgb("claimedAt")}
    node = _node(facts, claim, "Claim", properties)
    return node | {"text": text, "creativeWorkStatus": local_name(facts.one(claim, kgb("status")))}
