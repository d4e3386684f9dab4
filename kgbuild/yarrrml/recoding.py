"""Files written in UTF-16."""

from __future__ import annotations

import codecs
from typing import Protocol

ENCODINGS = ("utf-8", "utf-16")  # those in which every text can be written


class Stream(Protocol):
    """What bytes are written to."""

    def write(self, data: bytes, /) -> object:
        """Take bytes."""

    def flush(self) -> object:
        """Hand on what is held back."""

    def close(self) -> object:
        """Finish."""


class Utf16:
    """Takes UTF-8 in pieces of any size and writes it as UTF-16, with its mark, least byte first on every machine:
    equal input gives equal bytes."""

    def __init__(self, stream: Stream) -> None:
        """Write to `stream`."""
        self._stream = stream
        self._read = codecs.getincrementaldecoder("utf-8")().decode
        self.flush, self.close = stream.flush, stream.close
        stream.write(codecs.BOM_UTF16_LE)

    def write(self, data: bytes) -> int:
        """Take bytes; return how many."""
        self._stream.write(self._read(data).encode("utf-16-le"))
        return len(data)
