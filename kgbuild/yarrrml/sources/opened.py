"""Opening files that may be compressed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

from kgbuild.errors import InputError, MissingExtra
from kgbuild.problems import Location, Problem


def open_bytes(path: Path) -> IO[bytes]:
    """Open a file, `.gz` and `.zst` unpacked; `-` is standard input. Raises `InputError` when there is none."""
    if str(path) == "-":
        return sys.stdin.buffer
    try:
        if path.suffix == ".gz":
            import gzip

            return gzip.open(path, "rb")  # type: ignore[return-value]  # GzipFile is one in all that is used
        if path.suffix == ".zst":
            return _zstandard(path)
        return path.open("rb")
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        problem = Problem(Location(path.as_posix()), f"cannot read the source: {error.strerror}", "check the path")
        raise InputError([problem]) from None


def _zstandard(path: Path) -> IO[bytes]:
    try:
        import zstandard
    except ImportError:
        raise MissingExtra("reading .zst files needs `pip install kgbuild[zstd]`") from None
    stream: IO[bytes] = zstandard.open(path, "rb")
    return stream


def open_text(path: Path, encoding: str, *, newline: str | None = None) -> IO[str]:
    """Open a file as text; a byte order mark is dropped."""
    import io

    name = "utf-8-sig" if encoding.lower().replace("_", "-") in {"utf-8", "utf8"} else encoding
    return io.TextIOWrapper(open_bytes(path), encoding=name, newline=newline)
