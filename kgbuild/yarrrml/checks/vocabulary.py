"""What a mapping's properties and classes are, by its ontology: plain data, handed in by whoever reads ontologies."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field

from kgbuild.problems import Problem, Severity
from kgbuild.yarrrml.form import Link, Mapping, PredicateObject, Rule, Template, Term, TermType
from kgbuild.yarrrml.rdf.datatypes import LANG_STRING, STRING

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_ANY_LITERAL = frozenset({"http://www.w3.org/2000/01/rdf-schema#Literal"})


@dataclass(frozen=True, slots=True)
class PropertyUse:
    """How an ontology says a property is used. Empty sets say nothing; `takes` is "iri", "literal" or empty."""

    takes: str = ""
    datatypes: frozenset[str] = frozenset()
    domain: frozenset[str] = frozenset()
    range: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Usage:
    """The properties of an ontology, and for every class the class itself and all classes above it."""

    properties: MappingOf[str, PropertyUse]
    above: MappingOf[str, frozenset[str]] = field(default_factory=dict)

    def is_a(self, types: frozenset[str], wanted: frozenset[str]) -> bool:
        """Say whether one of `types` is one of `wanted` or below it."""
        return any(not wanted.isdisjoint(self.above.get(t, frozenset({t})) | {t}) for t in types)


def check_usage(mapping: Mapping, usage: Usage) -> Iterator[Problem]:
    """Yield a warning for every entry that uses a property otherwise than the ontology says.

    Checked are literals where IRIs belong and the other way round, the datatype, and domain and range where the rule
    (or the rule linked to) gives its subjects a constant type.
    """
    rules = {rule.name: rule for rule in mapping.rules}
    for rule in mapping.rules:
        types = constant_types(rule)
        for entry in rule.entries:
            for predicate in entry.predicates:
                iri = _constant(predicate)
                use = usage.properties.get(iri) if iri is not None else None
                if iri is not None and use is not None:
                    yield from _check_entry(rule, entry, iri, use, types, usage)
                    yield from _check_links(rule, entry, iri, use, rules, usage)


def constant_types(rule: Rule) -> frozenset[str]:
    """Return the classes a rule gives all its subjects."""
    return frozenset(
        iri
        for entry in rule.entries
        if not entry.conditions and any(_constant(p) == _RDF_TYPE for p in entry.predicates)
        for made in entry.objects
        if isinstance(made, Term) and (iri := _constant(made)) is not None
    )


def _constant(term: Term) -> str | None:
    return term.value.constant if isinstance(term.value, Template) else None


def _warning(rule: Rule, entry: PredicateObject, what: str, fix: str) -> Problem:
    return Problem(entry.where, what, fix, Severity.WARNING, rule=rule.name)


def _check_entry(
    rule: Rule, entry: PredicateObject, iri: str, use: PropertyUse, types: frozenset[str], usage: Usage
) -> Iterator[Problem]:
    if use.domain and types and not usage.is_a(types, use.domain):
        what = f"`{iri}` is for {_names(use.domain)}, this mapping makes {_names(types)}"
        yield _warning(rule, entry, what, "use another property or type")
    for made in entry.objects:
        literal = isinstance(made, Term) and made.type is TermType.LITERAL
        if use.takes == "iri" and literal:
            yield _warning(rule, entry, f"`{iri}` takes resources, this is text", "write `~iri` or a link")
        elif use.takes == "literal" and not literal:
            yield _warning(rule, entry, f"`{iri}` takes literals, this is a resource", "remove `~iri` or the link")
        elif literal and isinstance(made, Term) and use.datatypes and not use.datatypes & _ANY_LITERAL:
            yield from _check_datatype(rule, entry, iri, use, made)


def _check_datatype(rule: Rule, entry: PredicateObject, iri: str, use: PropertyUse, made: Term) -> Iterator[Problem]:
    if made.language is not None:
        datatype: str | None = LANG_STRING
    elif made.datatype is None:
        datatype = STRING
    else:
        datatype = made.datatype.constant if isinstance(made.datatype, Template) else None
    if datatype is not None and datatype not in use.datatypes:
        what = f"`{iri}` takes {_names(use.datatypes)}, this is {_names(frozenset({datatype}))}"
        yield _warning(rule, entry, what, "give the object that datatype")


def _check_links(
    rule: Rule, entry: PredicateObject, iri: str, use: PropertyUse, rules: MappingOf[str, Rule], usage: Usage
) -> Iterator[Problem]:
    for made in entry.objects:
        if isinstance(made, Link) and use.range and made.mapping in rules:
            types = constant_types(rules[made.mapping])
            if types and not usage.is_a(types, use.range):
                what = f"`{iri}` leads to {_names(use.range)}, mapping `{made.mapping}` makes {_names(types)}"
                yield _warning(rule, entry, what, "link to another mapping or use another property")


def _names(iris: frozenset[str]) -> str:
    return ", ".join(f"`{iri.rpartition('#')[2].rpartition('/')[2]}`" for iri in sorted(iris))
