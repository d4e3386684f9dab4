"""The named graphs of a dataset, each as N-Triples with its checksum; and the note a store keeps of what it holds."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kgbuild.errors import InputError, UsageError
from kgbuild.model.terms import iri_of, literal_of
from kgbuild.problems import Location, Problem

_CHECKSUM = "<http://spdx.org/rdf/terms#checksumValue>"
_NOTED = re.compile(rf"<([^>]*)>\s+{re.escape(_CHECKSUM)}\s+(\"[^\"]*\")(?:\^\^<[^>]*>)?\s*\.")
PENDING = "pending"  # instead of a checksum: this graph is being changed, so nobody knows what it holds


@dataclass(frozen=True, slots=True)
class Graph:
    """A named graph: its triples as N-Triples, and their SHA-256."""

    name: str
    triples: bytes
    checksum: str

    @property
    def size(self) -> int:
        """How many triples it has."""
        return self.triples.count(b"\n")


def read_graphs(out: Path) -> list[Graph]:
    """Return the graphs of an output folder's `dataset.nq`, the smallest name first.

    Raises UsageError where there is none, InputError for a line that is no quad in a named graph.
    """
    path = out / "dataset.nq" if out.is_dir() else out
    if not path.is_file():
        raise UsageError(f"no {path.as_posix()}: name an output folder of `kgbuild build`")
    lines: dict[str, list[str]] = {}
    with path.open(encoding="utf-8", newline="\n") as file:
        for number, line in enumerate(file, start=1):
            # our own N-Quads: one space between terms, ` .` at the end, and no IRI has a space
            triple, _, graph = line.removesuffix(" .\n").rpartition(" ")
            if not line.endswith("> .\n") or not graph.startswith("<") or triple.count(" ") < 2:
                problem = Problem(Location(path.as_posix(), number), "no quad in a named graph", "build it anew")
                raise InputError([problem])
            lines.setdefault(graph, []).append(f"{triple} .\n")
    return [_graph(iri_of(name), "".join(found).encode()) for name, found in sorted(lines.items())]


def _graph(name: str, triples: bytes) -> Graph:
    return Graph(name, triples, hashlib.sha256(triples).hexdigest())


def note_of(held: Mapping[str, str]) -> bytes:
    """Return the note of what a store holds (graph to checksum) as N-Triples."""
    return "".join(f'<{name}> {_CHECKSUM} "{checksum}" .\n' for name, checksum in sorted(held.items())).encode()


def read_note(text: str) -> dict[str, str]:
    """Read a note back; also where the store wrote it in its own way, as long as it is N-Triples or plain Turtle.

    >>> read_note(note_of({"urn:g": "ab"}).decode())
    {'urn:g': 'ab'}
    """
    return {name: literal_of(value).value for name, value in _NOTED.findall(text)}
