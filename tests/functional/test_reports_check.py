"""A hundred reports of many trades, built as one desk: the dataset keeps every rule that `check` knows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kgbuild", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_what_reports_of_many_trades_make_is_without_fault(root: Path, tmp_path: Path) -> None:
    folders = sorted(p.as_posix() for p in (root / "tests" / "gold" / "ten").glob("*/articles"))
    assert len(folders) > 10
    built = run(tmp_path, "build", *folders, "-o", "output", "-q", "--no-report")
    errors = [line for line in built.stderr.splitlines() if "  error  " in line]
    assert (built.returncode, errors) == (0, []), built.stderr[-2000:]
    checked = run(tmp_path, "check", "output")
    assert (checked.returncode, checked.stderr.strip()) == (0, "no problems"), checked.stdout[:4000]
