"""Articles found again where somebody else has read them: by the file and the id."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kgbuild.model.article import Article
from kgbuild.read.articles import Defaults, drafts_in, finished
from kgbuild.read.draft import Draft
from kgbuild.read.wording import Wording


class Again:
    """Reads articles of files again, one by one.

    Whoever asks for the articles of a file in its order has the file read once: the place in it is kept.
    """

    def __init__(self, defaults: Defaults, wording: Wording) -> None:
        """Keep what every article is read with."""
        self._defaults = defaults
        self._wording = wording
        self._file: tuple[Path, str] | None = None
        self._rest: Iterator[Draft] = iter(())

    def article(self, path: Path, shown: str, name: str) -> Article | None:
        """Return an article of a file by its id, or None where the file has none of that id. Raises `OSError`."""
        going_on = self._file == (path, shown)
        draft = self._next(name) if going_on else None
        if draft is None:
            self._file, self._rest = (path, shown), drafts_in(path, shown, [])  # what is wrong was told the first time
            draft = self._next(name)
        return None if draft is None else finished(draft, self._defaults, self._wording)

    def _next(self, name: str) -> Draft | None:
        return next((draft for draft in self._rest if draft.article.id == name), None)
