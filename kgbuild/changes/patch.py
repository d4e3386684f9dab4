"""What two outputs do not share, line by line: quads of `dataset.nq`, and merges."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path

from kgbuild.model.delta import Delta
from kgbuild.model.mapped import Bytes, let_go, mapped
from kgbuild.model.quads import Quad, line_of, quad_of

_MERGE = ("id", "members", "reason")
_LEAST, _MOST = 1 << 12, 1 << 20  # bytes compared at once: few where things differ
_HELD = 1 << 23  # bytes of two files that were looked at and are not let go of


@dataclass(frozen=True, slots=True)
class Patch:
    """Lines that go and lines that come: quads as N-Quads, sorted, then merges as JSON lists (id, members, reason)."""

    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    def quads(self) -> Iterator[tuple[str, Quad]]:
        """Yield ("-" or "+", quad)."""
        for sign, lines in (("-", self.removed), ("+", self.added)):
            for line in lines:
                if line.startswith("<"):
                    yield sign, quad_of(line)

    def merges(self) -> Iterator[tuple[str, list[str]]]:
        """Yield ("-" or "+", [id, members, reason])."""
        for sign, lines in (("-", self.removed), ("+", self.added)):
            for line in lines:
                if line.startswith("["):
                    yield sign, json.loads(line)

    def then(self, later: Patch) -> Patch:
        """Return this patch and a later one as one."""
        gone, come = {*self.removed}, {*self.added}
        removed = (gone - {*later.added}) | ({*later.removed} - come)
        added = (come - {*later.removed}) | ({*later.added} - gone)
        return Patch(tuple(sorted(removed)), tuple(sorted(added)))

    def backwards(self) -> Patch:
        """Return the patch that takes this one back."""
        return Patch(self.added, self.removed)


def read_patch(text: str) -> Patch:
    """Return a patch as it is kept: a line each, with its sign."""
    lines = text.split("\n")
    found = [tuple(line[1:] for line in lines if line.startswith(sign)) for sign in "-+"]
    return Patch(*found)


def patch_between(old: Path, new: Path) -> Patch:
    """Return what leads from one output folder to another; a folder without a dataset counts as empty."""
    return read_patch("".join(patch_lines(old, new)))


def patch_lines(old: Path, new: Path, delta: Delta | None = None) -> Iterator[str]:
    """Yield the same as it is kept, line by line: where everything changed, it is as large as both datasets. Where it
    is known, `delta` has what differs between them."""
    if delta is not None:
        for sign, quads in (("-", delta.removed), ("+", delta.added)):
            yield from (f"{sign}{line_of(quad)}" for quad in quads)
    else:
        with ExitStack() as closing:
            for place, line in differing(lines_of(old, closing), lines_of(new, closing)):
                yield f"{'-+'[place]}{line.decode()}"
    before, after = _merges(old), _merges(new)
    for sign, merges in (("-", before - after), ("+", after - before)):
        lines = (json.dumps(merge, ensure_ascii=False) for merge in merges)
        yield from (f"{sign}{line}\n" for line in sorted(lines))


def differing(old: Bytes, new: Bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that only one of two files has, with 0 for the old and 1 for the new one.

    Lines are sorted (by code point, as UTF-8 sorts too), each there once, the last one ended. What is equal is passed
    over in blocks, so that the work grows with what differs.
    """
    i = j = 0
    passed, block = (0, 0), _LEAST
    while i < len(old) and j < len(new):
        one, other = old[i : i + block], new[j : j + block]
        if one == other:
            passed = _passed(old, new, passed, (i, j))
            i, j, block = i + block, j + block, min(2 * block, _MOST)
            continue
        same = _common(one, other)
        i, j = (old.rfind(b"\n", 0, i + same) + 1, new.rfind(b"\n", 0, j + same) + 1)
        block = _LEAST
        while i < len(old) and j < len(new):
            one, other = (side[at : side.find(b"\n", at) + 1] for side, at in ((old, i), (new, j)))
            i, j = (i + len(one) if one <= other else i), (j + len(other) if other <= one else j)
            if one == other:
                break
            yield (0, one) if one < other else (1, other)
            passed = _passed(old, new, passed, (i, j))
    yield from ((0, line) for line in _rest(old, i))
    yield from ((1, line) for line in _rest(new, j))


def _rest(data: Bytes, at: int) -> Iterator[bytes]:
    """Yield the lines from a place on."""
    while at < len(data):
        end = (data.rfind(b"\n", at, at + _MOST) + 1) or (data.find(b"\n", at) + 1) or len(data)
        yield from data[at:end].splitlines(keepends=True)
        let_go(data, at, end)
        at = end


def _passed(old: Bytes, new: Bytes, since: tuple[int, int], now: tuple[int, int]) -> tuple[int, int]:
    """Let go of what two files were looked at for, where that is much; return up to where they are let go of."""
    if now[0] - since[0] + now[1] - since[1] < _HELD:
        return since
    let_go(old, since[0], now[0])
    let_go(new, since[1], now[1])
    return now


def _common(one: bytes, other: bytes) -> int:
    """Return how many bytes two blocks that are not equal begin with alike."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low


def lines_of(folder: Path, closing: ExitStack) -> Bytes:
    """Return the lines of a folder's dataset, none where it has none."""
    path = folder / "dataset.nq"
    if not path.is_file() or not path.stat().st_size:
        return b""
    return closing.enter_context(mapped(path))


def _merges(folder: Path) -> set[tuple[str, ...]]:
    path = folder / "tables" / "merges.csv"
    if not path.is_file():
        return set()
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        head = next(rows, [])
        at = [head.index(name) for name in _MERGE if name in head]
        return {tuple([row[i] for i in at]) for row in rows if row}


def digest_of(folder: Path) -> str:
    """Return the digest of an output's dataset, by which its run is known; empty where there is none."""
    path = folder / "dataset.nq"
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return known_as(file_digest(file, sha256).hexdigest())


def known_as(digest: str) -> str:
    """Return by what a run is known, given the SHA-256 of its dataset."""
    return digest[:32]


def rdf_patch(patch: Patch) -> Iterable[str]:
    """Yield the lines of an RDF Patch (one transaction; `D` what goes, `A` what comes)."""
    yield "TX ."
    for mark, lines in (("D", patch.removed), ("A", patch.added)):
        yield from (f"{mark} {line}" for line in lines if line.startswith("<"))
    yield "TC ."
