"""Checks of a rule that need no data: constants that cannot be RDF, terms in the wrong place, unknown vocabulary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as SetOf
from itertools import pairwise

from kgbuild.problems import Location, Problem, Severity, near_miss
from kgbuild.yarrrml.form import Link, Ref, Rule, Side, Template, Term, TermType, Value, references
from kgbuild.yarrrml.rdf.datatypes import LANG_STRING, known_types, unknown_type, validator_of
from kgbuild.yarrrml.rdf.terms import valid_iri, valid_language

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_OUTSIDE = '<>"{}|^`\\ \n\r\t'


def terms_of(rule: Rule) -> Iterator[Term]:
    """Yield every term of a rule."""
    yield from rule.subjects
    yield from rule.graphs
    for entry in rule.entries:
        yield from entry.predicates
        yield from entry.inverses
        yield from entry.graphs
        yield from (o for o in entry.objects if isinstance(o, Term))
    for term in (*rule.subjects, *(o for e in rule.entries for o in e.objects if isinstance(o, Term))):
        yield from _members(term)


def links_of(rule: Rule) -> Iterator[Link]:
    """Yield every link of a rule, those in collections too."""
    for entry in rule.entries:
        yield from (o for o in entry.objects if isinstance(o, Link))
    for term in terms_of(rule):
        yield from (m for m in (term.gather.members if term.gather else ()) if isinstance(m, Link))


def _members(term: Term) -> Iterator[Term]:
    for member in (*(term.gather.members if term.gather else ()), *term.quoted):
        if isinstance(member, Term):
            yield member
            yield from _members(member)


def read_columns(rule: Rule) -> Iterator[tuple[str, Location]]:
    """Yield what a rule reads from its own records, and where."""
    for term in terms_of(rule):
        for value in (term.value, term.datatype, term.language):
            yield from ((r.name, term.where) for r in references(value))
    calls = [*rule.conditions, *(c for e in rule.entries for c in e.conditions)]
    calls += [c for e in rule.entries for o in e.objects if isinstance(o, Link) for c in o.conditions]
    for call in calls:
        yield from ((r.name, call.where) for r in references(call) if r.side is Side.SUBJECT)


def check_rule(rule: Rule, problems: list[Problem], vocabulary: Mapping[str, SetOf[str]]) -> None:
    """Add a problem for every constant of `rule` that no data can make valid, and every unknown term."""
    for term in terms_of(rule):
        _check_term(term, problems, rule.base)
        for value in (term.value, term.datatype, term.language):
            _check_sides(value, term.where, problems)
    for call in (*rule.conditions, *(c for entry in rule.entries for c in entry.conditions)):
        _check_sides(call, call.where, problems)
    _check_places(rule, problems)
    for entry in rule.entries:
        for predicate in entry.predicates + entry.inverses:
            _check_known(predicate, problems, vocabulary, "property")
        if any(_constant(p) == _RDF_TYPE for p in entry.predicates):
            for made in entry.objects:
                if isinstance(made, Term):
                    _check_known(made, problems, vocabulary, "class")


def _check_sides(value: Value | None, where: Location, problems: list[Problem]) -> None:
    for ref in references(value):
        if ref.side is Side.OBJECT:
            fix = "`o` belongs in the condition of a link to another mapping"
            problems.append(Problem(where, f"`$({ref.name})` asks for the object's record", fix))


def _check_places(rule: Rule, problems: list[Problem]) -> None:
    """Subjects are IRIs or blank nodes, predicates IRIs, graphs IRIs or blank nodes, inverse links need resources."""
    predicates = [p for e in rule.entries for p in e.predicates + e.inverses]
    graphs = [*rule.graphs, *(g for e in rule.entries for g in e.graphs)]
    turned = [o for e in rule.entries if e.inverses for o in e.objects if isinstance(o, Term)]
    for place, terms, allowed in (
        ("a subject", rule.subjects, (TermType.IRI, TermType.BLANK)),
        ("a predicate", predicates, (TermType.IRI,)),
        ("a graph", graphs, (TermType.IRI, TermType.BLANK)),
        ("an object with an inverse predicate", turned, (TermType.IRI, TermType.BLANK)),
    ):
        for term in terms:
            if term.type not in allowed:
                kind = "blank node" if term.type is TermType.BLANK else "literal"
                problems.append(Problem(term.where, f"{place} cannot be a {kind}", "write an IRI, or `~iri` after it"))


def _place(value: Value | None, term: Term) -> Location:
    return term.where if value is None else value.where


def _constant(term: Term) -> str | None:
    return term.value.constant if isinstance(term.value, Template) else None


def _check_known(term: Term, problems: list[Problem], vocabulary: Mapping[str, SetOf[str]], kind: str) -> None:
    iri = _constant(term)
    for namespace, known in vocabulary.items():
        if iri is not None and iri.startswith(namespace) and iri not in known:
            words = [k[len(namespace) :] for k in known if k[len(namespace) :][:1].isupper() is (kind == "class")]
            fix = near_miss(iri[len(namespace) :], words or (k[len(namespace) :] for k in known))
            problems.append(Problem(term.where, f"unknown {kind} `{iri}`", fix))


def _check_term(term: Term, problems: list[Problem], base: str) -> None:
    if term.type is TermType.IRI and isinstance(term.value, Template) and term.value.single is None:
        _check_iri(term.value, term, problems, base)
    if term.type is not TermType.LITERAL and (term.datatype is not None or term.language is not None):
        problems.append(Problem(term.where, "only a literal has a datatype or language", "remove it or the type"))
    if term.datatype is not None and term.language is not None:
        problems.append(Problem(term.where, "a literal has a datatype or a language, not both", "remove one"))
    language = term.language.constant if isinstance(term.language, Template) else None
    if language is not None and not valid_language(language):
        fix = "write a BCP 47 tag such as `en` or `pt-BR`"
        problems.append(Problem(_place(term.language, term), f"`{language}` is no language tag", fix))
    _check_datatype(term, problems)


def _check_iri(value: Template, term: Term, problems: list[Problem], base: str) -> None:
    shown = "".join(f"$({p.name})" if isinstance(p, Ref) else p for p in value.parts)
    filled = "".join("a" if isinstance(p, Ref) else p for p in value.parts)
    first = next((p for p in value.parts if p != ""), "")
    bad = sorted({c for p in value.parts if isinstance(p, str) for c in p if c in _OUTSIDE})
    if bad:
        problems.append(Problem(term.where, f"`{shown}` is no IRI: it holds {bad[0]!r}", "percent-encode it"))
    elif any(isinstance(a, Ref) and isinstance(b, Ref) for a, b in pairwise(p for p in value.parts if p != "")):
        fix = "put a character such as `/` between the references"
        what = f"different rows can make the same `{shown}`: two references stand side by side"
        problems.append(Problem(term.where, what, fix, Severity.WARNING))
    elif not (valid_iri(filled) or (base and valid_iri(base + filled)) or isinstance(first, Ref)):
        problems.append(Problem(term.where, f"`{shown}` is no valid IRI", "write an absolute IRI"))


def _check_datatype(term: Term, problems: list[Problem]) -> None:
    datatype = term.datatype.constant if isinstance(term.datatype, Template) else None
    if datatype is None:
        return
    if not valid_iri(datatype):
        problems.append(
            Problem(_place(term.datatype, term), f"the datatype `{datatype}` is no valid IRI", "write an absolute IRI")
        )
        return
    if name := unknown_type(datatype):
        fix = near_miss(name, known_types())
        problems.append(Problem(_place(term.datatype, term), f"XML Schema has no datatype `{name}`", fix))
    if datatype == LANG_STRING:
        problems.append(Problem(term.where, "rdf:langString needs a language", "write `language:` instead"))
    value = _constant(term)
    valid = validator_of(datatype)
    if value is not None and valid is not None and not valid(value):
        problems.append(Problem(term.where, f"`{value}` is no literal of `{datatype}`", "correct the value"))
