"""Scoring on a small article whose every fact is known."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kgbuild.errors import InputError
from kgbuild.evaluate.found import read_found
from kgbuild.evaluate.gold import load_gold, read_gold
from kgbuild.evaluate.score import score_all, score_article
from kgbuild.evaluate.sureness import bins
from kgbuild.evaluate.tally import Score, Tally, lowest, pooled

TEXT = (
    "Ada Brennan met the Varna Union in Oslo on Monday. "
    "“The strike is over,” Brennan said. "
    "She accused Ruritania of fraud. "
    "Read more: Kestner in Rome on Friday"
)
SENTENCES = ((0, 50, "body"), (51, 86, "body"), (87, 118, "body"), (119, 155, "boilerplate"))


def span(words: str, nth: int = 0) -> dict[str, Any]:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return {"start": start, "end": start + len(words), "text": words}


def mentions(words: str) -> list[dict[str, Any]]:
    return [span(words)]


GOLD: dict[str, Any] = {
    "publisher": "herald",
    "sentences": [{"start": a, "end": b, "kind": k} for a, b, k in SENTENCES],
    "actors": [
        {"id": "ada", "aliases": [{"mentions": [span("Ada Brennan")]}, {"mentions": [span("Brennan", 1)]}]},
        {"id": "union", "aliases": [{"mentions": [span("Varna Union")]}]},
        {"id": "rur", "demonyms": ["Ruritanian"], "aliases": [{"mentions": [span("Ruritania")]}]},
        {"id": "kestner", "aliases": [{"mentions": [span("Kestner")]}]},
    ],
    "places": [{"id": "oslo", "mentions": [span("Oslo")]}],
    "dates": [{**span("Monday"), "edtf": "2026-03-02", "value": "2026-03-02", "sentence": 0}],
    "statements": [
        {
            "id": "st1",
            "speaker": "ada",
            "stance": "says",
            "stance_alt": ["expects"],
            "sentence": 1,
            "quotes": [span("The strike is over,")],
        },
        {
            "id": "st2",
            "speaker": "ada",
            "stance": "accuses",
            "sentence": 2,
            "target": ["rur"],
            "content": span("Ruritania of fraud"),
        },
        {"id": "st3", "speaker": "herald", "stance": "doubts", "sentence": 2, "content": span("fraud")},
    ],
    "meetings": [
        {
            "id": "m",
            "kind": "meeting",
            "span": span("met"),
            "start": "2026-03-02",
            "end": "2026-03-02",
            "participants": ["ada", "union"],
            "place": "oslo",
        }
    ],
    "events": [
        {
            **{"id": "e", "types": ["strike", "protest"], "main": True, "sentence": 1, "span": span("strike")},
            **{"participants": ["union"], "date": "2026-03-02"},
        },
        {
            "id": "told",
            "types": ["agreement", "meeting"],
            "sentence": 0,
            "span": span("met"),
            "participants": ["ada", "union"],
        },
        {"id": "aside", "types": ["crime"], "scored": False, "sentence": 2, "span": span("fraud")},
        {"id": "old", "type": "crime", "sentence": 2, "span": span("fraud")},  # a gold without kinds is not scored
    ],
}


def mention(words: str, entity: str, kind: str, nth: int = 0) -> dict[str, Any]:
    return {**span(words, nth), "form": "name", "entity": entity, "kind": kind}


def position(cue: str, says: list[str], **more: Any) -> dict[str, Any]:
    return {
        "speaker": "e1",
        "speaker_span": None,
        "cue": span(cue),
        "content": [span(s) for s in says],
        "quotes": [],
        "mode": "indirect",
        "stance": "says",
        "targets": [],
        "confidence": 0.7,
        **more,
    }


FOUND: dict[str, Any] = {
    "article": "a.txt",
    "mentions": [
        mention("Ada Brennan", "e1", "person"),
        mention("the Varna Union", "e2", "organization"),
        mention("Oslo", "e3", "place"),
        mention("Brennan", "e1", "person", 1),
        mention("Ruritania", "e4", "country"),
        {**mention("She", "e1", "person"), "form": "pronoun"},
    ],
    "dates": [{**span("Monday"), "edtf": "2026-03-02~", "timex": {"value": "2026-03-02"}}],
    "positions": [
        position("said", [], quotes=[span("The strike is over")], mode="direct", stance="expects"),
        position("accused", ["Ruritania of fraud"], stance="accuses", targets=["e4"]),
    ],
    "meetings": [
        {
            "label": "talks",
            "spans": [span("met")],
            "when": {"edtf": "2026-03-02", "earliest": "2026-03-02", "latest": "2026-03-02"},
            "participants": ["e1", "e2"],
            "place": "e3",
            "confidence": 0.9,
        }
    ],
    "events": [
        {
            **{"type": "strike", "spans": [span("strike")], "participants": ["e2"], "initiators": ["e2"]},
            "when": {"edtf": "2026-03-02~"},
            "confidence": 1.0,
        }
    ],
}


def scored(change: Callable[[dict[str, Any]], object] = lambda _: None) -> Score:
    found = copy.deepcopy(FOUND)
    change(found)
    return score_article(read_gold("a", GOLD), read_found(found))


def test_what_is_all_right_scores_one_everywhere() -> None:
    score = scored()
    assert score.figures == {**dict.fromkeys(score.tallies, 1.0), "leak": 0.0}
    assert score.misses == ()


@pytest.mark.parametrize(
    ("change", "kind", "figure", "whats"),
    [
        (lambda f: f["mentions"].pop(1), "mentions", 6 / 7, ["missed: union"]),
        (lambda f: f["mentions"].pop(1), "actors", 4 / 5, ["missed: union"]),
        (lambda f: f["mentions"].append(mention("strike", "e9", "group")), "actors", 6 / 7, ["not in the gold"]),
        (lambda f: f["mentions"][3].update(entity="e9"), "actors", 6 / 7, ["one more for ada"]),
        (lambda f: f["dates"].clear(), "dates", 0.0, ["missed: 2026-03-02"]),
        (
            lambda f: f["dates"][0].update(edtf="2026-03-09", timex={"value": "2026-03-09"}),
            "dates",
            0.0,
            ["missed: 2026-03-02", "wrong: 2026-03-09"],
        ),
        (lambda f: f["positions"].pop(), "positions", 2 / 3, ["missed st2: ada accuses"]),
        (
            lambda f: f["positions"][1].update(speaker="e2"),
            "positions",
            0.5,
            ["missed st2: ada accuses", "not in the gold: union accuses"],
        ),
        (lambda f: f["positions"][1].update(stance="warns"), "stance", 0.5, ["st2: warns, not accuses"]),
        (lambda f: f["positions"][1].update(targets=["e2"]), "target", 0.0, ["st2: ['union'], not ['rur']"]),
        (lambda f: f["positions"][0].update(quotes=[span("The strike")]), "quotes", 0.0, ["st1"]),
        (
            lambda f: f["dates"].append({**span("Friday"), "edtf": None, "timex": {"value": "2026"}}),
            "leak",
            -1.0,
            ["a fact from outside the body"],
        ),
        (
            lambda f: f["positions"].append(position("Read", ["Kestner in Rome"])),
            "leak",
            -1.0,
            ["a fact from outside the body"],
        ),
        (lambda f: f["meetings"][0].update(place=None), "meetings", 0.0, ["missed m: 2026-03-02 to 2026-03-02"]),
        (
            lambda f: f["meetings"][0].update(participants=["e1"]),
            "meetings",
            0.0,
            ["missed m: 2026-03-02 to 2026-03-02"],
        ),
        (lambda f: f["events"].clear(), "main", 0.0, ["missed e: strike or protest"]),
        (lambda f: f["events"][0].update(type="vote"), "events", 0.5, []),
        (lambda f: f["events"][0].update(spans=[span("fraud")]), "main", 0.0, ["missed e: strike or protest"]),
        (lambda f: f["meetings"].clear(), "events", 0.5, ["missed told: agreement or meeting"]),
        (
            lambda f: f["events"][0].update(participants=["e1", "e2"], initiators=[]),
            "parties",
            6 / 7,
            ["e: ['ada', 'union'], not ['union']"],
        ),
        (lambda f: f["events"][0]["when"].update(edtf=None), "days", 0.0, ["e: none, not 2026-03-02"]),
    ],
)
def test_each_kind_of_error_lowers_its_figure_and_is_listed(
    change: Callable[[dict[str, Any]], object], kind: str, figure: float, whats: list[str]
) -> None:
    score = scored(change)
    assert score.figures[kind] == pytest.approx(figure)
    assert sorted(m.what for m in score.misses if m.kind == kind) == whats


@pytest.mark.parametrize(
    "change",
    [
        lambda f: f["mentions"].append(mention("Kestner", "e8", "person")),  # outside the body
        lambda f: f["mentions"].append({**mention("strike", "e8", "group"), "form": "nominal"}),
        lambda f: f["mentions"].append(mention("Ada", "e1", "person")),  # inside a longer name
        lambda f: f["positions"].append(position("fraud", ["fraud"], speaker=None, mode="narrator")),
    ],
)
def test_what_is_neither_right_nor_wrong_changes_nothing(change: Callable[[dict[str, Any]], object]) -> None:
    assert scored(change).figures == scored().figures


def test_a_quotation_cut_at_its_sentences_is_no_error() -> None:
    gold = copy.deepcopy(GOLD)
    gold["statements"][0] |= {"sentences": [1, 2], "quotes": [span(TEXT[52:116])]}
    found = copy.deepcopy(FOUND)
    found["positions"] += [position("She", ["She accused"], stance="expects")]
    score = score_article(read_gold("a", gold), read_found(found))
    assert score.figures["positions"] == 1.0


def test_how_sure_is_set_against_how_often_right() -> None:
    def change(found: dict[str, Any]) -> None:
        found["positions"][1]["speaker"] = "e2"
        found["events"].append({**copy.deepcopy(FOUND["events"][0]), "type": "vote", "confidence": 0.95})

    found = {(b.kind, b.low): (b.facts, b.said, b.right) for b in bins(scored(change).judged)}
    assert found == {
        ("positions", 0.65): (2, pytest.approx(0.7), 0.5),
        ("meetings", 0.9): (1, pytest.approx(0.9), 1.0),
        ("events", 0.9): (2, pytest.approx(0.975), 0.5),
    }


def test_an_article_without_facts_has_nothing_right() -> None:
    (score,) = score_all([read_gold("a", GOLD)], [])
    assert set(score.figures.values()) == {0.0}
    assert score.misses[0].what == "no facts for this article"


def test_lowest_and_pooled() -> None:
    scores = score_all([read_gold("a", GOLD), read_gold("b", GOLD)], [read_found(FOUND)])
    assert lowest(scores)["actors"] == 0.0
    assert pooled(scores)["actors"] == Tally(3, 4, 4)
    assert (Tally(3, 4, 6).precision, Tally(3, 4, 6).recall, Tally(3, 4, 6).f1) == (0.75, 0.5, 0.6)
    assert (Tally(0, 0, 0).precision, Tally(0, 0, 0).recall, Tally(0, 0, 0).f1) == (1.0, 1.0, 1.0)


@pytest.mark.parametrize("content", ["{", "[]", '{"sentences": []}', '{"sentences": [{"kind": 1}]}'])
def test_a_file_that_is_no_gold_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.txt.json").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.txt\.json  error  not a gold file"):
        list(load_gold(tmp_path))


def test_gold_is_loaded_by_name_in_order(tmp_path: Path) -> None:
    for name in ["b", "a"]:
        (tmp_path / f"{name}.txt.json").write_text(json.dumps(GOLD), encoding="utf-8")
    assert [g.key for g in load_gold(tmp_path)] == ["a", "b"]
