"""Walks through a page of docs/ as a reader would, in an empty folder."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

_BLOCK = re.compile(r"^```([\w-]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"`([\w./-]+)`(?: [a-z ]+)?:\s*\Z")  # "Write `kgbuild.yaml`:" before a block names its file
_LATER = ("pip install", "git clone", "make ")  # what the wheel's own test does

Walk = Callable[[Path, Path], int]


@dataclass(frozen=True)
class Block:
    """A block of code: its language, its text, and the file it is said to go into."""

    language: str
    text: str
    file: str


def blocks_of(page: Path) -> Iterator[Block]:
    text = page.read_text(encoding="utf-8")
    for match in _BLOCK.finditer(text):
        before = text[: match.start()].rstrip().rsplit("\n\n", 1)[-1]
        name = _FILE.search(before)
        yield Block(match[1], match[2], name[1] if name else "")


@pytest.fixture
def walk() -> Walk:
    """`walk(page, folder)`: write the page's files, run its commands and Python, and compare what it says they print
    (blocks of `output`, where … stands for anything); returns how many blocks were used."""
    return _walk


def _walk(page: Path, folder: Path) -> int:
    printed, used = "", 0
    for block in blocks_of(page):
        if block.file and block.language not in {"sh", "output"}:
            (folder / block.file).parent.mkdir(parents=True, exist_ok=True)
            (folder / block.file).write_text(block.text, encoding="utf-8")
        elif block.language == "sh":
            printed = _run(block.text, folder)
        elif block.language == "python":
            printed = _python(block.text, folder)
        elif block.language == "output":
            _compare(block.text, printed, page)
        else:
            continue
        used += 1
    return used


def _run(script: str, folder: Path) -> str:
    lines = [line for line in script.splitlines() if not line.startswith(_LATER)]
    bin_folder = Path(sys.executable).parent
    environment = os.environ | {"PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "100"}
    command = ["bash", "-e", "-o", "pipefail", "-c", "\n".join(lines)]
    pipe = subprocess.PIPE
    done = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=pipe, stderr=pipe, text=True, start_new_session=True
    )
    out, err = done.communicate()
    with suppress(ProcessLookupError):  # what a page starts beside itself does not outlive it
        os.killpg(done.pid, signal.SIGKILL)
    assert done.returncode == 0, f"{script}\n{out}\n{err}"
    return out + err


def _python(script: str, folder: Path) -> str:
    done = subprocess.run([sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def _compare(expected: str, printed: str, page: Path) -> None:
    """Each line must have been printed, in this order; … stands for anything."""
    rest = printed.splitlines()
    for line in filter(str.strip, expected.splitlines()):
        pattern = re.compile(".*".join(map(re.escape, line.strip().split("…"))))
        place = next((i for i, found in enumerate(rest) if pattern.fullmatch(found.strip())), None)
        assert place is not None, f"{page.name} promises\n  {line}\nbut this was printed:\n{printed}"
        rest = rest[place + 1 :]
