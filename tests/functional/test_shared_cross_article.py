"""The two shared articles, scored on what their gold links across them: who, where and what is one, what tells
one act of speaking, what is in dispute. Precision counts every pair of gold things that got one id."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import kgbuild.api as kgbuild
from kgbuild.config import Config
from kgbuild.model.facts import ArticleFacts, EntityKind, Event, Span
from kgbuild.views.conflicts import conflicts

Gold = dict[str, Any]
Thing = tuple[str, str]
"""A side of the pair ("a", "b") and what the gold calls the thing there ("actor:russia")."""


@dataclass(frozen=True)
class Shared:
    """Both articles resolved together, with the ids of what the gold names in them, and the gold's links."""

    ids: dict[Thing, frozenset[str]]
    links: list[Gold]
    built: kgbuild.Result

    def pairs(self, relations: set[str]) -> set[tuple[str, str]]:
        """The pairs that the gold links so."""
        linked = (link for link in self.links if link["relation"] in relations)
        return {pair for link in linked for pair in product(link["a"], link["b"])}

    def found(self, classes: set[str]) -> set[tuple[str, str]]:
        """The pairs of things of these classes that have an id in common."""
        sides = ([name for side, name in self.ids if side == one and kind(name) in classes] for one in "ab")
        return {(x, y) for x, y in product(*sides) if kind(x) == kind(y) and self.ids["a", x] & self.ids["b", y]}


def kind(name: str) -> str:
    return name.partition(":")[0]


@pytest.fixture(scope="module")
def shared(root: Path, need: Callable[[str, bool, str], None]) -> Shared:
    folder = root.parent / "shared"
    need("shared", folder.is_dir(), "../shared")
    links = json.loads((folder / "gold" / "cross_article.json").read_text(encoding="utf-8"))
    built = kgbuild.build(folder / "articles", config=Config(base="https://example.org/kg/"))
    resolved = built.run.built.resolved
    acts = {p: u.id for u in resolved.utterances for p in u.members}
    ids: dict[Thing, frozenset[str]] = {}
    for side in "ab":
        facts = next(f for f in resolved.facts if f.article.id.removesuffix(".txt") == links[side].removesuffix(".txt"))
        gold = json.loads((folder / "gold" / f"{links[side]}.json").read_text(encoding="utf-8"))
        told = {p: c.id for spoken in resolved.communications.values() for c in spoken for p in c.positions}
        spoken = [(acts.get(p.id, told.get(p.id, p.id)), (*p.content, *p.quotes)) for p in facts.positions]
        best: dict[tuple[str, str], tuple[int, str]] = {}
        for name, one, letters in located(gold, facts, spoken):
            best[kind(name), one] = max(best.get((kind(name), one), (0, "")), (letters, name))
        for (_, one), (_, name) in best.items():
            ids[side, name] = ids.get((side, name), frozenset()) | {acts.get(one, one)}
    return Shared(ids, links["links"], built)


def located(
    gold: Gold, facts: ArticleFacts, spoken: list[tuple[str, tuple[Span, ...]]]
) -> Iterator[tuple[str, str, int]]:
    """Yield what the gold names, an id found at its words, and how many letters they share; the most decides."""
    marks = [(m.entity, Span(m.start, m.end, m.text), m.kind is EntityKind.PLACE) for m in facts.mentions]
    for actor in gold["actors"]:
        spots = [m for alias in actor["aliases"] for m in alias["mentions"]]
        yield from shared_letters(f"actor:{actor['id']}", spots, [(e, [s]) for e, s, place in marks if not place])
    for place in gold["places"]:
        yield from shared_letters(f"place:{place['id']}", place["mentions"], [(e, [s]) for e, s, at in marks if at])
    for what, told in (("meeting", facts.meetings), ("event", facts.events)):
        for one in gold[f"{what}s"]:
            if one.get("stated") is False:  # no words tell it: it is known by what it is and when
                yield from (
                    (f"{what}:{one['id']}", e.id, 1) for e in told if e.level == one["kind"] and days(e) == days_of(one)
                )
            yield from shared_letters(f"{what}:{one['id']}", spots_of(one), [(e.id, e.spans) for e in told])
    said = [(p.id, (*p.content, *p.quotes)) for p in facts.positions]
    words = {one["id"]: [*one["quotes"], *filter(None, [one["content"]])] for one in gold["statements"]}
    for name, wanted in words.items():
        yield from shared_letters(f"statement:{name}", wanted, said)
    for one in gold["communications"]:  # an act of speaking is where what it carries is
        carried = [spot for statement in one["carries"] for spot in words[statement]]
        yield from shared_letters(f"communication:{one['id']}", carried, spoken)


def days(event: Event) -> tuple[str | None, str | None]:
    return event.when.earliest, event.when.latest


def days_of(one: Gold) -> tuple[str, str]:
    return one["start"], one["end"]


def spots_of(one: Gold) -> list[Gold]:
    return [one["span"], *one.get("spans", ())] if one.get("span") else list(one.get("spans", ()))


def shared_letters(
    name: str, spots: list[Gold], told: Iterable[tuple[str, Iterable[Span]]]
) -> Iterator[tuple[str, str, int]]:
    counts: dict[str, int] = defaultdict(int)
    for one, spans in told:
        counts[one] += sum(max(0, min(s.end, w["end"]) - max(s.start, w["start"])) for s in spans for w in spots)
    yield from ((name, one, letters) for one, letters in counts.items() if letters)


THINGS = {"actor", "place", "meeting", "event", "communication"}


def test_what_is_one(shared: Shared) -> None:
    wanted, found = shared.pairs({"same"}), shared.found(THINGS)
    assert len(wanted) == 15
    assert found <= wanted, found - wanted
    assert len(found) >= 0.95 * len(wanted), wanted - found


def test_what_was_said_once(shared: Shared) -> None:
    wanted = shared.pairs({"same_utterance"})
    found = shared.found({"statement"})
    assert found <= wanted, found - wanted
    assert len(found) >= 0.8 * len(wanted), wanted - found


def test_what_is_no_dispute(shared: Shared) -> None:
    assert not shared.pairs({"not_same"}) & shared.found(THINGS)
    attributes = {link.get("attribute") for link in shared.links if link["relation"] == "conflict"}
    assert {row["property"] for row in conflicts(shared.built.quads).rows} <= attributes
