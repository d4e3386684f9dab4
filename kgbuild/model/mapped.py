"""Files read as they are looked at, of which no more is held than what is being looked at: what was passed over counts
as the memory of the process, and by the whole file, until it is let go."""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

Bytes = bytes | mmap.mmap

_PAGE = mmap.PAGESIZE


@contextmanager
def mapped(path: Path) -> Iterator[mmap.mmap]:
    """Yield the bytes of a file that is not empty, read as they are looked at."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        yield data


def passed(data: Bytes, start: int, end: int, portion: int) -> Iterator[bytes]:
    """Yield a stretch in portions, each let go of where the next is asked for."""
    for at in range(start, end, portion):
        until = min(at + portion, end)
        yield data[at:until]
        let_go(data, at, until)


def let_go(data: Bytes, start: int, end: int) -> None:
    """Let go of a stretch of a mapped file; where somebody looks at it again, it is read again."""
    first, last = start // _PAGE * _PAGE, end // _PAGE * _PAGE
    if isinstance(data, mmap.mmap) and first < last and hasattr(mmap, "MADV_DONTNEED"):
        data.madvise(mmap.MADV_DONTNEED, first, last - first)
