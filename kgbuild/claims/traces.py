"""What is kept of each article's share, and what the traces of all articles together say of nodes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kgbuild.claims.marks import Bits, Keys, Mark, Marks, all_bits, joined
from kgbuild.claims.stances import View

_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # so that two nodes together make a key of their own


class Trace(NamedTuple):
    """What an article leaves in the whole: how it speaks of `nodes` (`bits` as `Mark` has
    them); `edges`, what it describes and where that leads; `ties`, what claims are about and what they name, `tied`
    where they are accepted; nodes that it has `names` for; and its positions."""

    nodes: Keys
    bits: Bits
    edges: Keys
    ties: Keys
    tied: Bits
    called: Keys
    names: tuple[str, ...]
    views: tuple[View, ...]


class Whole:
    """What the traces of all articles say together."""

    def __init__(self, traces: Sequence[Trace]) -> None:
        """Join the traces."""
        self._traces = traces
        self._nodes, self._bits = joined([t.nodes for t in self._traces]), all_bits([t.bits for t in self._traces])
        self.marks = Marks(self._nodes, self._bits)

    def used(self) -> Marks:
        """Return what is made of nodes where what used nodes are described by (a scheme) is in use too."""
        edges = joined([t.edges for t in self._traces]).reshape(-1, 2)
        led = edges[(self.marks.at(edges[:, 0]) & np.uint8(Mark.USED)) > 0, 1]
        used = np.full(len(led), Mark.USED, dtype=np.uint8)
        return Marks(joined([self.marks.keys, led]), all_bits([self.marks.bits, used]))

    def cuts(self) -> dict[int, tuple[str, ...]]:
        """Return the names that the label of a node, by its key, may not give away: those of things that only claims
        tie it to which are not accepted."""
        ties = joined([t.ties for t in self._traces]).reshape(-1, 2)
        tied = all_bits([t.tied for t in self._traces])
        pairs = ties[:, 0] * _SPREAD + ties[:, 1]
        open_ = ties[(tied == 0) & ~np.isin(pairs, pairs[tied > 0])]
        called: dict[int, set[str]] = {one: set() for one in np.unique(open_[:, 1]).tolist()}
        nodes = joined([t.called for t in self._traces])
        names = [name for t in self._traces for name in t.names]
        for place in np.flatnonzero(np.isin(nodes, open_[:, 1])).tolist():
            called[int(nodes[place])].add(names[place])
        found: dict[int, set[str]] = {}
        for subject, one in open_.tolist():
            found.setdefault(subject, set()).update(called[one])
        return {subject: tuple(sorted(names)) for subject, names in found.items()}
