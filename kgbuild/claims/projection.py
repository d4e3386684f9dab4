"""The graph for people who load one file: the core, who said what, and with its source what is claimed only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, islice

from kgbuild.model.gathered import Gathered
from kgbuild.model.quads import Quad, SortedQuads, sorted_quads
from kgbuild.model.vocabulary import ACCEPTED, POSITION, PREDICATE, STATUS, TOLD, TYPE, code, kgb

_REJECTED = code("rejected")
_TOGETHER = 512  # subjects: all that is shown of all takes a seventh of the memory of a build
_LINEAGE = frozenset({kgb("evidence"), kgb("mappingRule"), kgb("frame")})


def project(quads: Iterable[Quad], *, base: str) -> SortedQuads:
    """Return, as triples of the default graph, core, every Position, every claim that is open, the names of
    what only claims tell of, and what leads to the description.

    What is only attributed is never a bare triple: a claim says who says it.
    """
    every = sorted_quads(quads)
    whole = {f"<{base}graph/{name}>" for name in ("core", "dataset")}
    shown = _shown(every, f"<{base}graph/article/")
    found = [
        Quad(subject, predicate, object_)
        for subject, predicate, object_, graph in every
        if graph in whole or (subject in shown and predicate not in _LINEAGE)
    ]
    return SortedQuads(quad for quad, _ in groupby(found))


def projected(quads: Gathered, *, base: str) -> Iterator[Quad]:
    """Yield the same, of some subjects at a time: nothing is shown of most, and what is, is told by their own quads."""
    whole = [f"<{base}graph/{name}>" for name in ("core", "dataset")]
    speaking = quads.speaking((*whole, POSITION, TOLD, PREDICATE))
    while some := list(islice(speaking, _TOGETHER)):
        yield from project(SortedQuads(chain.from_iterable(some)), base=base)


def _shown(quads: Sequence[Quad], articles: str) -> set[str]:
    """Return the nodes that are shown with all that is said of them; graphs of articles begin with `articles`."""
    shown, claims, closed = set[str](), set[str](), set[str]()
    for subject, predicate, object_, graph in quads:
        if predicate == TYPE:
            if object_ in (POSITION, TOLD):
                shown.add(subject)
        elif predicate == PREDICATE:
            if graph.startswith(articles):
                claims.add(subject)
        elif predicate == STATUS and object_ in (ACCEPTED, _REJECTED):
            closed.add(subject)
    return shown | (claims - closed)


def without_evidence(quads: Iterable[Quad]) -> SortedQuads:
    """Return the quads but for spans, what leads to them, and the rules and words of the lexicon behind claims."""
    every, span = sorted_quads(quads), kgb("Span")
    spans = {q[0] for q in every if q[1] == TYPE and q[2] == span}
    return SortedQuads(q for q in every if q[0] not in spans and q[1] not in _LINEAGE)
