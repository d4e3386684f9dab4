"""Subjects that are hardly ever looked at, some hundred of them together: who looks at one reads no more than those."""

from __future__ import annotations

import pickle
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import islice

from kgbuild.model.plain import plain
from kgbuild.model.spans import Said

_TOGETHER = 128


Chunked = tuple[tuple[str, ...], tuple[bytes, ...]]
"""Subjects in order, packed: the first of each chunk, and its bytes."""


def chunked(subjects: Iterable[tuple[str, Said]]) -> Chunked:
    """Return subjects, in order, packed."""
    every, firsts, packed = iter(subjects), list[str](), list[bytes]()
    while some := dict(islice(every, _TOGETHER)):
        firsts.append(next(iter(some)))
        packed.append(pickle.dumps(some, protocol=5))
    return tuple(firsts), tuple(packed)


class Chunks:
    """The subjects that are packed, but for those that are `otherwise` now."""

    def __init__(self, every: Chunked, otherwise: Iterable[str] = ()) -> None:
        """Take what `chunked` gave."""
        (self._firsts, self._packed), self._otherwise = every, frozenset(otherwise)
        self._opened: dict[int, dict[str, Said]] = {}

    def find(self, subject: str) -> Said | None:
        """Return what is said of a subject, None where it is not here."""
        at = bisect_right(self._firsts, subject) - 1
        return None if at < 0 or subject in self._otherwise else self._open(at).get(subject)

    @property
    def every(self) -> Iterator[tuple[str, Said]]:
        """All of them with what is said of each, in order."""
        for at in range(len(self._packed)):
            yield from (one for one in self._open(at).items() if one[0] not in self._otherwise)

    def _open(self, at: int) -> dict[str, Said]:
        if at not in self._opened:
            self._opened[at] = plain(self._packed[at])
        return self._opened[at]
