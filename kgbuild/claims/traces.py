"""What is kept of each article's share, and what the traces of all articles together say of nodes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

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

    @cached_property
    def marks(self) -> Marks:
        """What is made of each node."""
        if self._like is None:
            nodes, bits, _ = self._said
            return Marks(nodes, bits)
        ours, theirs = ({id(trace): trace for trace in one._traces} for one in (self, self._like))
        gone = [trace for key, trace in theirs.items() if key not in ours]
        come = [trace for key, trace in ours.items() if key not in theirs]
        left = self._like.marks.without(np.unique(joined([trace.nodes for trace in gone])))
        same = left.plus(*self._like._but_for(gone))
        return same.plus(joined([trace.nodes for trace in come]), all_bits([trace.bits for trace in come]))

    def speaking(self, of: Keys, how: Mark) -> set[str]:
        """Return the slugs of the articles that speak of some nodes in a way."""
        _, bits, holders = self._said_of(np.unique(of))
        return {self._slugs[one] for one in np.unique(holders[(bits & np.uint8(how)) > 0]).tolist()}

    @cached_property
    def _said(self) -> tuple[Keys, Bits, NDArray[np.int64]]:
        """The nodes that traces speak of, in order, how each does, and the number of the trace."""
        nodes, bits = joined([t.nodes for t in self._traces]), all_bits([t.bits for t in self._traces])
        holders = np.repeat(np.arange(len(self._traces)), [len(t.nodes) for t in self._traces])
        order = np.argsort(nodes)
        return nodes[order], bits[order], holders[order]

    def _said_of(self, nodes: Keys) -> tuple[Keys, Bits, NDArray[np.int64]]:
        """Return the same of some nodes, each given once: found by bisecting, for they are few."""
        every, bits, holders = self._said
        begin = np.searchsorted(every, nodes)
        sizes = np.searchsorted(every, nodes, side="right") - begin
        places = np.arange(sizes.sum()) + np.repeat(begin - (np.cumsum(sizes) - sizes), sizes)
        return every[places], bits[places], holders[places]

    def _but_for(self, some: Sequence[Trace]) -> tuple[Keys, Bits]:
        """Return what others than some of the traces say of the nodes that these speak of."""
        nodes, bits, holders = self._said_of(np.unique(joined([trace.nodes for trace in some])))
        numbers = {id(trace): number for number, trace in enumerate(self._traces)}
        others = ~np.isin(holders, [numbers[id(trace)] for trace in some])
        return nodes[others], bits[others]

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
