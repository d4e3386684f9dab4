"""The output of an earlier build that this one leads on from, so that its files need only be made over."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import file_digest, sha256
from itertools import accumulate
from pathlib import Path

from kgbuild.changes.patch import differing, lines_of
from kgbuild.model.delta import Delta
from kgbuild.model.quads import Quad, SortedQuads, quad_of, sorted_quads
from kgbuild.model.terms import iri, literal_of
from kgbuild.model.triples import Triples
from kgbuild.pipeline.contents import Contents, contents_now, contents_said
from kgbuild.pipeline.description import DESCRIPTION, SPDX
from kgbuild.pipeline.reader import code_digest
from kgbuild.pipeline.record import LOG
from kgbuild.serialize.formats import Style
from kgbuild.serialize.jsonld import head_of as jsonld_head
from kgbuild.serialize.splice import Subject, changed_subjects
from kgbuild.turtle import head_of as turtle_head

DATASET, LINES, GRAPH, LINKED = "dataset.trig", "dataset.nq", "graph.ttl", "graph.jsonld"
"""The files of the dataset, of which all but the lines are made over."""

_MOST = 2  # where more than half changed, files are written anew


@dataclass(frozen=True, slots=True)
class Before:
    """An output folder as a build left it, with what its description says and the digest of its dataset."""

    folder: Path
    said: Triples
    base: str
    states: Mapping[str, Sequence[int]]

    @property
    def digest(self) -> str:
        """The digest of the dataset."""
        return self._checksum(LINES)

    def has(self, names: Iterable[str]) -> bool:
        """Whether some files of the folder are as its description says."""
        try:
            return all(map(self.intact, names))
        except OSError:
            return False

    def same(self, name: str, digest: str) -> bool:
        """Whether a file of the folder is as its description says, and has this digest."""
        return bool(digest) and self._checksum(name) == digest and self.has([name])

    def intact(self, name: str, head: str = "") -> bool:
        """Whether a file begins as it would now, and is as its description says. Raises `OSError` where it is gone."""
        path, begin = self.folder / name, head.encode()
        with path.open("rb") as file:
            if file.read(len(begin)) != begin:
                return False
            if state_of(path) == tuple(self.states.get(name, ())):
                return True
            file.seek(0)
            return file_digest(file, sha256).hexdigest() == self._checksum(name)

    def _checksum(self, name: str) -> str:
        node = iri(f"{self.base}dataset/checksum/{name}")
        return literal_of(self.said.one(node, iri(f"{SPDX}checksumValue"))).value


@dataclass(frozen=True, slots=True)
class Earlier:
    """The folder, the subjects of which something changed, and what is in the dataset now (without examples)."""

    folder: Path
    subjects: tuple[Subject, ...]
    contents: Contents


def output_before(out: Path, *, base: str, style: Style) -> Before | None:
    """Return the output that a build may lead on from: None where `out` has none, or files of the dataset that are not
    as they were written, or that another version or other prefixes made."""
    try:
        described = (out / DESCRIPTION).read_bytes()
        log = json.loads((out / LOG).read_bytes())
        if (log.get("description"), log.get("code")) != (sha256(described).hexdigest(), code_digest()):
            return None
        before = Before(out, _read(described), base, log.get("files", {}))
        heads = {LINES: "", DATASET: turtle_head(style.prefixes), GRAPH: turtle_head(style.prefixes)}
        heads[LINKED] = jsonld_head(style.context)
        return before if all(before.intact(name, head) for name, head in heads.items()) else None
    except (OSError, ValueError):
        return None


def state_of(path: Path) -> tuple[int, int, int, int]:
    """Return what tells that nobody wrote to a file since: its size, its number on the disk, and its times. A file that
    is moved with its folder keeps it, one that is copied does not."""
    found = path.stat()
    return found.st_size, found.st_ino, found.st_mtime_ns, found.st_ctime_ns


def delta_to(before: Before, new: Path) -> Delta | None:
    """Return what changed from an earlier dataset to that of another folder; None where that is much."""
    return _delta(before.folder, new, before.digest)


def led_on(before: Before, delta: Delta) -> Earlier:
    """Return an earlier output with what a delta changes of it."""
    subjects = tuple(changed_subjects(before.folder / LINES, delta))
    contents = contents_now(contents_said(before.said, f"<{before.base}dataset>"), subjects)
    return Earlier(before.folder, subjects, contents)


def _delta(old: Path, new: Path, against: str) -> Delta | None:
    """Return what changed from one folder's dataset to another's; None where that is much."""
    sides: tuple[list[Quad], list[Quad]] = [], []
    with ExitStack() as closing:
        before, after = lines_of(old, closing), lines_of(new, closing)
        sizes = accumulate(len(line) for _, line in differing(before, after))
        if any(size > len(before) // _MOST for size in sizes):  # asked first: as quads they take many times the memory
            return None
        for side, line in differing(before, after):
            sides[side].append(quad_of(line.decode()))
    removed, added = map(SortedQuads, sides)
    return Delta(against, added, removed)


def _read(described: bytes) -> Triples:
    import pyoxigraph as ox

    found = ox.parse(input=described, format=ox.RdfFormat.TURTLE)
    return Triples(sorted_quads(Quad(str(q.subject), str(q.predicate), str(q.object)) for q in found))
