"""A second language is a folder of lexicons and a model: who met whom where and when, and who said what, in French."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml

import kgbuild.api as kgbuild
from kgbuild.config import load_config
from kgbuild.model.facts import ArticleFacts, Event, PositionFact

SENTENCES: list[dict[str, Any]] = yaml.load(
    Path(__file__).with_name("sentences.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader
)
pytestmark = pytest.mark.skipif(find_spec("fr_core_news_sm") is None, reason="needs the extra french")


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ArticleFacts]:
    """The facts of each sentence, read in a project whose configuration says `language: fr` and no more."""
    folder = tmp_path_factory.mktemp("projet")
    (folder / "kgbuild.yaml").write_text("language: fr\n", encoding="utf-8")
    records = [{"id": str(n), "published": "2026-03-04", "text": s["text"]} for n, s in enumerate(SENTENCES)]
    (folder / "articles.jsonl").write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    config = load_config(folder / "kgbuild.yaml")
    articles = kgbuild.read_articles(folder / "articles.jsonl", config=config)
    return {f.article.text: f for f in kgbuild.extract(articles, config=config)}


def of(kind: str) -> list[dict[str, Any]]:
    return [s for s in SENTENCES if kind in s]


def names(found: ArticleFacts, entity: str | None) -> set[str]:
    return {n for e in found.entities if e.id == entity for n in (e.name, *e.names)}


def test_there_are_forty() -> None:
    assert len(of("met")) + len(of("said")) >= 40


@pytest.mark.parametrize("sentence", of("met"), ids=lambda s: s["text"])
def test_who_met_whom_where_and_when(sentence: dict[str, Any], facts: dict[str, ArticleFacts]) -> None:
    found, wanted = facts[sentence["text"]], sentence["met"]
    assert [m for m in found.meetings if is_meeting(m, wanted, found)], found.meetings


def is_meeting(meeting: Event, wanted: dict[str, Any], found: ArticleFacts) -> bool:
    there = {n for e in (*meeting.participants, *meeting.hosts) for n in names(found, e)}
    factuality = "negated" if "negated" in wanted else "planned" if "planned" in wanted else "actual"
    return (
        set(wanted["who"]) <= there
        and wanted["place"] in names(found, meeting.place)
        and meeting.when.edtf == wanted.get("when", meeting.when.edtf)
        and meeting.factuality == factuality
    )


@pytest.mark.parametrize("sentence", of("said"), ids=lambda s: s["text"])
def test_who_said_what(sentence: dict[str, Any], facts: dict[str, ArticleFacts]) -> None:
    found, wanted = facts[sentence["text"]], sentence["said"]
    assert [p for p in found.positions if is_position(p, wanted, found)], found.positions


def is_position(position: PositionFact, wanted: dict[str, Any], found: ArticleFacts) -> bool:
    said = wanted["who"] in names(found, position.speaker) and wanted["words"] in position.text
    return said and position.stance == wanted.get("stance", position.stance)


@pytest.mark.parametrize("sentence", of("none"), ids=lambda s: s["text"])
def test_nothing_is_read_into_other_sentences(sentence: dict[str, Any], facts: dict[str, ArticleFacts]) -> None:
    found = facts[sentence["text"]]
    assert (found.meetings, found.positions) == ((), ())
