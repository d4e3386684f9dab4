"""A report that is compared with an earlier build says what came and went, and why; moved words are no news."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from kgbuild.cli.main import cli


def test_what_changed_since_the_run_before(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(root / "articles", tmp_path / "articles")
    (tmp_path / "kgbuild.yaml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    _run("build", "articles", "-q")
    _run("report", "output", "-o", "first.html")
    assert "Since the run before" not in Path("first.html").read_text(encoding="utf-8")
    path = tmp_path / "articles" / "geneva-courier.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("two hours", "three hours"), encoding="utf-8")
    _run("build", "articles", "-q")
    _run("report", "output", "--since", "previous", "-o", "second.html")
    page = Path("second.html").read_text(encoding="utf-8")
    new = page[page.index('<section id="new"') : page.index('<section id="timeline"')]
    assert "Since the run before" in new
    rows = [unescape(re.sub("<[^>]+>", "|", row)) for row in new.split("<tr")[2:]]
    assert rows
    assert all("geneva-courier.txt" in row for row in rows)
    assert not [row for row in rows if "businesslike" in row]  # said as before, some letters further on
    assert not re.search(r"\|[0-9a-f]{16}", "".join(rows))


def _run(*command: str) -> None:
    assert cli.main(list(command), standalone_mode=False) in {0, None}
