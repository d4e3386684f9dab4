"""`kgbuild diff` explains what changed by what made it. KGBUILD_EDITS=100 tries a hundred random edits."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from kgbuild.changes.attribute import explain
from kgbuild.changes.causes import Cause, Kind, causes_between
from kgbuild.changes.meaning import changes_of
from kgbuild.changes.patch import Patch, differing, patch_between, read_patch
from kgbuild.changes.runs import KeptRuns, Read
from kgbuild.changes.show import Difference
from kgbuild.config import load_config
from kgbuild.pipeline.build import run_build, write_output
from kgbuild.pipeline.changes import difference
from kgbuild.pipeline.output import Shape

EDITS = int(os.environ.get("KGBUILD_EDITS", "12"))
FIRST = ["Nora", "Odd", "Tilda", "Bram", "Ysolde", "Henk", "Rikke", "Pavo"]
LAST = ["Quistholt", "Bergemon", "Vanterpool", "Ostrand", "Hulmeiren", "Dragvoll", "Sturmvik", "Kaldbak"]
PLACES = ["Bergen", "Ghent", "Porto", "Graz", "Turku", "Lyon"]


@pytest.fixture
def project(tmp_path: Path, root: Path) -> Path:
    shutil.copytree(root / "articles", tmp_path / "articles")
    (tmp_path / "own").mkdir()
    for path in (root / "mappings").glob("*.yml"):
        shutil.copy(path, tmp_path / "own")
    (tmp_path / "kgbuild.yaml").write_text("mappings: {replace: own/*.yml}\nlexicons: [own.yml]\n", encoding="utf-8")
    entry = "  - {key: org/morrow, kind: organization, name: Morrow Motors, names: [Morrow]}\n"
    (tmp_path / "own.yml").write_text(f"aliases:\n{entry}", encoding="utf-8")
    return tmp_path


def build(folder: Path) -> None:
    run = run_build([folder / "articles"], config=load_config(folder / "kgbuild.yaml"), incremental=True)
    write_output(run, folder / "out", shape=Shape(report=False))


def last(folder: Path) -> Difference:
    return difference(load_config(folder / "kgbuild.yaml"), folder / "out", old="previous", new="latest")


@dataclass
class Edit:
    """What was done: the kind of cause, where, and which changes can only be its own."""

    kind: str
    where: str
    own: Callable[[str], bool] = lambda _: False


class Editor:
    """Makes random edits to a project."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.random = random.Random(seed)
        self.number = 0

    def edit(self, besides: str = "") -> Edit:
        kinds = ["changed", "new", "gone", "lexicon", "mapping", "decision", "setting"]
        made = None
        while made is None or made.kind == besides:
            made = getattr(self, f"_{self.random.choice(kinds)}")(besides)
        return made

    def _texts(self) -> list[Path]:
        return sorted((self.folder / "articles").glob("*.txt"))

    def _sentence(self) -> tuple[str, str]:
        self.number += 1
        some, mark = self.random, "abcdefghij"[self.number // 10 % 10] + "abcdefghij"[self.number % 10]
        one = f"{some.choice(FIRST)} {some.choice(LAST)}{mark}"
        other = f"{some.choice(FIRST)} {some.choice(LAST)}{mark}o"
        return f"{one} met {other} in {some.choice(PLACES)} on 3 March 2026.", one.split()[1]

    def _changed(self, besides: str) -> Edit | None:
        if besides == "article":
            return None
        path, (sentence, name) = self.random.choice(self._texts()), self._sentence()
        path.write_text(path.read_text(encoding="utf-8") + f"\n\n{sentence}\n", encoding="utf-8")
        return Edit("article", path.name, lambda said: name.lower() in said.lower())

    def _new(self, besides: str) -> Edit | None:
        if besides == "article":
            return None
        sentence, name = self._sentence()
        path = self.folder / "articles" / f"new{self.number}.txt"
        path.write_text(f"date 2026-03-05\n\n{sentence}\n", encoding="utf-8")
        return Edit("article", path.name, lambda said: name.lower() in said.lower())

    def _gone(self, besides: str) -> Edit | None:
        texts = self._texts()
        if besides == "article" or len(texts) < 5:
            return None
        path = self.random.choice(texts)
        path.unlink()
        return Edit("article", path.name)

    def _lexicon(self, besides: str) -> Edit | None:
        if besides == "lexicon":
            return None
        path = self.folder / "own.yml"
        lines = path.read_text(encoding="utf-8").splitlines()
        names = re.findall(
            r"\b([A-Z][a-z]{4,}) [A-Z][a-z]{4,}\b", "\n".join(t.read_text("utf-8") for t in self._texts())
        )
        self.number += 1
        entry = (
            f"  - {{key: org/own{self.number}, kind: organization, name: Own {self.number}, names: [Own{self.number}"
        )
        at = self.random.randrange(1, len(lines) + 1)
        lines.insert(at, f"{entry}, {self.random.choice(sorted(names))}x]}}")
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return Edit("lexicon", f"own.yml:{at + 1}")

    def _mapping(self, besides: str) -> Edit | None:
        if besides == "mapping":
            return None
        path = self.random.choice(sorted((self.folder / "own").glob("*.yml")))
        lines = path.read_text(encoding="utf-8").splitlines()
        found = [i for i, line in enumerate(lines) if re.match(r"      - \[(kgb|dcterms|schema):\w+, \$\(", line)]
        if not found:
            return None
        at = self.random.choice(found)
        lines[at] = f"      # {lines[at].strip()}"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return Edit("mapping", f"own/{path.name}:{at + 1}")

    def _decision(self, besides: str) -> Edit | None:
        texts = [t for t in self._texts() if t.name.startswith(("batteries", "geneva", "depot"))]
        facts = [json.loads(line) for line in (self.folder / "out" / "facts.jsonl").read_text("utf-8").splitlines()]
        known = {one["article"]: one["mentions"] for one in facts if one["article"] in {t.name for t in texts}}
        if besides == "decision" or not known:
            return None
        article = self.random.choice(sorted(known))
        path = self.folder / "decisions" / "own.yaml"
        path.parent.mkdir(exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.is_file() else ""
        named = sorted({m["text"] for m in known[article] if m["form"] == "name" and m["kind"] == "person"})
        named = [words for words in named if not set(words.split()) & set(re.findall(r"\w+", before))]
        if not named:  # two names for one person would contradict each other
            return None
        self.number += 1
        words, name = self.random.choice(named), f"Renamed {self.number}"
        entry = f"- id: {self.number}\n  rename: {{in: {article}, words: {words}}}\n  to: {name}\n"
        path.write_text(before + entry, encoding="utf-8")
        line = before.count("\n") + 1
        return Edit("decision", f"decisions/own.yaml:{line}", lambda said: name in said)

    def _setting(self, besides: str) -> Edit | None:
        if besides == "setting":
            return None
        path = self.folder / "kgbuild.yaml"
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("merge:")]
        gone = "merge: cautious" in path.read_text(encoding="utf-8")
        path.write_text("\n".join([*lines, *([] if gone else ["merge: cautious"])]) + "\n", encoding="utf-8")
        return Edit("setting", f"kgbuild.yaml:{len(lines) + 1}")


def check(found: Difference, edits: list[Edit]) -> int:
    """Each edit is named and nothing else; what only one of them can have done is laid to it alone. Return how many
    changes were such."""
    held = 0
    assert {(c.kind.value, c.where) for c in found.causes} == {(e.kind, e.where) for e in edits}
    assert all(e.causes for e in found.changes)
    for explained in found.changes:
        for edit in edits:
            if explained.change.kind in {"fact", "thing"} and edit.own(" ".join(explained.change.said)):
                wrong = [c.where for c in explained.causes if c.where != edit.where]
                assert wrong == [], (explained, edit.where)
                held += 1
    return held


def test_random_edits_are_explained(project: Path) -> None:
    editor = Editor(project, seed=11)
    build(project)
    held = 0
    for number in range(EDITS):
        edits = [editor.edit()]
        if number % 2:
            edits.append(editor.edit(besides=edits[0].kind))
        build(project)
        held += check(last(project), edits)
    assert held > EDITS  # changes that only one of two edits can have made


def test_command_tells_all_three_ways(project: Path) -> None:
    build(project)
    build(project)
    assert run(project, "diff", "--out", "out", "--exit-code") == (0, "nothing changed\n")
    text = (project / "articles" / "trams-lindholt-echo.txt").read_text(encoding="utf-8")
    (project / "articles" / "trams-lindholt-echo.txt").write_text(
        f"{text}\n\nTilda Ostrand met Odd Kaldbak.\n", "utf-8"
    )
    build(project)
    code, words = run(project, "diff", "--out", "out", "--exit-code")
    assert code == 1
    assert "cause  article trams-lindholt-echo.txt (changed)" in words
    assert "participant Tilda Ostrand  [trams-lindholt-echo.txt]" in words
    found = json.loads(run(project, "diff", "2", "latest", "--out", "out", "--format", "json")[1])
    assert [c["where"] for c in found["causes"]] == ["trams-lindholt-echo.txt"]
    assert found["counts"]["thing"]["+"] >= 3
    patched = run(project, "diff", "--out", "out", "--format", "rdf-patch")[1].splitlines()
    assert (patched[0], patched[-1]) == ("TX .", "TC .")
    assert any(line.startswith("A <") and "Tilda Ostrand" in line for line in patched)
    back = run(project, "diff", "latest", "1", "--out", "out", "--format", "rdf-patch")[1].splitlines()
    assert sorted(line[2:] for line in back) == sorted(line[2:] for line in patched)
    assert {line[0] for line in back if "Tilda Ostrand" in line} == {"D"}
    code, words = run(project, "diff", "9", "latest", "--out", "out")
    assert (code, words) == (2, "")


def run(folder: Path, *command: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "kgbuild", *command], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout


def test_a_patch_leads_from_one_dataset_to_the_other(project: Path) -> None:
    build(project)
    shutil.copytree(project / "out", project / "before")
    sorted((project / "articles").glob("*.txt"))[0].unlink()
    build(project)
    patch = patch_between(project / "before", project / "out")
    old, new = ({*(project / f / "dataset.nq").read_text("utf-8").splitlines()} for f in ("before", "out"))
    lines = {line for line in patch.removed if line.startswith("<")}, {line for line in patch.added if line[0] == "<"}
    assert (old - lines[0]) | lines[1] == new
    assert lines[0] <= old
    with closing(KeptRuns(project / ".kgbuild" / "runs.sqlite", project / "out")) as kept:
        assert kept.patch(1, 2) == patch
    assert patch.then(patch.backwards()) == Patch()


def test_lines_that_differ_are_found_between_blocks_that_do_not() -> None:
    some = random.Random(5)
    lines = [f"<{n:05}> {'é' * some.choice((1, 9, 3000))}\n" for n in range(1500)]
    for share in (0.0, 0.001, 0.02, 0.5, 1.0):
        for _ in range(6):
            old = [line for line in lines if some.random() >= share]
            new = [line for line in lines if some.random() >= share]
            found = list(differing("".join(old).encode(), "".join(new).encode()))
            for side, here, there in ((0, old, new), (1, new, old)):
                assert [line.decode() for s, line in found if s == side] == sorted({*here} - {*there})


def test_versions_and_shifted_lines_are_causes() -> None:
    old = Read({}, {"a.yml": "1"}, {"a.yml": "lexicon"}, {"kgbuild": "1", "code": "x"})
    new = Read({}, {"a.yml": "2"}, {"a.yml": "lexicon"}, {"kgbuild": "2", "code": "x"})
    texts = {
        "1": "verbs:\n  - {verb: say}\n  - {verb: tell,\n     who: one}\n",
        "2": "verbs:\n  - {verb: say}\n\n  - {verb: tell,\n     who: two}\n",
    }
    found = causes_between(old, new, texts.__getitem__)
    assert [str(c) for c in found if c.kind is Kind.VERSION] == ["version kgbuild 2 (changed)"]
    (who,) = (c for c in found if c.words.startswith("who"))
    assert isinstance(who, Cause)
    assert (who.old, who.new) == ((3, 4), (4, 5))  # the whole entry, in which the line stands


def test_what_is_called_after_a_renamed_thing_follows_its_cause() -> None:
    lines = [
        '-<https://k/actor/a> <{0}> "Odd Berg"@en <https://k/graph/core> .',
        '+<https://k/actor/a> <{0}> "Odd B."@en <https://k/graph/core> .',
        '-<https://k/event/e> <{0}> "interview by Odd Berg to Echo"@en <https://k/graph/core> .',
        '+<https://k/event/e> <{0}> "interview by Odd B. to Echo"@en <https://k/graph/core> .',
        '-<https://k/event/f> <{0}> "post by Tilda Quist"@en <https://k/graph/core> .',
        '+<https://k/event/f> <{0}> "post by T. Quist"@en <https://k/graph/core> .',
        "+<https://k/judgement/j> <http://www.w3.org/ns/oa#hasTarget> <https://k/actor/a> <https://k/graph/d> .",
        '+<https://k/judgement/j> <https://w3id.org/kgbuild/ns#sourceLine> "own.yaml:1" <https://k/graph/d> .',
    ]
    patch = read_patch("\n".join(lines).replace("{0}", "http://www.w3.org/2000/01/rdf-schema#label"))
    decision = Cause(Kind.DECISION, "own.yaml:1", "new", new=(1, 2))
    word = Cause(Kind.LEXICON, "own.yml:3", "new", new=(3, 3))
    found = {e.change.said[0]: e.causes for e in explain(changes_of(patch), [decision, word], str)}
    assert found["<https://k/event/e>"] == (decision,)
    assert set(found["<https://k/event/f>"]) == {decision, word}  # nothing tells them apart
