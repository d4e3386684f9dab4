"""Whether two texts are worded alike: content words without their endings, and pairs of them side by side."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 4
_ENDING = re.compile(r"(?<=[a-z]{3})(?:ies|ied|ing|ed|es|s|y|e)$")  # crude: only equal stems are compared
_EMPTY = frozenset(
    word
    for line in (
        "about after again against along also although among another around because been before being below between",
        "both could does doing down during each either else ever every from further have having here hers himself",
        "however into itself just later least less many more most much must near nearly neither never next none once",
        "only other ours over rather said same says several shall should since some such tell tells than that their",
        "them then there these they this those though through told toward towards under until upon very were what when",
        "where whether which while whom whose will with within without would your",
        "four five seven eight nine eleven twelve hundred thousand million billion trillion dozen dozens percent",
        "euro euros dollar dollars pound pounds worth people person today yesterday tomorrow hours days weeks months",
        "years week month year morning evening night monday tuesday wednesday thursday friday saturday sunday january",
        "february march april june july august september october november december officials",
    )
    for word in line.split()
)
"""Words that say nothing of what happened: grammar, numbers and amounts, days."""


def words_of(text: str, *, besides: Collection[str] = ()) -> Iterator[str]:
    """Yield the stems of the content words; `besides` are words (lower case) or stems to leave out, such as names."""
    yield from (_stem(w) for w in _lower(text) if _content(w, besides))


def phrases_of(text: str, *, besides: Collection[str] = ()) -> Iterator[str]:
    """Yield each two content words that stand side by side, as stems with a space between."""
    for a, b in pairwise(_lower(text)):
        if _content(a, besides) and _content(b, besides):
            yield f"{_stem(a)} {_stem(b)}"


def _lower(text: str) -> list[str]:
    return [w.lower() for w in _WORD.findall(text)]


def _content(word: str, besides: Collection[str]) -> bool:
    return len(word) >= _SHORTEST and word not in _EMPTY and word not in besides and _stem(word) not in besides


def _stem(word: str) -> str:
    return _ENDING.sub("", word)
