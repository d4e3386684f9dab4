"""Facts of other extractors: what stands in the article comes in with its maker, the rest is refused with a reason."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kgbuild.elsewhere.align import Aligner, Unplaced
from kgbuild.model.facts import Span

TEXT = "“We won’t pay”, she said.\nThey did not pay. She said so twice; she said so."


def test_words_find_their_place() -> None:
    aligner = Aligner(TEXT, [(0, len(TEXT))])
    assert aligner.at(1, 13, "We won’t pay") == Span(1, 13, "We won’t pay")
    assert aligner.find("We won’t pay") == Span(1, 13, "We won’t pay")
    assert aligner.find('"we won\'t  PAY"') == Span(
        0, 14, "“We won’t pay”"
    )  # as a reader sees it, in the article's words
    assert aligner.find("said", within=aligner.find("pay”, she said")).start == TEXT.index("said")


@pytest.mark.parametrize(
    ("words", "what", "fix"),
    [
        ("so", "stands 2 times", "they stand at 53-55, 72-74"),
        ("They refused to pay.", "stands nowhere", "nearest is 26-43: “They did not pay.”"),
        ("pa", "stands nowhere", "nearest is"),  # part of a word is not its word
    ],
)
def test_words_without_one_place_are_refused(words: str, what: str, fix: str) -> None:
    with pytest.raises(Unplaced, match=what) as told:
        Aligner(TEXT, [(0, len(TEXT))]).find(words)
    assert told.value.fix.startswith(fix)


def test_headlines_are_not_looked_at() -> None:
    aligner = Aligner(TEXT, [(26, len(TEXT))])
    assert aligner.find("pay").start == 39
    with pytest.raises(Unplaced, match="“pay” at 10-13 is no part of the article's body"):
        aligner.at(10, 13, "pay")


def test_wrong_offsets_are_refused_with_the_right_ones() -> None:
    with pytest.raises(Unplaced, match="at 0-4 stands ““We”, not “pay”") as told:
        Aligner(TEXT, [(0, len(TEXT))]).at(0, 4, "pay")
    assert told.value.fix == "they stand at 10-13, 39-42"


def build(folder: Path, root: Path, *more: str) -> subprocess.CompletedProcess[str]:
    shutil.copy(root / "tests" / "data" / "facts" / "harbour.txt", folder)
    command = [sys.executable, "-m", "kgbuild", "build", "harbour.txt", "-o", "out", "-q", "--no-report", *more]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def facts(folder: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((folder / "out" / "facts.jsonl").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("only", [True, False])
def test_good_facts_come_in_with_their_maker(tmp_path: Path, root: Path, only: bool) -> None:
    file = (root / "tests" / "data" / "facts" / "good.jsonl").as_posix()
    done = build(tmp_path, root, "--facts", file, *(["--facts-only"] if only else []))
    assert done.returncode == 0, done.stderr
    data = (tmp_path / "out" / "dataset.nq").read_text(encoding="utf-8")
    assert "tagger small-1 (" in data
    assert "good.jsonl:1)" in data
    found = facts(tmp_path)
    assert isinstance(found["positions"], list)
    assert "not pay one krone more" in [p["quotes"][0]["text"].strip("“”") for p in found["positions"] if p["quotes"]]
    people = [e["name"] for e in found["entities"] if e["kind"] == "person"]  # type: ignore[attr-defined]
    assert people.count("Ilse Brandvold") == 1  # ours and theirs are one
    assert ("Pelle Okafor-Lund" in people) is not only
    record = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert any(one["path"].endswith("good.jsonl") for one in record["inputs"])
    check = subprocess.run(
        [sys.executable, "-m", "kgbuild", "check", "out"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert check.returncode == 0, check.stderr


def test_what_a_model_makes_up_is_refused_and_told(tmp_path: Path, root: Path) -> None:
    file = (root / "tests" / "data" / "facts" / "model_like.jsonl").as_posix()
    done = build(tmp_path, root, "--facts", file, "--facts-only")
    assert done.returncode == 1
    told = done.stderr
    for words in [
        "mentions[1]: “Jonas Weatherly” stands nowhere in the article; refused",
        "mentions[2]: “Brandvold” stands 2 times",
        "mentions[3]: at 10-24 stands",
        "mentions[4]: `form` is 'nam'; refused",
        "did you mean name?",
        "entities[3]: `kind` is 'robot'",
        "entities ghost: “Jonas Weatherly” is named nowhere in the article",
        "events[0]: “workers abandoned the harbour” stands nowhere",
        "events[1]: not an EDTF level 1 date: 'last Tuesday'",
        "`ghost` is no entity that the article names",
        "positions[1]: “the strike will continue through Friday” stands nowhere",
        "positions[2]: `stance` is 'insists'",
        "`invented-issue` is no issue of the scheme",
        "positions[4]: unknown key `mood`",
        "model_like.jsonl:2  error  not JSON",
        "model_like.jsonl:3  error  facts of no article",
        "facts of `harbor.txt`, which is not read",
        "did you mean harbour.txt?",
        "the strike would go on until Friday",  # the nearest words, shown
    ]:
        assert words in told, (words, told)
    found = facts(tmp_path)
    assert [e["name"] for e in found["entities"]] == ["Ilse Brandvold"]  # type: ignore[attr-defined]
    assert (found["events"], found["positions"]) == ([], [])
