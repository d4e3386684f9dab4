"""Wikidata's QuickStatements (version 1): accepted facts of events, each with its reference.

Only what can be said with certainty: participants and places that a curated list ties to Wikidata, and days. Class and
description are for the person who uploads; nothing is uploaded by us.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from kgbuild.model.quads import Quad
from kgbuild.model.terms import RDF, is_iri, literal_of
from kgbuild.model.triples import SKOS, Triples, kgb, local_name

_WIKIDATA = re.compile(r"<http://www\.wikidata\.org/entity/(Q\d+)>")
_ITEMS = {"participant": "P710", "place": "P276"}
_DAYS = {"startDate": "P580", "endDate": "P582"}
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})")
_DC, _SCHEMA = "http://purl.org/dc/terms/", "http://schema.org/"


def quickstatements(quads: Sequence[Quad]) -> bytes:
    """Return a batch that creates one item an event with at least one such fact told by an article with an address."""
    facts = Triples(quads)
    items = {t: q for t in facts.about for q in _identities(facts, t)}
    told: dict[str, set[str]] = defaultdict(set)
    for claim in facts.with_type("Claim"):
        if facts.one(claim, kgb("status")).endswith("/accepted>"):
            for line in _statement(facts, claim, items):
                told[facts.one(claim, f"<{RDF}subject>")].add(line)
    lines = []
    for event in sorted(e for e in told if "/event/" in e and _happened(facts, e)):
        lines += ["CREATE", f"LAST\tLen\t{_text(facts.label(event))}", *sorted(told[event])]
    return "".join(f"{line}\n" for line in lines).encode()


def _happened(facts: Triples, event: str) -> bool:
    return local_name(facts.one(event, kgb("factuality"))) in {"", "actual"}


def _identities(facts: Triples, term: str) -> Iterator[str]:
    for match in facts.objects(term, f"<{SKOS}exactMatch>"):
        if found := _WIKIDATA.fullmatch(match):
            yield found[1]


def _statement(facts: Triples, claim: str, items: dict[str, str]) -> Iterator[str]:
    name = facts.one(claim, f"<{RDF}predicate>").rpartition("#")[2].rstrip(">")
    value = facts.one(claim, f"<{RDF}object>")
    article = facts.one(claim, kgb("reportedIn"))
    url = facts.text(article, f"<{_SCHEMA}url>")
    if not url.startswith(("https://", "http://")):
        return
    source = f"S854\t{_text(url)}"
    issued = _DAY.match(facts.text(article, f"<{_DC}issued>"))
    source += f"\tS577\t+{issued[1]}T00:00:00Z/11" if issued else ""
    if name in _ITEMS and value in items:
        yield f"LAST\t{_ITEMS[name]}\t{items[value]}\t{source}"
    day = _DAY.fullmatch(literal_of(value).value) if name in _DAYS and not is_iri(value) else None
    if day:
        yield f"LAST\t{_DAYS[name]}\t+{day[1]}T00:00:00Z/11\t{source}"


def _text(value: str) -> str:
    return '"' + " ".join(value.replace('"', "'").split()) + '"'
