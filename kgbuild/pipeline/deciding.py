"""From what people name (a node, a claim, words of an article) to the words a decision is anchored on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kgbuild.errors import UsageError
from kgbuild.explain.names import find_node
from kgbuild.explain.output import Output
from kgbuild.model.decisions import Anchor
from kgbuild.model.terms import RDF
from kgbuild.model.triples import kgb, local_name
from kgbuild.problems import near_miss


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
    return Anchor(best.article, best.text, "claim", predicate=local_name(output.triples.one(term, f"<{RDF}predicate>")))


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
