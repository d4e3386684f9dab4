"""`ids.csv`: which id each thing was once given, kept beside `kgbuild.yaml`, so that an id in use never changes.

A line has the key of a thing (a digest of its name, or of the article and words that tell it), its id, and ids it had
before, which the graph leads on to the one it has now.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kgbuild.errors import ConfigError
from kgbuild.problems import Location, Problem
from kgbuild.yamlio import read_utf8

FILE = "ids.csv"
_COLUMNS = ["key", "id", "former"]


@dataclass(frozen=True, slots=True)
class GivenIds:
    """Ids (`actor/…`, `place/…`, `event/…`) by key, and the former ones of each key."""

    ids: Mapping[str, str] = field(default_factory=dict)
    former: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def names(self) -> dict[str, str]:
        """Return the ids without the folder of their IRI."""
        return {key: one.partition("/")[2] for key, one in self.ids.items()}

    def updated(self, given: Mapping[str, str]) -> GivenIds:
        """Return what is kept after a build that gave these ids by key; what the build has not seen stays."""
        former = dict(self.former)
        for key, one in given.items():
            old = self.ids.get(key, one)
            if old != one:
                former[key] = tuple(dict.fromkeys((*former.get(key, ()), old)))
        return GivenIds({**self.ids, **given}, former)

    def replaced(self, given: Mapping[str, str]) -> dict[str, str]:
        """Return former ids that nothing bears now -> the id that its thing has."""
        new = self.updated(given)
        used = set(given.values())
        found = {}
        for key in sorted(new.former):
            if key in given:
                found.update({old: given[key] for old in new.former[key] if old not in used})
        return found

    def text(self) -> bytes:
        """Return the file, in the order of ids."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(_COLUMNS)
        for key, one in sorted(self.ids.items(), key=lambda item: (item[1], item[0])):
            writer.writerow([key, one, " ".join(self.former.get(key, ()))])
        return out.getvalue().encode()


def read_ids(folder: Path) -> GivenIds:
    """Read a project's `ids.csv`; without one nothing was given. Raises `ConfigError` for a file of another shape."""
    path = folder / FILE
    if not path.is_file():
        return GivenIds()
    rows = list(csv.reader(read_utf8(path, FILE).splitlines()))
    problems = []
    if not rows or rows[0] != _COLUMNS:
        problems.append(Problem(Location(FILE, 1), "not the head of a list of ids", f"write `{','.join(_COLUMNS)}`"))
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(_COLUMNS) or "/" not in row[1]:
            fix = "restore the line from version control, or delete it: the thing gets a new id then"
            problems.append(Problem(Location(FILE, number), "not a key, an id and former ids", fix))
    if problems:
        raise ConfigError(problems)
    former = {key: tuple(old.split()) for key, _, old in rows[1:] if old}
    return GivenIds({key: one for key, one, _ in rows[1:]}, former)
