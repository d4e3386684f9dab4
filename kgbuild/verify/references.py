"""References: does everything that is named exist, of the class it is named for, and does no chain run in a circle?"""

from __future__ import annotations

from collections.abc import Iterator

from kgbuild.model.ontology import TermKind
from kgbuild.model.vocabulary import CONTAINED_IN, LABEL, OBJECT, PREDICATE, SUBJECT, TOLD, TYPE, kgb
from kgbuild.verify.dataset import Dataset, Fault

_CHAINS = ("partOf", "respondsTo", "conditionalOn", "supersededBy", "copyOf")
_BROADER = "<http://www.w3.org/2004/02/skos/core#broader>"


def check_references(data: Dataset) -> Iterator[Fault]:
    """Yield links to nothing, links to or from a thing of the wrong class, and circles."""
    below: dict[str, frozenset[str]] = {}
    for q in data.quads:
        named = (TYPE, LABEL) if q.predicate in (SUBJECT, OBJECT) else (TYPE,)  # what only rejected claims are about
        if data.own(q.object) and data.about.get(q.object, {}).keys().isdisjoint(named):
            yield Fault(
                q.subject, f"{data.local(q.predicate)} leads to {data.local(q.object)}, which is described nowhere"
            )
        elif q.predicate not in (SUBJECT, PREDICATE, OBJECT, TYPE):
            yield from _classes(data, q.subject, q.predicate, q.object, below)
    for chain in (*(kgb(name) for name in _CHAINS), CONTAINED_IN, _BROADER):
        yield from _circles(data, chain)


def _classes(data: Dataset, node: str, predicate: str, value: str, below: dict[str, frozenset[str]]) -> Iterator[Fault]:
    term = data.ontology.terms.get(predicate[1:-1])
    if term is None:
        return
    ends = ((node, term.domain, "of"), (value, term.range if term.kind is TermKind.OBJECT_PROPERTY else (), "to"))
    for end, wanted, side in ends:
        types = data.values(end, TYPE)
        ours = [w for w in wanted if w in data.ontology.terms]
        if not ours or not types or TOLD in types or not data.own(end):
            continue
        fitting = frozenset[str]().union(*(_below(data, w, below) for w in ours))
        if not fitting & set(types):
            kind = ", ".join(data.local(t) for t in types)
            yield Fault(
                node, f"{data.local(predicate)} {side} a {kind}, where a {data.ontology.short(ours[0])} belongs"
            )


def _below(data: Dataset, iri: str, below: dict[str, frozenset[str]]) -> frozenset[str]:
    if iri not in below:
        below[iri] = frozenset(f"<{c}>" for c in data.ontology.subclasses(iri))
    return below[iri]


def _circles(data: Dataset, predicate: str) -> Iterator[Fault]:
    """Yield each circle of a chain once, at its first node; every link is walked once."""
    found = {q.subject: data.values(q.subject, predicate) for q in data.quads if q.predicate == predicate}
    done: set[str] = set()
    for start in sorted(found):
        path: list[str] = []
        on_path: set[str] = set()
        todo = [(start, False)]
        while todo:
            node, leaving = todo.pop()
            if leaving:
                on_path.discard(path.pop())
            elif node in on_path:
                yield Fault(node, f"{data.local(predicate)} runs in a circle")
            elif node not in done:
                done.add(node)
                path.append(node)
                on_path.add(node)
                todo.append((node, True))
                todo.extend((after, False) for after in found.get(node, ()))
