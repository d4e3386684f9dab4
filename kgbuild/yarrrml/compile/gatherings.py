"""RDF lists and containers (RML's gather maps): the triples that make them, members appended across rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
NIL = f"<{RDF}nil>"
Terms = tuple[str, str, str, str]


@dataclass(slots=True)
class Gatherings:
    """The collections of one rule's run. Those with a name of their own grow until the last row."""

    tag: str
    named: dict[tuple[str, str, str], list[str]] = field(default_factory=dict)
    count: int = 0

    def fresh(self) -> str:
        """Return a new blank node."""
        self.count += 1
        return f"_:{self.tag}g{self.count}"

    def triples(self, kind: str, head: str, members: Sequence[str], graph: str, *, named: bool) -> Iterator[Terms]:
        """Yield the triples of a collection; one with a name is only noted, `rest` gives its triples."""
        if named and head != NIL:
            self.named.setdefault((kind, head, graph), []).extend(members)
            return iter(())
        return self._made(kind, head, members, graph)

    def rest(self) -> Iterator[Terms]:
        """Yield the triples of all collections with a name."""
        for (kind, head, graph), members in self.named.items():
            yield from self._made(kind, head, members, graph)

    def _made(self, kind: str, head: str, members: Sequence[str], graph: str) -> Iterator[Terms]:
        if kind != "List":
            yield head, f"<{RDF}type>", f"<{RDF}{kind}>", graph
            for number, member in enumerate(members, 1):
                yield head, f"<{RDF}_{number}>", member, graph
            return
        cell = head
        for number, member in enumerate(members, 1):
            yield cell, f"<{RDF}first>", member, graph
            following = self.fresh() if number < len(members) else NIL
            yield cell, f"<{RDF}rest>", following, graph
            cell = following


def quad_line(terms: Terms) -> str:
    """Return four terms as one N-Quads line."""
    return " ".join(term for term in terms if term) + " .\n"
