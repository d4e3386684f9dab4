"""What people see: problems, progress, exit codes. Words and bars go to stderr; data alone goes to stdout."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from time import monotonic

import click

from kgbuild.errors import CheckError, KgbuildError
from kgbuild.problems import Problem, Severity

_SHOWN = 50  # problems of one run printed in full; run.json has all


_WIDEST = 300  # characters of a line


class Exit(IntEnum):
    """Exit codes of the command line."""

    DONE = 0
    CHECK_FAILED = 1
    UNUSABLE = 2
    SOME_UNREADABLE = 3
    OUR_FAULT = 4
    INTERRUPTED = 130


def say(text: str) -> None:
    """Print words for a person."""
    click.echo(text, err=True)


def show_problems(problems: Iterable[Problem]) -> None:
    """Print problems, errors first, and how many there are."""
    found = sorted(problems, key=lambda p: (p.severity is not Severity.ERROR, p))
    for problem in found[:_SHOWN]:
        say(printable(str(problem)))
    if len(found) > _SHOWN:
        say(f"… and {len(found) - _SHOWN} more")
    if found:
        errors = sum(1 for p in found if p.severity is Severity.ERROR)
        say(f"{_count(errors, 'error')}, {_count(len(found) - errors, 'warning')}")


def printable(text: str) -> str:
    """Return text of others as a terminal may show it: control characters written out, long lines cut."""
    plain = "".join(c if c == "\n" or not _is_control(c) else f"\\x{ord(c):02x}" for c in text)
    return "\n".join(line if len(line) <= _WIDEST else line[: _WIDEST - 1] + "…" for line in plain.split("\n"))


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp"}  # Cf: marks of direction turn a line around


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def show_error(error: KgbuildError) -> Exit:
    """Print what stopped a command; return its exit code."""
    if error.problems:
        show_problems(error.problems)
    else:
        say(printable(f"error: {error}"))
    return Exit.CHECK_FAILED if isinstance(error, CheckError) else Exit.UNUSABLE


def put_json(value: object) -> None:
    """Print one JSON document on stdout."""
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def wrote(path: Path, *, as_json: bool) -> None:
    """Say which file was written, to a person or as JSON."""
    if as_json:
        put_json({"file": path.as_posix(), "bytes": path.stat().st_size})
    else:
        say(f"-> {path.as_posix()}")


class Bar:
    """A progress bar on a terminal, one line a stage elsewhere, nothing when quiet."""

    def __init__(self, *, quiet: bool) -> None:
        """Start with nothing shown."""
        self._quiet = quiet
        self._terminal = sys.stderr.isatty()
        self._stage = ""
        self._since = 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show that `done` of `total` are through a stage."""
        if self._quiet:
            return
        if stage != self._stage:
            self._since = monotonic()
        if self._terminal:
            width = 24
            filled = width * done // total if total else 0
            left = time_left(monotonic() - self._since, done, total)
            numbers = f" [{'█' * filled}{'·' * (width - filled)}] {done}/{total}{left}" if total else ""
            click.echo(f"\r\x1b[2K{stage}{numbers}", err=True, nl=False)
        elif stage != self._stage:
            say(f"{stage} …")
        self._stage = stage

    def end(self) -> None:
        """Clear the line."""
        if self._terminal and not self._quiet and self._stage:
            click.echo("\r\x1b[2K", err=True, nl=False)


def time_left(seconds: float, done: int, total: int) -> str:
    """Return how long a stage still takes at its pace, empty where that cannot be told yet.

    >>> time_left(30.0, 1, 4), time_left(1.0, 0, 4)
    (', 1:30 left', '')
    """
    if not 0 < done < total:
        return ""
    rest = round(seconds / done * (total - done))
    return f", {rest // 60}:{rest % 60:02} left"


@contextmanager
def progress(*, quiet: bool) -> Iterator[Bar]:
    """Yield a bar that is cleared whatever happens."""
    bar = Bar(quiet=quiet)
    try:
        yield bar
    finally:
        bar.end()
