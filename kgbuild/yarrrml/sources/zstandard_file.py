"""Reading zstandard files to their end: the package's own reader takes a file cut short for a whole one."""

from __future__ import annotations

import io
from pathlib import Path
from typing import IO, TYPE_CHECKING

from kgbuild.errors import MissingExtra

if TYPE_CHECKING:
    import zstandard

_PIECE = 1 << 16


def open_zstandard(path: Path) -> IO[bytes]:
    """Open a file for reading. Reading raises `EOFError` where it is cut short; raises `MissingExtra`."""
    try:
        import zstandard
    except ImportError:
        raise MissingExtra("reading .zst files needs `pip install kgbuild[zstd]`") from None
    return io.BufferedReader(_Frames(path.open("rb"), zstandard.ZstdDecompressor()), _PIECE)


class _Frames(io.RawIOBase):
    """The bytes of all frames of a file, one after the other."""

    def __init__(self, raw: IO[bytes], context: zstandard.ZstdDecompressor) -> None:
        self._raw = raw
        self._context = context
        self._frame: zstandard.ZstdDecompressionObj | None = None
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._ready:
            piece = self._raw.read(_PIECE)
            if not piece:
                if self._frame is not None:
                    raise EOFError("the file is cut short")
                return 0
            self._ready = memoryview(self._unpacked(piece))
        count = min(len(buffer), len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def _unpacked(self, piece: bytes) -> bytes:
        found = []
        while piece:
            frame = self._frame or self._context.decompressobj()
            found.append(frame.decompress(piece))
            self._frame = None if frame.eof else frame
            piece = frame.unused_data if frame.eof else b""
        return b"".join(found)

    def close(self) -> None:
        self._raw.close()
        super().close()
