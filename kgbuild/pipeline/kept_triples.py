"""The index of a dataset, kept for the build that leads on from it: read in a tenth of the time that its lines take."""

from __future__ import annotations

import pickle
from contextlib import suppress
from pathlib import Path

from kgbuild.model.delta import Delta
from kgbuild.model.triples import Triples
from kgbuild.pipeline.earlier import LINES
from kgbuild.pipeline.parts import Plain
from kgbuild.serialize.splice import changed_subjects
from kgbuild.serialize.swap import write_whole

FILE = Path(".kgbuild") / "triples.bin"  # in the project's folder


def keep_triples(project: Path, dataset: str, triples: Triples) -> None:
    """Keep the triples of the dataset whose file has this digest; where they cannot be kept, the next build reads its
    lines."""
    with suppress(OSError):
        write_whole(project / FILE, pickle.dumps((dataset, *triples.kept), protocol=5))


def triples_after(project: Path, before: Path, new: Path, delta: Delta) -> Triples:
    """Return the triples of the dataset in a folder `new`, which a delta led to from that in the folder `before`."""
    kept = _kept(project, delta.against)
    if kept is None:
        with (new / LINES).open(encoding="utf-8", newline="\n") as lines:
            return Triples.of_lines(lines)
    return kept.changed({one.term: one.now for one in changed_subjects(before / LINES, delta)})


def _kept(project: Path, dataset: str) -> Triples | None:
    try:
        with (project / FILE).open("rb") as file:
            of, about, typed = Plain(file).load()
        return Triples.restored(about, typed) if of == dataset else None
    except Exception:  # whatever broken bytes lead to
        return None
