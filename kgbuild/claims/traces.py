"""What is kept of each article's share, and what the traces of all articles together say of nodes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from kgbuild.claims.marks import NO_BITS, NOTHING, Bits, Keys, Mark, Marks, all_bits, among, joined
from kgbuild.claims.stances import View

_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # so that two nodes together make a key of their own


class Trace(NamedTuple):
    """What an article leaves in the whole: the `statuses` of its claims; how it speaks of `nodes` (`bits` as `Mark` has
    them); `edges`, what it describes and where that leads; `ties`, what claims are about and what they name, `tied`
    where they are accepted; nodes that it has `names` for; its positions; and `common`, keys of the quads that others
    may add too, with their `kinds`."""

    statuses: tuple[str, ...]
    nodes: Keys
    bits: Bits
    edges: Keys
    ties: Keys
    tied: Bits
    called: Keys
    names: tuple[str, ...]
    views: tuple[View, ...]
    common: Keys = NOTHING
    kinds: Bits = NO_BITS


class Whole:
    """What the traces of all articles, by their slugs, say together; what most of them say is known where they are
    those of another (`like`)."""

    def __init__(self, traces: Mapping[str, Trace], like: Whole | None = None) -> None:
        """Join the traces."""
        self._like, self._slugs = like, tuple(traces)
        self._traces = tuple(traces.values())
        self._nodes, self._bits = joined([t.nodes for t in self._traces]), all_bits([t.bits for t in self._traces])

    @cached_property
    def marks(self) -> Marks:
        """What is made of each node."""
        if self._like is None:
            return Marks(self._nodes, self._bits)
        ours, theirs = ({id(trace): trace for trace in one._traces} for one in (self, self._like))
        gone = joined([trace.nodes for key, trace in theirs.items() if key not in ours])
        come = [trace for key, trace in ours.items() if key not in theirs]
        left = among(self._nodes, gone)
        same = self._like.marks.without(gone).plus(self._nodes[left], self._bits[left])
        return same.plus(joined([trace.nodes for trace in come]), all_bits([trace.bits for trace in come]))

    def speaking(self, of: Keys, how: Mark) -> set[str]:
        """Return the slugs of the articles that speak of some nodes in a way."""
        which = np.flatnonzero(among(self._nodes, of) & ((self._bits & np.uint8(how)) > 0))
        ends = np.cumsum([len(t.nodes) for t in self._traces])
        return {self._slugs[place] for place in np.unique(np.searchsorted(ends, which, side="right")).tolist()}

    def used(self, said: Sequence[Trace] = ()) -> Marks:
        """Return what is made of nodes where what used nodes are described by (a scheme) is in use too; some articles
        have `said` meanwhile which nodes they use."""
        marks = self.marks.plus(joined([t.nodes for t in said]), all_bits([t.bits for t in said]))
        edges = joined([t.edges for t in self._traces]).reshape(-1, 2)
        led = edges[(marks.at(edges[:, 0]) & np.uint8(Mark.USED)) > 0, 1]
        return marks.plus(led, np.full(len(led), Mark.USED, dtype=np.uint8))

    def cuts(self) -> dict[int, tuple[str, ...]]:
        """Return the names that the label of a node, by its key, may not give away: those of things that only claims
        tie it to which are not accepted."""
        ties = joined([t.ties for t in self._traces]).reshape(-1, 2)
        tied = all_bits([t.tied for t in self._traces])
        pairs = ties[:, 0] * _SPREAD + ties[:, 1]
        loose, firm = pairs[tied == 0], pairs[tied > 0]
        held = firm[Marks(loose, np.ones(len(loose), dtype=np.uint8)).at(firm) > 0]  # the loose ones are few
        open_ = ties[tied == 0][~among(loose, held)]
        called: dict[int, set[str]] = {one: set() for one in np.unique(open_[:, 1]).tolist()}
        nodes = joined([t.called for t in self._traces])
        names = [name for t in self._traces for name in t.names]
        for place in np.flatnonzero(among(nodes, open_[:, 1])).tolist():
            called[int(nodes[place])].add(names[place])
        found: dict[int, set[str]] = {}
        for subject, one in open_.tolist():
            found.setdefault(subject, set()).update(called[one])
        return {subject: tuple(sorted(names)) for subject, names in found.items()}
