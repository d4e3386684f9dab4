"""Turtle and TriG for people: subjects grouped, type first, label next, four spaces, a blank line between subjects.

Written directly: pyoxigraph's writer escapes local names (`kg:actor\\/a`), which Virtuoso 7.2 misreads, and sets
neither blank lines nor line breaks. A name is shortened only if it needs no escape; else the whole IRI is written.
Literals are N-Quads literals, which are Turtle as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from string import ascii_letters, digits

from kgbuild.model.quads import Quad, in_order
from kgbuild.model.terms import RDF_TYPE, RDFS_LABEL, XSD

# What a prefix may be called in Turtle; a mapping may call its own otherwise.
_PREFIX = re.compile(
    r"(?:[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff]"
    r"(?:[A-Za-z0-9_.\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff-]*[A-Za-z0-9_-])?)?"
)
_HALF_ENCODED = re.compile(r"%[0-9A-Fa-f]?\Z")
_LOCAL_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*|")
_OF_LOCAL_NAMES = f"{ascii_letters}{digits}_-"
# Only what stays as it is when a reader makes a number of it: rdflib turns a bare 05 into 5, and 0.0000001 into 1E-7.
_BARE = {
    f'"^^<{XSD}integer>': re.compile(r"0|-?[1-9][0-9]*"),
    f'"^^<{XSD}decimal>': re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]{1,6}"),
    f'"^^<{XSD}boolean>': re.compile(r"true|false"),
}
_INDENT = "    "
END = " .\n"
"""What ends a block."""
_PIECE = 1 << 20  # characters written at a time
_REMEMBERED = 1 << 15  # terms whose short form is kept


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
    return trig((Quad(*quad[:3]) for quad in quads), prefixes=prefixes)


def trig(quads: Iterable[Quad], *, prefixes: Mapping[str, str]) -> bytes:
    """Return quads as TriG: the default graph first, then each named graph in a block; `prefixes` as in `turtle`."""
    names = Names(prefixes)
    body = "".join(_body(in_order(quads), names))
    return f"{_declared(names.used)}{body}".encode()


def trig_pieces(quads: Iterable[Quad], *, prefixes: Mapping[str, str]) -> Iterator[bytes]:
    """Yield TriG (or Turtle, where no quad has a graph) piece by piece; `quads` are as `in_order` gives them, all
    prefixes are declared."""
    names = Names(prefixes)
    yield head_of(prefixes).encode()
    yield from in_pieces(_body(quads, names))


def head_of(prefixes: Mapping[str, str]) -> str:
    """Return the lines that declare the prefixes that Turtle can have, with a blank line after them."""
    return _declared(Names(prefixes).prefixes)


def _declared(prefixes: Mapping[str, str]) -> str:
    lines = [f"@prefix {prefix}: <{start}> .\n" for prefix, start in sorted(prefixes.items())]
    return "".join([*lines, "\n"] if lines else lines)


def in_pieces(texts: Iterable[str]) -> Iterator[bytes]:
    """Yield texts in UTF-8, many in one piece."""
    held: list[str] = []
    length = 0
    for text in texts:
        held.append(text)
        length += len(text)
        if length >= _PIECE:
            yield "".join(held).encode()
            held, length = [], 0
    yield "".join(held).encode()


def _body(quads: Iterable[Quad], names: Names) -> Iterator[str]:
    between_graphs = ""
    for graph, members in groupby(quads, key=itemgetter(3)):
        yield between_graphs + (f"{names[graph]} {{\n" if graph else "")
        between_subjects = ""
        for block in block_texts(members, names, named=bool(graph)):
            yield between_subjects + block
            between_subjects = "\n"
        yield "}\n" if graph else ""
        between_graphs = "\n"


def block_texts(quads: Iterable[Quad], names: Names, *, named: bool) -> Iterator[str]:
    """Yield one block of text for each subject; `named`: as it stands in a graph with a name."""
    indent = _INDENT if named else ""
    between_objects = f" ,\n{indent}{_INDENT * 2}"
    between_predicates = f" ;\n{indent}{_INDENT}"
    for subject, about in groupby(quads, key=itemgetter(0)):
        objects: dict[str, list[str]] = {}
        for _, predicate, object_, _ in about:
            if predicate in objects:
                objects[predicate].append(names[object_])
            else:
                objects[predicate] = [names[object_]]
        lines = [f"a {between_objects.join(objects.pop(RDF_TYPE))}"] if RDF_TYPE in objects else []
        if RDFS_LABEL in objects:
            lines.append(f"{names[RDFS_LABEL]} {between_objects.join(objects.pop(RDFS_LABEL))}")
        lines += [f"{names[predicate]} {between_objects.join(found)}" for predicate, found in objects.items()]
        yield f"{indent}{names[subject]} {between_predicates.join(lines)}{END}"


def joints(predicate: str, names: Names, *, named: bool) -> tuple[str, str, str]:
    """Return what stands in a block before the first object of a further predicate, before each other object, and at
    its end."""
    indent = _INDENT if named else ""
    return f" ;\n{indent}{_INDENT}{names[predicate]} ", f" ,\n{indent}{_INDENT * 2}", END


class Names(dict[str, str]):
    """The short form of each term, made where it is first asked for, by those `prefixes` that Turtle can have; `used`
    are the ones needed so far."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        """Shorten by these prefixes."""
        super().__init__()
        self.prefixes = {
            name: start
            for name, start in prefixes.items()
            if _PREFIX.fullmatch(name) and not _HALF_ENCODED.search(start)
        }
        # The longest start wins, so `graph/article/` comes before `graph/`.
        self._starts = sorted(((s, n) for n, s in self.prefixes.items()), key=lambda pair: (-len(pair[0]), pair[1]))
        self._fitting: dict[str, list[tuple[str, str]]] = {}
        self.used: dict[str, str] = {}

    def __missing__(self, term: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[term] = self._iri(term) if term.startswith("<") else self._literal(term)
        return found

    def whole(self, name: str) -> str:
        """Return the term of an IRI as written here."""
        prefix, _, local = name.partition(":")
        return name if name.startswith("<") else f"<{self.prefixes[prefix]}{local}>"

    def _iri(self, term: str) -> str:
        if term.startswith("<<("):  # a triple as a term
            return term
        address = term[1:-1]
        stem = address.rstrip(_OF_LOCAL_NAMES)
        fitting = self._fitting.get(stem)
        if fitting is None:  # what a start leaves is a local name only if the start reaches as far as the stem
            fitting = self._fitting[stem] = [pair for pair in self._starts if pair[0].startswith(stem)]
        for start, name in fitting:
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
