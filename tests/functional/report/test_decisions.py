"""The lines that the report gives for an open question are decisions that the next build accepts."""

from __future__ import annotations

import json
import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from kgbuild.cli.main import cli
from kgbuild.decisions.read import read_decisions


def test_what_is_chosen_is_settled_by_the_next_build(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(root / "articles", tmp_path / "articles")
    (tmp_path / "kgbuild.yaml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    asked = _build(tmp_path)
    assert len(asked) > 3
    (tmp_path / "decisions").mkdir()
    path = tmp_path / "decisions" / "mine.yaml"
    path.write_text("".join(sides[0] for sides in asked[:3]), encoding="utf-8")
    left = _build(tmp_path)
    problems = json.loads((tmp_path / "output" / "run.json").read_text(encoding="utf-8"))["problems"]
    assert [p for p in problems if "decision" in json.dumps(p)] == []
    assert len(left) <= len(asked) - 3
    path.write_text(path.read_text(encoding="utf-8") + left[-1][-1], encoding="utf-8")
    assert [d.id for d in read_decisions(tmp_path)][-1] > 3


def _build(folder: Path) -> list[list[str]]:
    """Build, and return the lines for each side of each open question."""
    assert cli.main(["build", "articles", "-q"], standalone_mode=False) in {0, None}
    page = (folder / "output" / "report.html").read_text(encoding="utf-8")
    asked = page.split("<fieldset")[1:]
    return [[unescape(lines) for lines in re.findall(r"<pre>(.*?)</pre>", one, re.DOTALL)] for one in asked]
