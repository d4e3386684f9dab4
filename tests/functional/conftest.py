"""The sample, extracted once a session, and scoring for the tests that change it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import kgbuild.api as kgbuild
from kgbuild.config import Config
from kgbuild.evaluate.found import read_found
from kgbuild.evaluate.gold import SUFFIX, Gold, load_gold
from kgbuild.evaluate.score import score_all
from kgbuild.evaluate.tally import Score
from kgbuild.facts_json import to_json
from kgbuild.model.article import Article
from kgbuild.model.facts import ArticleFacts

Extract = Callable[[Iterable[Article]], list[ArticleFacts]]
ScoreFacts = Callable[[Iterable[Gold], Iterable[ArticleFacts]], tuple[Score, ...]]


@dataclass(frozen=True)
class Sample:
    """Our eight reports: as read, as extracted, and what is in them."""

    articles: tuple[Article, ...]
    facts: tuple[ArticleFacts, ...]
    gold: tuple[Gold, ...]
    raw_gold: dict[str, dict[str, Any]]


@pytest.fixture(scope="session")
def extract_all() -> Extract:
    return lambda articles: list(kgbuild.extract(list(articles), config=Config()))


@pytest.fixture(scope="session")
def score_facts() -> ScoreFacts:
    return lambda gold, facts: score_all(gold, [read_found(to_json(f)) for f in facts])


@pytest.fixture(scope="session")
def sample(root: Path, extract_all: Extract) -> Sample:
    articles = tuple(kgbuild.read_articles(root / "articles", config=Config()))
    folder = root / "tests" / "gold"
    raw = {
        path.name.removesuffix(SUFFIX): json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob(f"*{SUFFIX}"))
    }
    return Sample(articles, tuple(extract_all(articles)), tuple(load_gold(folder)), raw)
