"""Terms and values: declared, spelled right, used as the ontology says; dates that exist; one kind a thing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from itertools import combinations

from kgbuild.model.edtf import edtf_bounds
from kgbuild.model.ontology import Ontology, Term, TermKind
from kgbuild.model.terms import literal_of
from kgbuild.model.vocabulary import OBJECT, PREDICATE, STATUS, SUBJECT, TYPE, code, kgb
from kgbuild.verify.dataset import Dataset, Fault

_XSD = "http://www.w3.org/2001/XMLSchema#"
_LANG = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


def check_terms(data: Dataset) -> Iterator[Fault]:
    """Yield undeclared terms, values of the wrong kind, dates that are none, and things of two disjoint kinds."""
    ontology = data.ontology
    for quad in data.quads:
        yield from _check_predicate(data, quad.subject, quad.predicate, quad.object, ontology)
        if quad.predicate in (TYPE, PREDICATE) and ontology.is_unknown(quad.object[1:-1]):
            yield Fault(quad.subject, _unknown(ontology, quad.object[1:-1]))
    yield from _kinds(data)
    yield from _days(data)


def _unknown(ontology: Ontology, iri: str) -> str:
    short = ontology.short(iri)
    near = get_close_matches(short, [ontology.short(known) for known in ontology.terms], 1)
    return f"unknown term `{short}`{f', did you mean {near[0]}?' if near else ''}"


def _check_predicate(data: Dataset, node: str, predicate: str, value: str, ontology: Ontology) -> Iterator[Fault]:
    iri = predicate[1:-1]
    term = ontology.terms.get(iri)
    if term is None:
        if predicate != TYPE and (ontology.is_unknown(iri) or _misspelt(ontology, iri)):
            yield Fault(node, _unknown(ontology, iri))
        return
    if value.startswith("<"):
        if term.kind is TermKind.DATATYPE_PROPERTY:
            yield Fault(node, f"{data.local(predicate)} has {data.local(value)} where a text or number belongs")
        elif ontology.is_unknown(value[1:-1]):
            yield Fault(node, _unknown(ontology, value[1:-1]))
        return
    if term.kind is TermKind.OBJECT_PROPERTY:
        yield Fault(node, f"{data.local(predicate)} has a text or number where a thing belongs: {value}")
    elif problem := _datatype(term, value):
        yield Fault(node, f"{data.local(predicate)} {problem}: {value}")


def _misspelt(ontology: Ontology, iri: str) -> bool:
    """Whether a term of a vocabulary we borrow from is not one we borrow and looks like one."""
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    return _looks_like(iri[cut:], _borrowed(ontology.borrowed, iri[:cut]))


@lru_cache(maxsize=256)
def _borrowed(terms: frozenset[str], namespace: str) -> tuple[str, ...]:
    return tuple(sorted(t[len(namespace) :] for t in terms if t.startswith(namespace)))


@lru_cache(maxsize=4096)
def _looks_like(name: str, known: tuple[str, ...]) -> bool:
    return name not in (*known, "type") and bool(get_close_matches(name, known, cutoff=0.75))


def _datatype(term: Term, value: str) -> str:
    found = literal_of(value)
    wanted = [r for r in term.range if r.startswith((_XSD, _LANG))]
    if wanted and found.datatype not in wanted:
        return f"is no {wanted[0].rpartition('#')[2]}"
    if found.datatype == f"{_XSD}date" and not _is_day(found.value):
        return "is no day"
    if found.datatype in (f"{_XSD}integer", f"{_XSD}decimal") and not _is_number(found.value):
        return "is no number"
    if term.iri.endswith("#edtf") and not _is_edtf(found.value):
        return "is no EDTF date"
    return ""


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text)) and len(text) == 10
    except ValueError:
        return False


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _is_edtf(text: str) -> bool:
    try:
        start, end = edtf_bounds(text)
    except ValueError:
        return False
    return start is None or end is None or start <= end


def _kinds(data: Dataset) -> Iterator[Fault]:
    """Yield things of two classes that exclude each other."""
    apart = {(f"<{a}>", f"<{b}>") for a, b in data.ontology.disjoint}
    above: dict[str, frozenset[str]] = {}
    for node, values in sorted(data.about.items()):
        types = {t for found in values.get(TYPE, ()) for t in _above(data.ontology, found, above)}
        for a, b in combinations(sorted(types), 2):
            if (a, b) in apart or (b, a) in apart:
                yield Fault(node, f"is both {data.local(a)} and {data.local(b)}, which exclude each other")
                break


def _above(ontology: Ontology, kind: str, known: dict[str, frozenset[str]]) -> frozenset[str]:
    """Return a class and everything above it, as terms."""
    if kind not in known:
        term = ontology.terms.get(kind[1:-1])
        known[kind] = frozenset({kind})
        for parent in term.parents if term is not None else ():
            known[kind] |= _above(ontology, f"<{parent}>", known)
    return known[kind]


def _days(data: Dataset) -> Iterator[Fault]:
    """Yield events whose first or last day is in none of their EDTF dates, and values told of the wrong kind of day.
    Outlets that differ on the first day may agree on the last, which then stands alone."""
    start, end, edtf = kgb("startDate"), kgb("endDate"), kgb("edtf")
    open_ = {data.one(c, SUBJECT) for c in data.of_type("Claim") if _is_disputed(data, c, edtf)}
    for node, values in sorted(data.about.items()):
        dates = [literal_of(v).value for v in values.get(edtf, ())]
        if not dates and node in open_:
            continue
        for prop, which in ((start, 0), (end, -1)):
            for value in values.get(prop, ()):
                day = literal_of(value).value if value.startswith('"') else ""
                if SUBJECT not in values and OBJECT not in values and day not in {d.split("/")[which] for d in dates}:
                    yield Fault(node, f"{data.local(prop)} {day} is not in its kgb:edtf {', '.join(dates) or '(none)'}")


def _is_disputed(data: Dataset, claim: str, predicate: str) -> bool:
    return data.one(claim, PREDICATE) == predicate and data.one(claim, STATUS) == code("disputed")
