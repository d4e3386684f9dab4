"""A file of an earlier build made over into that of this one: what changed is put in, all else is copied as it stands.

All our RDF files are sections in the order of their keys: lines of N-Quads, subjects in Turtle and JSON-LD, graphs of
subjects in TriG. A section is found by bisecting the file, so that nothing is read but what changes and what is copied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from mmap import mmap
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from kgbuild.model.delta import Delta
from kgbuild.model.mapped import mapped, passed
from kgbuild.model.quads import Quad, line_of, quad_of
from kgbuild.serialize.context import Context, Json
from kgbuild.serialize.jsonld import Nodes, written
from kgbuild.serialize.jsonld import head_of as jsonld_head
from kgbuild.serialize.swap import PORTION
from kgbuild.turtle import Names, block_texts
from kgbuild.turtle import head_of as turtle_head


class Subject(NamedTuple):
    """A subject of which something changed, with all its quads before and now, sorted."""

    term: str
    before: tuple[Quad, ...]
    now: tuple[Quad, ...]


@dataclass(frozen=True, slots=True)
class _Layout:
    """How sections follow each other: `mark` ends one and begins the next, of which the first `ends` bytes belong to
    the one before and then `joint` to neither; `key_of` reads the key of a section that begins somewhere in a file."""

    mark: bytes
    ends: int
    joint: bytes
    key_of: Callable[[mmap, int], str]


_Made = Callable[[int, int], Iterable[bytes]]
"""Makes a section anew, given where it begins and ends in the old file (at one place where there is none)."""


@dataclass(frozen=True, slots=True)
class _Sections:
    """A stretch of a file that holds nothing but sections."""

    data: mmap
    start: int
    end: int
    layout: _Layout

    def spliced(self, changes: Iterable[tuple[str, _Made]]) -> Iterator[bytes]:
        """Yield the stretch with the sections that changed, in the order of their keys, made anew."""
        first = True
        for section in self._sections(changes):
            for number, piece in enumerate(section):
                if not number and not first:
                    yield self.layout.joint
                first = False
                yield piece

    def _sections(self, changes: Iterable[tuple[str, _Made]]) -> Iterator[Iterable[bytes]]:
        at = self.start
        for key, make in changes:
            place = self._first(key, at)
            if place > at:
                yield self._copied(at, self._end_before(place))
            at = place
            if place < self.end and self.layout.key_of(self.data, place) == key:
                at = self._next(place)
            yield make(place, self._end_before(at) if at > place else place)
        if at < self.end:
            yield self._copied(at, self.end)

    def _first(self, key: str, low: int) -> int:
        """Return where the first section from `low` on begins whose key is not below `key`, or the end."""
        high = self.end
        skip = self.layout.ends + len(self.layout.joint)
        while low < high:
            mark = self.data.rfind(self.layout.mark, low, (low + high) // 2)
            at = low if mark < 0 else mark + skip
            if self.layout.key_of(self.data, at) < key:
                low = self._next(at)
            else:
                high = at
        return low

    def _next(self, at: int) -> int:
        mark = self.data.find(self.layout.mark, at, self.end)
        return self.end if mark < 0 else mark + self.layout.ends + len(self.layout.joint)

    def _end_before(self, at: int) -> int:
        return at - len(self.layout.joint) if at < self.end else at

    def _copied(self, start: int, end: int) -> Iterator[bytes]:
        yield from passed(self.data, start, end, PORTION)


def _line(data: mmap, at: int) -> str:
    end = data.find(b"\n", at)
    return data[at : end if end >= 0 else len(data)].decode()


_LINES = _Layout(b"\n", 1, b"", _line)


def changed_subjects(old: Path, delta: Delta) -> list[Subject]:
    """Return the subjects that a delta touches, sorted, given the `dataset.nq` it leads on from."""
    added, removed = _by_subject(delta.added), _by_subject(delta.removed)
    found = []
    with mapped(old) as data:
        lines = _Sections(data, 0, len(data), _LINES)
        at = 0
        for subject in sorted({*added, *removed}):
            at = lines._first(f"{subject} ", at)
            before = []
            while at < len(data) and (line := _line(data, at)).startswith(f"{subject} "):
                before.append(quad_of(line))
                at = lines._next(at)
            now = {*before}.difference(removed.get(subject, ())).union(added.get(subject, ()))
            found.append(Subject(subject, tuple(before), tuple(sorted(now))))
    return found


def _by_subject(quads: Iterable[Quad]) -> dict[str, list[Quad]]:
    return {subject: list(group) for subject, group in groupby(quads, key=itemgetter(0))}


def spliced_nquads(old: Path, delta: Delta) -> Iterator[bytes]:
    """Yield N-Quads."""
    lines = {line_of(q): b"" for q in delta.removed} | {(line := line_of(q)): line.encode() for q in delta.added}
    changes = ((line.rstrip("\n"), partial(_as_given, data)) for line, data in sorted(lines.items()))
    with mapped(old) as data:
        yield from _Sections(data, 0, len(data), _LINES).spliced(changes)


def spliced_turtle(old: Path, quads: Mapping[str, Sequence[Quad]], *, prefixes: Mapping[str, str]) -> Iterator[bytes]:
    """Yield Turtle, given the quads that subjects have now (none where one is no longer there), sorted by subject."""
    names = Names(prefixes)
    head = turtle_head(prefixes).encode()
    with mapped(old) as data:
        yield head
        blocks = ((s, "".join(block_texts(now, names, named=False)).encode()) for s, now in quads.items())
        changes = ((s, partial(_as_given, block)) for s, block in blocks)
        yield from _Sections(data, len(head), len(data), _subjects(names)).spliced(changes)


def spliced_trig(old: Path, subjects: Iterable[Subject], *, prefixes: Mapping[str, str]) -> Iterator[bytes]:
    """Yield TriG, all of whose quads have a graph."""
    names = Names(prefixes)
    head = turtle_head(prefixes).encode()
    graphs: dict[str, dict[str, list[Quad]]] = {}
    for subject, before, now in subjects:
        for quad in before:
            graphs.setdefault(quad.graph, {}).setdefault(subject, [])
        for quad in now:
            graphs.setdefault(quad.graph, {}).setdefault(subject, []).append(quad)
    with mapped(old) as data:
        yield head
        layout = _Layout(b"\n}\n\n", 3, b"\n", lambda data, at: names.whole(_until(data, at, b" ")))
        changes = ((g, partial(_graph, data, names, g, graphs[g])) for g in sorted(graphs))
        yield from _Sections(data, len(head), len(data), layout).spliced(changes)


def _graph(
    data: mmap, names: Names, graph: str, subjects: Mapping[str, Sequence[Quad]], start: int, end: int
) -> Iterator[bytes]:
    """Yield the section of a graph, nothing where it is empty now."""
    head = f"{names[graph]} {{\n".encode()
    inside = (start + len(head), end - len(b"}\n")) if end > start else (start, start)
    blocks = ((s, "".join(block_texts(now, names, named=True)).encode()) for s, now in sorted(subjects.items()))
    changes = ((s, partial(_as_given, block)) for s, block in blocks)
    is_empty = True
    for piece in _Sections(data, *inside, _subjects(names)).spliced(changes):
        if is_empty:
            yield head
        is_empty = False
        yield piece
    if not is_empty:
        yield b"}\n"


def spliced_jsonld(old: Path, quads: Mapping[str, Sequence[Quad]], *, context: Mapping[str, Json]) -> Iterator[bytes]:
    """Yield JSON-LD, given the triples that subjects have now (none where one is gone), sorted by subject."""
    known = Context(context)
    nodes, head, foot = Nodes(known), f"{jsonld_head(context)}\n    ".encode(), b"\n  ]\n}\n"

    def subject_at(data: mmap, at: int) -> str:
        begin = data.find(b'": "', at) + 4
        name = data[begin : data.find(b'"', begin)].decode()
        return f"<{known.whole(name)}>"

    with mapped(old) as data:
        yield head
        blocks = ((s, "".join(written(node, "    ") for node in nodes.of(now)).encode()) for s, now in quads.items())
        changes = ((s, partial(_as_given, block)) for s, block in blocks)
        layout = _Layout(b"\n    },\n    {", 6, b",\n    ", subject_at)
        yield from _Sections(data, len(head), len(data) - len(foot), layout).spliced(changes)
        yield foot


def _subjects(names: Names) -> _Layout:
    return _Layout(b"\n\n", 1, b"\n", lambda data, at: names.whole(_until(data, at, b" ")))


def _until(data: mmap, at: int, stop: bytes) -> str:
    """Return the text from a place on until `stop`, without spaces around."""
    while data[at : at + 1] == b" ":
        at += 1
    return data[at : data.find(stop, at)].decode()


def _as_given(section: bytes, _start: int, _end: int) -> Iterable[bytes]:
    return (section,) if section else ()
