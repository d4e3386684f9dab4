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
Flags = NDArray[np.bool_]
NOTHING: Keys = np.empty(0, dtype=np.uint64)
NO_BITS: Bits = np.empty(0, dtype=np.uint8)


class Mark(IntFlag):
    """How an article speaks of a node: `DESCRIBED`, or `LISTED` where no words tell that; `CLAIMED`: a claim is about
    it, be it rejected; `TOLD_OF`: one that is not rejected is about it or names it; `FIRM`: something accepted does;
    `UNSURE`: a claim about it is disputed; `COMPARED`: one can be contradicted; `USED`: it stands in a quad."""

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
_GONE_BY = Mark.LISTED | Mark.TOLD_OF | Mark.FIRM | Mark.CLAIMED


def key_of(text: str) -> bytes:
    """Return the key of a node or of a quad as text."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def keys_of(texts: Iterable[str]) -> Keys:
    """Return the keys of nodes, in their order."""
    return np.frombuffer(b"".join(map(key_of, texts)), dtype=np.uint64)


def joined(parts: Sequence[Keys]) -> Keys:
    """Return some keys one after the other."""
    return np.concatenate(parts) if parts else NOTHING


def all_bits(parts: Sequence[Bits]) -> Bits:
    """Return some bits one after the other."""
    return np.concatenate(parts) if parts else NO_BITS


def told(bits: Bits) -> Flags:
    """Say of nodes, by what all articles make of them, whether they are only told of."""
    only: Flags = (bits & np.uint8(_TOLD_BY)) == np.uint8(_TOLD)
    return only


def emptied(bits: Bits) -> Flags:
    """Say of nodes whether all that claims say of them is rejected: `CLAIMED` without anything that speaks of them."""
    only: Flags = (bits & np.uint8(_GONE_BY)) == np.uint8(Mark.CLAIMED)
    return only


def among(keys: Keys, some: Keys) -> Flags:
    """Say of many keys whether they are among `some`, which are few: in a fraction of the time of sorting both."""
    if not len(some):
        return np.zeros(len(keys), dtype=np.bool_)
    known = np.sort(some)
    found: Flags = known[np.minimum(np.searchsorted(known, keys), len(known) - 1)] == keys
    return found


class Marks:
    """What all articles together make of nodes, `bits` by the `keys` in their order."""

    __slots__ = ("bits", "keys")

    def __init__(self, nodes: Keys, bits: Bits) -> None:
        """Join what articles make of nodes, which may be there several times."""
        order = np.argsort(nodes)  # in whatever order equal ones come, their bits are joined
        nodes, bits = nodes[order], bits[order]
        starts = np.flatnonzero(np.append(True, nodes[1:] != nodes[:-1])[: len(nodes)])
        self.keys = nodes[starts]
        self.bits: Bits = np.bitwise_or.reduceat(bits, starts) if len(starts) else NO_BITS

    def at(self, keys: Keys) -> Bits:
        """Return what is made of nodes, in their order; nothing of those that no article speaks of."""
        if not len(self.keys):
            return np.zeros(len(keys), dtype=np.uint8)
        place = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[place] == keys, self.bits[place], np.uint8(0))

    def without(self, nodes: Keys) -> Marks:
        """Return what is made of all but some nodes, each given once."""
        place = np.searchsorted(self.keys, nodes)
        known = place < len(self.keys)
        gone = place[known][self.keys[place[known]] == nodes[known]]
        made = Marks(NOTHING, NO_BITS)
        made.keys, made.bits = np.delete(self.keys, gone), np.delete(self.bits, gone)
        return made

    def plus(self, nodes: Keys, bits: Bits) -> Marks:
        """Return what is made of nodes where more is said of some, which may be there several times."""
        fresh = (bits & ~self.at(nodes)) > 0
        more = Marks(nodes[fresh], bits[fresh])
        place = np.searchsorted(self.keys, more.keys)
        old = self.at(more.keys) > 0  # each node that is known has a mark
        made, own = Marks(NOTHING, NO_BITS), self.bits.copy()
        own[place[old]] |= more.bits[old]
        made.keys = np.insert(self.keys, place[~old], more.keys[~old])
        made.bits = np.insert(own, place[~old], more.bits[~old])
        return made
