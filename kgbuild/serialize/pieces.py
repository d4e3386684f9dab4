"""Files most of whose pieces are as they were: those are copied from the file of the last build.

Each piece has a key that tells all it is made of, so that a piece found under its key is what would be made.
"""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from kgbuild.model.mapped import Bytes, mapped, passed
from kgbuild.serialize.swap import PORTION

Make = Callable[[], str]

_STRETCH = 128  # things that are written together
_HELD = 1 << 20  # bytes of pieces made that are written at a time: those of some files are large


def stretches(names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where each stretch of some names begins and ends. That is told by the name of its last, so that one that
    comes or goes leaves the other stretches as they are."""
    ends = [
        at for at, name in enumerate(names, start=1) if crc32(name.encode("utf-8", "surrogatepass")) % _STRETCH == 0
    ]
    yield from pairwise(dict.fromkeys((0, *ends, len(names))))


def key_of(said: Any) -> str:
    """Return a key for texts, numbers, tuples and lists of them."""
    # in this version equal values are equal bytes, and no other way to bytes is as quick
    return blake2b(marshal.dumps(said, 2), digest_size=16).hexdigest()


class Noted(NamedTuple):
    """The pieces that follow each other in a file: what all are made of besides their keys, these, and how many bytes
    each takes (as unsigned numbers of 32 bits)."""

    common: str = ""
    keys: tuple[str, ...] = ()
    sizes: bytes = b""


class Pieces:
    """Writes the pieces of a file and notes them; `old` is the file that has those `known`, where there is one."""

    def __init__(self, old: Path | None = None, known: Noted = Noted()) -> None:  # noqa: B008 -- it cannot change
        """Begin with none."""
        self._old, self._known = old, known
        self._common = ""
        self._keys: list[str] = []
        self._sizes = array("I")

    @property
    def noted(self) -> Noted:
        """What was written."""
        return Noted(self._common, tuple(self._keys), self._sizes.tobytes())

    def written(self, pieces: Iterable[tuple[str, Make]], *, mark: str, common: str = "") -> Iterator[bytes]:
        """Yield pieces, given the key of each, which no other has, and what makes it. `mark` begins the first and
        stands nowhere before; `common` is what all are made of besides their keys."""
        self._common = common
        if self._old is None or self._known.common != common or not self._known.keys:
            yield from self._written(pieces, b"", {})
            return
        with mapped(self._old) as data:
            yield from self._written(pieces, data, self._places(data.find(mark.encode())))

    def _places(self, at: int) -> Mapping[str, tuple[int, int]]:
        places = {}
        for key, size in zip(self._known.keys, array("I", self._known.sizes), strict=True):
            places[key] = at, at + size
            at += size
        return places

    def _written(
        self, pieces: Iterable[tuple[str, Make]], data: Bytes, places: Mapping[str, tuple[int, int]]
    ) -> Iterator[bytes]:
        held: list[bytes] = []
        much = begin = end = 0  # of what is to be copied next
        for key, make in pieces:
            start, stop = places.get(key, (0, -1))
            if start > stop:  # it was not there
                yield from passed(data, begin, end, PORTION)
                begin = end = 0
                held.append(make().encode())
                size = len(held[-1])
                much += size
            else:
                size = stop - start
            if held and (start < stop or much >= _HELD):
                yield b"".join(held)
                held.clear()
                much = 0
            if start < stop:
                if start != end:
                    yield from passed(data, begin, end, PORTION)
                    begin = start
                end = stop
            self._keys.append(key)
            self._sizes.append(size)
        yield from passed(data, begin, end, PORTION)
        yield b"".join(held)
