"""A project of small articles, and clusters started from the command line as a user would."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest

PEOPLE = ("Maren Oduya", "Pavo Lintner", "Sela Quist", "Ilja Torvan", "Rhea Brandvik", "Oskar Pinault")
PLACES = ("Oslo", "Vienna", "Geneva", "Lisbon", "Riga", "Tallinn")
ARTICLE = """---
date: 2031-05-{day:02}
publisher: Northshore Ledger
---
{first} met {second} in {place} on Monday.

"The harbour will stay open," {first} said. Two workers were injured in a fire in {place} on Tuesday.
"""


@dataclass(frozen=True)
class Project:
    """A folder with `articles/` and what one process builds of them in `one/`."""

    folder: Path

    def add(self, name: str, text: str) -> None:
        (self.folder / "articles" / name).write_text(text, encoding="utf-8")

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "kgbuild", *command],
            cwd=self.folder,
            env=os.environ | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def files(self, out: str, *, without: tuple[str, ...] = ("run.log.json",)) -> dict[str, bytes]:
        found = sorted(p for p in (self.folder / out).rglob("*") if p.is_file())
        return {p.relative_to(self.folder / out).as_posix(): p.read_bytes() for p in found if p.name not in without}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Twelve articles in files and nine in one, built by one process; not to be written to. One of them is slow where
    a test has it so."""
    project = Project(tmp_path_factory.mktemp("cluster"))
    (project.folder / "articles").mkdir()
    (project.folder / "kgbuild.yaml").write_text("lexicons: [own.yml]\n", encoding="utf-8")
    (project.folder / "own.yml").write_text(
        "aliases:\n  - {key: org/morrow, kind: organization, name: Morrow Motors, names: [Morrow]}\n", encoding="utf-8"
    )
    for number in range(12):
        project.add(f"a{number:02}.txt", article(number) + ("\nSlow.\n" if number == 1 else ""))
    lines = ({"id": f"line-{n}", "published": f"2031-06-{n:02}", "text": _body(n)} for n in range(1, 10))
    project.add("many.jsonl", "".join(f"{json.dumps(line)}\n" for line in lines))
    done = project.run("build", "articles", "-o", "one", "--clean", "-q")
    assert done.returncode == 0, done.stderr
    return project


@pytest.fixture
def project(built: Project, tmp_path: Path) -> Project:
    """A copy of it, for one test, nothing kept of earlier builds."""
    from shutil import copytree, ignore_patterns

    copytree(built.folder, tmp_path / "project", ignore=ignore_patterns(".kgbuild", "ids.csv"))
    return Project(tmp_path / "project")


def article(number: int) -> str:
    people = (PEOPLE[number % 6], PEOPLE[(number + 1 + number // 6) % 6])
    return ARTICLE.format(day=number + 5, first=people[0], second=people[1], place=PLACES[number % 6])


def _body(number: int) -> str:
    return article(number).split("---\n")[2]


@dataclass(frozen=True)
class Machines:
    """A scheduler and workers that run."""

    address: str
    workers: tuple[subprocess.Popen[bytes], ...]


@contextmanager
def _machines(folder: Path, number: int, environment: dict[str, str], *options: str) -> Iterator[Machines]:
    dask = [str(Path(sys.executable).with_name("dask"))]
    place, log = folder / "scheduler.json", (folder / "dask.log").open("wb")
    env = os.environ | {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"} | environment
    command = [
        *dask,
        "scheduler",
        "--port",
        "0",
        "--scheduler-file",
        str(place),
        "--no-dashboard",
        "--host",
        "127.0.0.1",
    ]
    started = [_started(command, env, log)]
    try:
        wait_for(lambda: place.is_file() and place.read_text(encoding="utf-8").endswith("}"))
        address = json.loads(place.read_text(encoding="utf-8"))["address"]
        worker = [
            *dask,
            "worker",
            address,
            "--nthreads",
            "1",
            "--no-dashboard",
            "--local-directory",
            str(folder),
            *options,
        ]
        started += [_started(worker, env, log) for _ in range(number)]
        yield Machines(address, tuple(started[1:]))
    finally:
        for process in started:  # a worker that is just being started anew outlives its nanny's polite end
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        log.close()


def _started(command: list[str], environment: dict[str, str], log: IO[bytes]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)


@pytest.fixture
def machines(tmp_path: Path) -> Callable[..., object]:
    """`with machines(number, *options, **environment)`: a scheduler and workers on this machine."""

    def start(number: int, *options: str, **environment: str) -> object:
        return _machines(tmp_path, number, environment, *options)

    return start


def wait_for(what: Callable[[], object], seconds: float = 60) -> None:
    """Wait until something holds; this long is a fault, never a measurement."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "this never came"
        time.sleep(0.05)
