"""The graph for people who load one file: the core and who said what, without claims and spans."""

from __future__ import annotations

from collections.abc import Iterable

from kgbuild.claims.vocabulary import POSITION, TYPE, kgb
from kgbuild.model.quads import Quad

_LINEAGE = frozenset({kgb("evidence"), kgb("mappingRule"), kgb("frame")})


def project(quads: Iterable[Quad], *, base: str) -> list[Quad]:
    """Return core plus every Position with its links, as triples of the default graph."""
    every = list(quads)
    core = f"<{base}graph/core>"
    positions = {q.subject for q in every if q.predicate == TYPE and q.object == POSITION}
    return [
        Quad(q.subject, q.predicate, q.object)
        for q in every
        if q.graph == core or (q.subject in positions and q.predicate not in _LINEAGE)
    ]
