"""Turtle and TriG for people: subjects grouped, type first, label next, four spaces, a blank line between subjects.

Written directly: pyoxigraph's writer escapes local names (`kg:actor\\/a`), which Virtuoso 7.2 misreads, and sets
neither blank lines nor line breaks. A name is shortened only if it needs no escape; else the whole IRI is written.
Literals are N-Quads literals, which are Turtle as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter

from kgbuild.model.quads import Quad, in_order
from kgbuild.model.terms import RDF_TYPE, RDFS_LABEL, XSD

# What a prefix may be called in Turtle; a mapping may call its own otherwise.
_PREFIX = re.compile(
    r"(?:[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff]"
    r"(?:[A-Za-z0-9_.\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff-]*[A-Za-z0-9_-])?)?"
)
_HALF_ENCODED = re.compile(r"%[0-9A-Fa-f]?\Z")
_LOCAL_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*|")
# Only what stays as it is when a reader makes a number of it: rdflib turns a bare 05 into 5, and 0.0000001 into 1E-7.
_BARE = {
    f'"^^<{XSD}integer>': re.compile(r"0|-?[1-9][0-9]*"),
    f'"^^<{XSD}decimal>': re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]{1,6}"),
    f'"^^<{XSD}boolean>': re.compile(r"true|false"),
}
_FIRST = {RDF_TYPE: 0, RDFS_LABEL: 1}
_INDENT = "    "


def turtle(quads: Iterable[Quad], *, prefixes: Mapping[str, str]) -> bytes:
    """Return triples as Turtle.

    `prefixes` maps a prefix to the start of an IRI; those in use are declared. The graph of a quad is not written:
    a caller with named graphs wants `trig`, or drops them on purpose.

    >>> print(turtle([Quad("<urn:x/a>", "<urn:x/b>", '"c"')], prefixes={"x": "urn:x/"}).decode())
    @prefix x: <urn:x/> .
    <BLANKLINE>
    x:a x:b "c" .
    <BLANKLINE>
    """
    return trig((quad._replace(graph="") for quad in quads), prefixes=prefixes)


def trig(quads: Iterable[Quad], *, prefixes: Mapping[str, str]) -> bytes:
    """Return quads as TriG: the default graph first, then each named graph in a block; `prefixes` as in `turtle`."""
    names = _Names(prefixes)
    body = "".join(_body(in_order(quads), names))
    return f"{names.head()}{body}".encode()


def trig_pieces(quads: Callable[[], Iterable[Quad]], *, prefixes: Mapping[str, str]) -> Iterator[str]:
    """Yield the text of TriG (or Turtle, where no quad has a graph) piece by piece, holding one subject at a time.

    `quads` gives all quads, each once, with graphs together and in them subjects together; it is asked twice, first
    for the prefixes in use.
    """
    names = _Names(prefixes)
    for subject, predicate, object_, graph in quads():
        for term in (subject, "" if predicate == RDF_TYPE else predicate, object_, graph):
            if term:
                names.short(term)
    yield names.head()
    yield from _body(quads(), names)


def _body(quads: Iterable[Quad], names: _Names) -> Iterator[str]:
    between_graphs = ""
    for graph, members in groupby(quads, key=itemgetter(3)):
        yield between_graphs + (f"{names.short(graph)} {{\n" if graph else "")
        between_subjects = ""
        for block in _blocks(members, names, indent=_INDENT if graph else ""):
            yield between_subjects + block
            between_subjects = "\n"
        yield "}\n" if graph else ""
        between_graphs = "\n"


def _order(quad: Quad) -> tuple[int, str, str]:
    return _FIRST.get(quad.predicate, 2), quad.predicate, quad.object


def _blocks(quads: Iterable[Quad], names: _Names, *, indent: str) -> Iterator[str]:
    """Yield one block of text for each subject."""
    between_objects = f" ,\n{indent}{_INDENT * 2}"
    between_predicates = f" ;\n{indent}{_INDENT}"
    for subject, about in groupby(quads, key=itemgetter(0)):
        lines = []
        for predicate, group in groupby(sorted(about, key=_order), key=itemgetter(1)):
            verb = "a" if predicate == RDF_TYPE else names.short(predicate)
            lines.append(f"{verb} {between_objects.join(names.short(quad.object) for quad in group)}")
        yield f"{indent}{names.short(subject)} {between_predicates.join(lines)} .\n"


class _Names:
    """Shortens terms and remembers which prefixes were needed."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        # The longest start wins, so `graph/article/` comes before `graph/`.
        fit = (
            (start, name)
            for name, start in prefixes.items()
            if _PREFIX.fullmatch(name) and not _HALF_ENCODED.search(start)
        )
        self._starts = sorted(fit, key=lambda pair: (-len(pair[0]), pair[1]))
        self._known: dict[str, str] = {}
        self.used: dict[str, str] = {}

    def short(self, term: str) -> str:
        known = self._known.get(term)
        if known is None:
            known = self._known[term] = self._iri(term) if term.startswith("<") else self._literal(term)
        return known

    def head(self) -> str:
        """Return the lines that declare the prefixes used so far, with a blank line after them."""
        lines = [f"@prefix {prefix}: <{start}> .\n" for prefix, start in sorted(self.used.items())]
        return "".join([*lines, "\n"] if lines else lines)

    def _iri(self, term: str) -> str:
        if term.startswith("<<("):  # a triple as a term
            return term
        address = term[1:-1]
        for start, name in self._starts:
            if address.startswith(start) and _LOCAL_NAME.fullmatch(address, len(start)):
                self.used[name] = start
                return f"{name}:{address[len(start) :]}"
        return term

    def _literal(self, term: str) -> str:
        if not term.endswith(">"):
            return term
        mark = term.rindex('"^^<')
        form = _BARE.get(term[mark:])
        if form and form.fullmatch(term, 1, mark):
            return term[1:mark]
        return f"{term[: mark + 3]}{self._iri(term[mark + 3 :])}"
