"""Meetings of seven hundred passages by blind writers (`tests/gold/meetings`): no file may fall below its floor."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from kgbuild.annotate.spacy_pipe import annotate
from kgbuild.extract.article import extract_facts, load_knowledge
from kgbuild.lexicon import load_lexicon
from kgbuild.model.facts import ArticleFacts, Event
from kgbuild.read.articles import read_articles

GOLD = Path(__file__).parents[1] / "gold" / "meetings"
FLOORS = {"a": (46, 90), "b": (19, 70), "c": (78, 100), "d": (75, 100), "e": (99, 120), "f": (91, 120), "g": (91, 120)}
Case = dict[str, Any]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ArticleFacts]:
    source = tmp_path_factory.mktemp("meetings") / "in.jsonl"
    lines = [{k: c[k] for k in ("id", "text", "published")} for name in FLOORS for c in cases(name)]
    source.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    lexicon = load_lexicon()
    knowledge = load_knowledge(lexicon)
    read = annotate(read_articles([source], lexicon=lexicon, problems=[]))
    return {f.article.id: f for f in (extract_facts(text, knowledge=knowledge) for text in read)}


def cases(name: str) -> list[Case]:
    return [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def plain(name: str) -> str:
    words = " ".join(name.lower().replace("’", "'").split()).rstrip(".")
    return next((words.removeprefix(a) for a in ("the ", "a ", "an ") if words.startswith(a)), words)


def one_of(wanted: str, names: set[str]) -> bool:
    return not names.isdisjoint(plain(w) for w in wanted.split("|"))


def fits(want: Case, meeting: Event, called: dict[str, set[str]]) -> bool:
    there = [called[i] for i in (*meeting.participants, *meeting.hosts, *meeting.mediators)]
    moods = want.get("factuality", [])
    return (
        all(any(one_of(w, names) for names in there) for w in want.get("participants", []))
        and not any(one_of(w, names) for w in want.get("not_participants", []) for names in there)
        and ("place" not in want or one_of(want["place"], called.get(meeting.place or "", set())))
        and ("earliest" not in want or meeting.when.earliest in want["earliest"].split("|"))
        and ("latest" not in want or meeting.when.latest in want["latest"].split("|"))
        and (not moods or meeting.factuality.value in ([moods] if isinstance(moods, str) else moods))
    )


def right(case: Case, facts: ArticleFacts) -> bool:
    called = defaultdict(set, {e.id: {plain(n) for n in (e.name, *e.names)} for e in facts.entities})
    expect, left = case["expect"], list(facts.meetings)
    silent = expect.get("no_meetings", [])
    if any(fits(w, m, called) for w in ([{}] if silent is True else silent) for m in left):
        return False
    for want in expect.get("meetings", []):  # each has a meeting of its own
        found = next((m for m in left if fits(want, m, called)), None)
        if found is None:
            return False
        left.remove(found)
    return True


@pytest.mark.parametrize("name", FLOORS)
def test_no_fewer_passages_are_read_right(name: str, told: dict[str, ArticleFacts]) -> None:
    floor, every = FLOORS[name]
    found = cases(name)
    assert len(found) == every
    assert sum(right(c, told[c["id"]]) for c in found) >= floor
