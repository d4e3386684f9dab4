"""brat and Label Studio: what was found goes out, comes back the same, and comes back as a person left it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kgbuild.elsewhere import brat, label_studio
from kgbuild.elsewhere.markup import Link, Mark, Markup
from kgbuild.elsewhere.unmark import record_of
from kgbuild.problems import Location, Problem, Severity

WHERE = Location("x.ann")
NEWS = """---
date: 2026-03-04
publisher: Harbour Post
---
Ferry crews walk out

Dock workers in Bergen began a strike on Tuesday. Union leader Ilse Brandvold met Mayor Pelle Okafor in Bergen on
Monday. Brandvold said the strike would go on until Friday. 🚢 “We will not give in,” she said.

Norway's economy grew 1.6% last year.
"""


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kgbuild", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an article, its facts, its build, and what each tool gets."""
    folder = tmp_path_factory.mktemp("tools")
    (folder / "ferry.txt").write_text(NEWS, encoding="utf-8")
    for words in (
        ("build", "ferry.txt", "-o", "out", "-q", "--no-report"),
        ("extract", "ferry.txt", "--for", "brat", "-o", "brat"),
        ("extract", "ferry.txt", "--for", "label-studio", "-o", "studio"),
    ):
        done = run(folder, *words)
        assert done.returncode == 0, done.stderr
    (folder / "facts.jsonl").write_text(run(folder, "extract", "ferry.txt").stdout, encoding="utf-8")
    return folder


def annotated(folder: Path) -> Path:
    """What Label Studio exports once somebody submitted every prediction as it was."""
    tasks = json.loads((folder / "studio" / "tasks.json").read_text(encoding="utf-8"))
    for task in tasks:
        task["annotations"] = [{"result": p["result"], "was_cancelled": False} for p in task.pop("predictions")]
    path = folder / "export.json"
    path.write_text(json.dumps(tasks), encoding="utf-8")
    return path


@pytest.mark.parametrize("tool", ["brat", "studio"])
def test_what_nobody_changed_gives_the_same_graph(project: Path, tool: str, tmp_path: Path) -> None:
    facts = project / "brat" if tool == "brat" else annotated(project)
    out = tmp_path / "again"
    done = run(project, "build", "ferry.txt", "--facts", str(facts), "-o", str(out), "-q", "--no-report")
    assert done.returncode == 0, done.stderr
    for name in ("dataset.nq", "graph.ttl", "facts.jsonl"):
        assert (out / name).read_bytes() == (project / "out" / name).read_bytes(), name


def corrected(project: Path, tmp_path: Path, *changes: tuple[str, str]) -> Path:
    folder = tmp_path / "brat"
    shutil.copytree(project / "brat", folder)
    ann = folder / "ferry.txt.ann"
    text = ann.read_text(encoding="utf-8")
    for old, new in changes:
        text, count = re.subn(old, new, text, count=1, flags=re.M)
        assert count == 1, old
    ann.write_text(text, encoding="utf-8")
    return folder


def facts_of(project: Path, folder: Path, tmp_path: Path) -> dict[str, list[dict[str, object]]]:
    out = tmp_path / "out"
    done = run(project, "build", "ferry.txt", "--facts", str(folder), "-o", str(out), "-q", "--no-report")
    assert done.returncode == 0, done.stderr
    found: dict[str, list[dict[str, object]]] = json.loads((out / "facts.jsonl").read_text(encoding="utf-8"))
    return found


def test_a_correction_comes_in_with_who_made_it(project: Path, tmp_path: Path) -> None:
    folder = corrected(project, tmp_path, (r"^(A\d+\tFactuality T\d+) actual$", r"\1 cancelled"))
    found = facts_of(project, folder, tmp_path)
    changed = [e for e in (*found["meetings"], *found["events"]) if e["factuality"] == "cancelled"]
    assert [str(e["frame"]).startswith("brat (") for e in changed] == [True]
    rest = [e for e in (*found["meetings"], *found["events"], *found["positions"]) if e not in changed]
    assert len(rest) >= 3
    assert all(str(e["frame"]).startswith("mappings/lexicon/en/") for e in rest)


def test_a_mark_can_be_added_and_taken_away(project: Path, tmp_path: Path) -> None:
    text = (project / "brat" / "ferry.txt.txt").read_text(encoding="utf-8")
    start = text.index("walk out")
    more = f"T900\tGroup {start - 12} {start - 1}\tFerry crews\n"
    assert text[start - 12 : start - 1] == "Ferry crews"
    folder = corrected(project, tmp_path, (r"\A", more), (r"^R\d+\tPlace .*\n", ""))
    out = tmp_path / "out"
    done = run(project, "build", "ferry.txt", "--facts", str(folder), "-o", str(out), "-q", "--no-report")
    assert done.returncode == 1  # the new mark stands in the headline, and is refused with its place
    assert "is no part of the article's body" in done.stderr
    before = json.loads((project / "out" / "facts.jsonl").read_text(encoding="utf-8"))
    after = json.loads((out / "facts.jsonl").read_text(encoding="utf-8"))
    places = [[e["place"] for e in (*f["meetings"], *f["events"])] for f in (before, after)]
    assert [len([p for p in one if p]) for one in places] == [3, 2]


def test_corrected_facts_are_gold(project: Path, tmp_path: Path) -> None:
    done = run(project, "eval", "brat", "facts.jsonl", "--json")
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)["figures"]
    assert {name for name, f in figures.items() if f["wanted"] and f["f1"] != 1} == set()
    assert figures["events"]["wanted"] >= 2
    assert figures["positions"]["wanted"] >= 2
    folder = corrected(project, tmp_path, (r"^(A\d+\tStance T\d+) \w+$", r"\1 warns"))
    errors = json.loads(run(project, "eval", str(folder), "facts.jsonl", "--json").stdout)["errors"]
    assert [e["kind"] for e in errors] == ["stance"]


TEXT = "One said:\n  “🚢 it\r\n sinks”. Two men left."


def test_marks_over_line_ends_keep_their_place(tmp_path: Path) -> None:
    start, end = TEXT.index("“"), TEXT.index("”") + 1
    marks = (
        Mark("T1", "Content", start, end, {}, {}),
        Mark("T2", "Position", 4, 8, {"stance": "says"}, {"why": "a\tb\nc"}),
    )
    markup = Markup("a/b.txt", TEXT, marks, (Link("Content", "T2", "T1"),), ())
    ann = tmp_path / f"{brat.file_name(markup.article)}.ann"
    ann.write_text(brat.written(markup), encoding="utf-8")
    ann.with_suffix(".txt").write_bytes(TEXT.encode())
    problems: list[Problem] = []
    assert brat.read(ann, problems) == markup
    task = label_studio.task(markup)
    task["annotations"] = task["predictions"]
    assert list(label_studio.read([task], WHERE, problems)) == [markup]
    assert problems == []


def test_events_of_brat_are_read_like_relations(tmp_path: Path) -> None:
    (tmp_path / "a.txt.txt").write_text("Two men left Tarvik.", encoding="utf-8")
    lines = (
        "T1\tGroup 0 7\tTwo men\nT2\tvisit 8 12\tleft\nE1\tvisit:T2 Participant1:T1\nM1\tQuoted T2\nN1\tx T1 Q1:2\ty\n"
    )
    (tmp_path / "a.txt.ann").write_text(lines, encoding="utf-8")
    problems: list[Problem] = []
    record = record_of(brat.read(tmp_path / "a.txt.ann", problems), "brat", WHERE, problems)
    assert problems == []
    assert [e["participants"] for e in record["events"]] == [[record["entities"][0]["id"]]]


def test_what_is_wrong_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt.txt").write_text("Two men left.", encoding="utf-8")
    (tmp_path / "a.txt.ann").write_text("T1\tGroop 0 7\tTwo men\nhello\nT2\tGroup x 7\tmen\n", encoding="utf-8")
    problems: list[Problem] = []
    record_of(brat.read(tmp_path / "a.txt.ann", problems), "brat", WHERE, problems)
    assert [(p.where.line, p.what.split(":")[0]) for p in problems] == [
        (2, "not brat standoff"),
        (3, "not brat standoff"),
        (0, "T1"),
    ]
    assert "unknown label `Groop`" in problems[2].what


def test_a_task_that_nobody_did_is_left_as_it_is(project: Path) -> None:
    tasks = json.loads((project / "studio" / "tasks.json").read_text(encoding="utf-8"))
    problems: list[Problem] = []
    assert list(label_studio.read(tasks, WHERE, problems)) == []
    assert [(p.severity, "nobody annotated task 1" in p.what) for p in problems] == [(Severity.WARNING, True)]


def test_tool_and_folder_go_together(project: Path) -> None:
    done = run(project, "extract", "ferry.txt", "--for", "brat")
    assert done.returncode == 2
    assert "--for TOOL and -o FOLDER go together" in done.stderr
