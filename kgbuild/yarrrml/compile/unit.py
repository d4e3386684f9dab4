"""A rule to compile, and where what it makes goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kgbuild.model.quads import Statement
from kgbuild.yarrrml.compile.access import Access
from kgbuild.yarrrml.compile.links import Index, Join
from kgbuild.yarrrml.compile.parts import WHOLE, Part
from kgbuild.yarrrml.form import Rule, Source, Target
from kgbuild.yarrrml.functions.table import Function

Sink = Callable[[str], object]
RowFunction = Callable[[Iterable[object], "Sinks"], Iterator[Statement]]
Finder = Callable[[Join], Index]


@dataclass(slots=True)
class Sinks:
    """Where a row function puts what it makes: lines by target set, problems, entries of an index."""

    bad: Callable[..., None]
    lines: dict[tuple[str, ...], list[str]] = field(default_factory=dict)
    index: Index = field(default_factory=Index)
    part: Part = WHOLE

    def numbered(self, rows: Iterable[object]) -> Iterator[tuple[int, object]]:
        """Return the rows to run, each with its number among all."""
        return self.part.numbered(rows)

    def line_sink(self, targets: tuple[str, ...]) -> Sink:
        """Return what takes the lines for a set of targets."""
        return self.lines.setdefault(targets, []).append


class Unit(NamedTuple):
    """A rule to compile for one of its sources."""

    rule: Rule
    source: Source
    tag: str  # in the names of blank nodes that are new for every record; `tag_of` gives another rule's
    tag_of: Callable[[Rule, Source], str]
    access: Access
    mapping: Mapping[str, Rule]
    functions: Mapping[str, Function]
    find: Finder  # gives the index of a link
    targets: Mapping[str, Target]

    def by_row(self, names: tuple[str, ...]) -> tuple[Target, ...]:
        """Return those of these targets whose file each row names."""
        return tuple(self.targets[n] for n in names if n in self.targets and self.targets[n].template is not None)
