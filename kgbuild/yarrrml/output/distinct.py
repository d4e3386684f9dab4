"""Lines without duplicates, in memory that does not grow with their number.

Up to `IN_MEMORY` lines are kept in the order they came. Beyond that they are dealt out to parts by a checksum of their
subject and each part is cleaned by itself: lines with one subject stay together, and equal input gives equal bytes.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from itertools import islice, repeat
from typing import IO
from zlib import crc32

IN_MEMORY = 250_000
_PARTS = 128
_WAITING = 16_000  # lines dealt out at once: few enough to stay in the processor's cache
_CHUNK = 20_000


class DistinctLines:
    """Takes lines (each with its line end), gives them back without duplicates."""

    def __init__(self, *, in_memory: int = IN_MEMORY) -> None:
        """Keep up to `in_memory` lines in memory."""
        self.count = 0  # the lines given back so far
        self._in_memory = in_memory
        self._kept: dict[str, None] = {}
        self._waiting: list[str] = []
        self._parts: _Parts | None = None

    def close(self) -> None:
        """Remove the file."""
        if self._parts is not None:
            self._parts.close()

    def add(self, lines: Iterable[str]) -> None:
        """Take lines."""
        if self._parts is not None:
            self._waiting.extend(lines)
            if len(self._waiting) >= _WAITING:
                self._parts.deal_out(self._waiting)
                self._waiting.clear()
            return
        self._kept.update(zip(lines, repeat(None)))
        if len(self._kept) >= self._in_memory:
            self._parts = _Parts()
            self._parts.deal_out(self._kept)
            self._kept.clear()

    def chunks(self) -> Iterator[bytes]:
        """Yield the lines, many in one piece."""
        self.count += len(self._kept)
        yield from _joined(self._kept)
        if self._parts is None:
            return
        self._parts.deal_out(self._waiting)
        for part in self._parts.texts():
            lines = dict.fromkeys(part.split(b"\n"))
            self.count += len(lines) - 1  # the empty piece after the last line comes last
            yield b"\n".join(lines)


class _Parts:
    """Lines dealt out to many parts by their subject, in one file; each part is known by where its pieces stand."""

    def __init__(self) -> None:
        self._file = _scratch()
        self._size = 0
        self._pieces = [array("Q") for _ in range(_PARTS)]  # of each part: start, length, start, length …

    def close(self) -> None:
        self._file.close()

    def deal_out(self, lines: Iterable[str]) -> None:
        piles: list[list[str]] = [[] for _ in range(_PARTS)]
        subject, pile = "\n", piles[0]
        for line in lines:
            if not line.startswith(subject):  # a row's lines come together: one checksum for all of them
                subject = line[: line.index(" ") + 1]
                pile = piles[crc32(subject.encode()) % _PARTS]
            pile.append(line)
        for pieces, filled in zip(self._pieces, piles, strict=True):
            if filled:
                text = "".join(filled).encode()
                self._file.write(text)
                pieces.extend((self._size, len(text)))
                self._size += len(text)

    def texts(self) -> Iterator[bytes]:
        for pieces in self._pieces:
            yield b"".join(self._read(pieces[n], pieces[n + 1]) for n in range(0, len(pieces), 2))

    def _read(self, start: int, length: int) -> bytes:
        self._file.seek(start)
        return self._file.read(length)


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
