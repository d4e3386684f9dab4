"""A desk's day: reports of as many stories, put into one build as of one day, stay as many stories.

Nobody and nothing that only one of them tells may become one with what another tells.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest

import kgbuild.api as kgbuild
from kgbuild.model.facts import EntityKind
from kgbuild.model.resolved import Resolved

HERE = Path(__file__).parent
KNOWN = {"fifth-cotabato-clash", "read-read-045"}  # the dead of one conflict, told with other figures
NAMESAKES = {
    "Fiona Gow",
    "Rafiqul Haider",
    "Otávio Lemos",
    "Hassan Wario Galgalo",
    "Marcus Whitlow",
}  # invented twice, for others


@pytest.fixture(scope="module")
def resolved(tmp_path_factory: pytest.TempPathFactory) -> Resolved:
    """All the reports of the ten-report parts and of `reports`, as of one day."""
    texts = {
        f"{f.parent.parent.name}-{f.stem}": f.read_text(encoding="utf-8") for f in HERE.glob("ten/*/articles/*.txt")
    }
    for name in ("read", "unread"):
        for line in (HERE / "reports" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            texts[f"{name}-{case['id']}"] = case["text"]
    assert len(texts) > 180
    source = tmp_path_factory.mktemp("desk") / "in.jsonl"
    rows = ({"id": one, "published": "2016-03-10", "text": text} for one, text in sorted(texts.items()))
    source.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return kgbuild.resolve(kgbuild.extract(kgbuild.read_articles(source)))


def test_no_events_of_two_stories_are_one(resolved: Resolved) -> None:
    told: dict[str, set[str]] = defaultdict(set)
    for facts in resolved.facts:
        for event in (*facts.meetings, *facts.events):
            told[event.id].add(facts.article.id)
    assert sum(len(articles) == 1 for articles in told.values()) > 1000
    assert [articles for articles in told.values() if len(articles) > 1 and articles != KNOWN] == []


def test_nobody_is_of_two_stories(resolved: Resolved) -> None:
    named: dict[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    for facts in resolved.facts:
        for entity in facts.entities:
            if entity.kind is EntityKind.PERSON and not entity.key:
                named[entity.id].add(facts.article.id)
                names[entity.id] = entity.name
    assert sum(len(articles) == 1 for articles in named.values()) > 1000
    assert {names[one] for one, articles in named.items() if len(articles) > 1} <= NAMESAKES | {"Kourou", "Mackerel"}
