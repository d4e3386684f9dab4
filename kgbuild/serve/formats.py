"""Which format an answer is written in: the best of those its kind has for what the client accepts."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pyoxigraph as ox

ROWS: Mapping[str, ox.QueryResultsFormat] = MappingProxyType(
    {
        "application/sparql-results+json": ox.QueryResultsFormat.JSON,
        "application/sparql-results+xml": ox.QueryResultsFormat.XML,
        "text/csv": ox.QueryResultsFormat.CSV,
        "text/tab-separated-values": ox.QueryResultsFormat.TSV,
        "application/json": ox.QueryResultsFormat.JSON,
        "application/xml": ox.QueryResultsFormat.XML,
        "text/plain": ox.QueryResultsFormat.CSV,
    }
)
GRAPHS: Mapping[str, ox.RdfFormat] = MappingProxyType(
    {
        "text/turtle": ox.RdfFormat.TURTLE,
        "application/n-triples": ox.RdfFormat.N_TRIPLES,
        "application/rdf+xml": ox.RdfFormat.RDF_XML,
        "application/ld+json": ox.RdfFormat.JSON_LD,
        "application/n-quads": ox.RdfFormat.N_QUADS,
        "application/trig": ox.RdfFormat.TRIG,
        "text/n3": ox.RdfFormat.N3,
        "application/json": ox.RdfFormat.JSON_LD,
        "text/plain": ox.RdfFormat.N_TRIPLES,
    }
)
SHORT: Mapping[str, str] = MappingProxyType(
    {
        "json": "application/json",
        "xml": "application/xml",
        "csv": "text/csv",
        "tsv": "text/tab-separated-values",
        "turtle": "text/turtle",
        "ttl": "text/turtle",
        "nt": "application/n-triples",
        "jsonld": "application/ld+json",
        "rdfxml": "application/rdf+xml",
        "html": "text/html",
    }
)


def best(accept: str, offered: tuple[str, ...]) -> str | None:
    """Return the offered media type a client likes best by its `Accept` header, the earliest of equals; None for none.

    >>> best("text/csv;q=0.5, application/json", ("text/csv", "application/json"))
    'application/json'
    >>> best("image/png", ("text/csv",)) is None
    True
    """
    wishes = [_wish(part) for part in accept.lower().split(",") if part.strip()] or [("*/*", 1.0)]
    scored = [
        (max((w for w in (_match(media, wish) for wish in wishes) if w), default=None), media) for media in offered
    ]
    found = [
        (score, -number, media) for number, (score, media) in enumerate(scored) if score is not None and score[1] > 0
    ]
    return max(((score[1], number, media) for score, number, media in found), default=(0.0, 0, None))[2]


def _wish(part: str) -> tuple[str, float]:
    media, *parameters = (piece.strip() for piece in part.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return media, min(1.0, max(0.0, float(value)))
            except ValueError:
                return media, 0.0
    return media, 1.0


def _match(media: str, wish: tuple[str, float]) -> tuple[int, float] | None:
    """Return how exactly a wish names a media type, and how much it is wanted: a narrower range wins over a wider."""
    wanted, quality = wish
    kind = media.partition("/")[0]
    exactness = {media: 2, f"{kind}/*": 1, "*/*": 0}.get(wanted)
    return None if exactness is None else (exactness, quality)
