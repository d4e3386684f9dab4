"""Parameter values as people write them (a name, an IRI, a day) to the terms a query needs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgbuild.errors import UsageError
from kgbuild.model.terms import XSD, iri, literal
from kgbuild.problems import near_miss
from kgbuild.query.question import Parameter, ParameterType, Question

if TYPE_CHECKING:
    from kgbuild.model.ontology import Ontology

_NAMES = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?node ?name WHERE { ?node rdfs:label|skos:prefLabel|skos:altLabel ?name . %s }
"""
_SHOWN = 8


def bind_values(
    question: Question, given: Mapping[str, str], *, store: ox.Store, ontology: Ontology | None = None
) -> dict[str, str]:
    """Return the term of each parameter that is given or has a default.

    An `iri` parameter takes `<an IRI>`, an IRI, `prefix:name` with a prefix of the query, or a name: a label or other
    name of exactly one node of the parameter's class (`ontology` tells its subclasses), else the only one of them
    whose name contains it. Raises UsageError for an unknown parameter, for a value of another type, and for a name
    that no node or several have, with the nearest ones.
    """
    known = {parameter.name: parameter for parameter in question.parameters}
    for name in given:
        if name not in known:
            hint = near_miss(name, known) if known else "it takes none"
            raise UsageError(f"question `{question.name}` has no parameter `{name}`; {hint}")
    terms: dict[str, str] = {}
    for name, parameter in known.items():
        value = given.get(name, parameter.default)
        if value:
            terms[name] = _term(value, parameter, question, _Names(store, ontology))
    return terms


def _term(value: str, parameter: Parameter, question: Question, names: _Names) -> str:
    if parameter.type is ParameterType.TEXT:
        return literal(value)
    if parameter.type is ParameterType.DATE:
        try:
            return literal(date.fromisoformat(value).isoformat(), datatype=f"{XSD}date")
        except ValueError:
            raise UsageError(f"parameter `{parameter.name}` takes a day as 2026-02-18, not `{value}`") from None
    address = value[1:-1] if value.startswith("<") and value.endswith(">") else question.expand(value)
    if not address and ("://" in value or value.startswith("urn:")):
        address = value
    if not address:
        return names.find(value, parameter)
    try:
        return iri(ox.NamedNode(address).value)
    except ValueError as error:
        raise UsageError(f"parameter `{parameter.name}`: `{value}` is no IRI: {error}") from None


class _Names:
    """The names of the data's nodes, asked for only when a value is no IRI."""

    def __init__(self, store: ox.Store, ontology: Ontology | None) -> None:
        self._store = store
        self._ontology = ontology

    def find(self, wanted: str, parameter: Parameter) -> str:
        """Return the term of the one node called `wanted`; raises UsageError for none or several."""
        named = self._named(parameter.of_class)
        key = " ".join(wanted.casefold().split())
        hits = {node for node, name in named if name.casefold() == key}
        hits = hits or {node for node, name in named if key in name.casefold()}
        if len(hits) == 1:
            return iri(hits.pop())
        if not hits:
            raise UsageError(f"parameter `{parameter.name}`: nothing is called `{wanted}`; {_near(wanted, named)}")
        labels = dict(sorted(named, reverse=True))
        shown = [f"  {labels[node]} <{node}>" for node in sorted(hits)]
        more = [f"  … and {len(shown) - _SHOWN} more"] if len(shown) > _SHOWN else []
        head = f"parameter `{parameter.name}`: several are called `{wanted}`; give one by its IRI or whole name:"
        raise UsageError("\n".join([head, *shown[:_SHOWN], *more]))

    def _named(self, of_class: str) -> list[tuple[str, str]]:
        pattern = ""
        if of_class and self._ontology is not None:
            classes = " ".join(f"<{c}>" for c in sorted(self._ontology.subclasses(of_class)))
            pattern = f"VALUES ?class {{ {classes} }} ?node a ?class ."
        found = self._store.query(_NAMES % pattern, use_default_graph_as_union=True)
        if not isinstance(found, ox.QuerySolutions):  # a SELECT has no other answer
            raise TypeError(type(found).__name__)
        rows = ((row["node"], row["name"]) for row in found)
        return sorted((n.value, m.value) for n, m in rows if isinstance(n, ox.NamedNode) and isinstance(m, ox.Literal))


def _near(wanted: str, named: list[tuple[str, str]]) -> str:
    return near_miss(wanted, {name for _, name in named}) or "the data has no names of this kind"
