"""Claims: is each the one its name says, by whom it says, and in core only where it may be?"""

from __future__ import annotations

from collections.abc import Iterator

from kgbuild.identifiers import claim_id
from kgbuild.model.vocabulary import ACCEPTED, MENTIONS, OBJECT, PREDICATE, STATUS, SUBJECT, TYPE, code, kgb
from kgbuild.verify.dataset import Dataset, Fault, Triple
from kgbuild.verify.naming import namings_in

_PUBLISHER = "<http://purl.org/dc/terms/publisher>"
_TARGET = "<http://www.w3.org/ns/oa#hasTarget>"


def check_claims(data: Dataset) -> Iterator[Fault]:
    """Yield what is wrong with fact claims: name, article, source, status and the triple they stand for."""
    judged = {t for j in data.of_type("Judgement") for t in data.values(j, _TARGET)}
    accepted = namings_in(data)
    others: dict[Triple, str] = {}
    for node in sorted(data.of_type("Claim")):
        content = _content(data, node)
        if content is None:
            yield Fault(node, "a claim that has not exactly one subject, property and value")
            continue
        yield from _check_article(data, node)
        yield from _check_source(data, node, content, node in judged)
        if data.one(node, STATUS) == ACCEPTED:
            accepted.add(content)
            if content not in data.core:
                yield Fault(node, "accepted, and yet its triple is not in the core graph")
        else:
            others[content] = node
    for content, node in sorted(others.items()):
        if content in data.core and content not in accepted:
            status = data.local(data.one(node, STATUS)).rpartition(":")[2]
            yield Fault(node, f"{status} only, and yet its triple is in the core graph")


def _content(data: Dataset, node: str) -> Triple | None:
    parts = [data.values(node, prop) for prop in (SUBJECT, PREDICATE, OBJECT)]
    return (parts[0][0], parts[1][0], parts[2][0]) if all(len(p) == 1 for p in parts) else None


def _check_article(data: Dataset, node: str) -> Iterator[Fault]:
    article = data.one(node, kgb("reportedIn"))
    name = data.local(article)
    for triple in ((node, TYPE, kgb("Claim")), (node, STATUS, data.one(node, STATUS))):
        if data.graphs.get(triple) != [data.graph(name)]:
            yield Fault(node, "a claim that does not lie in the graph of the article it is reported in")
            break
    for span in data.values(node, kgb("evidence")):
        if data.one(span, kgb("inArticle")) != article:
            yield Fault(node, f"its evidence {data.local(span)} lies in another article")


def _check_source(data: Dataset, node: str, content: Triple, judged: bool) -> Iterator[Fault]:
    article = data.one(node, kgb("reportedIn"))
    outlet, who = data.one(article, _PUBLISHER), data.one(node, kgb("claimedBy"))
    assertion = data.one(node, kgb("assertion"))
    own = not assertion
    source = () if own else (who, data.local(assertion).rpartition(":")[2], data.one(node, kgb("via")))
    expected = claim_id(data.local(article).removeprefix("article/"), source, content)
    if data.local(node) != f"claim/{expected}":
        yield Fault(node, "its name is not the fingerprint of its content: what it says or who says it was changed")
    voices = [data.values(span, kgb("spokenBy")) for span in data.values(node, kgb("evidence"))]
    if own and who != outlet:
        yield Fault(node, "asserted in the outlet's own voice, and yet claimed by another")
    if own and content[:2] != (article, MENTIONS) and voices and all(voices):
        yield Fault(node, "asserted in the outlet's own voice, and yet all its words are another's")
    if not own and not any(who in speakers for speakers in voices):
        yield Fault(node, "claimed by someone whose words its evidence does not hold")
    if not own and data.one(node, kgb("passedOnBy")) != outlet:
        yield Fault(node, "kgb:passedOnBy is not the outlet of the article")
    if data.one(node, STATUS) == ACCEPTED and not own and not judged:
        yield Fault(node, "accepted in another's words, and yet no kgb:Judgement says so")
    if data.one(node, STATUS) == code("rejected") and not _lost(data, node):
        yield Fault(node, "rejected, and yet no kgb:Judgement or settled dispute says so")


def _lost(data: Dataset, node: str) -> bool:
    return any(data.one(other, STATUS) == ACCEPTED for other in data.values(node, kgb("contradicts"))) or any(
        node in data.values(j, _TARGET) for j in data.of_type("Judgement")
    )
