"""What lives as long as a run: what was fetched or asked for once, and the last document that was read whole, serve
every rule that wants them."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Self, TypeVar, cast

T = TypeVar("T")
_ENOUGH = 2  # times that something is read before it is held


class Scratch:
    """Files by what they hold. The folder is made with the first file and goes with the last reference to this."""

    def __init__(self) -> None:
        """Hold nothing yet."""
        self._files: dict[tuple[str, ...], Path] = {}
        self._folder: Path | None = None
        self._last: tuple[object, object] = (None, None)
        self._asked: tuple[object, int] = (None, 0)

    def __enter__(self) -> Self:
        """Return this."""
        return self

    def __exit__(self, *_: object) -> None:
        if self._folder is not None:
            import shutil

            shutil.rmtree(self._folder, ignore_errors=True)
        self._folder, self._files, self._last = None, {}, (None, None)

    def __reduce__(self) -> tuple[type[Scratch], tuple[()]]:
        """Another process starts with nothing: the files are this one's to remove."""
        return Scratch, ()

    def last(self, key: object, make: Callable[[], T]) -> T:
        """Return what `make` gives, or gave when this was last called, if that was for the same key. No more than one
        is held: memory stays that of one document."""
        if self._last[0] != key:
            self._last = (None, None)  # before the next one is made
            self._last = (key, make())
        return cast(T, self._last[1])

    def in_demand(self, key: object) -> bool:
        """Say whether the last two things asked for were this as well. What a rule and a link to it read is not worth
        being held: holding rows costs about what reading them once more does."""
        before, times = self._asked
        self._asked = (key, times + 1 if before == key else 1)
        return self._asked[1] > _ENOUGH

    def file(self, key: tuple[str, ...], name: str, write: Callable[[Path], None]) -> Path:
        """Return the file of that key; `write` makes it (named `name`) where there is none yet."""
        if key not in self._files:
            if self._folder is None:
                import shutil
                import tempfile

                self._folder = Path(tempfile.mkdtemp(prefix="kgbuild-"))
                weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
            folder = self._folder / str(len(self._files))
            folder.mkdir(exist_ok=True)
            write(folder / name)
            self._files[key] = folder / name
        return self._files[key]
