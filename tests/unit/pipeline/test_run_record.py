"""What is written down of a run: equal for equal input, wherever it lies."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from kgbuild.pipeline.record import (
    failure_record,
    input_records,
    log_record,
    problem_records,
    run_record,
    short_path,
    worst,
)
from kgbuild.problems import Location, Problem, Severity


@pytest.mark.parametrize(
    ("file", "roots", "shown"),
    [
        ("/data/articles/a.txt", ["/data/articles"], "articles/a.txt"),
        ("/data/articles/x/a.txt", ["/other", "/data/articles"], "articles/x/a.txt"),
        ("/data/articles/a.txt", ["/data/articles/a.txt"], "a.txt"),
        ("articles/a.txt", ["articles"], "articles/a.txt"),
        ("../articles/a.txt", ["../articles"], "articles/a.txt"),
        ("a.txt", ["."], "a.txt"),
        ("/data/articles2/a.txt", ["/data/articles"], "/data/articles2/a.txt"),
        ("mappings/lexicon/en/roles.yml", [], "mappings/lexicon/en/roles.yml"),
    ],
)
def test_a_path_is_shown_from_the_folder_above_its_input(file: str, roots: list[str], shown: str) -> None:
    assert short_path(file, [Path(r) for r in roots]) == shown


def test_every_input_is_recorded_once_with_its_checksum(tmp_path: Path) -> None:
    paths = [tmp_path / "x" / "b.txt", tmp_path / "x" / "a.txt"]
    paths[0].parent.mkdir()
    for path in paths:
        path.write_text(path.name)
    records = input_records([*map(str, paths), str(paths[0]), str(tmp_path / "x" / "gone.txt")], [tmp_path / "x"])
    assert [r["path"] for r in records] == ["x/a.txt", "x/b.txt"]
    assert records[0]["sha256"] == hashlib.sha256(b"a.txt").hexdigest()


def test_two_folders_of_one_name_lose_no_file(tmp_path: Path) -> None:
    roots = [tmp_path / year / "articles" for year in ("2025", "2026")]
    for root in roots:
        root.mkdir(parents=True)
        (root / "feed.jsonl").write_text(root.parent.name)
    paths = [str(root / "feed.jsonl") for root in roots]
    records = input_records(paths, roots)
    assert [r["path"] for r in records] == ["articles/feed.jsonl"] * 2
    assert records == input_records(reversed(paths), roots)


def test_problems_are_sorted_and_say_nothing_of_the_machine() -> None:
    problems = [
        Problem(Location("/data/articles/b.txt", 3, 4), "bad", "mend", Severity.WARNING, "quoted", "rule", "row"),
        Problem(Location("/data/articles/a.txt"), "worse"),
    ]
    records = problem_records(problems, [Path("/data/articles")])
    assert records == problem_records(reversed(problems), [Path("/data/articles")])
    assert {
        "severity": "warning",
        "file": "articles/b.txt",
        "line": 3,
        "column": 4,
        "what": "bad",
        "fix": "mend",
        "rule": "rule",
        "row": "row",
    } in records


def test_the_record_is_equal_whatever_the_order() -> None:
    def record(names: list[str]) -> bytes:
        counts = {name: len(name) for name in names}
        return run_record(inputs=[], counts=counts, classes=counts, problems=[], settings={"model": "no_such_model"})

    assert record(["b", "aa"]) == record(["aa", "b"])
    read = json.loads(record(["b", "aa"]))
    assert list(read["counts"]) == ["aa", "b"]
    assert {"versions", "settings", "inputs", "counts", "core", "problems"} <= read.keys()
    assert record([]).endswith(b"\n")


def test_times_are_in_the_log() -> None:
    read = json.loads(log_record({"read": 1.23456}, description="d1", files={"dataset.nq": (1, 2)}))
    assert read["seconds"] == {"read": 1.235}
    assert {"python", "platform", "packages"} <= read.keys()


def test_what_stopped_a_run() -> None:
    read = json.loads(failure_record("interrupted", [Problem(Location("a"), "x")]))
    assert read["failed"] == "interrupted"
    assert read["problems"][0]["what"] == "x"


def test_a_warning_is_not_the_worst() -> None:
    warning = Problem(Location("a"), "x", severity=Severity.WARNING)
    assert not worst([])
    assert not worst([warning])
    assert worst([warning, Problem(Location("a"), "x")])
