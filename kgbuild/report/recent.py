"""The part of a dataset that a report can show: beyond some hundred articles no browser opens it with pleasure."""

from __future__ import annotations

from collections.abc import Iterable

from kgbuild.model.terms import RDF_TYPE
from kgbuild.model.triples import Triples, kgb

LATEST = 500
"""How many articles a report shows."""

_ISSUED, _IDENTIFIER = (f"<http://purl.org/dc/terms/{name}>" for name in ("issued", "identifier"))
_REPORTED, _INSIDE = kgb("reportedIn"), kgb("inArticle")
_OF = {"Claim": _REPORTED, "Position": _REPORTED, "Span": _INSIDE}
_PAPERS = frozenset(kgb(name) for name in ("Article", *_OF))


def recent(facts: Triples, most: int) -> Triples:
    """Return the triples of the latest articles and of what they tell of, with both sides of their disputes; all, where
    there are no more articles than `most`."""
    articles = sorted(facts.with_type("Article"), key=lambda a: (facts.text(a, _ISSUED), facts.text(a, _IDENTIFIER), a))
    if len(articles) <= most:
        return facts
    shown = set(articles[-most:])
    about = facts.about
    kept = {p for kind, of in _OF.items() for p in facts.with_type(kind) if not shown.isdisjoint(about[p].get(of, ()))}
    for dispute in facts.with_type("Dispute"):
        sides = facts.objects(dispute, kgb("side"))
        claims = {c for side in sides for c in facts.objects(side, kgb("heldIn"))}
        if not kept.isdisjoint(claims):
            kept.update((dispute, *sides, *claims))
    kept |= {s for paper in kept for s in facts.objects(paper, kgb("evidence"))}
    kept |= {a for paper in kept for of in (_REPORTED, _INSIDE) for a in facts.objects(paper, of)}
    return facts.part(_with_what_they_name(facts, kept | shown))


def _with_what_they_name(facts: Triples, papers: Iterable[str]) -> set[str]:
    """Return the papers and the nodes in reach of them, over no other papers."""
    found, left = set(papers), list(papers)
    while left:
        for objects in facts.about[left.pop()].values():
            for one in objects:
                if one not in found and one in facts.about and _PAPERS.isdisjoint(facts.objects(one, RDF_TYPE)):
                    found.add(one)
                    left.append(one)
    return found
