"""Lines without duplicates, in memory that does not grow with their number.

Up to `IN_MEMORY` lines are kept in the order they came. Beyond that they are dealt out to files by a checksum of their
subject and each file is cleaned by itself: lines with one subject stay together, and equal input gives equal bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, repeat
from typing import IO
from zlib import crc32

IN_MEMORY = 250_000
_PARTS = 64
_CHUNK = 20_000


class DistinctLines:
    """Takes lines (each with its line end), gives them back without duplicates."""

    def __init__(self, *, in_memory: int = IN_MEMORY) -> None:
        """Keep up to `in_memory` lines in memory."""
        self.count = 0  # the lines given back so far
        self._in_memory = in_memory
        self._kept: dict[str, None] = {}
        self._waiting: list[str] = []
        self._parts: list[IO[bytes]] = []

    def close(self) -> None:
        """Remove the files."""
        for part in self._parts:
            part.close()

    def add(self, lines: Iterable[str]) -> None:
        """Take lines."""
        if self._parts:
            self._waiting.extend(lines)
            if len(self._waiting) >= self._in_memory:
                self._deal_out()
            return
        self._kept.update(zip(lines, repeat(None)))
        if len(self._kept) >= self._in_memory:
            self._parts = [_scratch() for _ in range(_PARTS)]
            self._waiting.extend(self._kept)
            self._kept.clear()
            self._deal_out()

    def _deal_out(self) -> None:
        piles: list[list[str]] = [[] for _ in range(_PARTS)]
        subject, pile = "\n", piles[0]
        for line in self._waiting:
            if not line.startswith(subject):  # a row's lines come together: one checksum for all of them
                subject = line[: line.index(" ") + 1]
                pile = piles[crc32(subject.encode()) % _PARTS]
            pile.append(line)
        for part, pile in zip(self._parts, piles, strict=True):
            part.write("".join(pile).encode())
        self._waiting.clear()

    def chunks(self) -> Iterator[bytes]:
        """Yield the lines, many in one piece."""
        self.count += len(self._kept)
        yield from _joined(self._kept)
        if self._parts:
            self._deal_out()
        for part in self._parts:
            part.seek(0)
            lines = dict.fromkeys(part.read().split(b"\n"))
            self.count += len(lines) - 1  # the empty piece after the last line comes last
            yield b"\n".join(lines)


class SortedLines:
    """Takes lines, gives them back sorted and without duplicates: the order that never changes."""

    def __init__(self, *, in_memory: int = IN_MEMORY) -> None:
        """Keep up to `in_memory` lines in memory."""
        self.count = 0  # the lines given back so far
        self._in_memory = in_memory
        self._kept: set[str] = set()
        self._runs: list[IO[bytes]] = []

    def close(self) -> None:
        """Remove the files."""
        for run in self._runs:
            run.close()

    def add(self, lines: Iterable[str]) -> None:
        """Take lines."""
        self._kept.update(lines)
        if len(self._kept) >= self._in_memory:
            run = _scratch()
            run.writelines(_joined(sorted(self._kept)))
            self._runs.append(run)
            self._kept.clear()

    def chunks(self) -> Iterator[bytes]:
        """Yield the lines, many in one piece."""
        if not self._runs:
            self.count = len(self._kept)
            yield from _joined(sorted(self._kept))
            return
        for run in self._runs:
            run.seek(0)
        last = (line.encode() for line in sorted(self._kept))
        import heapq

        merged = _without_repeats(heapq.merge(*self._runs, last))
        while chunk := list(islice(merged, _CHUNK)):
            self.count += len(chunk)
            yield b"".join(chunk)


def _scratch() -> IO[bytes]:
    from tempfile import TemporaryFile  # it takes 20 ms to import, and small mappings need none

    return TemporaryFile()


def _joined(lines: Iterable[str]) -> Iterator[bytes]:
    rest = iter(lines)
    while chunk := "".join(islice(rest, _CHUNK)):
        yield chunk.encode()


def _without_repeats(lines: Iterable[bytes]) -> Iterator[bytes]:
    last = b""
    for line in lines:
        if line != last:
            yield line
        last = line
