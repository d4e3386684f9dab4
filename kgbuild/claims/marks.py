"""What each article speaks of, and how, as arrays of numbers: small enough to hold of every article, and to compare.

A node or a quad is its key, the first 64 bits of a digest of its text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntFlag
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
Bits = NDArray[np.uint8]


class Mark(IntFlag):
    """How an article speaks of a node: `DESCRIBED`, or `LISTED` where no words tell that; `CLAIMED`: a claim is about
    it, or `TOLD_OF`, names it; `FIRM`: something accepted does; `UNSURE`: a claim about it is disputed; `COMPARED`: a
    claim about it can be contradicted; `USED`: it stands in a quad."""

    DESCRIBED = 1
    LISTED = 2
    TOLD_OF = 4
    FIRM = 8
    UNSURE = 16
    CLAIMED = 32
    COMPARED = 64
    USED = 128


_TOLD_BY = Mark.DESCRIBED | Mark.LISTED | Mark.TOLD_OF | Mark.FIRM
_TOLD = Mark.DESCRIBED | Mark.TOLD_OF


def key_of(text: str) -> bytes:
    """Return the key of a node or of a quad as text."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def keys_of(texts: Iterable[str]) -> Keys:
    """Return the keys of nodes, in their order."""
    return np.frombuffer(b"".join(map(key_of, texts)), dtype=np.uint64)


def joined(parts: Sequence[Keys]) -> Keys:
    """Return some keys one after the other."""
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.uint64)


def told(bits: Bits) -> NDArray[np.bool_]:
    """Say of nodes, by what all articles make of them, whether they are only told of."""
    return (bits & np.uint8(_TOLD_BY)) == np.uint8(_TOLD)


class Marks:
    """What all articles together make of nodes."""

    __slots__ = ("bits", "keys")

    def __init__(self, parts: Sequence[tuple[Keys, Bits]]) -> None:
        """Join the marks that articles make."""
        every = joined([keys for keys, _ in parts])
        marks = np.concatenate([bits for _, bits in parts]) if parts else np.empty(0, dtype=np.uint8)
        order = np.argsort(every, kind="stable")
        every, marks = every[order], marks[order]
        starts = np.flatnonzero(np.concatenate(([True], every[1:] != every[:-1]))) if len(every) else np.empty(0, int)
        self.keys = every[starts]
        self.bits = np.bitwise_or.reduceat(marks, starts) if len(every) else marks

    def at(self, keys: Keys) -> Bits:
        """Return what is made of nodes, in their order; nothing of those that no article speaks of."""
        if not len(self.keys):
            return np.zeros(len(keys), dtype=np.uint8)
        place = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[place] == keys, self.bits[place], np.uint8(0))

    def differing(self, other: Marks, of: Mark) -> Keys:
        """Return the nodes that are otherwise in `of` than with other marks."""
        every = np.union1d(self.keys, other.keys)
        wanted = np.uint8(of)
        return every[(self.at(every) & wanted) != (other.at(every) & wanted)]
