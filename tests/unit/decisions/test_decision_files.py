"""Every mistake of a decision file is told at its place, all of a file at once; what is undone is not in force."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.decisions.read import in_force, read_decisions
from kgbuild.errors import ConfigError

PAIR = "[{in: a.txt, words: Ann Lee}, {in: b.txt, words: Ann Lee}]"


def problems(folder: Path, text: str) -> list[str]:
    path = folder / "decisions" / "2026-03.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_decisions(folder)
    return [f"{p.where.file}:{p.where.line} {p.what}" for p in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        (
            f"- id: 1\n  same: {PAIR}\n- id: 1\n  different: {PAIR}\n",
            3,
            "decision 1 stands at decisions/2026-03.yaml:1",
        ),
        ("- id: 2\n  undo: 7\n", 1, "there is no decision 7"),
        ("- id: 1\n  why: nothing\n", 1, "a decision says one thing"),
        (f"- id: 1\n  same: {PAIR}\n  different: {PAIR}\n", 1, "a decision says one thing"),
        ("- id: 1\n  same: [{in: a.txt, words: Ann Lee}]\n", 2, "`same` needs two things"),
        ("- id: 1\n  rename: [{in: a.txt, words: Ann Lee}]\n", 1, "`rename` needs `to`"),
        ("- id: 1\n  replace: [{in: a.txt, words: killed three}]\n", 1, "`replace` needs `value`"),
        ("- id: one\n  accept: [{in: a.txt, words: killed three}]\n", 1, "`one` is not a whole number"),
        ("- id: 1\n  accept: [{words: killed three}]\n", 2, "missing key `in`"),
        ("- id: 1\n  acept: [{in: a.txt, words: killed three}]\n", 2, "unknown key `acept`"),
        (f"- same: {PAIR}\n", 1, "missing key `id`"),
    ],
)
def test_a_mistake_is_told_at_its_place(tmp_path: Path, text: str, line: int, what: str) -> None:
    told = problems(tmp_path, text)
    assert any(t.startswith(f"decisions/2026-03.yaml:{line} ") and what in t for t in told), told


def test_all_mistakes_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    told = problems(tmp_path, "- id: 1\n  same: [{in: a.txt, words: Ann}]\n- id: 2\n  undo: 9\n- id: 3\n  why: x\n")
    assert len(told) == 3


def test_an_undo_may_itself_be_undone(tmp_path: Path) -> None:
    path = tmp_path / "decisions" / "a.yaml"
    path.parent.mkdir()
    path.write_text(f"- id: 1\n  same: {PAIR}\n- id: 2\n  undo: 1\n", encoding="utf-8")
    assert in_force(read_decisions(tmp_path)) == ()
    path.write_text(path.read_text(encoding="utf-8") + "- id: 3\n  undo: 2\n", encoding="utf-8")
    assert [d.id for d in in_force(read_decisions(tmp_path))] == [1]
