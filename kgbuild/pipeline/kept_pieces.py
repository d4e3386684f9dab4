"""What the last build noted of the pieces of its files, so that those which are as they were are copied."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kgbuild.model.plain import Plain
from kgbuild.pipeline.description import Dump
from kgbuild.pipeline.earlier import Before
from kgbuild.serialize.pieces import Noted, Pieces
from kgbuild.serialize.swap import keep_whole

FILE = Path(".kgbuild") / "pieces.bin"  # in the project's folder


class KeptPieces:
    """The pieces of each file of an output `before` that is as it was written, and of those that are written now."""

    def __init__(self, project: Path, before: Before | None) -> None:
        """Read what is kept in a project's folder."""
        self._path = project / FILE
        self._before = before
        self._known = _kept(self._path) if before is not None else {}
        self._written: dict[str, Pieces] = {}

    def of(self, name: str) -> Pieces:
        """Return what writes the pieces of a file."""
        digest, noted = self._known.get(name, ("", Noted()))
        old = self._before.folder / name if self._before is not None and self._before.same(name, digest) else None
        return self._written.setdefault(name, Pieces(old, noted))

    def keep(self, dumps: Iterable[Dump]) -> None:
        """Keep what was written, given the files; where that cannot be kept, the next build makes all pieces."""
        flat = {d.name: (d.sha256, tuple(self._written[d.name].noted)) for d in dumps if d.name in self._written}
        keep_whole(self._path, flat)


def _kept(path: Path) -> dict[str, tuple[str, Noted]]:
    try:
        with path.open("rb") as file:
            return {name: (digest, Noted(*noted)) for name, (digest, noted) in Plain(file).load().items()}
    except Exception:  # whatever broken bytes lead to
        return {}
