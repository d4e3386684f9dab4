"""What two outputs do not share, line by line: quads of `dataset.nq`, and merges."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from kgbuild.model.quads import Quad

_LINE = re.compile(r"(<[^>]*>) (<[^>]*>) (.*?)(?: (<[^>]*>))? \.\n?", re.DOTALL)
_MERGE = ("id", "members", "reason")


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

    def text(self) -> str:
        """Return the patch as it is kept: a line each, with its sign."""
        return "".join(f"{sign}{line}\n" for sign, lines in (("-", self.removed), ("+", self.added)) for line in lines)


def read_patch(text: str) -> Patch:
    """Return a patch from its text."""
    lines = text.split("\n")
    found = [tuple(line[1:] for line in lines if line.startswith(sign)) for sign in "-+"]
    return Patch(*found)


def quad_of(line: str) -> Quad:
    """Return the quad of a line of N-Quads as we write them."""
    found = _LINE.fullmatch(line)
    if found is None:
        raise ValueError(f"no N-Quads: {line!r}")
    return Quad(found[1], found[2], found[3], found[4] or "")


def patch_between(old: Path, new: Path) -> Patch:
    """Return what leads from one output folder to another; a folder without a dataset counts as empty."""
    removed, added = list[str](), list[str]()
    lines = (zip(_quads(folder), side, strict=False) for folder, side in ((old, _forever(0)), (new, _forever(1))))
    for line, group in groupby(merge(*lines), key=itemgetter(0)):
        sides = {side for _, side in group}
        if len(sides) == 1:
            (added if 1 in sides else removed).append(line.decode().rstrip("\n"))
    before, after = _merges(old), _merges(new)
    return Patch((*removed, *sorted(before - after)), (*added, *sorted(after - before)))


def _forever(side: int) -> Iterator[int]:
    while True:
        yield side


def _quads(folder: Path) -> Iterator[bytes]:
    path = folder / "dataset.nq"
    if path.is_file():
        with path.open("rb") as file:
            yield from file  # sorted by code point, as UTF-8 sorts too


def _merges(folder: Path) -> set[str]:
    path = folder / "tables" / "merges.csv"
    if not path.is_file():
        return set()
    with path.open(encoding="utf-8", newline="") as file:
        return {json.dumps([row.get(c, "") for c in _MERGE], ensure_ascii=False) for row in csv.DictReader(file)}


def digest_of(folder: Path) -> str:
    """Return the digest of an output's dataset, by which its run is known; empty where there is none."""
    path = folder / "dataset.nq"
    if not path.is_file():
        return ""
    made = sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            made.update(block)
    return made.hexdigest()[:32]


def rdf_patch(patch: Patch) -> Iterable[str]:
    """Yield the lines of an RDF Patch (one transaction; `D` what goes, `A` what comes)."""
    yield "TX ."
    for mark, lines in (("D", patch.removed), ("A", patch.added)):
        yield from (f"{mark} {line}" for line in lines if line.startswith("<"))
    yield "TC ."
