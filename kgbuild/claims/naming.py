"""That an article names something is said by its words themselves: their spans name it, no claim node repeats it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from sys import intern

from kgbuild.claims.claim import FactClaim, graph_of, made_by
from kgbuild.model.quads import Quad
from kgbuild.model.vocabulary import ALT_LABEL, MENTIONS, NAMES_IT


def namings(claims: Iterable[FactClaim], accepted: Collection[str], judged: Collection[str], *, base: str) -> set[str]:
    """Return the ids of accepted claims that say no more than that something is named, or under which name, and that
    nobody decided about."""
    return {
        c.id for c in claims if c.id in accepted and c.own and _named(c, base) and f"<{base}claim/{c.id}>" not in judged
    }


def naming_quads(claim: FactClaim, *, base: str) -> Iterator[Quad]:
    """Yield which spans name the thing, by which rule and frame; they live in the article's graph."""
    graph = graph_of(claim.article, base)
    for span in (intern(f"<{base}span/{span}>") for span in claim.spans):
        yield Quad(span, NAMES_IT, _named(claim, base), graph)
        yield from made_by(span, claim.lineage, graph)


def _named(claim: FactClaim, base: str) -> str:
    """Return what such a claim names, or an empty string."""
    subject, predicate, obj = claim.triple
    if predicate == MENTIONS and subject == f"<{base}article/{claim.article}>":
        return obj
    return subject if predicate == ALT_LABEL else ""
