"""From what people name (a node, a claim, words of an article) to the words a decision is anchored on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from kgbuild.decisions.place import places_of
from kgbuild.errors import UsageError
from kgbuild.explain.names import find_node
from kgbuild.explain.output import Output, Words
from kgbuild.model.decisions import Anchor
from kgbuild.model.terms import RDF
from kgbuild.model.triples import kgb, local_name
from kgbuild.problems import near_miss

_SUBJECT, _PREDICATE, _OBJECT = (f"<{RDF}{part}>" for part in ("subject", "predicate", "object"))


def anchors_of(written: str, output: Output, *, claim: bool = False, property_: str = "") -> tuple[Anchor, ...]:
    """Return the words that stand for a thing or a claim; for all claims about an event, those of each article that
    tells it. Raises `UsageError` where there are none that do."""
    whole = claim and ("://" in written or "#" not in written)
    local = output.local(find_node(written, output)) if whole else ""
    if not local.startswith("event/"):
        return (anchor_of(written, output, claim=claim, property_=property_),)
    one = local.removeprefix("event/")
    telling = (name for name, facts in sorted(output.facts.items()) if one in _events(facts))
    return tuple(thing_anchor(local, output, article=name) for name in telling)


def _events(facts: dict[str, Any]) -> set[str]:
    return {event["id"] for event in (*facts["meetings"], *facts["events"])}


def anchor_of(written: str, output: Output, *, claim: bool = False, property_: str = "") -> Anchor:
    """Return the words that stand for a thing or a claim. Raises `UsageError` where there are none that do."""
    article, mark, words = written.partition("#")
    if mark and "://" not in written:
        if article not in output.facts:
            raise UsageError(f"there is no article `{article}`; {near_miss(article, output.facts)}")
        return Anchor(article, words, "claim" if claim else "", predicate=property_)
    term = find_node(written, output)
    return _of_claim(term, output) if claim else thing_anchor(output.local(term), output)


def _of_claim(term: str, output: Output) -> Anchor:
    words = [w for s in output.triples.objects(term, kgb("evidence")) if (w := output.words(s)) is not None]
    if not words:
        raise UsageError(f"{output.local(term)} is no claim with evidence; `kgbuild explain` gives the ids of claims")
    best = min(words, key=lambda w: (w.end - w.start, w.start))
    predicate = output.triples.one(term, _PREDICATE)
    plain = Anchor(best.article, best.text, "claim", predicate=local_name(predicate))
    others = [o for o in output.claims[predicate, best.article] if _differ(o, term, output)]
    return _alone(plain, best, term, others, output)


def _differ(one: str, other: str, output: Output) -> bool:
    get = output.triples.one
    return any(get(one, part) != get(other, part) for part in (_SUBJECT, _OBJECT))


def _alone(plain: Anchor, best: Words, term: str, others: list[str], output: Output) -> Anchor:
    """Return an anchor with as much more as it takes to mean a claim and none of some others: words around its own, and
    words of the event that it is about."""
    text = output.text(best.article)
    wide = replace(plain, words=_only(text, best.start, best.end), called=best.text)
    far, near = _met(plain, others, text, output), _met(wide, others, text, output)
    anchor = wide if near != far else plain
    told = _telling(output.local(output.triples.one(term, _SUBJECT)), best.article, output) if near else ""
    return replace(anchor, of=told)


def _met(anchor: Anchor, claims: list[str], text: str, output: Output) -> list[str]:
    """Return which claims rest on words that an anchor means."""
    spots = places_of(anchor, text)

    def rests(claim: str) -> bool:
        found = [output.words(s) for s in output.triples.objects(claim, kgb("evidence"))]
        return any(w.article == anchor.article and w.start < e and s < w.end for w in found if w for s, e in spots)

    return [claim for claim in claims if rests(claim)]


def _only(text: str, start: int, end: int) -> str:
    """Return a stretch with words after it, then before it, until an article has it once."""
    while text.count(text[start:end]) > 1 and (start or end < len(text)):
        after = text.find(" ", end + 1) if end < len(text) else -1
        if after >= 0 and "\n\n" not in text[start:after]:
            end = after
        else:
            start = text.rfind(" ", 0, start - 1) + 1 if start > 1 else 0
    return text[start:end]


def _telling(local: str, article: str, output: Output) -> str:
    """Return words that tell an event and no other of an article; empty for none."""
    kind, _, one = local.partition("/")
    facts = output.facts.get(article)
    if kind != "event" or facts is None:
        return ""
    text = output.text(article)
    every = [(e["id"], s["start"], s["end"]) for e in (*facts["meetings"], *facts["events"]) for s in e["spans"]]
    for words in _words(kind, one, facts):
        spots = places_of(Anchor(article, words), text)
        if {other for other, s, e in every if any(s < b and a < e for a, b in spots)} == {one}:
            return words
    return ""


def thing_anchor(local: str, output: Output, *, article: str = "") -> Anchor:
    """Return the words that name a thing (`actor/…`, `event/…`) in an article, or in the first that names it: such as
    name nothing else there, where there are any."""
    kind, _, one = local.partition("/")
    for name, facts in sorted(output.facts.items()):
        if article in {"", name}:
            found = list(_words(kind, one, facts))
            if found:
                alone = [w for w in found if not _shared(w, one, facts)]
                return Anchor(name, (alone or found)[0], kind)
    raise UsageError(f"no article names {local} in words")


def _words(kind: str, one: str, facts: dict[str, Any]) -> Iterator[str]:
    if kind == "event":
        for event in (*facts["meetings"], *facts["events"]):
            if event["id"] == one:
                yield from (span["text"] for span in event["spans"])
    for mention in sorted(facts["mentions"], key=lambda m: (m["form"] != "name", -len(m["text"]), m["start"])):
        if mention["entity"] == one:
            yield mention["text"]


def _shared(words: str, one: str, facts: dict[str, Any]) -> bool:
    """Whether the same words name something else in the article too."""
    return any(m["text"] == words and m["entity"] != one for m in facts["mentions"])
