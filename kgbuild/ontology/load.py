"""Ontology files (OWL and SKOS in Turtle) to the `Ontology` the stages use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from kgbuild.errors import ConfigError
from kgbuild.model.ontology import Ontology, Term, TermKind
from kgbuild.problems import Location, Problem, near_miss
from kgbuild.resources import shipped, shown_path

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
KGB = "https://w3id.org/kgbuild/ns#"
_OURS = "https://w3id.org/kgbuild/"
VANN_NAMESPACE = "http://purl.org/vocab/vann/preferredNamespaceUri"

# The first kind whose type a term has is its kind: a transitive property is an object property first.
_KINDS = (
    (OWL + "Class", TermKind.CLASS),
    (RDFS + "Class", TermKind.CLASS),
    (OWL + "DatatypeProperty", TermKind.DATATYPE_PROPERTY),
    (OWL + "ObjectProperty", TermKind.OBJECT_PROPERTY),
    (OWL + "SymmetricProperty", TermKind.OBJECT_PROPERTY),
    (OWL + "TransitiveProperty", TermKind.OBJECT_PROPERTY),
    (OWL + "AnnotationProperty", TermKind.ANNOTATION_PROPERTY),
    (RDF + "Property", TermKind.ANNOTATION_PROPERTY),
    (SKOS + "ConceptScheme", TermKind.SCHEME),
    (SKOS + "Concept", TermKind.CONCEPT),
)

_Values = Mapping[str, tuple[str, ...]]  # predicate IRI -> values, as IRIs or lexical forms


@dataclass(slots=True)
class _Read:
    """What the files read so far hold."""

    nodes: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    prefixes: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)  # by the file's name in messages


def shipped_ontologies() -> tuple[Path, ...]:
    """Return the shipped ontology files (not the shapes)."""
    return tuple(shipped("ontology", name) for name in ("kgb.ttl", "events.ttl", "rdf.ttl", "codes.ttl"))


def load_ontology(extra: Iterable[Path] = (), *, base: Path | None = None) -> Ontology:
    """Read the shipped ontology and the user's `extra` files (paths shown relative to `base`).

    Raises `ConfigError` with a problem at file:line:column for each file that is missing or no Turtle, or for each
    superclass, domain or range that its namespace does not have.
    """
    problems: list[Problem] = []
    read = _Read()
    for path in (*shipped_ontologies(), *extra):
        _read_file(path, read, problems, shown_path(path, base=base))
    if problems:
        raise ConfigError(problems)
    nodes = {iri: {p: tuple(v) for p, v in values.items()} for iri, values in read.nodes.items()}
    terms = {term.iri: term for term in (_term(iri, nodes[iri]) for iri in sorted(nodes)) if term is not None}
    ontology = Ontology(terms, dict(sorted(read.prefixes.items())), _namespaces(nodes, terms))
    problems.extend(_dangling(ontology, read))
    if problems:
        raise ConfigError(problems)
    return ontology


def _dangling(ontology: Ontology, read: _Read) -> Iterator[Problem]:
    """Yield a problem for each term that leans on a term its namespace does not have: a superclass misspelled, say."""
    named = {iri for term in ontology.terms.values() for iri in (*term.parents, *term.domain, *term.range)}
    for iri in sorted(named):
        if ontology.is_unknown(iri):
            short = ontology.short(iri)
            near = near_miss(short, (ontology.short(known) for known in ontology.terms))
            yield Problem(_place(iri, short, read), f"unknown term `{short}`", near)


def _place(iri: str, short: str, read: _Read) -> Location:
    # The parser gives no positions for what it could read, so look for the words.
    for shown, text in read.texts.items():
        for number, line in enumerate(text.splitlines(), 1):
            column = max(line.find(short), line.find(f"<{iri}>"))
            if column >= 0 and not line.lstrip().startswith("#"):
                return Location(shown, number, column + 1)
    return Location("ontology")


def _read_file(path: Path, read: _Read, problems: list[Problem], shown: str) -> None:
    try:
        source = path.read_bytes()
        parser = ox.parse(source, format=ox.RdfFormat.TURTLE)
        for quad in parser:
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
                values = read.nodes.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, [])
                values.append(quad.object.value)
    except OSError as error:
        problems.append(Problem(Location(shown), f"cannot be read: {error.strerror}", "check the path"))
        return
    except SyntaxError as error:
        where = Location(shown, error.lineno or 0, error.offset or 0)
        problems.append(Problem(where, f"not Turtle: {error.msg}", "mend the syntax at this place"))
        return
    read.texts[shown] = source.decode("utf-8")
    for prefix, namespace in parser.prefixes.items():
        read.prefixes.setdefault(prefix, namespace)


def _term(iri: str, values: _Values) -> Term | None:
    types = values.get(RDF + "type", ())
    kind = next((kind for type_, kind in _KINDS if type_ in types), None)
    labels = (*values.get(SKOS + "prefLabel", ()), *values.get(RDFS + "label", ()))
    if kind is None or (not labels and _borrowed(values)):
        return None  # a term of others without a name is declared for reasoners only
    comments = (*values.get(RDFS + "comment", ()), *values.get(SKOS + "definition", ()))
    above = ("subClassOf", "subPropertyOf")
    parents = [p for name in above for p in values.get(RDFS + name, ())] + list(values.get(SKOS + "inScheme", ()))
    return Term(
        iri,
        kind,
        label=labels[0] if labels else "",
        comment=" ".join((*comments, *values.get(SKOS + "scopeNote", ()))),
        parents=tuple(parents),
        domain=values.get(RDFS + "domain", ()),
        range=(*values.get(RDFS + "range", ()), *values.get(KGB + "valueType", ())),
        functional=OWL + "FunctionalProperty" in types,
        symmetric=OWL + "SymmetricProperty" in types,
        transitive=OWL + "TransitiveProperty" in types,
        borrowed=_borrowed(values),
        close=values.get(RDFS + "seeAlso", ()),
        notation=next((f"PLOVER:{code}" for code in values.get(KGB + "plover", ())), ""),
        apart=values.get(OWL + "disjointWith", ()),
        type_word=next(iter(values.get(KGB + "typeWord", ())), ""),
        over_time=next(iter(values.get(KGB + "overTime", ())), ""),
        made_of=values.get(KGB + "madeOf", ()),
    )


def _borrowed(values: _Values) -> bool:
    """Whether another vocabulary defines a term."""
    return any(not source.startswith(_OURS) for source in values.get(RDFS + "isDefinedBy", ()))


def _namespaces(nodes: Mapping[str, _Values], terms: Mapping[str, Term]) -> frozenset[str]:
    """An ontology's namespace is what it says (vann), else its own IRI with `#` or `/` where terms begin so."""
    found: set[str] = set()
    for iri, values in nodes.items():
        if OWL + "Ontology" not in values.get(RDF + "type", ()):
            continue
        stem = iri.rstrip("#/")
        guessed = tuple(n for n in (stem + "#", stem + "/") if any(t.startswith(n) for t in terms))
        found.update(values.get(VANN_NAMESPACE, guessed))
    found.update(term.iri for term in terms.values() if term.kind is TermKind.SCHEME and term.iri.endswith(("#", "/")))
    return frozenset(found)
