"""`kgbuild watch` builds after edits, tells what they changed, and outlives a broken file."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from threading import Thread

import pytest

from kgbuild.pipeline.build import BuildRun
from kgbuild.pipeline.watch import built

WAIT = 120  # seconds after which a line that does not come is a failure


def _heed_interrupts() -> None:
    """Tests that run in the background of a shell inherit that interrupts are ignored, and would wait for ever."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Watch:
    """A running `kgbuild watch` and what it prints, on either stream."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-u", "-m", "kgbuild", "watch", "articles", "-o", "out", "-q"]
        self.process = subprocess.Popen(
            command,
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=os.environ,
            preexec_fn=_heed_interrupts,  # noqa: PLW1509 — one thread so far
        )
        self.lines: Queue[str] = Queue()
        self.reader = Thread(target=self._read)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout:
            for line in self.process.stdout:
                self.lines.put(line.rstrip("\n"))

    def next(self, words: str) -> str:
        """Return the next line that holds these words."""
        while words not in (line := self.lines.get(timeout=WAIT)):
            pass
        return line


def laid_out(tmp_path: Path, root: Path) -> None:
    """Make a project of two articles."""
    (tmp_path / "articles").mkdir()
    for name in ("batteries-ledger.txt", "batteries-tribune.txt"):
        shutil.copy(root / "articles" / name, tmp_path / "articles")
    (tmp_path / "kgbuild.yaml").write_text("lexicons: [own.yml]\n", encoding="utf-8")
    (tmp_path / "own.yml").write_text("aliases: []\n", encoding="utf-8")


@pytest.fixture
def watch(tmp_path: Path, root: Path) -> Iterator[Watch]:
    laid_out(tmp_path, root)
    running = Watch(tmp_path)
    yield running
    running.process.kill()
    running.process.wait()
    running.reader.join()


def test_edits_are_built_and_told_and_a_broken_file_leaves_the_output(watch: Watch, tmp_path: Path) -> None:
    assert "2 articles" in watch.next("first build")
    (tmp_path / "articles" / "new.txt").write_text(
        "date 2026-03-05\n\nTilda Ostrand met Odd Kaldbak in Graz.\n", "utf-8"
    )
    line = watch.next("cause")
    assert "article new.txt (new)" in line
    good = (tmp_path / "out" / "dataset.nq").read_bytes()
    assert b"Tilda Ostrand" in good
    (tmp_path / "own.yml").write_text("aliases: [{key: \n", encoding="utf-8")
    watch.next("own.yml:")
    assert (tmp_path / "out" / "dataset.nq").read_bytes() == good
    (tmp_path / "own.yml").write_text("# mended\naliases: []\n", encoding="utf-8")
    watch.next("nothing changed")
    watch.process.send_signal(signal.SIGINT)
    assert watch.process.wait(timeout=WAIT) == 0


def test_an_interrupt_in_the_middle_of_a_build_ends_it_too(watch: Watch, tmp_path: Path) -> None:
    watch.next("first build")
    good = (tmp_path / "out" / "dataset.nq").read_bytes()
    (tmp_path / "own.yml").write_text("# again\naliases: []\n", encoding="utf-8")
    time.sleep(0.6)  # past the pause: the build runs now, or has just ended
    watch.process.send_signal(signal.SIGINT)
    assert watch.process.wait(timeout=WAIT) == 0
    assert (tmp_path / "out" / "dataset.nq").read_bytes() == good


def test_what_a_build_made_is_let_go_of(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out(tmp_path, root)
    monkeypatch.chdir(tmp_path)
    before = [one for one in gc.get_objects() if isinstance(one, BuildRun)]  # of other tests of this process
    assert "the first build" in built([Path("articles")], Path("out"), 1, lambda *_: None)
    after = [one for one in gc.get_objects() if isinstance(one, BuildRun)]
    assert not [one for one in after if not any(one is old for old in before)]
