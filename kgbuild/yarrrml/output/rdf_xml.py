"""What RDF/XML cannot hold, and writing the rest: a predicate must end in an XML name, a text in XML's characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kgbuild.problems import Location, Problem
from kgbuild.yarrrml.recoding import Stream

_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME_AT_END = re.compile(f"[{_START}][{_START}0-9.\u00b7\u0300-\u036f\u203f-\u2040-]*\\Z")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _has_name(predicate: str) -> bool:
    """Say whether a predicate ends in an XML name that does not begin inside a percent escape (`%2Fb`)."""
    found = _NAME_AT_END.search(predicate)
    return found is not None and "%" not in predicate[max(0, found.start() - 2) : found.start()]


class Fitting:
    """Passes on the statements that RDF/XML can hold; the others are counted, to be told."""

    def __init__(self) -> None:
        """Start with nothing left out."""
        self._names: dict[str, bool] = {}
        self._left_out: dict[str, int] = {}

    def of(self, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
        """Yield the statements that fit."""
        for quad in quads:
            predicate = quad.predicate.value
            if predicate not in self._names:
                self._names[predicate] = _has_name(predicate)
            if not self._names[predicate]:
                self._leave_out(f"the predicate <{predicate}> ends in no XML name")
            elif isinstance(quad.object, ox.Literal) and _NO_XML.search(quad.object.value) is not None:
                self._leave_out("a text holds a character that XML has not")
            else:
                yield quad

    def _leave_out(self, what: str) -> None:
        self._left_out[what] = self._left_out.get(what, 0) + 1

    @property
    def count(self) -> int:
        """How many were left out."""
        return sum(self._left_out.values())

    def told(self, name: str) -> Iterator[Problem]:
        """Yield a problem for every reason; `name` is the file's."""
        for what, count in self._left_out.items():
            shown = f"RDF/XML cannot say it: {what}; {count} statement{'' if count == 1 else 's'} left out"
            yield Problem(Location(name), shown, "write another format, such as .ttl")


class XmlStream:
    """Takes the bytes of RDF/XML; a carriage return, which a reader would take for a line end, is written escaped."""

    def __init__(self, stream: Stream) -> None:
        """Write to `stream`."""
        self._stream = stream

    def write(self, data: bytes) -> int:
        """Write bytes."""
        self._stream.write(data.replace(b"\r", b"&#xD;"))
        return len(data)

    def flush(self) -> None:
        """Nothing is kept back here."""
