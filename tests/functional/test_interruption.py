"""A build that is stopped half way leaves the previous output as it was."""

from __future__ import annotations

import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

KEPT = {"run.json": "{}", "graph.ttl": "of an earlier run"}


@pytest.mark.parametrize(("how", "exit_code"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)])
def test_the_old_output_stays(root: Path, tmp_path: Path, how: signal.Signals, exit_code: int) -> None:
    out = tmp_path / "output"
    out.mkdir()
    for name, text in KEPT.items():
        (out / name).write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "kgbuild", "build", str(root / "articles"), "-o", "output"]
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # a shell's background jobs are born deaf to it
    piped = partial(subprocess.Popen, stderr=subprocess.PIPE, text=True, preexec_fn=heard)
    with piped(command, cwd=tmp_path) as process:
        assert process.stderr is not None
        assert "extract" in process.stderr.readline()
        process.send_signal(how)
        assert process.wait(timeout=60) == exit_code
        said = process.stderr.read()
    assert {path.name: path.read_text(encoding="utf-8") for path in out.iterdir()} == KEPT
    assert "Traceback" not in said
    assert (tmp_path / "output.failed.json").exists() == (how is signal.SIGINT)
