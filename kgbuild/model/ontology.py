"""The ontology as the stages use it: terms, which properties are functional, prefixes. IRIs are plain strings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class TermKind(StrEnum):
    """What a term is; the order is the one of the page of terms."""

    CLASS = "class"
    OBJECT_PROPERTY = "object property"
    DATATYPE_PROPERTY = "datatype property"
    ANNOTATION_PROPERTY = "annotation property"
    SCHEME = "code list"
    CONCEPT = "code"


PROPERTY_KINDS = frozenset({TermKind.OBJECT_PROPERTY, TermKind.DATATYPE_PROPERTY, TermKind.ANNOTATION_PROPERTY})


@dataclass(frozen=True, slots=True)
class Term:
    """A class, property, code or code list.

    `parents` are superclasses or superproperties, for a code its lists; `close` what rdfs:seeAlso names; `borrowed`
    says that another vocabulary defines it and the ontology only declares it; `notation` is a code of another scheme.
    `apart` are classes that share no member with it; `type_word` is the type of the event lexicon whose events are of
    a class; `over_time` says how a value may differ on a later day ("rises", "changes"); `made_of` names the properties
    whose values a value is made from.
    """

    iri: str
    kind: TermKind
    label: str
    comment: str
    parents: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    functional: bool = False
    symmetric: bool = False
    transitive: bool = False
    borrowed: bool = False
    close: tuple[str, ...] = ()
    notation: str = ""
    apart: tuple[str, ...] = ()
    type_word: str = ""
    over_time: str = ""
    made_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ontology:
    """All terms by IRI, the prefixes of their files, and `namespaces`: those of which every term is known here."""

    terms: Mapping[str, Term]
    prefixes: Mapping[str, str] = field(default_factory=dict)
    namespaces: frozenset[str] = frozenset()

    @property
    def functional(self) -> frozenset[str]:
        """Return the IRIs of the functional properties: two values for one subject are a contradiction."""
        return frozenset(t.iri for t in self.terms.values() if t.functional)

    @property
    def borrowed(self) -> frozenset[str]:
        """Return the IRIs of the terms that other vocabularies define."""
        return frozenset(t.iri for t in self.terms.values() if t.borrowed)

    @property
    def disjoint(self) -> frozenset[tuple[str, str]]:
        """Return the pairs of classes that have no member in common."""
        return frozenset((t.iri, other) for t in self.terms.values() for other in t.apart)

    @property
    def classes(self) -> tuple[Term, ...]:
        """Return the classes in order of IRI."""
        return self.of_kind(TermKind.CLASS)

    @property
    def properties(self) -> tuple[Term, ...]:
        """Return the properties in order of IRI."""
        return self.of_kind(*PROPERTY_KINDS)

    def of_kind(self, *kinds: TermKind) -> tuple[Term, ...]:
        """Return the terms of these kinds in order of IRI."""
        return tuple(self.terms[iri] for iri in sorted(self.terms) if self.terms[iri].kind in kinds)

    def is_unknown(self, iri: str) -> bool:
        """Return whether `iri` lies in a namespace that is loaded whole and yet is no term of it."""
        return iri not in self.terms and any(iri.startswith(n) for n in self.namespaces)

    def subclasses(self, iri: str) -> frozenset[str]:
        """Return a class and everything below it."""
        found: set[str] = set()
        todo = [iri]
        while todo:
            here = todo.pop()
            if here not in found:
                found.add(here)
                todo.extend(t.iri for t in self.classes if here in t.parents)
        return frozenset(found)

    def short(self, iri: str) -> str:
        """Return `prefix:name` where a prefix fits and the name needs no escape, else the IRI."""
        fits = [(len(n), p) for p, n in self.prefixes.items() if iri.startswith(n)]
        if fits:
            length, prefix = max(fits)
            name = iri[length:]
            if name.replace("_", "").replace("-", "").isalnum() or not name:
                return f"{prefix}:{name}"
        return iri
