"""Articles that print one text: an agency's report in five outlets is one witness, not five.

Two articles are copies where most of what the shorter one says stands, in the same words, in the longer one. Runs of
words are looked up in an index, so that the work grows with the text and not with the pairs.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from zlib import crc32

from kgbuild.claims.claim import ArticleContext, FactClaim

_WORD = re.compile(r"\w+")
_RUN = 6  # words in a row that two reporters hardly ever write alike by chance
_KEPT = 2  # one run in so many is looked at, chosen by its own checksum, the same in every article
_SHARE = 0.6
_FEWEST = 3  # runs in common, so that one quotation makes no copy
_COMMONPLACE = 40  # a run in more articles than this is a phrase


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
    runs = {name: _runs(context.text) for name, context in sorted(articles.items())}
    holders: dict[str, list[str]] = defaultdict(list)
    found = []
    order = sorted(runs, key=lambda name: (articles[name].published, name))
    for name in order:
        shared = Counter(other for run in sorted(runs[name]) for other in holders[run][:_COMMONPLACE])
        best = max(((_share(n, runs[name], runs[o]), o) for o, n in shared.items() if n >= _FEWEST), default=(0.0, ""))
        if best[0] >= _SHARE:
            found.append(Copy(name, best[1], round(best[0], 2)))
        for run in sorted(runs[name]):
            holders[run].append(name)
    return tuple(sorted(found))


def _share(common: int, one: frozenset[str], other: frozenset[str]) -> float:
    return common / min(len(one), len(other))


def _runs(text: str) -> frozenset[str]:
    words = [w.lower() for w in _WORD.findall(text)]
    runs = (" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1))
    return frozenset(run for run in runs if crc32(run.encode()) % _KEPT == 0)
