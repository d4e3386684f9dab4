"""Nodes and links between claims of different articles: disputes with their sides, updates, copies of one text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgbuild.claims.claim import FactClaim
from kgbuild.claims.copies import Copy, Outlets
from kgbuild.claims.disputes import Compared, Dispute, Side
from kgbuild.claims.statuses import Ruled
from kgbuild.identifiers import digest
from kgbuild.model.quads import Quad
from kgbuild.model.terms import literal
from kgbuild.model.vocabulary import DECIMAL, INTEGER, OBJECT, PREDICATE, SUBJECT, TYPE, code, kgb


def dispute_quads(ruled: Ruled, outlets: Outlets, *, base: str) -> Iterator[Quad]:
    """Yield a node for each dispute and each of its sides, and which claims contradict each other.

    Each claim contradicts the first of every side against it, and that one every claim of the other: what stands
    against what can be read off the sides, and the links stay as many as the claims.
    """
    graph = f"<{base}graph/links>"
    for dispute in ruled.compared.disputes:
        node = f"<{base}dispute/{dispute.id}>"
        yield Quad(node, TYPE, kgb("Dispute"), graph)
        yield Quad(node, SUBJECT, dispute.subject, graph)
        yield Quad(node, PREDICATE, dispute.predicate, graph)
        if dispute.id in ruled.settled:
            judgement = ruled.settled[dispute.id]
            yield Quad(node, kgb("settledBy"), f"<{base}judgement/{judgement.id}>", graph)
        for side in dispute.sides:
            yield from _side_quads(node, dispute, side, outlets, base)
        yield from _contradictions(dispute, base)


def _side_quads(node: str, dispute: Dispute, side: Side, outlets: Outlets, base: str) -> Iterator[Quad]:
    graph, value = f"<{base}graph/links>", side.value
    one = f"<{base}side/{digest('side', dispute.id, value.term, *value.hedges, str(value.denied))}>"
    yield Quad(node, kgb("side"), one, graph)
    yield Quad(one, TYPE, kgb("Side"), graph)
    yield Quad(one, OBJECT, value.term, graph)
    if value.denied:
        yield Quad(one, kgb("assertion"), code("denied"), graph)
    for hedge in value.hedges:
        yield Quad(one, kgb("qualifier"), literal(hedge), graph)
    count = literal(str(outlets.independent(side.claims)), datatype=INTEGER)
    yield Quad(one, kgb("independentOutlets"), count, graph)
    yield from (Quad(one, kgb("heldIn"), _node(c, base), graph) for c in side.claims)


def _contradictions(dispute: Dispute, base: str) -> Iterator[Quad]:
    pairs: set[tuple[str, str]] = set()
    for i, j in dispute.against:
        left, right = ([_node(c, base) for c in dispute.sides[k].claims] for k in (i, j))
        pairs |= {(c, right[0]) for c in left} | {(left[0], c) for c in right}
    for a, b in sorted(pairs):
        for one, other in ((a, b), (b, a)):
            yield Quad(one, kgb("contradicts"), other, f"<{base}graph/links>")


def superseded_quads(compared: Compared, claims: Iterable[FactClaim], *, base: str) -> Iterator[Quad]:
    """Yield the link from each claim that was overtaken to one that came after it."""
    for claim in claims:
        if claim.id in compared.superseded:
            after = compared.superseded[claim.id]
            yield Quad(_node(claim, base), kgb("supersededBy"), _node(after, base), f"<{base}graph/links>")


def copy_quads(copies: Iterable[Copy], *, base: str) -> Iterator[Quad]:
    """Yield which article prints the text of which, and how much of it."""
    for copy in copies:
        node, graph = f"<{base}article/{copy.article}>", f"<{base}graph/links>"
        yield Quad(node, kgb("copyOf"), f"<{base}article/{copy.of}>", graph)
        yield Quad(node, kgb("textShared"), literal(f"{copy.share:.2f}", datatype=DECIMAL), graph)


def _node(claim: FactClaim, base: str) -> str:
    return f"<{base}claim/{claim.id}>"
