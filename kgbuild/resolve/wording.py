"""Whether two texts are worded alike: content words without their endings, and pairs of them side by side."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import pairwise

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 3
_ENDING = re.compile(r"(?<=[a-z]{3})(?:ies|ied|ing|ed|es|s|y|e)$")  # crude: only equal stems are compared


def words_of(text: str, *, besides: Collection[str] = ()) -> Iterator[str]:
    """Yield the stems of the content words; `besides` are words (lower case) or stems to leave out: those that say
    nothing, and names."""
    yield from (stem(w) for w in lower(text) if _content(w, besides))


def phrases_of(text: str, *, besides: Collection[str] = ()) -> Iterator[str]:
    """Yield each two content words that stand side by side, as stems with a space between."""
    for a, b in pairwise(lower(text)):
        if _content(a, besides) and _content(b, besides):
            yield f"{stem(a)} {stem(b)}"


def lower(text: str) -> list[str]:
    """Return the words of a text (no digits) in lower case."""
    return [w.lower() for w in _WORD.findall(text)]


def _content(word: str, besides: Collection[str]) -> bool:
    return len(word) >= _SHORTEST and word not in besides and stem(word) not in besides


@lru_cache(maxsize=65536)  # of a language's words a few thousand come again and again
def stem(word: str) -> str:
    """Return a word (lower case) without its ending."""
    return _ENDING.sub("", word)
