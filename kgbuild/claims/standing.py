"""An article among all others: what these make of its nodes, and so what it adds to the dataset."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import numpy as np

from kgbuild.claims.claim import ArticleContext, graph_of
from kgbuild.claims.marks import Flags, Keys, Mark, Marks, emptied, keys_of, told
from kgbuild.claims.shares import Kind, Share
from kgbuild.claims.stances import views_of
from kgbuild.claims.traces import Trace
from kgbuild.identifiers import digest
from kgbuild.model.gathered import Gathered
from kgbuild.model.quads import Quad, Triple
from kgbuild.model.terms import is_iri


class Standing:
    """A share whose place among all others is found in three steps: how it speaks of nodes, its quads (`say`), its
    triples of the core (`place`)."""

    __slots__ = ("_nodes", "core", "fate", "quads", "share", "tally", "trace")

    def __init__(self, share: Share) -> None:
        """Say how a share speaks of nodes."""
        marks, ties, names, away = share.marks(), list(share.ties()), share.names(), share.piece.away
        self.share = share
        self.quads: list[Quad] = []
        self.core: dict[Triple, Kind] = {}
        self.tally: Counter[str] = Counter()
        self.fate = ""
        self._nodes: Sequence[str] = tuple(marks)
        self.trace = Trace(
            share.statuses,
            np.concatenate((keys_of(marks), away.nodes)),
            np.concatenate((np.fromiter(marks.values(), dtype=np.uint8, count=len(marks)), away.bits)),
            edges=keys_of(node for d in share.piece.described if is_iri(d.triple[2]) for node in d.triple[::2]),
            ties=keys_of(node for tie in ties for node in tie[:2]),
            tied=np.fromiter((tie[2] for tie in ties), dtype=np.uint8, count=len(ties)),
            called=keys_of(node for node, _ in names),
            names=tuple(name for _, name in names),
            views=(*away.views, *views_of(share.piece.placed)),
        )

    def say(self, marks: Marks, context: ArticleContext | None, *, base: str) -> None:
        """Make its quads outside the core; `marks` are those of all articles."""
        trace, known = self.trace, len(self._nodes)
        bits = marks.at(trace.nodes)
        only_told, unsure = self._where(told(bits)), self._where((bits & np.uint8(Mark.UNSURE)) > 0)
        unsure &= {c.triple[0] for c in self.share.piece.tellable}  # whatever quads were given away
        empty = self._where(emptied(bits)) & {d.triple[0] for d in self.share.piece.described}
        self.quads = self.share.quads(only_told, unsure, context, base=base, emptied=empty)
        self.tally = self.share.tally(only_told, unsure)
        claims = (f"{c.id} {status}" for c, status in zip(self.share.claims, self.share.statuses, strict=True))
        self.fate = digest("fate", *claims, *sorted(only_told), *sorted(unsure), *sorted(empty))
        used = {term for q in self.quads for term in (q[0], q[2]) if term[0] == "<"}
        new = tuple(used.difference(self._nodes))
        own = np.fromiter((node in used for node in self._nodes), dtype=np.uint8, count=known)
        more = np.full(len(new), Mark.USED, dtype=np.uint8)
        self.trace = trace._replace(
            nodes=np.concatenate((trace.nodes[:known], keys_of(new), trace.nodes[known:])),
            bits=np.concatenate((trace.bits[:known] | own * np.uint8(Mark.USED), more, trace.bits[known:])),
        )
        self._nodes = (*self._nodes, *new)

    def place(self, used: Marks, linked: Collection[str], cuts: Mapping[int, Collection[str]]) -> None:
        """Make its triples of the core; `used` are the marks of all articles, with what they lead to."""
        known = zip(self._nodes, self.trace.nodes.tolist(), strict=False)  # the others are those of quads given away
        named = {node: cuts[key] for node, key in known if key in cuts}
        self.core = self.share.core(self.used(used), linked, named)

    def core_quads(self, base: str) -> dict[Quad, Kind]:
        """Return its triples of the core as quads, and why they are there."""
        graph = f"<{base}graph/core>"
        return {Quad(*triple, graph): kind for triple, kind in self.core.items()}

    def common(self, base: str) -> dict[Quad, Kind]:
        """Return its quads that others may add too: those that are not in its own graph."""
        return dict.fromkeys(self._outside(base), Kind.NONE) | self.core_quads(base)

    def _outside(self, base: str) -> Iterator[Quad]:
        own = graph_of(self.share.article, base)
        return (q for q in self.quads if q[3] != own)

    def give(self, into: Gathered, *, base: str) -> None:
        """Give its quads away, but for those that others may add too."""
        into.add(self.quads)
        self.quads = [*self._outside(base)]

    def give_core(self, into: Gathered, *, base: str) -> None:
        """Give its triples of the core away, and the other quads that are left, of which its trace has the keys."""
        into.add(self.core_quads(base))
        self.trace = self.kept(base=base)
        self.quads, self.core = [], {}

    def kept(self, *, base: str) -> Trace:
        """Return its whole trace."""
        common = self.common(base)
        kinds = np.fromiter(common.values(), dtype=np.uint8, count=len(common))
        return self.trace._replace(common=quad_keys(common), kinds=kinds)

    def used(self, used: Marks) -> set[str]:
        """Return its nodes that something speaks of and that are not only told of."""
        bits = used.at(self.trace.nodes)
        return self._where(((bits & np.uint8(Mark.USED)) > 0) & ~told(bits) & ~emptied(bits))

    def _where(self, which: Flags) -> set[str]:
        return {node for node, yes in zip(self._nodes, which.tolist(), strict=False) if yes}


def quad_keys(quads: Iterable[Quad]) -> Keys:
    """Return the keys of quads, in their order."""
    return keys_of(map(" ".join, quads))
