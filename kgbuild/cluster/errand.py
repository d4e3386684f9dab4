"""What goes to a worker and what comes back: places of articles, and facts as bytes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path

from kgbuild.config import Config
from kgbuild.model.article import Article
from kgbuild.model.gist import words_of
from kgbuild.read.remote import is_remote


@dataclass(frozen=True, slots=True)
class Errand:
    """One article for a worker: its number in the build, the file it stands in, what messages call that file, its id
    and the digest of its words, by which worker and client see that they read the same. What stands in no file that
    others can read (standard input) goes along as `article`."""

    number: int
    path: Path
    shown: str
    name: str
    words: str
    article: Article | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """What all errands of a build share: its name, the settings, what the client reads with (`terms_of`), and the
    seconds that one article may take."""

    name: str
    config: Config
    terms: Mapping[str, str]
    limit: float


class Fault(Enum):
    """Why there are no facts of an article: its file cannot be read there, its words have changed, our code fails, or
    workers die of it."""

    UNREADABLE = "unreadable"
    CHANGED = "changed"
    FAILED = "failed"
    DEADLY = "deadly"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an errand: facts as `packed` gives them, or why there are none, with what a worker says of it."""

    number: int
    facts: bytes = b""
    fault: Fault | None = None
    detail: str = ""


def errands_for(articles: Iterable[Article]) -> Iterator[Errand]:
    """Yield an errand for each article, in order."""
    for number, article in enumerate(articles):
        place = _place(article.path)
        along = None if place else article
        yield Errand(number, place or Path(), article.path, article.id, words_of(article), along)


@lru_cache(maxsize=1024)
def _place(shown: str) -> Path | None:
    if is_remote(Path(shown)):
        return Path(shown)
    path = Path(os.path.abspath(shown))  # noqa: PTH100 - `resolve` would follow a link, whose name is the id
    return path if shown and path.is_file() else None
