"""The spans of a dataset, packed article by article: half of its nodes, and hardly ever looked at."""

from __future__ import annotations

import pickle
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING

from kgbuild.model.plain import plain

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Said = Mapping[str, Sequence[str]]
"""The objects of a subject by predicate."""

Own = tuple[bytes, tuple[bytes, ...]]
"""The keys of the spans of an article, eight bytes each in their order, and these, some at a time."""

Packed = Mapping[str, Own | None]
"""By article (a term) its spans; None where it has none any more."""

IN_ARTICLE = "<https://w3id.org/kgbuild/ns#inArticle>"
_KEY = 8  # bytes of a digest: of two spans of one key both are found in their articles
_LEVEL = 1  # zlib's quickest
_TOGETHER = 8  # spans that are packed together: whoever looks at one unpacks no more


class Spans:
    """Spans by article, each unpacked when it is looked at."""

    def __init__(self, packed: Packed) -> None:
        """Take what `pack` gave."""
        self.packed = packed
        self._owns = [own for own in packed.values() if own is not None]
        self._opened: dict[str, Said] = {}

    def open(self, articles: Iterable[str]) -> Iterable[str]:
        """Return the spans of some articles, unpacked for who looks at all of them, and more than once."""
        self._opened = dict(self.inside(articles))
        return self._opened

    def find(self, span: str) -> Said | None:
        """Return what is said of a span, None where it is none."""
        import numpy as np

        if span in self._opened:
            return self._opened[span]
        keys, holders, places = self._index
        key = np.frombuffer(_key(span), dtype=np.uint64)[0]
        at = int(np.searchsorted(keys, key))
        while at < len(keys) and keys[at] == key:
            found = _unpacked(self._owns[int(holders[at])][1][int(places[at]) // _TOGETHER])
            if span in found:
                return found[span]
            at += 1
        return None

    def inside(self, articles: Iterable[str]) -> Iterator[tuple[str, Said]]:
        """Yield the spans of some articles with what is said of them."""
        owns = (self.packed.get(one) for one in articles)
        return (found for own in owns if own is not None for some in own[1] for found in _unpacked(some).items())

    @property
    def every(self) -> Iterator[tuple[str, Said]]:
        """All spans with what is said of them, article by article."""
        return self.inside(self.packed)

    def patch(self, now: Mapping[str, Said | None]) -> Packed:
        """Return what is packed otherwise, given some spans as they are now (None: gone)."""
        moved = {_article_of(said) for span in now for said in (self.find(span), now[span]) if said}
        left = (item for item in self.inside(sorted(moved)) if item[0] not in now)
        found = pack((*left, *((span, said) for span, said in now.items() if said)))
        return {one: found.get(one) for one in sorted(moved)}

    def patched(self, patches: Iterable[Packed]) -> Spans:
        """Return the spans after some patches."""
        packed = dict(self.packed)
        for patch in patches:
            packed |= patch
        return Spans({one: own for one, own in packed.items() if own is not None})

    @cached_property
    def _index(self) -> tuple[NDArray[np.uint64], NDArray[np.int64], NDArray[np.int64]]:
        """All keys in order, the number of the article of each, and which of its spans it is."""
        import numpy as np

        keys = np.frombuffer(b"".join(own[0] for own in self._owns), dtype=np.uint64)
        order = np.argsort(keys, kind="stable")
        sizes = np.array([len(own[0]) // _KEY for own in self._owns], dtype=np.int64)
        holders = np.repeat(np.arange(len(sizes)), sizes)
        places = np.arange(len(keys)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        return keys[order], holders[order], places[order]


def pack(spans: Iterable[tuple[str, Said]]) -> dict[str, Own]:
    """Return spans packed, whatever their order."""
    by_article: dict[str, dict[str, Said]] = defaultdict(dict)
    for span, said in spans:
        by_article[_article_of(said)][span] = said
    return {one: _packed(sorted(own.items())) for one, own in sorted(by_article.items())}


def _article_of(said: Said) -> str:
    """Return the article that a span stands in, or an empty text."""
    return next(iter(said.get(IN_ARTICLE, ())), "")


def _packed(own: Sequence[tuple[str, Said]]) -> Own:
    some = (dict(own[at : at + _TOGETHER]) for at in range(0, len(own), _TOGETHER))
    packed = (zlib.compress(pickle.dumps(one, protocol=5), _LEVEL) for one in some)
    return b"".join(_key(span) for span, _ in own), tuple(packed)


def _unpacked(some: bytes) -> dict[str, Said]:
    found: dict[str, Said] = plain(zlib.decompress(some))
    return found


def _key(span: str) -> bytes:
    return blake2b(span.encode("utf-8", "surrogatepass"), digest_size=_KEY).digest()
