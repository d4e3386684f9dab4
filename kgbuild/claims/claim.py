"""A fact claim: one article saying one thing, with every place where it does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kgbuild.claims.evidence import evidence_of, qualifier_of
from kgbuild.claims.vocabulary import DATE, DECIMAL, OBJECT, PREDICATE, SUBJECT, TYPE, UNREAL, code, kgb
from kgbuild.identifiers import digest
from kgbuild.model.quads import Quad, Statement
from kgbuild.model.terms import literal


@dataclass(frozen=True, slots=True)
class ArticleContext:
    """What a claim needs to know of its article: IRI terms of the publisher, and the day it appeared (or empty)."""

    publisher: str
    published: str


@dataclass(frozen=True, slots=True)
class FactClaim:
    """One (article, subject, predicate, object) with all rows that say so; `statements` is never empty."""

    article: str
    statements: tuple[Statement, ...]

    @property
    def triple(self) -> tuple[str, str, str]:
        """The claim's content."""
        return self.statements[0].quad[:3]

    @property
    def id(self) -> str:
        """The local part of the claim's IRI."""
        return digest("claim", self.article, *self.triple)

    @property
    def real(self) -> bool:
        """Whether some row says it without negating it or supposing it only."""
        return any(s.row.get("factuality", "") not in UNREAL for s in self.statements)


def gather_claims(statements: Iterable[Statement]) -> list[FactClaim]:
    """Join the statements of one article and one content into one claim, in a fixed order."""
    groups: dict[tuple[str, str, str, str], list[Statement]] = {}
    for statement in statements:
        key = (statement.row["article"], *statement.quad[:3])
        groups.setdefault(key, []).append(statement)
    return [FactClaim(key[0], tuple(groups[key])) for key in sorted(groups)]


def claim_quads(claim: FactClaim, *, status: str, base: str, context: ArticleContext) -> Iterator[Quad]:
    """Yield the quads of a claim node; they live in the article's graph."""
    node = f"<{base}claim/{claim.id}>"
    graph = f"<{base}graph/article/{claim.article}>"
    subject, predicate, obj = claim.triple
    yield Quad(node, TYPE, kgb("Claim"), graph)
    yield Quad(node, SUBJECT, subject, graph)
    yield Quad(node, PREDICATE, predicate, graph)
    yield Quad(node, OBJECT, obj, graph)
    if context.published:
        yield Quad(node, kgb("claimedAt"), literal(context.published, datatype=DATE), graph)
    yield Quad(node, kgb("claimedBy"), context.publisher, graph)
    for hedge in sorted({qualifier_of(s) for s in claim.statements} - {""}):
        yield Quad(node, kgb("qualifier"), literal(hedge), graph)
    for name in sorted({s.row.get("factuality", "") for s in claim.statements} - {""}):
        yield Quad(node, kgb("factuality"), code(name), graph)
    yield from lineage_quads(node, claim.statements, article=claim.article, status=status, base=base)


def lineage_quads(
    node: str, statements: Iterable[Statement], *, article: str, status: str, base: str
) -> Iterator[Quad]:
    """Yield what every claim and position carries: article, status, evidence, confidence, rule and frame."""
    graph = f"<{base}graph/article/{article}>"
    rows = list(statements)
    yield Quad(node, kgb("reportedIn"), f"<{base}article/{article}>", graph)
    yield Quad(node, kgb("status"), code(status), graph)
    for span in sorted({span for s in rows for span in evidence_of(s)}):
        yield Quad(node, kgb("evidence"), f"<{base}span/{span}>", graph)
    for rule in sorted({str(s.origin) for s in rows}):
        yield Quad(node, kgb("mappingRule"), literal(rule), graph)
    for frame in sorted({s.row.get("frame", "") for s in rows} - {""}):
        yield Quad(node, kgb("frame"), literal(frame), graph)
    confidence = max((s.row.get("confidence", "") for s in rows), default="")
    if confidence:
        yield Quad(node, kgb("confidence"), literal(confidence, datatype=DECIMAL), graph)
