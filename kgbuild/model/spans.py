"""The spans of a dataset, packed article by article: half of its nodes, and hardly ever looked at."""

from __future__ import annotations

import pickle
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from kgbuild.model.plain import plain

Said = Mapping[str, Sequence[str]]
"""The objects of a subject by predicate."""

Packed = Mapping[str, tuple[bytes, bytes] | None]
"""By article (a term; empty: of none) the keys of its spans, eight bytes each in the order of the spans, and these;
None where it has none any more."""

IN_ARTICLE = "<https://w3id.org/kgbuild/ns#inArticle>"
_KEY = 8  # bytes of a digest: of two spans of one key both are found in their articles
_LEVEL = 1  # zlib's quickest


class Spans:
    """Spans by article; each is unpacked with those of its article when it is first looked at."""

    def __init__(self, packed: Packed) -> None:
        """Take what `pack` gave."""
        self.packed = packed
        self._articles = [one for one, own in packed.items() if own is not None]
        self._unpacked = lru_cache(maxsize=64)(self._unpack)

    def find(self, span: str) -> Said | None:
        """Return what is said of a span, None where it is none."""
        keys, holders = self._index
        key = np.frombuffer(_key(span), dtype=np.uint64)[0]
        at = int(np.searchsorted(keys, key))
        while at < len(keys) and keys[at] == key:
            found = self._unpacked(self._articles[int(holders[at])]).get(span)
            if found is not None:
                return found
            at += 1
        return None

    def inside(self, articles: Iterable[str]) -> Iterator[tuple[str, Said]]:
        """Yield the spans of some articles with what is said of them."""
        for one in articles:
            yield from self._unpacked(one).items()

    @property
    def every(self) -> Iterator[tuple[str, Said]]:
        """All spans with what is said of them, article by article."""
        return (found for one in self._articles for found in self._unpack(one).items())

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
    def _index(self) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
        """All keys in order, and the number of the article of each."""
        parts = [np.frombuffer(own[0], dtype=np.uint64) for own in self.packed.values() if own is not None]
        keys = np.concatenate([*parts, np.empty(0, dtype=np.uint64)])
        order = np.argsort(keys, kind="stable")
        return keys[order], np.repeat(np.arange(len(parts)), [len(part) for part in parts])[order]

    def _unpack(self, article: str) -> dict[str, Said]:
        own = self.packed.get(article)
        found: dict[str, Said] = plain(zlib.decompress(own[1])) if own is not None else {}
        return found


def pack(spans: Iterable[tuple[str, Said]]) -> dict[str, tuple[bytes, bytes]]:
    """Return spans packed, whatever their order."""
    by_article: dict[str, dict[str, Said]] = defaultdict(dict)
    for span, said in spans:
        by_article[_article_of(said)][span] = said
    return {one: _packed(dict(sorted(own.items()))) for one, own in sorted(by_article.items())}


def _article_of(said: Said) -> str:
    """Return the article that a span stands in, or an empty text."""
    return next(iter(said.get(IN_ARTICLE, ())), "")


def _packed(own: Mapping[str, Said]) -> tuple[bytes, bytes]:
    return b"".join(map(_key, own)), zlib.compress(pickle.dumps(own, protocol=5), _LEVEL)


def _key(span: str) -> bytes:
    return blake2b(span.encode("utf-8", "surrogatepass"), digest_size=_KEY).digest()
