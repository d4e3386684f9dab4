"""Articles that print one text: an agency's report in five outlets is one witness, not five.

Two articles are copies where most of what the shorter one says stands, in the same words, in the longer one. Runs of
words are looked up in an index, so that the work grows with the text and not with the pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from kgbuild.claims.claim import ArticleContext, FactClaim

_SHARE = 0.6
_FEWEST = 3  # runs in common, so that one quotation makes no copy
_COMMONPLACE = 40  # a run in more articles than this is a phrase
_SPARSE = 16  # places for each number beyond which sorting is quicker than counting
_PORTION = 256  # articles whose pairs are counted together

_Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, order=True)
class Copy:
    """`article` (a slug) prints the text of `of`, which came before; `share` is the part of the shorter one that stands
    in the other."""

    article: str
    of: str
    share: float


@dataclass(frozen=True, slots=True)
class Outlets:
    """Counts independent outlets: copies of one text and reports of one publisher are one."""

    articles: Mapping[str, ArticleContext]
    copies: tuple[Copy, ...] = ()
    _text: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Join the copies into texts, each named by its first article."""
        for copy in self.copies:
            left, right = self.text_of(copy.article), self.text_of(copy.of)
            self._text[max(left, right)] = min(left, right)

    def text_of(self, article: str) -> str:
        """Return the first article that prints the text of an article."""
        while self._text.get(article, article) != article:
            article = self._text[article]
        return article

    def independent(self, claims: Iterable[FactClaim]) -> int:
        """Return how many outlets stand behind some claims, each text, publisher and agency counted once."""
        seen: dict[str, str] = {}

        def root(mark: str) -> str:
            while seen.setdefault(mark, mark) != mark:
                mark = seen[mark]
            return mark

        roots = set()
        for claim in claims:
            marks = [f"text {self.text_of(claim.article)}", f"outlet {self.articles[claim.article].publisher}"]
            marks += [f"agency {claim.source.via}"] if claim.source.via else []
            first = root(marks[0])
            for mark in marks[1:]:
                seen[root(mark)] = first
            roots.add(marks[0])
        return len({root(mark) for mark in roots})


def find_copies(articles: Mapping[str, ArticleContext]) -> tuple[Copy, ...]:
    """Return the pairs of articles that print one text, in a fixed order; only the nearest earlier one of each."""
    order = sorted(articles, key=lambda name: (articles[name].published, name))
    runs = [np.frombuffer(articles[name].runs, np.uint64) for name in order]
    sizes = np.fromiter(map(len, runs), np.int64, len(runs))
    best: dict[int, tuple[float, str]] = {}
    for articles_, others, common in _common(runs, sizes):
        shares = common / np.minimum(sizes[articles_], sizes[others])
        some = shares >= _SHARE  # of hundreds of pairs hardly one
        for article, other, share in zip(*(a[some].tolist() for a in (articles_, others, shares)), strict=True):
            best[article] = max(best.get(article, (0.0, "")), (share, order[other]))
    return tuple(sorted(Copy(order[one], of, round(share, 2)) for one, (share, of) in best.items()))


def texts_of(articles: Mapping[str, ArticleContext]) -> str:
    """Return a digest of all that `find_copies` looks at."""
    made = blake2b(digest_size=16)
    for name, context in sorted(articles.items()):
        made.update(f"{name}\0{context.published}\0{len(context.runs)}\0".encode())
        made.update(context.runs)
    return made.hexdigest()


def _common(runs: Sequence[NDArray[np.uint64]], sizes: _Ints) -> Iterator[tuple[_Ints, _Ints, _Ints]]:
    """Yield each two articles, the later first, that have some runs in common, and how many: some at a time."""
    every = np.concatenate([*runs, np.empty(0, np.uint64)])
    by_run = np.argsort(every)
    runs_, size = every[by_run], max(1, len(runs))
    fresh = np.flatnonzero(np.diff(runs_, prepend=~runs_[:1]) != 0)
    begin = np.repeat(fresh, np.diff(fresh, append=len(every)))
    # the holders of each run in order: a sort that keeps equal ones as they are takes many times as long
    holder = np.sort(begin * size + np.repeat(np.arange(len(runs)), sizes)[by_run]) % size
    rank = np.arange(len(every)) - begin
    for first in range(0, len(runs), _PORTION):
        inside = np.flatnonzero((holder >= first) & (holder < first + _PORTION) & (rank > 0))
        pairs = [np.empty(0, np.int64)]
        for number in range(_COMMONPLACE):
            inside = inside[rank[inside] > number]
            pairs.append(holder[inside] * size + holder[begin[inside] + number])
        found, counts = _counted(np.concatenate(pairs) - first * size, most=_PORTION * size)
        enough = counts >= _FEWEST
        articles, others = np.divmod(found[enough], size)
        yield articles + first, others, counts[enough]


def _counted(numbers: _Ints, *, most: int) -> tuple[_Ints, _Ints]:
    """Return the numbers (below `most`) there are, and how often: counted where they are many, for a tenth of the time
    that sorting them takes."""
    if most > _SPARSE * len(numbers):
        found, counts = np.unique(numbers, return_counts=True)
        return found, counts
    every = np.bincount(numbers)
    found = np.flatnonzero(every)
    return found, every[found]
