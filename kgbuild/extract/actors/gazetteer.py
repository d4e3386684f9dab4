"""KnownName actors and places: the shipped gazetteer, aliases and metonyms, found in text longest name first."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path

from kgbuild.errors import ConfigError
from kgbuild.model.facts import EntityKind
from kgbuild.problems import Location, Problem, near_miss

_FIRST = re.compile(r"\w+")


class KnownRole(StrEnum):
    """What a surface is to its entity."""

    NAME = "name"
    DEMONYM = "demonym"
    ADJECTIVE = "adjective"
    CAPITAL = "capital"
    CITY = "city"
    REGION = "region"
    SEAT = "seat"


@dataclass(frozen=True, slots=True)
class KnownName:
    """One surface with the entity it names; `within` is a key; `line` is the file and line that say so.

    `stands_for` is the key of the actor that a city or seat stands for where it acts, or empty; `called` are nouns that
    take it up again ("the bloc"). A `weak` surface counts only where somebody speaks there.
    """

    surface: str
    kind: EntityKind
    key: str
    name: str
    wikidata: str
    role: KnownRole
    within: str
    line: str
    stands_for: str = ""
    called: frozenset[str] = frozenset()
    weak: bool = False


HEADER = tuple(f.name for f in fields(KnownName)[:7])  # the columns of a gazetteer file, in their order


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All known surfaces, by key the entry that names each entity, and by the key of a state its capital."""

    surfaces: Mapping[str, KnownName]
    by_key: Mapping[str, KnownName]
    capitals: Mapping[str, KnownName]
    lengths: Mapping[str, tuple[int, ...]]  # first word -> lengths of the surfaces that begin with it, longest first

    def find(self, text: str, start: int) -> KnownName | None:
        """Return the longest known surface that begins at `start` of `text` and ends at a word's end, or None."""
        head = _FIRST.match(text, start)
        if head is None:
            return None
        for length in self.lengths.get(head.group(), ()):
            end = start + length
            if end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
                continue
            found = self.surfaces.get(text[start:end])
            if found is not None:
                return found
        return None

    def is_national(self, word: str) -> bool:
        """Whether a word is for one of a people: "Briton", "American", of whom several are "Americans"."""
        several = self.surfaces.get(f"{word}s")
        return several is not None and several.role is KnownRole.DEMONYM


def make_gazetteer(entries: Iterable[KnownName]) -> Gazetteer:
    """Index entries; an earlier entry wins over a later one with the same surface."""
    surfaces: dict[str, KnownName] = {}
    by_key: dict[str, KnownName] = {}
    lengths: dict[str, set[int]] = {}
    for entry in entries:
        surfaces.setdefault(entry.surface, entry)
        if entry.surface == entry.name or entry.key not in by_key:
            by_key[entry.key] = entry
        head = _FIRST.match(entry.surface)
        if head is not None:
            lengths.setdefault(head.group(), set()).add(len(entry.surface))
    capitals = {e.within: e for e in surfaces.values() if e.role is KnownRole.CAPITAL}
    return Gazetteer(surfaces, by_key, capitals, {k: tuple(sorted(v, reverse=True)) for k, v in lengths.items()})


def read_gazetteer(path: Path, *, shown: str) -> Iterator[KnownName]:
    """Yield the rows of a gazetteer file. Raises `ConfigError` with every row that does not fit."""
    problems: list[Problem] = []
    try:
        source = path.open(encoding="utf-8", newline="")
    except FileNotFoundError:
        raise ConfigError([Problem(Location(shown), "no such file", "check the path")]) from None
    with source:
        rows = csv.reader(source)
        if tuple(next(rows, ())) != HEADER:
            raise ConfigError([Problem(Location(shown, 1), "not a gazetteer", f"begin with `{','.join(HEADER)}`")])
        for row in rows:
            entry = _row(row, Location(shown, rows.line_num), problems)
            if entry is not None:
                yield entry
    if problems:
        raise ConfigError(problems)


def _row(row: list[str], where: Location, problems: list[Problem]) -> KnownName | None:
    if len(row) != len(HEADER):
        problems.append(Problem(where, f"{len(row)} columns instead of {len(HEADER)}", "quote names with commas"))
        return None
    surface, kind, key, name, wikidata, role, within = row
    if kind not in set(EntityKind) or role not in set(KnownRole):
        wrong, known = (kind, list(EntityKind)) if kind not in set(EntityKind) else (role, list(KnownRole))
        problems.append(Problem(where, f"`{wrong}` is not allowed here", near_miss(wrong, known)))
        return None
    stands_for = within if role == KnownRole.CAPITAL else ""
    return KnownName(surface, EntityKind(kind), key, name, wikidata, KnownRole(role), within, str(where), stands_for)
