"""Events coded after PLOVER, as conflict researchers read them: a row an event or a directed statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from kgbuild.analysis.people import kind_name, speech_of
from kgbuild.analysis.reading import event_times, is_known
from kgbuild.model.quads import Quad
from kgbuild.model.tables import Row, Table
from kgbuild.model.terms import RDF, RDF_TYPE, iri_of
from kgbuild.model.triples import Triples, kgb, local_name
from kgbuild.resources import shipped
from kgbuild.serialize.tables import spreadsheet_csv

_COLUMNS = ("date", "until", "source", "target", "code", "place", "outlets", "label", "id")
_STANCE = "https://w3id.org/kgbuild/stance/"
_PUBLISHER = "<http://purl.org/dc/terms/publisher>"


def plover(quads: Sequence[Quad]) -> bytes:
    """Return the coded events: date, who, to or with whom, code, place and how many outlets tell of it.

    Where an event has several on a side they stand with `; `; what has no code of PLOVER is left out.
    """
    facts, codes = Triples(quads), _codes()
    rows = [*_events(facts, codes), *_statements(facts, codes)]
    rows.sort(key=lambda r: (r["date"] or "9", r["code"], r["id"], r["source"], r["target"]))
    return spreadsheet_csv(Table("plover", _COLUMNS, tuple(rows)))


def _codes() -> dict[str, str]:
    """Return the PLOVER code of each class and stance of the shipped ontology that has one."""
    files = (shipped("ontology", name) for name in ("kgb.ttl", "events.ttl", "codes.ttl"))
    quads = (quad for path in files for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    return {
        str(q.subject): q.object.value
        for q in quads
        if str(q.predicate) == kgb("plover") and isinstance(q.object, ox.Literal)
    }


def _events(facts: Triples, codes: dict[str, str]) -> Iterator[Row]:
    outlets = _outlets(facts)
    for event in sorted(t for t in facts.about if "/event/" in t):
        code = next((codes[t] for t in facts.objects(event, RDF_TYPE) if t in codes), "")
        if (
            not code
            or local_name(facts.one(event, kgb("factuality"))) not in {"", "actual"}
            or not kind_name(facts, event)
        ):
            continue
        initiators = [a for a in facts.objects(event, kgb("initiator")) if is_known(a)]
        others = [a for a in facts.objects(event, kgb("participant")) if is_known(a) and a not in initiators]
        source, target = (initiators, others) if initiators else (others[:1], others[1:])
        start, end = event_times(facts, event)
        yield {
            "date": start,
            "until": end,
            "source": _named(facts, source),
            "target": _named(facts, target),
            "code": code,
            "place": _named(facts, facts.objects(event, kgb("place"))),
            "outlets": str(len(outlets[event])),
            "label": facts.label(event),
            "id": iri_of(event),
        }


def _outlets(facts: Triples) -> dict[str, set[str]]:
    """Return the publishers that tell of each subject."""
    found: dict[str, set[str]] = defaultdict(set)
    for claim in facts.with_type("Claim"):
        publisher = facts.one(facts.one(claim, kgb("reportedIn")), _PUBLISHER)
        found[facts.one(claim, f"<{RDF}subject>")].add(publisher)
    return found


def _statements(facts: Triples, codes: dict[str, str]) -> Iterator[Row]:
    for act in speech_of(facts):
        code = codes.get(f"<{_STANCE}{act.kind}>", "")
        if not code:
            continue
        articles = {facts.one(c, kgb("reportedIn")) for c in act.claims}
        yield {
            "date": act.first,
            "until": act.last,
            "source": facts.label(act.source),
            "target": facts.label(act.target),
            "code": code,
            "place": "",
            "outlets": str(len({facts.one(a, _PUBLISHER) for a in articles})),
            "label": act.words,
            "id": iri_of(act.claims[0]),
        }


def _named(facts: Triples, terms: Sequence[str]) -> str:
    return "; ".join(facts.label(t) for t in terms)
