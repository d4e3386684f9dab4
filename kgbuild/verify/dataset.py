"""A finished dataset as the checks look at it: quads by node and property, short names for messages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kgbuild.model.ontology import Ontology
from kgbuild.model.quads import Quad
from kgbuild.model.terms import literal_of
from kgbuild.model.vocabulary import TYPE, kgb


class Fault(NamedTuple):
    """What is wrong, and with which node (a term)."""

    node: str
    what: str


Triple = tuple[str, str, str]


class Dataset:
    """The quads of one build. `about[node][property]` lists values in a fixed order; `core` are the core's triples."""

    def __init__(self, quads: Iterable[Quad], *, base: str, ontology: Ontology) -> None:
        """Index the quads once; every look-up after that is direct."""
        self.base, self.ontology = base, ontology
        self.quads = tuple(sorted(set(quads)))
        self.about: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self.graphs: dict[Triple, list[str]] = defaultdict(list)
        for quad in self.quads:
            self.about[quad.subject][quad.predicate].append(quad.object)
            self.graphs[quad[:3]].append(quad.graph)
        self.core = frozenset(q[:3] for q in self.quads if q.graph == self.graph("core"))

    def graph(self, name: str) -> str:
        """Return the term of a graph of the dataset: `core`, `links`, `article/a-txt`."""
        return f"<{self.base}graph/{name}>"

    def values(self, node: str, prop: str) -> Sequence[str]:
        """Return the values of a property (a term), none where nothing is said."""
        return self.about[node].get(prop, ()) if node in self.about else ()

    def one(self, node: str, prop: str) -> str:
        """Return the first value of a property, or an empty string."""
        return next(iter(self.values(node, prop)), "")

    def of_type(self, name: str) -> Iterator[str]:
        """Yield the nodes of a class of ours, by its local name."""
        wanted = kgb(name)
        return (node for node, values in self.about.items() if wanted in values.get(TYPE, ()))

    def number(self, node: str, prop: str) -> int | None:
        """Return a property's value as a whole number, or None."""
        term = self.one(node, prop)
        text = literal_of(term).value if term.startswith('"') else ""
        return int(text) if text.removeprefix("-").isdigit() else None

    def own(self, term: str) -> bool:
        """Whether an IRI is one this build mints."""
        return term.startswith(f"<{self.base}")

    def local(self, term: str) -> str:
        """Return what follows the base: `claim/12ab`; a foreign term in short form."""
        if self.own(term):
            return term[len(self.base) + 1 : -1]
        return self.ontology.short(term[1:-1]) if term.startswith("<") else term


About = Mapping[str, Mapping[str, Sequence[str]]]
