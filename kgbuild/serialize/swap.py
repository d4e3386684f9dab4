"""Whole or not at all: an output folder is written beside its place and swapped in when it is complete.

The new folder grows in `.<name>.new`. To swap, the previous folder moves to `.<name>.old`, the new one into place, and
the old one goes. Whatever stops us before that leaves the previous folder alone; a kill between the two moves (a matter
of microseconds) leaves it complete as `.<name>.old`, and `recover` moves it back. Both are renames within one folder,
which Linux and macOS make atomic.
"""

from __future__ import annotations

import fcntl
import os
import pickle
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from kgbuild.errors import UsageError

_LEAST_FREE = 1 << 20  # bytes: less is a full disk, whatever is to be written
PORTION = 1 << 17  # bytes
MARKER = "run.json"  # each finished output folder holds it, so no other folder is ever replaced


@contextmanager
def new_folder(out: Path) -> Iterator[Path]:
    """Yield an empty folder to fill; it becomes `out` when the block ends, and vanishes when the block raises.

    Raises UsageError, before anything is touched, where `out` is no folder of ours (neither empty nor with a
    `run.json`), where it cannot be moved, or where another process is writing it.

    >>> import tempfile
    >>> out = Path(tempfile.mkdtemp()) / "output"
    >>> with new_folder(out) as folder:
    ...     _ = (folder / "run.json").write_text("{}")
    >>> [path.name for path in out.iterdir()]
    ['run.json']
    """
    out = out.resolve()
    new = _beside(out, "new")
    with _held(new):
        try:
            recover(out)
            check_replaceable(out)
            yield new
            _swap(new, out)
        finally:
            shutil.rmtree(new, ignore_errors=True)


def check_replaceable(out: Path) -> None:
    """Raise UsageError where `new_folder` would refuse `out`; for asking before hours of work, not after."""
    out = out.resolve()
    check_writable(out)
    if not out.exists():
        return
    if not out.is_dir():
        raise UsageError(f"{out} is a file; give -o a folder")
    if any(out.iterdir()) and not (out / MARKER).is_file():
        raise UsageError(
            f"{out} holds files that kgbuild did not write (there is no {MARKER}); "
            "give -o a new or empty folder, or empty this one yourself"
        )
    # Moving these would fail, or leave the user's shell in a folder that is gone.
    if out in (Path.cwd(), *Path.cwd().parents) or out.is_mount():
        raise UsageError(f"{out} cannot be swapped while it is in use as a folder; give -o a folder below it")


def check_writable(path: Path) -> None:
    """Raise UsageError where nothing can be written at `path`: no permission, a read-only or a full disk."""
    folder = next(p for p in path.resolve().parents if p.exists())
    if not folder.is_dir():
        raise UsageError(f"cannot write {path}: {folder} is a file; name another place")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise UsageError(f"cannot write {path}: {folder} cannot be written to; change its permissions or name another")
    if shutil.disk_usage(folder).free < _LEAST_FREE:
        raise UsageError(f"cannot write {path}: the disk is full; free some space or name a place on another disk")


def untouched(out: Path) -> bool:
    """Whether there is an output folder, and no run is writing it or was killed in the middle of that."""
    out = out.resolve()
    return out.is_dir() and not any(_beside(out, mark).exists() for mark in ("new", "old"))


def recover(out: Path) -> None:
    """Put the previous output back, or away, if a run was killed while it swapped; else do nothing."""
    old = _beside(out.resolve(), "old")
    if old.exists():
        if out.exists():
            shutil.rmtree(old)
        else:
            old.rename(out)


def write_whole(path: Path, data: bytes) -> None:
    """Write one file so that a reader sees either its old content or all of the new; makes missing folders."""
    with _whole(path) as file:
        for part in portions(data):
            file.write(part)


def keep_whole(path: Path, *parts: object, mark: bytes = b"") -> None:
    """Keep texts, numbers and tuples of them so in a file, one after the other, after a `mark`: their bytes are never
    all in memory. Where they cannot be written, nothing is."""
    with suppress(OSError), _whole(path) as file:
        file.write(mark)
        for part in parts:
            pickle.dump(part, file, protocol=5)


@contextmanager
def _whole(path: Path) -> Iterator[BinaryIO]:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = _beside(path, "new")
    try:
        with new.open("wb") as file:
            yield file
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def portions(data: bytes) -> Iterator[memoryview]:
    """Yield some bytes in the portions in which they are best written: larger ones cost a system whose memory is much
    in use up to five times as much."""
    whole = memoryview(data)
    return (whole[at : at + PORTION] for at in range(0, len(data), PORTION))


def _beside(path: Path, mark: str) -> Path:
    return path.with_name(f".{path.name}.{mark}")


@contextmanager
def _held(new: Path) -> Iterator[None]:
    """Make `new` afresh and hold a lock on it, which the system drops if we are killed."""
    new.parent.mkdir(parents=True, exist_ok=True)
    if new.exists():
        with _locked(new):
            shutil.rmtree(new)
    new.mkdir()
    with _locked(new):
        yield


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UsageError(f"another kgbuild is writing {folder}; wait for it to end") from None
        yield
    finally:
        os.close(handle)


def _swap(new: Path, out: Path) -> None:
    old = _beside(out, "old")
    if not out.exists():
        new.rename(out)
        return
    try:
        out.rename(old)
        new.rename(out)
    except BaseException:
        if not out.exists():
            old.rename(out)
        raise
    shutil.rmtree(old)
