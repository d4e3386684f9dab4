"""Who is the same across the sample's articles is one in the graph, and nobody else is."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

import kgbuild.api as kgbuild
from kgbuild.evaluate.actors import match_actors
from kgbuild.evaluate.found import read_found
from kgbuild.facts_json import to_json


@pytest.fixture(scope="module")
def who(sample: Any) -> dict[str, dict[str, str]]:
    """The global id of each actor and place of the gold that was found, by article."""
    gold = {g.key: g for g in sample.gold}
    found: dict[str, dict[str, str]] = {}
    for facts in kgbuild.resolve(sample.facts).facts:
        key = facts.article.id.removesuffix(".txt")
        matched = match_actors(gold[key], read_found(to_json(facts)))
        actors = {f"actor:{name}": entity for entity, name in matched.actors.items()}
        found[key] = actors | {f"place:{name}": entity for entity, name in matched.places.items()}
    return found


def pairs(root: Path) -> list[dict[str, Any]]:
    found = json.loads((root / "tests" / "gold" / "cross_article.json").read_text(encoding="utf-8"))["pairs"]
    assert len(found) == 3
    return list(found)


def test_the_same_actors_and_places_are_one(root: Path, who: dict[str, dict[str, str]]) -> None:
    checked = 0
    for pair in pairs(root):
        for link in pair["links"]:
            one, other = who[pair["a"]].get(link["a"]), who[pair["b"]].get(link["b"])
            if link["relation"] == "same" and one and other:
                assert one == other, link["id"]
                checked += 1
    assert checked >= 12


def test_all_others_stay_apart(root: Path, who: dict[str, dict[str, str]]) -> None:
    same = {
        frozenset([(pair["a"], link["a"]), (pair["b"], link["b"])])
        for pair in pairs(root)
        for link in pair["links"]
        if link["relation"] == "same"
    }
    everyone = [((article, name), entity) for article, names in who.items() for name, entity in names.items()]
    merged = {
        frozenset([one, other])
        for (one, e1), (other, e2) in combinations(everyone, 2)
        if e1 == e2 and one[0] != other[0] and one[1] not in {"actor:reporters"}
    }
    assert merged - same == set()


def test_one_round_in_two_articles_and_every_other_meeting_by_itself(sample: Any) -> None:
    found: dict[str, list[tuple[str, str | None, str | None]]] = {}
    for facts in kgbuild.resolve(sample.facts).facts:
        for meeting in facts.meetings:
            found.setdefault(meeting.id, []).append((facts.article.id, meeting.level, meeting.when.earliest))
    shared = {tuple(sorted(places)) for places in found.values() if len({article for article, *_ in places}) > 1}
    courier, observer = "geneva-courier.txt", "geneva-observer.txt"
    assert {
        ((courier, "round", "2026-02-17"), (observer, "round", "2026-02-17")),
        ((courier, "day", "2026-02-18"), (observer, "day", "2026-02-18")),
    } <= shared
    tellings = ({courier, observer}, {"batteries-ledger.txt", "batteries-tribune.txt"})
    depot = {"depot-coastline", "depot-meridian-wire"}
    assert all({article for article, *_ in places} in (*tellings, depot) for places in shared)
    border = [name for name, places in found.items() if places[0][0] == "border-lagoon-post.txt"]
    assert len(border) == 3


def test_the_library_resolves_by_the_words_of_the_lexicon(tmp_path: Path) -> None:
    """A footballer is no minister of the same name: walks of life are words."""
    texts = (
        "Finance Minister Ada Norrby met farmers in Oslo on Monday. Norrby said that prices would fall.",
        "Striker Ada Norrby scored twice in Oslo on Monday. Norrby has played for the club since May.",
    )
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    resolved = kgbuild.resolve(kgbuild.extract(kgbuild.read_articles(tmp_path)))
    assert len({e.id for f in resolved.facts for e in f.entities if e.name == "Ada Norrby"}) == 2
