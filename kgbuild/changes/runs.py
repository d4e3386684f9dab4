"""The last builds of each output folder, kept small: what each read, by digest, and the patch that led to it."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path

from kgbuild.changes.patch import Patch, read_patch

_WAIT = 60.0  # seconds for another build to end a write
_KEPT = 20  # runs of one output folder
_SCHEMA = """
create table if not exists runs(
  out text, number integer, dataset text, read text, patch blob, primary key (out, number)
) without rowid;
create table if not exists texts(digest text primary key, data blob) without rowid;
"""


@dataclass(frozen=True, slots=True)
class Read:
    """What a build read, by digest: articles by id, files (lexicons, mappings, ontologies, decisions, configuration) by
    the name messages give them, and versions (of kgbuild, the parser, the model, our code) by theirs. `kinds` says of a
    file what it is."""

    articles: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Run:
    """A kept run: its number (from 1, one more each build of the folder), the digest of its dataset, what it read."""

    number: int
    dataset: str
    read: Read


class KeptRuns:
    """The open file, for one output folder. Raises `sqlite3.Error` where it cannot be used."""

    def __init__(self, path: Path, out: Path) -> None:
        """Open the file, or make it."""
        self._out = out.resolve().as_posix()
        self._connection = sqlite3.connect(path, timeout=_WAIT)
        self._connection.execute("pragma journal_mode = wal")
        self._connection.executescript(_SCHEMA)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def runs(self) -> list[Run]:
        """Return the kept runs, the oldest first."""
        query = "select number, dataset, read from runs where out = ? order by number"
        return [Run(n, d, Read(**json.loads(read))) for n, d, read in self._connection.execute(query, (self._out,))]

    def any(self) -> bool:
        """Say whether a run is kept."""
        return bool(self._connection.execute("select 1 from runs where out = ? limit 1", (self._out,)).fetchone())

    def with_dataset(self, digest: str) -> Run | None:
        """Return the newest run, of whatever folder, that made a dataset."""
        query = "select number, dataset, read from runs where dataset = ? order by number desc limit 1"
        row = self._connection.execute(query, (digest,)).fetchone()
        return None if row is None else Run(row[0], row[1], Read(**json.loads(row[2])))

    def patch(self, number: int, to: int) -> Patch:
        """Return what leads from one run to a later one."""
        query = "select patch from runs where out = ? and number > ? and number <= ? order by number"
        found = Patch()
        for (data,) in self._connection.execute(query, (self._out, number, to)):
            found = found.then(read_patch(zlib.decompress(data).decode()))
        return found

    def text(self, digest: str) -> str:
        """Return the text of a file that a run read; empty where it is not kept."""
        row = self._connection.execute("select data from texts where digest = ?", (digest,)).fetchone()
        return "" if row is None else zlib.decompress(row[0]).decode("utf-8", "replace")

    def known(self, digest: str) -> bool:
        """Say whether a text is kept."""
        return bool(self._connection.execute("select 1 from texts where digest = ?", (digest,)).fetchone())

    def follow(self, dataset: str) -> None:
        """Let the run that made this dataset be the last: a later one was killed before its folder was in place, and
        where none made it, the folder comes from elsewhere."""
        query = "select max(number) from runs where out = ? and dataset = ?"
        (known,) = self._connection.execute(query, (self._out, dataset)).fetchone()
        with self._connection:
            self._connection.execute("delete from runs where out = ? and number > ?", (self._out, known or 0))

    def add(self, dataset: str, read: Read, patch: Iterable[str], texts: Mapping[str, bytes]) -> None:
        """Keep a run, given the lines of the patch that leads to it, and drop the oldest."""
        (newest,) = self._connection.execute("select max(number) from runs where out = ?", (self._out,)).fetchone()
        number = (newest or 0) + 1
        row = (self._out, number, dataset, json.dumps(asdict(read)), _compressed(patch))
        with self._connection:
            self._connection.execute("insert into runs values (?, ?, ?, ?, ?)", row)
            rows = [(digest, zlib.compress(data)) for digest, data in texts.items()]
            self._connection.executemany("insert or ignore into texts values (?, ?)", rows)
            self._connection.execute("delete from runs where out = ? and number <= ?", (self._out, number - _KEPT))
            self._forget_texts()

    def again(self, dataset: str) -> bool:
        """Keep a run that read and made what the last one did; False where that made another dataset, or none."""
        query = "select number, dataset, read from runs where out = ? order by number desc limit 1"
        row = self._connection.execute(query, (self._out,)).fetchone()
        if row is None or row[1] != dataset:
            return False
        same = (self._out, row[0] + 1, dataset, row[2], _compressed(()))
        with self._connection:
            self._connection.execute("insert into runs values (?, ?, ?, ?, ?)", same)
            self._connection.execute("delete from runs where out = ? and number <= ?", (self._out, same[1] - _KEPT))
        return True

    def _forget_texts(self) -> None:
        used = "select files.value from runs, json_each(read, '$.files') as files"
        self._connection.execute(f"delete from texts where digest not in ({used})")


def _compressed(lines: Iterable[str]) -> bytes:
    packer = zlib.compressobj()
    return b"".join([*(packer.compress(line.encode()) for line in lines), packer.flush()])


def text_digest(data: bytes) -> str:
    """Return the digest of a file's bytes."""
    return sha256(data).hexdigest()[:32]
