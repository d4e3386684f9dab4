"""Variants of the shared cases, by writers who saw nothing else (`cases.jsonl`): no share may fall."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner

from kgbuild.cli.main import cli

CASES = Path(__file__).with_name("cases.jsonl")
FLOORS = {"FAULTS": 0.96, "GUARDS": 0.98, "TOTAL": 0.97}  # shares of texts read right


def test_no_fewer_are_read_right(root: Path, need: Callable[[str, bool, str], None], tmp_path: Path) -> None:
    runner = root.parent / "shared" / "eval" / "cases.py"
    need("shared", runner.is_file(), "../shared")
    judge = [sys.executable, str(runner)]
    texts, facts = tmp_path / "in.jsonl", tmp_path / "facts.jsonl"
    texts.write_bytes(subprocess.run([*judge, "input", str(CASES)], check=True, capture_output=True).stdout)
    read = CliRunner().invoke(cli, ["extract", str(texts)])
    assert read.exit_code == 0, read.stderr
    facts.write_text(read.stdout, encoding="utf-8")
    floors = [word for name, floor in FLOORS.items() for word in ("--floor", f"{name}={floor}")]
    judged = subprocess.run([*judge, str(CASES), str(facts), *floors], check=False, capture_output=True, text=True)
    assert judged.returncode == 0, judged.stdout[-400:] + judged.stderr
    assert str(len(CASES.read_text(encoding="utf-8").splitlines())) in judged.stdout
