"""A fact claim: one source saying one thing in one article, with every place where it does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kgbuild.claims.evidence import bound_of, qualifier_of
from kgbuild.claims.sources import OWN, Said, Source, sources_of
from kgbuild.identifiers import claim_id
from kgbuild.model.facts import Factuality
from kgbuild.model.quads import Quad, Statement
from kgbuild.model.terms import literal
from kgbuild.model.vocabulary import DECIMAL, OBJECT, PREDICATE, SUBJECT, TYPE, UNREAL, code, kgb


@dataclass(frozen=True, slots=True)
class ArticleContext:
    """What a claim needs to know of its article: the term of its publisher, the day it appeared (or empty), and
    `text`, the words of its body, by which copies of one text are found."""

    publisher: str
    published: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class FactClaim:
    """One (article, source, subject, predicate, object) with all rows that say so and the ids of the spans they rest
    on; `statements` is never empty, `id` is the local part of the claim's IRI."""

    article: str
    source: Source
    statements: tuple[Statement, ...]
    spans: tuple[str, ...]
    id: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Take the fingerprint of the content once: it is asked for twenty times."""
        who = () if self.own else (self.source.speaker, self.source.assertion, self.source.via)
        object.__setattr__(self, "id", claim_id(self.article, who, self.triple))

    @property
    def triple(self) -> tuple[str, str, str]:
        """The claim's content."""
        return self.statements[0].quad[:3]

    @property
    def own(self) -> bool:
        """Whether the outlet says it in its own voice."""
        return self.source == OWN

    @property
    def real(self) -> bool:
        """Whether some row says it without negating it or supposing it only."""
        return any(f not in UNREAL for f in self.factualities)

    @property
    def factualities(self) -> frozenset[str]:
        """What the rows say of the reality of what they tell; an empty string where one says nothing."""
        return frozenset(s.row.get("factuality", "") for s in self.statements)

    @property
    def hedges(self) -> tuple[str, ...]:
        """The hedges it is said under, as worded."""
        return tuple(sorted({qualifier_of(s) for s in self.statements} - {""}))

    @property
    def bounds(self) -> frozenset[str]:
        """What the hedges leave open of a number, by the rows."""
        return frozenset(bound_of(s) for s in self.statements) - {""}


def gather_claims(statements: Iterable[Statement], said: Said, *, base: str) -> list[FactClaim]:
    """Join the statements of one article, source and content into one claim, in a fixed order."""
    rows: dict[tuple[str, str, str, str, Source], list[Statement]] = {}
    spans: dict[tuple[str, str, str, str, Source], list[str]] = {}
    for statement in statements:
        for source, words in sources_of(statement, said, base=base).items():
            key = (statement.row["article"], *statement.quad[:3], source)
            rows.setdefault(key, []).append(statement)
            spans.setdefault(key, []).extend(words)
    return [FactClaim(key[0], key[4], tuple(rows[key]), tuple(sorted(set(spans[key])))) for key in sorted(rows)]


def claim_quads(claim: FactClaim, *, status: str, base: str, context: ArticleContext) -> Iterator[Quad]:
    """Yield the quads of a claim node; they live in the article's graph.

    What nearly all claims have in common is not said: that the outlet asserts it, on the day of its article, as a fact.
    """
    node = f"<{base}claim/{claim.id}>"
    graph = f"<{base}graph/article/{claim.article}>"
    subject, predicate, obj = claim.triple
    yield Quad(node, TYPE, kgb("Claim"), graph)
    yield Quad(node, SUBJECT, subject, graph)
    yield Quad(node, PREDICATE, predicate, graph)
    yield Quad(node, OBJECT, obj, graph)
    yield Quad(node, kgb("claimedBy"), claim.source.speaker or context.publisher, graph)
    if not claim.own:
        yield Quad(node, kgb("assertion"), code(claim.source.assertion), graph)
        yield Quad(node, kgb("passedOnBy"), context.publisher, graph)
    if claim.source.via:
        yield Quad(node, kgb("via"), claim.source.via, graph)
    for hedge in claim.hedges:
        yield Quad(node, kgb("qualifier"), literal(hedge), graph)
    if claim.factualities - {"", Factuality.ACTUAL}:
        yield from (Quad(node, kgb("factuality"), code(name), graph) for name in sorted(claim.factualities - {""}))
    yield from lineage_quads(node, claim.statements, spans=claim.spans, article=claim.article, status=status, base=base)


def lineage_quads(
    node: str, statements: Iterable[Statement], *, spans: Iterable[str], article: str, status: str, base: str
) -> Iterator[Quad]:
    """Yield what every claim and position carries: article, status, evidence, confidence, rule and frame."""
    graph = f"<{base}graph/article/{article}>"
    rows = list(statements)
    yield Quad(node, kgb("reportedIn"), f"<{base}article/{article}>", graph)
    yield Quad(node, kgb("status"), code(status), graph)
    for span in sorted(set(spans)):
        yield Quad(node, kgb("evidence"), f"<{base}span/{span}>", graph)
    for rule in sorted({str(s.origin) for s in rows}):
        yield Quad(node, kgb("mappingRule"), literal(rule), graph)
    for frame in sorted({s.row.get("frame", "") for s in rows} - {""}):
        yield Quad(node, kgb("frame"), literal(frame), graph)
    confidence = max((s.row.get("confidence", "") for s in rows), default="")
    if confidence:
        yield Quad(node, kgb("confidence"), literal(confidence, datatype=DECIMAL), graph)
