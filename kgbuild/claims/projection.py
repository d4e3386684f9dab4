"""The graph for people who load one file: the core, who said what, and with its source what is claimed only."""

from __future__ import annotations

from collections.abc import Iterable

from kgbuild.model.quads import Quad
from kgbuild.model.vocabulary import ACCEPTED, POSITION, PREDICATE, STATUS, TOLD, TYPE, kgb

_LINEAGE = frozenset({kgb("evidence"), kgb("mappingRule"), kgb("frame")})


def project(quads: Iterable[Quad], *, base: str) -> list[Quad]:
    """Return, as triples of the default graph, core, every Position, every claim that is not accepted, the names of
    what only claims tell of, and what leads to the description.

    What is only attributed is never a bare triple: a claim says who says it.
    """
    every = list(quads)
    whole = {f"<{base}graph/{name}>" for name in ("core", "dataset")}
    shown = {q.subject for q in every if q.predicate == TYPE and q.object in (POSITION, TOLD)}
    claims = {q.subject for q in every if q.predicate == PREDICATE and q.graph.startswith(f"<{base}graph/article/")}
    accepted = {q.subject for q in every if q.predicate == STATUS and q.object == ACCEPTED}
    shown |= claims - accepted
    return [
        Quad(q.subject, q.predicate, q.object)
        for q in every
        if q.graph in whole or (q.subject in shown and q.predicate not in _LINEAGE)
    ]


def without_evidence(quads: Iterable[Quad]) -> list[Quad]:
    """Return the quads but for spans, what leads to them, and the rules and words of the lexicon behind claims."""
    every = list(quads)
    spans = {q.subject for q in every if q.predicate == TYPE and q.object == kgb("Span")}
    return [q for q in every if q.subject not in spans and q.predicate not in _LINEAGE]
