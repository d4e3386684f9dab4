"""Where the statements of a mapping go, known before it is run: which targets, and with which graph."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from kgbuild.yarrrml.form import DEFAULT_GRAPHS, Mapping, Rule, Template, Term


class Route(NamedTuple):
    """Statements of a rule that go to the same targets (none: to the destination of the run) in the same graph."""

    rule: Rule
    targets: tuple[str, ...]
    graph: Term | None
    has_triples: bool = False  # as terms, which not every format holds

    @property
    def is_named(self) -> bool:
        """Whether the statements are in a graph that is not the default one."""
        if self.graph is None:
            return False
        constant = self.graph.value.constant if isinstance(self.graph.value, Template) else None
        return constant not in DEFAULT_GRAPHS


def routes(mapping: Mapping) -> Iterator[Route]:
    """Yield where the statements of every rule go; the same route may come more than once."""
    for rule in mapping.rules:
        for subject, graph in product((s for s in rule.subjects if s.gather), rule.graphs or (None,)):
            yield Route(rule, subject.targets, graph)  # the collection itself
        for entry in rule.entries:
            graphs = rule.graphs + entry.graphs or (None,)
            for parts in product(rule.subjects, entry.predicates + entry.inverses, entry.objects, graphs):
                names = {name for part in parts if part is not None for name in part.targets}
                quoted = any(isinstance(part, Term) and part.quoted for part in parts)
                yield Route(rule, tuple(sorted(names)), parts[-1], quoted)
