"""What the quads of many claims have in common is held once: a million of them are in memory together."""

from __future__ import annotations

from kgbuild.claims.claim import ArticleContext, FactClaim, claim_quads, lineage, set_of
from kgbuild.claims.naming import naming_quads
from kgbuild.claims.sources import OWN
from kgbuild.model.vocabulary import ALT_LABEL

BASE = "https://example.org/kg/"
TRIPLE = (f"<{BASE}actor/lind>", ALT_LABEL, '"Lind"')  # held once by pieces


def _claim(one: str) -> FactClaim:
    spans = tuple(f"s{number}" for number in range(2))
    made = lineage(("mappings/own.yml:7",), ("lexicon/en/roles.yml:3",), "0.9")
    return FactClaim("talks", OWN, TRIPLE, spans, made, set_of("planned"), ("about",), set_of(), one)


def test_equal_terms_of_claims_are_one_text() -> None:
    context = ArticleContext(f"<{BASE}actor/post>", "2026-03-05")
    claims = [_claim(one) for one in ("c1", "c2")]
    quads = [q for c in claims for q in claim_quads(c, status="accepted", base=BASE, context=context)]
    quads += [q for c in claims for q in naming_quads(c, base=BASE)]
    known: dict[str, str] = {}
    assert len(quads) > 30
    assert [term for quad in quads for term in quad if known.setdefault(term, term) is not term] == []
