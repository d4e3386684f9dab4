"""Parameter values as people write them (a name, an IRI, a day) to the terms a query needs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgbuild.errors import UsageError
from kgbuild.model.terms import RDF, XSD, iri, iri_of, literal
from kgbuild.model.triples import local_name
from kgbuild.problems import near_miss
from kgbuild.query.question import Parameter, ParameterType, Question

if TYPE_CHECKING:
    from kgbuild.model.ontology import Ontology

_NAMES = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?node ?name WHERE { ?node rdfs:label|skos:prefLabel|skos:altLabel ?name . %s }
"""
_ENDS = "FILTER(STRENDS(STR(?node), %s))"
_PROPERTIES = """
PREFIX kgb: <https://w3id.org/kgbuild/ns#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT DISTINCT ?node WHERE { { ?claim rdf:predicate ?node } UNION { ?position a kgb:Position ; ?node ?value } }
"""
_SHOWN = 8


def bind_values(
    question: Question, given: Mapping[str, str], *, store: ox.Store, ontology: Ontology | None = None
) -> dict[str, str]:
    """Return the term of each parameter that is given or has a default.

    An `iri` parameter takes `<an IRI>`, an IRI, `prefix:name` with a prefix of the query or the data, a name (a label
    or other name of exactly one node of the parameter's class, `ontology` tells its subclasses, else the only one of
    them whose name contains it), or the end of an IRI (`position/088f6f3d`, `088f6f3d`). One of `rdf:Property` takes
    the name or label of a property. Raises UsageError for an unknown parameter, for a value of another type, for a
    prefixed name that the data lacks, and for a name that no node or several have, with the nearest ones.
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
    if value.startswith("<") and value.endswith(">"):
        return _address(value[1:-1], value, parameter)
    if short := question.expand(value):
        term = _address(short, value, parameter)
        return term if names.has(term) else names.find(value, parameter)
    if "://" in value or value.startswith("urn:"):
        return _address(value, value, parameter)
    return names.find(value, parameter)


def _address(address: str, value: str, parameter: Parameter) -> str:
    try:
        return iri(ox.NamedNode(address).value)
    except ValueError as error:
        raise UsageError(f"parameter `{parameter.name}`: `{value}` is no IRI: {error}") from None


class _Names:
    """The names of the data's nodes, asked for only when a value is no IRI."""

    def __init__(self, store: ox.Store, ontology: Ontology | None) -> None:
        self._store = store
        self._ontology = ontology

    def has(self, term: str) -> bool:
        """Return whether the data speak of a node."""
        node = ox.NamedNode(iri_of(term))
        patterns = ((node, None, None), (None, node, None), (None, None, node))
        return any(next(self._store.quads_for_pattern(*pattern), None) is not None for pattern in patterns)

    def find(self, wanted: str, parameter: Parameter) -> str:
        """Return the term of the one node or property called `wanted`; raises UsageError for none or several."""
        if parameter.of_class == f"{RDF}Property":
            named = self._properties()
            hits = _called(wanted.rpartition(":")[2], named)
        else:
            named = self._named(parameter.of_class)
            key = _key(wanted)
            hits = _called(wanted, named) or self._ending(wanted, parameter.of_class)
            hits = hits or {node for node, name in named if key in name.casefold()}
        if len(hits) == 1:
            return iri(hits.pop())
        if not hits:
            near = near_miss(wanted.rpartition(":")[2], {name for _, name in named})
            near = near or "the data has no names of this kind"
            raise UsageError(f"parameter `{parameter.name}`: nothing is called `{wanted}`; {near}")
        labels = dict(sorted(named, reverse=True))
        shown = [f"  {labels.get(node, '')} <{node}>" for node in sorted(hits)]
        more = [f"  … and {len(shown) - _SHOWN} more"] if len(shown) > _SHOWN else []
        head = f"parameter `{parameter.name}`: several are called `{wanted}`; give one by its IRI or whole name:"
        raise UsageError("\n".join([head, *shown[:_SHOWN], *more]))

    def _named(self, of_class: str) -> list[tuple[str, str]]:
        rows = ((row["node"], row["name"]) for row in self._select(_NAMES % self._of(of_class)))
        return sorted((n.value, m.value) for n, m in rows if isinstance(n, ox.NamedNode) and isinstance(m, ox.Literal))

    def _ending(self, wanted: str, of_class: str) -> set[str]:
        """Return the nodes whose IRI ends so: `position/088f6f3d`, `kg:position/088f6f3d`, `088f6f3d`."""
        end = literal(f"/{wanted.partition(':')[2] or wanted}")
        found = self._select(f"SELECT DISTINCT ?node {{ ?node a ?kind . {self._of(of_class)} {_ENDS % end} }}")
        return {row["node"].value for row in found if isinstance(row["node"], ox.NamedNode)}

    def _properties(self) -> list[tuple[str, str]]:
        """Return the properties that claims and positions use, by their name and by their label."""
        used = {row["node"].value for row in self._select(_PROPERTIES) if isinstance(row["node"], ox.NamedNode)}
        terms = self._ontology.terms if self._ontology is not None else {}
        labels = {(node, terms[node].label) for node in used if node in terms}
        return sorted(labels | {(node, local_name(iri(node))) for node in used})

    def _of(self, of_class: str) -> str:
        if not of_class or self._ontology is None:
            return ""
        classes = " ".join(f"<{c}>" for c in sorted(self._ontology.subclasses(of_class)))
        return f"VALUES ?class {{ {classes} }} ?node a ?class ."

    def _select(self, text: str) -> ox.QuerySolutions:
        found = self._store.query(text, use_default_graph_as_union=True)
        if not isinstance(found, ox.QuerySolutions):  # a SELECT has no other answer
            raise TypeError(type(found).__name__)
        return found


def _key(words: str) -> str:
    return " ".join(words.casefold().split())


def _called(wanted: str, named: list[tuple[str, str]]) -> set[str]:
    key = _key(wanted)
    return {node for node, name in named if name.casefold() == key}
