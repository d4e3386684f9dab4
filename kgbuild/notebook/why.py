"""Why something is in the graph: every claim about it, with its source, status, rule and words."""

from __future__ import annotations

from collections.abc import Sequence

from kgbuild.errors import UsageError
from kgbuild.model.quads import Quad
from kgbuild.model.tables import Row
from kgbuild.model.terms import RDF, is_iri
from kgbuild.model.triples import Triples, kgb, local_name
from kgbuild.problems import near_miss

_EXACT = "<http://www.w3.org/ns/oa#exact>"


def why(quads: Sequence[Quad], subject: str, name: str = "") -> list[Row]:
    """Return a row a claim about the node called `subject` (its label, or its IRI), of one property by its name or all.

    Raises UsageError for a name that no node or several with claims have.
    """
    facts = Triples(quads)
    about = [(facts.one(c, f"<{RDF}subject>"), c) for c in facts.with_type("Claim")]
    node = _named(facts, {of for of, _ in about if of}, subject)
    rows = [_row(facts, claim) for of, claim in about if of == node]
    rows = [row for row in rows if not name or row["property"] == local_name(name.replace(":", "#"))]
    return sorted(rows, key=lambda row: (row["property"], row["value"], row["article"], row["claim"]))


def _named(facts: Triples, nodes: set[str], wanted: str) -> str:
    plain = " ".join(wanted.casefold().split())
    hits = sorted(n for n in nodes if facts.label(n).casefold() == plain or n.strip("<>") == wanted)
    hits = hits or sorted(n for n in nodes if plain in facts.label(n).casefold())
    if len(hits) == 1:
        return hits[0]
    if not hits:
        raise UsageError(f"nothing is claimed of `{wanted}`; {near_miss(wanted, {facts.label(n) for n in nodes})}")
    several = "\n".join(f"  {facts.label(n)} {n}" for n in hits[:8])
    raise UsageError(f"several are called `{wanted}`; give one by its whole name or IRI:\n{several}")


def _row(facts: Triples, claim: str) -> Row:
    value = facts.one(claim, f"<{RDF}object>")
    words = (facts.text(span, _EXACT) for span in facts.objects(claim, kgb("evidence")))
    return {
        "property": local_name(facts.one(claim, f"<{RDF}predicate>")),
        "value": facts.label(value) if is_iri(value) else facts.shown(value),
        "status": local_name(facts.one(claim, kgb("status"))),
        "by": facts.shown(facts.one(claim, kgb("claimedBy"))),
        "article": local_name(facts.one(claim, kgb("reportedIn"))),
        "words": " | ".join(dict.fromkeys(words)),
        "rule": facts.text(claim, kgb("mappingRule")),
        "frame": facts.text(claim, kgb("frame")),
        "claim": claim.strip("<>"),
    }
