"""Two outlets on one event: it is one, what they disagree on stands side by side, and nothing else is joined."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import kgbuild.api as kgbuild
from kgbuild.model.facts import ArticleFacts, Event
from kgbuild.views.conflicts import conflicts

Place = tuple[str, str]
"""An article and a meeting or event of its gold."""

SUPERSEDED_BY = "<https://w3id.org/kgbuild/ns#supersededBy>"
VALUE = "<https://w3id.org/kgbuild/ns#value>"
OBJECT = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#object>"

# What the gold calls an attribute -> the properties of the graph.
PROPERTIES = {
    "duration": {"duration"},
    "date": {"startDate", "endDate"},
    "place": {"place"},
    "killed": {"killed"},
    "injured": {"wounded"},
    "worth in euros": {"amount"},
    "outcome": {"outcome"},
}


@dataclass(frozen=True)
class Told:
    """The sample as built, with what the gold says of it."""

    result: kgbuild.Result
    links: tuple[dict[str, Any], ...]
    ids: dict[Place, str]


def events(facts: ArticleFacts) -> tuple[Event, ...]:
    return (*facts.meetings, *facts.events)


def located(gold: dict[str, Any], facts: ArticleFacts) -> Iterator[tuple[str, str]]:
    """Yield (id in the gold, id found): where their words overlap, else the only two of one type."""
    for wanted in (*gold.get("meetings", ()), *gold.get("events", ())):
        kind = wanted.get("type", "meeting")
        alike = [h for h in events(facts) if h.type == kind]
        if wanted.get("stated") is False:  # no words tell it: it is known by what it is and when
            days = wanted["start"], wanted["end"]
            yield from ((wanted["id"], h.id) for h in alike if h.level == wanted["kind"] and _days(h) == days)
            continue
        span = wanted["span"]
        hit = [h for h in alike if any(s.start < span["end"] and span["start"] < s.end for s in h.spans)]
        lone = alike if len(alike) == 1 and sum(e["type"] == kind for e in gold.get("events", ())) == 1 else []
        if found := hit or lone:
            yield wanted["id"], found[0].id


def _days(event: Event) -> tuple[str | None, str | None]:
    return event.when.earliest, event.when.latest


@pytest.fixture(scope="module")
def told(root: Path) -> Told:
    folder = root / "tests" / "gold"
    pairs = json.loads((folder / "cross_article.json").read_text(encoding="utf-8"))["pairs"]
    links = tuple({**link, "articles": (pair["a"], pair["b"])} for pair in pairs for link in pair["links"])
    result = kgbuild.build(root / "articles")
    ids: dict[Place, str] = {}
    for facts in result.run.built.resolved.facts:
        key = facts.article.id.removesuffix(".txt")
        gold = json.loads((folder / f"{key}.txt.json").read_text(encoding="utf-8"))
        ids |= {(key, wanted): found for wanted, found in located(gold, facts)}
    return Told(result, links, ids)


def wanted_pairs(told: Told) -> set[frozenset[Place]]:
    return {
        frozenset((article, link[side].partition(":")[2]) for article, side in zip(link["articles"], "ab", strict=True))
        for link in told.links
        if link["relation"] == "same" and link["a"].startswith(("meeting:", "event:"))
    }


def test_one_event_in_two_articles_is_one(told: Told) -> None:
    wanted = wanted_pairs(told)
    assert len(wanted) == 8
    missed = {pair for pair in wanted if len({told.ids.get(place, str(place)) for place in pair}) > 1}
    assert missed == set()


def test_no_other_events_are_joined(told: Told) -> None:
    wanted = wanted_pairs(told)
    members: dict[str, set[str]] = {}
    for facts in told.result.run.built.resolved.facts:
        for event in events(facts):
            members.setdefault(event.id, set()).add(facts.article.id.removesuffix(".txt"))
    joined = {one for one, articles in members.items() if len(articles) > 1}
    assert joined == {told.ids[place] for pair in wanted for place in pair}
    for one in joined:
        assert any({article for article, _ in pair} == members[one] for pair in wanted), one


def test_every_join_gives_its_reason(told: Told) -> None:
    ids = {h.id for f in told.result.run.built.resolved.facts for h in events(f)}
    joins = [m for m in told.result.run.built.resolved.merges if m.id in ids]
    assert len(joins) == 8
    assert all(" " in m.reason for m in joins)


def shown(told: Told) -> set[tuple[frozenset[str], str, frozenset[str]]]:
    """The rows of the view of conflicts: articles, property, values."""
    return {
        (
            frozenset(row[f"article_{side}"].removesuffix("-txt") for side in "ab"),
            row["property"],
            frozenset(row[f"value_{side}"] for side in "ab"),
        )
        for row in conflicts(told.result.quads).rows
    }


def test_what_outlets_disagree_on_is_shown(told: Told) -> None:
    rows = {(articles, prop) for articles, prop, _ in shown(told)}
    disputes = {link["id"]: link for link in told.links if link["relation"] == "conflict"}
    seen = {
        f"{link['articles'][0].split('-')[0]} {link['id']}"
        for link in told.links
        if link["relation"] == "conflict"
        and any((frozenset(link["articles"]), prop) in rows for prop in PROPERTIES[link["attribute"]])
    }
    assert len(disputes) >= 5
    assert {
        "geneva x.duration",
        "batteries x.date",
        "depot x.date",
        "depot x.talks",
    } <= seen


def test_the_values_are_those_the_outlets_gave(told: Told) -> None:
    values = {(prop, found) for _, prop, found in shown(told)}
    assert {
        ("duration", frozenset({"PT2H", "PT4H"})),
        ("startDate", frozenset({"2026-05-10", "2026-05-11"})),
        ("startDate", frozenset({"2026-05-18", "2026-05-19"})),
        ("startDate", frozenset({"2026-03-02", "2026-03-03"})),
    } <= values


def test_nothing_else_is_called_a_conflict(told: Told) -> None:
    expected = {
        (frozenset(link["articles"]), prop)
        for link in told.links
        if link["relation"] == "conflict"
        for prop in PROPERTIES[link["attribute"]]
    }
    # in one report: the government's toll, which a doctor calls wrong
    within = {(frozenset({"depot-coastline"}), "killed")}
    found = {(articles, prop) for articles, prop, _ in shown(told)}
    assert within <= found <= expected | within


def test_a_toll_that_rose_is_an_update_and_no_conflict(told: Told) -> None:
    after = {q.subject: q.object for q in told.result.quads if q.predicate == SUPERSEDED_BY}
    numbers = {q.subject: q.object for q in told.result.quads if q.predicate == VALUE}
    said = {q.subject: numbers.get(q.object, q.object) for q in told.result.quads if q.predicate == OBJECT}
    risen = {(said[old].split('"')[1], said[new].split('"')[1]) for old, new in after.items()}
    assert ("4", "7") in risen
    assert risen <= {("4", "7"), ("11", "20")}
    assert {link["id"] for link in told.links if link["relation"] == "update"} == {"x.killed", "x.hurt"}
