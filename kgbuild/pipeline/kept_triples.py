"""The index of a dataset, kept for the build that leads on from it: read in a fraction of the time that its lines take.

The file begins with an index and goes on with what each build changed of it, so that little is written.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from kgbuild.model.delta import Delta
from kgbuild.model.plain import Plain
from kgbuild.model.triples import Lean, Patch, Triples
from kgbuild.pipeline.earlier import LINES
from kgbuild.serialize.splice import changed_subjects
from kgbuild.serialize.swap import keep_whole

FILE = Path(".kgbuild") / "triples.bin"  # in the project's folder
_MOST = 4  # where patches take more than this part of the index, it is written anew


class Led(NamedTuple):
    """The triples of a dataset; `patch` leads to them from those kept, and may be added to the file."""

    triples: Triples
    against: str = ""
    patch: Patch | None = None


class _Kept(NamedTuple):
    lean: Lean
    patches: list[Patch]
    may_grow: bool


def keep_triples(project: Path, dataset: str, led: Led) -> None:
    """Keep the triples of the dataset whose file has this digest; where they cannot be kept, the next build reads its
    lines."""
    with suppress(OSError):
        if led.patch is None:
            keep_whole(project / FILE, (dataset, *led.triples.lean()))
        elif dataset != led.against:
            with (project / FILE).open("ab") as file:
                file.write(pickle.dumps((led.against, dataset, *led.patch), protocol=5))


def triples_after(project: Path, before: Path, new: Path, delta: Delta) -> Led:
    """Return the triples of the dataset in a folder `new`, which a delta led to from that in the folder `before`."""
    kept = _kept(project, delta.against)
    if kept is None:
        with (new / LINES).open(encoding="utf-8", newline="\n") as lines:
            return Led(Triples.of_lines(lines))
    now = {one.term: one.now for one in changed_subjects(before / LINES, delta)}
    patch = kept.lean.patch(now, kept.patches)
    triples = Triples.restored(kept.lean, [*kept.patches, patch])
    return Led(triples, delta.against, patch) if kept.may_grow else Led(triples)


def _kept(project: Path, dataset: str) -> _Kept | None:
    try:
        with (project / FILE).open("rb") as file:
            of, *index = Plain(file).load()
            size = file.tell()
            added = list(_added(file))
            end = file.tell()
        patches: list[Patch] = []
        for against, now, *patch in reversed(added):
            if dataset != of and now == dataset:
                dataset = against
                patches.insert(0, Patch(*patch))
        return _Kept(Lean(*index), patches, _MOST * (end - size) < size) if of == dataset else None
    except Exception:  # whatever broken bytes lead to
        return None


def _added(file: BinaryIO) -> Iterator[tuple[Any, ...]]:
    """Yield what builds added to the file: from which dataset to which, and the patch."""
    with suppress(EOFError):
        while True:
            yield Plain(file).load()
