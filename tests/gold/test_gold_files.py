"""The gold of the sample holds together: spans lie where they say, ids resolve, facts stand in the body."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kgbuild.lexicon import load_lexicon
from kgbuild.model.facts import Stance
from kgbuild.read.articles import read_articles

FOLDER = Path(__file__).parent
FILES = sorted([*FOLDER.glob("*.txt.json"), *FOLDER.glob("ten/*/*.txt.json")])
TEXTS = [FOLDER.parents[1] / "articles", *sorted(FOLDER.glob("ten/*/articles"))]


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    found = read_articles(TEXTS, lexicon=load_lexicon(), problems=[])
    return {a.id.removesuffix(".txt"): a.text for a in found}


def spans(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every span of a gold file that quotes its words."""
    if isinstance(value, list):
        for item in value:
            yield from spans(item)
    elif isinstance(value, dict):
        if isinstance(value.get("start"), int) and "text" in value:
            yield value
        for item in value.values():
            yield from spans(item)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_gold_file(path: Path, texts: dict[str, str]) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    text = texts[path.name.removesuffix(".txt.json")]
    assert gold["sha256"] == hashlib.sha256(text.encode()).hexdigest()
    sentences = gold["sentences"]
    for span in spans(gold):
        assert text[span["start"] : span["end"]] == span["text"]
        home = sentences[span["sentence"]]
        assert home["start"] <= span["start"] < span["end"] <= home["end"]
        assert home["kind"] == "body"
    for a, b in pairwise(sentences):
        assert a["end"] <= b["start"]
        assert not text[a["end"] : b["start"]].strip()
    ids = {a["id"] for a in gold["actors"]} | {gold["publisher"]}
    places = {p["id"] for p in gold["places"]}
    for statement in gold["statements"]:
        assert statement["speaker"] in ids
        assert set(statement["target"]) <= ids
        assert {statement["stance"], *statement["stance_alt"]} <= set(Stance)
        assert statement["quotes"] or statement["content"]
    for meeting in gold["meetings"]:
        assert set(meeting.get("participants", [])) <= ids
        assert meeting.get("place") in places | {None}


def test_links_between_articles_name_what_is_there() -> None:
    cross = json.loads((FOLDER / "cross_article.json").read_text(encoding="utf-8"))
    for pair in cross["pairs"]:
        for side in ("a", "b"):
            gold = json.loads((FOLDER / f"{pair[side]}.txt.json").read_text(encoding="utf-8"))
            known = {
                f"{kind}:{one['id']}" for kind in ("actor", "place", "meeting", "event") for one in gold[f"{kind}s"]
            }
            assert {link[side] for link in pair["links"]} <= known
