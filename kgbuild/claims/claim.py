"""A fact claim: one source saying one thing in one article, with every place where it does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from sys import intern
from typing import NamedTuple

from kgbuild.claims.evidence import bound_of, qualifier_of
from kgbuild.claims.sources import OWN, Said, Source, sources_of
from kgbuild.identifiers import claim_id
from kgbuild.model.facts import Factuality
from kgbuild.model.quads import Quad, Statement, Triple
from kgbuild.model.terms import literal
from kgbuild.model.vocabulary import DECIMAL, OBJECT, PREDICATE, STATUS, SUBJECT, TYPE, UNREAL, code, kgb

_CLAIM = kgb("Claim")
_CLAIMED_BY, _REPORTED_IN, _EVIDENCE = kgb("claimedBy"), kgb("reportedIn"), kgb("evidence")
_RULE, _FRAME, _CONFIDENCE = kgb("mappingRule"), kgb("frame"), kgb("confidence")
_new = tuple.__new__
_CERTAIN = frozenset({"", Factuality.ACTUAL})


@dataclass(frozen=True, slots=True)
class ArticleContext:
    """What a claim needs to know of its article: the term of its publisher, the day it appeared (or empty), and
    `runs`, by which copies of one text are found (`gist.runs_of`)."""

    publisher: str
    published: str
    runs: bytes = b""


class Lineage(NamedTuple):
    """What made a claim or a position: lines of mappings and of lexicons, and how sure it is (a decimal or empty)."""

    rules: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    confidence: str = ""


def lineage_of(statements: Sequence[Statement]) -> Lineage:
    """Return what made some statements of one thing."""
    rows = [s.row for s in statements]
    return lineage(
        _sorted([str(s.origin) for s in statements]),
        _sorted([frame for row in rows if (frame := row.get("frame", ""))]),
        max([row.get("confidence", "") for row in rows], default=""),
    )


def _sorted(names: Sequence[str]) -> tuple[str, ...]:
    """Return names in order, each once."""
    return tuple(sorted(set(names)) if len(names) > 1 else names)


@lru_cache(maxsize=65536)  # what many claims have in common is held once
def lineage(rules: tuple[str, ...], frames: tuple[str, ...], confidence: str) -> Lineage:
    """Return a lineage, the same for the same lines."""
    return Lineage(rules, frames, confidence)


@lru_cache(maxsize=4096)
def set_of(*names: str) -> frozenset[str]:
    """Return a set, the same for the same names in their order."""
    return frozenset(names)


def held(terms: Iterable[str]) -> Iterator[str]:
    """Yield terms, equal ones as one text: most are said in many articles."""
    return map(intern, terms)


def held_quad(quad: Iterable[str]) -> Quad:
    """Return a quad of such terms."""
    return _new(Quad, map(intern, quad))


def held_triple(quad: Iterable[str]) -> Triple:
    """Return subject, predicate and object, of a triple or a quad."""
    subject, predicate, object_, *_ = held(quad)
    return subject, predicate, object_


class FactClaim(NamedTuple):
    """One (article, source, subject, predicate, object) with the ids of the spans it rests on and what its rows say:
    `factualities` of the reality of what they tell (an empty string where one says nothing), `hedges` as worded,
    `bounds` what those leave open of a number; `id` is the local part of the claim's IRI."""

    article: str
    source: Source
    triple: Triple
    spans: tuple[str, ...]
    lineage: Lineage
    factualities: frozenset[str]
    hedges: tuple[str, ...]
    bounds: frozenset[str]
    id: str

    @property
    def own(self) -> bool:
        """Whether the outlet says it in its own voice."""
        return self.source == OWN

    @property
    def real(self) -> bool:
        """Whether some row says it without negating it or supposing it only."""
        return not self.factualities <= UNREAL


def fingerprint(article: str, source: Source, triple: Triple) -> str:
    """Return the id of the claim that a source makes in an article."""
    return claim_id(article, () if source == OWN else (source.speaker, source.assertion, source.via), triple)


def gather_claims(statements: Iterable[Statement], said: Said, *, base: str) -> list[FactClaim]:
    """Join the statements of one article, source and content into one claim, in a fixed order."""
    rows: dict[tuple[str, str, str, str, Source], list[Statement]] = {}
    spans: dict[tuple[str, str, str, str, Source], list[str]] = {}
    for statement in statements:
        for source, words in sources_of(statement, said, base=base).items():
            key = (statement.row["article"], *statement.quad[:3], source)
            rows.setdefault(key, []).append(statement)
            spans.setdefault(key, []).extend(words)
    return [_claim(key[0], key[4], rows[key], tuple(sorted(set(spans[key])))) for key in sorted(rows)]


def _claim(article: str, source: Source, rows: Sequence[Statement], spans: tuple[str, ...]) -> FactClaim:
    return FactClaim(
        article,
        source,
        held_triple(rows[0].quad),
        tuple(held(spans)),
        lineage_of(rows),
        set_of(*_sorted([s.row.get("factuality", "") for s in rows])),
        _sorted([hedge for s in rows if (hedge := qualifier_of(s))]),
        set_of(*_sorted([bound for s in rows if (bound := bound_of(s))])),
        fingerprint(article, source, rows[0].quad[:3]),
    )


def claim_quads(claim: FactClaim, *, status: str, base: str, context: ArticleContext) -> Iterator[Quad]:
    """Yield the quads of a claim node; they live in the article's graph.

    What nearly all claims have in common is not said: that the outlet asserts it, on the day of its article, as a fact.
    """
    node = f"<{base}claim/{claim.id}>"
    graph = graph_of(claim.article, base)
    subject, predicate, obj = claim.triple
    yield Quad(node, TYPE, _CLAIM, graph)
    yield Quad(node, SUBJECT, subject, graph)
    yield Quad(node, PREDICATE, predicate, graph)
    yield Quad(node, OBJECT, obj, graph)
    yield Quad(node, _CLAIMED_BY, claim.source.speaker or context.publisher, graph)
    if not claim.own:
        yield Quad(node, kgb("assertion"), code(claim.source.assertion), graph)
        yield Quad(node, kgb("passedOnBy"), context.publisher, graph)
    if claim.source.via:
        yield Quad(node, kgb("via"), claim.source.via, graph)
    for hedge in claim.hedges:
        yield Quad(node, kgb("qualifier"), _value(hedge), graph)
    if not claim.factualities <= _CERTAIN:
        yield from (Quad(node, kgb("factuality"), code(name), graph) for name in sorted(claim.factualities - {""}))
    yield from lineage_quads(node, claim.lineage, spans=claim.spans, article=claim.article, status=status, base=base)


def lineage_quads(
    node: str, lineage: Lineage, *, spans: Iterable[str], article: str, status: str, base: str
) -> Iterator[Quad]:
    """Yield what every claim and position carries: article, status, evidence, confidence, rule and frame."""
    graph = graph_of(article, base)
    yield Quad(node, _REPORTED_IN, intern(f"<{base}article/{article}>"), graph)
    yield Quad(node, STATUS, code(status), graph)
    for span in sorted(set(spans)):
        yield Quad(node, _EVIDENCE, intern(f"<{base}span/{span}>"), graph)
    yield from made_by(node, lineage, graph)
    if lineage.confidence:
        yield Quad(node, _CONFIDENCE, _value(lineage.confidence, DECIMAL), graph)


def made_by(node: str, lineage: Lineage, graph: str) -> Iterator[Quad]:
    """Yield which lines of mappings and lexicons made what a node is."""
    for rule in lineage.rules:
        yield Quad(node, _RULE, _value(rule), graph)
    for frame in lineage.frames:
        yield Quad(node, _FRAME, _value(frame), graph)


@lru_cache(maxsize=4096)
def graph_of(article: str, base: str) -> str:
    """Return the graph of an article (its slug), one text for all that stands in it."""
    return f"<{base}graph/article/{article}>"


@lru_cache(maxsize=65536)
def _value(text: str, datatype: str = "") -> str:
    """Return a literal, one text for all claims that have it."""
    return literal(text, datatype=datatype)
