"""Who says what to whom in short reports of many trades, from the text to the facts (`directed.yml`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import kgbuild.api as kgbuild
from kgbuild.config import Config
from kgbuild.model.facts import ArticleFacts, PositionFact

CASES = yaml.safe_load(Path(__file__).with_name("directed.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def read(tmp_path_factory: Any, extract_all: Any) -> list[ArticleFacts]:
    folder = tmp_path_factory.mktemp("reports")
    for n, case in enumerate(CASES):
        title, _, body = case["text"].rpartition("\n\n")
        head = f"---\ntitle: {title}\n---\n" if title else ""
        (folder / f"{n:03}.txt").write_text(head + body + "\n", encoding="utf-8")
    return extract_all(kgbuild.read_articles(folder, config=Config()))


def alike(wanted: str, name: str) -> bool:
    """Whether one name holds the other: "ministry" is the "health ministry"."""
    return wanted.lower() in name.lower() or name.lower() in wanted.lower()


def fits(wanted: str, found: PositionFact, facts: ArticleFacts) -> bool:
    names = {e.id: e.name for e in facts.entities}
    who, stances, targets, words = (part.strip() for part in wanted.split("|"))
    said = facts.article.text[found.content[0].start : found.content[-1].end]
    right = found.stance in stances.split(",") and (who == "*" or alike(who, names.get(found.speaker or "", "?")))
    whom, meant = [names[t] for t in found.targets], [t for t in targets.split(",") if t]
    aimed = len(whom) == len(meant) and all(any(alike(m, w) for w in whom) for m in meant)
    return right and (targets == "*" or aimed) and (words == "*" or words in said)


@pytest.mark.parametrize("n", range(len(CASES)))
def test_report(n: int, read: list[ArticleFacts]) -> None:
    case, facts = CASES[n], read[n]
    names = {e.id: e.name for e in facts.entities}
    shown = [(names.get(p.speaker or ""), p.stance, [names[t] for t in p.targets], p.text) for p in facts.positions]
    lacking = [w for w in case.get("wants", ()) if not any(fits(w, p, facts) for p in facts.positions)]
    assert lacking == [], shown
    if case.get("only"):
        assert len(facts.positions) == len(case.get("wants", ())), shown
