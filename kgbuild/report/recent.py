"""The part of a dataset that a report can show: beyond some hundred articles no browser opens it with pleasure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Set

from kgbuild.model.quads import Quad
from kgbuild.model.terms import RDF_TYPE, is_iri
from kgbuild.model.triples import Triples, kgb

LATEST = 500
"""How many articles a report shows."""

_ISSUED, _IDENTIFIER = (f"<http://purl.org/dc/terms/{name}>" for name in ("issued", "identifier"))
_REPORTED, _INSIDE, _EVIDENCE = kgb("reportedIn"), kgb("inArticle"), kgb("evidence")
_SIDE, _HELD = kgb("side"), kgb("heldIn")
_OF_DISPUTES = frozenset((_SIDE, _HELD))
_PAPERS = frozenset(kgb(name) for name in ("Article", "Claim", "Position", "Span"))


def latest(facts: Triples, most: int) -> set[str]:
    """Return the latest articles (terms)."""
    articles = sorted(facts.with_type("Article"), key=lambda a: (facts.text(a, _ISSUED), facts.text(a, _IDENTIFIER), a))
    return set(articles[-most:])


def recent(facts: Triples, most: int) -> Triples:
    """Return the triples of the latest articles and of what they tell of, with both sides of their disputes; all, where
    there are no more articles than `most`."""
    shown = latest(facts, most)
    if len(shown) == len(facts.with_type("Article")):
        return facts.whole()
    told = (p for kind in ("Claim", "Position") for p in facts.with_type(kind))
    kept = {p for p in told if not shown.isdisjoint(facts.objects(p, _REPORTED))}
    for dispute in facts.with_type("Dispute"):
        sides = facts.objects(dispute, _SIDE)
        claims = {c for side in sides for c in facts.objects(side, _HELD)}
        if not kept.isdisjoint(claims):
            kept.update((dispute, *sides, *claims))
    inside = {*facts.spans_in(shown)}
    elsewhere = {s for paper in kept for s in facts.objects(paper, _EVIDENCE)} - inside
    articles = {a for one in (*kept, *elsewhere) for of in (_REPORTED, _INSIDE) for a in facts.objects(one, of)}
    return facts.part(_with_what_they_name(facts, kept | inside | elsewhere | articles | shown))


def watched(facts: Triples, part: Triples) -> set[str]:
    """Return the subjects of a part, and what it names that has no triples."""
    every = (o for said in part.about.values() for objects in said.values() for o in objects)
    named = {one for one in every if one[0] == "<"}  # few: literals take longer to hold than to pass over
    return {*part.about, *(one for one in named.difference(part.about) if not facts.said(one))}


def reached(facts: Triples, changed: Iterable[str], seen: Collection[str], shown: Collection[str]) -> list[str]:
    """Return those of some subjects by whose change what `recent` gives of the latest articles may be otherwise, those
    `shown` before and now, of which `seen` was `watched`."""
    return [term for term in changed if term in seen or _brings(facts, term, seen, shown)]


def _brings(facts: Triples, term: str, seen: Collection[str], shown: Collection[str]) -> bool:
    """Whether a subject belongs to articles shown, or to a dispute over what they say."""
    if any(article in shown for of in (_REPORTED, _INSIDE) for article in facts.objects(term, of)):
        return True
    sides = (term, *facts.objects(term, _SIDE))
    return any(claim in seen for side in sides for claim in facts.objects(side, _HELD))


def watched_after(facts: Triples, changed: Iterable[Quad], told: Collection[str], seen: Set[str]) -> Set[str] | None:
    """Return what `watched` gives where it gave `seen` before quads `changed`, of which `told` were `reached`: papers
    of articles shown came, and of what was there nothing but texts and numbers is otherwise. None where more is."""
    known = {one for one in told if one in seen}
    fresh = {*told} - known
    if any((is_iri(quad.object) and quad.subject in known) or quad.predicate in _OF_DISPUTES for quad in changed):
        return None
    if any(not fresh.isdisjoint(facts.objects(side, _HELD)) for side in _sides(facts)):
        return None
    spans = {span for one in fresh for span in facts.objects(one, _EVIDENCE)}
    articles = {a for one in (*fresh, *spans) for of in (_REPORTED, _INSIDE) for a in facts.objects(one, of)}
    found = _with_what_they_name(facts, {*fresh, *spans, *articles} - seen, seen)
    named = {o for one in found for every in facts.said(one).values() for o in every if o[0] == "<"}
    return seen | found | {one for one in named - seen if not facts.said(one)}


def _sides(facts: Triples) -> Iterator[str]:
    return (side for dispute in facts.with_type("Dispute") for side in facts.objects(dispute, _SIDE))


def _with_what_they_name(facts: Triples, papers: Collection[str], known: Set[str] = frozenset()) -> set[str]:
    """Return the papers and the nodes in reach of them, over no other papers and nothing `known`."""
    found, left = set(papers), list(papers)
    looked_at = {*left, *known}
    while left:
        for objects in facts.said(left.pop()).values():
            for one in objects:
                if one[0] == "<" and one not in looked_at:
                    looked_at.add(one)
                    if one in facts.about and _PAPERS.isdisjoint(facts.objects(one, RDF_TYPE)):
                        found.add(one)
                        left.append(one)
    return found
