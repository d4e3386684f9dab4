"""Forms that are no running prose: interviews, transcripts of hearings, live blogs; and lists that only look like them.

A line of `forms_of_text.jsonl` is a text and what is right of it: `said` (speaker, words of a position of theirs),
`speakers` (all who have positions, no more), `not_positions` (words no position may hold), `voiced` (speaker or "",
words that stand in a voice and are no fact), `asserted` (words in no voice), `dates` (words, days), `no_dates` (words
in no time expression), `events` (type, who takes part), `not_words` (that no body sentence holds)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kgbuild.annotate.spacy_pipe import annotate
from kgbuild.extract.article import extract_facts, load_knowledge
from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import BlockKind
from kgbuild.model.facts import ArticleFacts
from kgbuild.read.articles import read_articles

CASES = [json.loads(line) for line in Path(__file__).with_name("forms_of_text.jsonl").read_text("utf-8").splitlines()]
Told = dict[str, ArticleFacts]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    source = tmp_path_factory.mktemp("forms") / "in.jsonl"
    lines = [{"id": c["id"], "published": c["published"], "text": "\n\n".join(c["text"])} for c in CASES]
    source.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    lexicon = load_lexicon()
    knowledge = load_knowledge(lexicon)
    read = annotate(read_articles([source], lexicon=lexicon, problems=[]))
    return {f.article.id: f for f in (extract_facts(text, knowledge=knowledge) for text in read)}


def wrong(expect: dict[str, Any], facts: ArticleFacts) -> list[str]:
    """What of a text is not as expected."""
    name = {e.id: e.name for e in facts.entities}
    positions = [(name.get(p.speaker or "", ""), " ".join(p.text.split())) for p in facts.positions]
    words = facts.article.text
    voices = [({name.get(s, "") for s in v.speakers} or {""}, words[v.start : v.end]) for v in facts.voices]
    days = [(d.text, d.edtf) for d in facts.dates]
    events = [
        (getattr(e, "type", "meeting"), {name[i] for i in (*e.participants, *e.initiators)})
        for e in (*facts.meetings, *facts.events)
    ]
    body = [words[s.start : s.end] for s in facts.sentences if s.kind is BlockKind.BODY]
    found = [
        f"said {who}: {part}"
        for who, part in expect.get("said", ())
        if not any(who == w and part in t for w, t in positions)
    ]
    if "speakers" in expect and {who for who, _ in positions} != set(expect["speakers"]):
        found.append(f"speakers {sorted({who for who, _ in positions})}")
    found += [f"position {part}" for part in expect.get("not_positions", ()) if any(part in t for _, t in positions)]
    found += [
        f"voice {who}: {part}"
        for who, part in expect.get("voiced", ())
        if not any(who in w and part in t for w, t in voices)
    ]
    found += [f"a voice has {part}" for part in expect.get("asserted", ()) if any(part in t for _, t in voices)]
    found += [f"day {one}" for one in expect.get("dates", ()) if tuple(one) not in days]
    found += [f"time {part}" for part in expect.get("no_dates", ()) if any(part in text for text, _ in days)]
    found += [
        f"event {kind} {who}"
        for kind, who in expect.get("events", ())
        if not any(kind == k and set(who) <= w for k, w in events)
    ]
    found += [f"sentence {part}" for part in expect.get("not_words", ()) if any(part in text for text in body)]
    return [*found, f"positions {positions}", f"voices {voices}", f"days {days}", f"events {events}"] if found else []


@pytest.mark.parametrize("case", [pytest.param(c, id=c["id"]) for c in CASES])
def test_a_form(case: dict[str, Any], told: Told) -> None:
    assert not wrong(case["expect"], told[case["id"]])
