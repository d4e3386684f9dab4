"""The index of an output folder: a store on disk beside it, built once for each state of its `dataset.nq`.

Loading a million quads takes seconds, opening a finished store milliseconds. The index of `output/` is
`output.index/<checksum of dataset.nq>/`; it may be deleted at any time. A store appears under its name only when it is
complete, and is opened read-only, so any number of readers may share it.
"""

from __future__ import annotations

import fcntl
import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path

import pyoxigraph as ox

from kgbuild.errors import InputError, UsageError
from kgbuild.problems import Location, Problem

_KEPT = 2  # the last store too: a server may still answer from it
_KEY = "key.json"
_PREFIX = re.compile(r"@prefix ([\w-]*): <([^>]*)>")


def open_store(data: Path) -> ox.Store:
    """Return the dataset of an output folder (from its index, built where there is none yet) or of one RDF file.

    Where no index can be written the folder is loaded into memory. Raises UsageError where there is no data, InputError
    where it is not RDF.
    """
    if not data.is_dir():
        return load_store(data)
    path = index_of(data)
    return load_store(data) if path is None else ox.Store.read_only(str(path))


def load_store(data: Path) -> ox.Store:
    """Return an in-memory store with an output folder's `dataset.nq` or one RDF file (format by its suffix)."""
    path = _data_file(data)
    form = ox.RdfFormat.from_extension(path.suffix.removeprefix("."))
    if form is None:
        raise UsageError(f"{path.as_posix()}: `{path.suffix}` is no RDF format known here; use .nq, .trig, .ttl or .nt")
    store = ox.Store()
    _fill(store, path, form)
    return store


def index_of(out: Path) -> Path | None:
    """Return the finished store of an output folder, built now if it is missing; None where none can be written.

    Raises as `open_store` does.
    """
    path = _data_file(out)
    folder = out.resolve().with_name(f"{out.resolve().name}.index")
    try:
        folder.mkdir(exist_ok=True)
        with _locked(folder):
            found = folder / _checksum(path, folder / _KEY)
            if not found.is_dir():
                _build(path, found)
                _tidy(folder, found)
            return found
    except OSError:  # a folder we may not write, a full disk
        return None


def written_prefixes(data: Path) -> list[tuple[str, str]]:
    """Return the prefixes that an output folder's `graph.ttl` opens with: how people see its IRIs written."""
    path = data / "graph.ttl"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8") as lines:
        return _PREFIX.findall("".join(takewhile(lambda line: line.startswith("@prefix"), lines)))


def _data_file(data: Path) -> Path:
    path = data / "dataset.nq" if data.is_dir() else data
    if not path.is_file():
        raise UsageError(f"no data at {path.as_posix()}; name an output folder of `kgbuild build` or an RDF file")
    return path


def _fill(store: ox.Store, path: Path, form: ox.RdfFormat) -> None:
    try:
        store.bulk_load(path=str(path), format=form)
    except SyntaxError as error:
        where = Location(path.as_posix(), error.lineno or 0)
        raise InputError([Problem(where, f"cannot be read: {error.msg}", "build it anew")]) from None


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Let one process at a time look for the index and build it; the others wait and find it."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _checksum(path: Path, key: Path) -> str:
    """Return the file's checksum, remembered for as long as the file is the same one (inode, size, time of change)."""
    status = path.stat()
    stamp = [status.st_ino, status.st_size, status.st_mtime_ns]
    try:
        known = json.loads(key.read_text(encoding="utf-8"))
        if known["stamp"] == stamp:
            return str(known["sha256"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        pass  # no index yet, or a note that is no longer ours: read the file
    import hashlib  # loading OpenSSL takes as long as opening the store, and a known file needs none

    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    key.write_text(json.dumps({"stamp": stamp, "sha256": found}), encoding="utf-8")
    return found


def _build(path: Path, found: Path) -> None:
    growing = found.with_name("growing")
    shutil.rmtree(growing, ignore_errors=True)
    try:
        store = ox.Store(str(growing))
        _fill(store, path, ox.RdfFormat.N_QUADS)
        store.flush()
        del store  # closes it
        growing.rename(found)
    finally:
        shutil.rmtree(growing, ignore_errors=True)


def _tidy(folder: Path, newest: Path) -> None:
    """Delete all but the newest stores; the one just built is the newest whatever the clock says."""
    others = sorted((p for p in folder.iterdir() if p.is_dir() and p != newest), key=lambda p: -p.stat().st_mtime)
    for old in others[_KEPT - 1 :]:
        shutil.rmtree(old, ignore_errors=True)
