"""Quads by subject, in a third of the memory that they take one by one: nearly all of a subject stand in one graph."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, repeat

from kgbuild.model.quads import Quad, SortedQuads, line_of

_new = tuple.__new__
_Held = tuple[str, ...] | SortedQuads
"""What is held of a subject: its graph, then predicate and object of each quad; or its quads, where they stand in
several graphs. In order."""


class Gathered:
    """Takes quads in any order, and gives each once, in the order of the lines of N-Quads, as often as it is asked."""

    def __init__(self, quads: Iterable[Quad] = ()) -> None:
        """Begin with some."""
        self._known: dict[str, _Held] = {}
        self._more: dict[str, set[Quad]] = defaultdict(set)  # of subjects that came before
        self._sorted = False
        self.add(quads)

    def add(self, quads: Iterable[Quad]) -> None:
        """Take quads."""
        subjects: dict[str, list[Quad]] = defaultdict(list)
        for quad in quads:
            subjects[quad[0]].append(quad)
        for subject, own in subjects.items():
            if subject in self._known:
                self._more[subject].update(own)
            else:
                self._known[subject] = _held(own)
        self._sorted = False

    @property
    def _all(self) -> Mapping[str, _Held]:
        if not self._sorted:
            for subject, more in self._more.items():
                self._known[subject] = _held((*_quads(subject, self._known[subject]), *more))
            self._more.clear()
            self._known = dict(sorted(self._known.items()))
            self._sorted = True
        return self._known

    def __len__(self) -> int:
        return sum(len(one) if isinstance(one, SortedQuads) else len(one) // 2 for one in self._all.values())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Gathered) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # it grows

    def __iter__(self) -> Iterator[Quad]:
        return chain.from_iterable(_quads(*item) for item in self._all.items())

    def lines(self) -> Iterator[str]:
        """Yield the lines of one subject after the other."""
        for subject, held in self._all.items():
            if isinstance(held, SortedQuads):
                yield "".join(map(line_of, held))
            else:
                end = f" {held[0]} .\n"
                yield "".join([f"{subject} {p} {o}{end}" for p, o in zip(held[1::2], held[2::2], strict=True)])

    def triples(self) -> Iterator[tuple[str, Iterable[tuple[str, str]]]]:
        """Yield each subject with predicate and object of its quads; where one is in several graphs, again and
        again."""
        for subject, held in self._all.items():
            if isinstance(held, SortedQuads):
                yield subject, [quad[1:3] for quad in held]
            else:
                yield subject, zip(held[1::2], held[2::2], strict=True)

    def speaking(self, of: Iterable[str]) -> Iterator[Sequence[Quad]]:
        """Yield the quads of each subject in which some terms stand, be it as graphs."""
        some = frozenset(of)
        for subject, held in self._all.items():
            terms = chain.from_iterable(held) if isinstance(held, SortedQuads) else held
            if not some.isdisjoint(terms):
                yield _quads(subject, held)

    def by_graph(self) -> Iterator[Quad]:
        """Yield all quads, graph after graph, inside each in their order."""
        graphs: dict[str, list[str]] = defaultdict(list)
        for subject, held in self._all.items():
            for graph in {quad[3] for quad in held} if isinstance(held, SortedQuads) else held[:1]:
                graphs[graph].append(subject)
        for graph, subjects in sorted(graphs.items()):
            for subject in subjects:
                quads = _quads(subject, self._all[subject])
                yield from quads if not isinstance(quads, SortedQuads) else (q for q in quads if q[3] == graph)

    @property
    def counts(self) -> tuple[int, Counter[str]]:
        """How many subjects there are, and how many quads of each predicate."""
        predicates = (
            [quad[1] for quad in one] if isinstance(one, SortedQuads) else one[1::2] for one in self._all.values()
        )
        return len(self._all), Counter(chain.from_iterable(predicates))


def _held(quads: Iterable[Quad]) -> _Held:
    every = sorted(set(quads))
    graph = every[0][3]
    if any(quad[3] != graph for quad in every):
        return SortedQuads(every)
    return (graph, *[term for quad in every for term in quad[1:3]])


def _quads(subject: str, held: _Held) -> Sequence[Quad]:
    if isinstance(held, SortedQuads):
        return held
    return [_new(Quad, one) for one in zip(repeat(subject), held[1::2], held[2::2], repeat(held[0]))]
