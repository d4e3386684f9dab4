"""The text of a JSON file, in pieces or by lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from kgbuild.yarrrml.sources.opened import reading

_PIECE = 1 << 18


class JsonText:
    """A file open for reading; `escapes` says whether a text in it may be half a surrogate pair.

    An escape is the only way in for one, and looking for its beginning in a whole piece costs nothing beside looking
    at every text.
    """

    def __init__(self, stream: IO[str], name: str) -> None:
        """Read from `stream`; `name` is what messages call it."""
        self._stream = stream
        self._name = name
        self.escapes = False

    def pieces(self) -> Iterator[str]:
        """Yield the text in pieces. Raises `InputError` where it cannot be decoded."""
        with reading(self._name):
            for piece in iter(lambda: self._stream.read(_PIECE), ""):
                self._look(piece)
                yield piece

    def lines(self) -> Iterator[list[str]]:
        """Yield the lines, many at a time. Raises `InputError` where they cannot be decoded."""
        with reading(self._name):
            for lines in iter(lambda: self._stream.readlines(_PIECE), []):
                self._look("".join(lines))
                yield lines

    def _look(self, piece: str) -> None:
        self.escapes = self.escapes or "\\ud" in piece or "\\uD" in piece or piece.endswith(("\\", "\\u"))
