"""What builders changed between two runs: articles, lines of files, versions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from kgbuild.changes.runs import Read

Texts = Callable[[str], str]
"""The text of a file by its digest."""


class Kind(StrEnum):
    """What may change between two builds."""

    ARTICLE = "article"
    LEXICON = "lexicon"
    MAPPING = "mapping"
    DECISION = "decision"
    ONTOLOGY = "ontology"
    SETTING = "setting"
    FACTS = "facts"
    VERSION = "version"


@dataclass(frozen=True, slots=True, order=True)
class Cause:
    """One thing that changed: `where` is an article's id, `file:line` or what has the version; `how` is new, changed or
    gone; `old` and `new` are the lines (from 1, the last one included) it takes up; `words` quotes it."""

    kind: Kind
    where: str
    how: str
    words: str = ""
    old: tuple[int, int] = (0, 0)
    new: tuple[int, int] = (0, 0)

    @property
    def file(self) -> str:
        """The file of a line."""
        return self.where.rpartition(":")[0]

    def __str__(self) -> str:
        return f"{self.kind} {self.where} ({self.how})"


def causes_between(old: Read, new: Read, texts: Texts) -> list[Cause]:
    """Return everything that changed from one run's input to another's, sorted."""
    found = [Cause(Kind.ARTICLE, one, how) for one, how in _changed(old.articles, new.articles)]
    found += [
        Cause(Kind.VERSION, f"{name} {new.versions.get(name, '')}".strip(), how)
        for name, how in _changed(old.versions, new.versions)
    ]
    kinds = {**old.kinds, **new.kinds}
    for file, _ in _changed(old.files, new.files):
        before, after = (_lines(texts, read.files.get(file, "")) for read in (old, new))
        found.extend(_hunks(Kind(kinds[file]), file, before, after))
    return sorted(found)


def _changed(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name in sorted({*before, *after}):
        if before.get(name) != after.get(name):
            yield name, "changed" if name in before and name in after else "new" if name in after else "gone"


def _lines(texts: Texts, digest: str) -> list[str]:
    return texts(digest).splitlines() if digest else []


def _hunks(kind: Kind, file: str, old: list[str], new: list[str]) -> Iterator[Cause]:
    """Yield the stretches of a file that differ, each widened to the entry it stands in."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for how, a, b, c, d in matcher.get_opcodes():
        if how != "equal":
            said = new[c:d] or old[a:b]
            words = next((line.strip() for line in said if line.strip(" -")), "")
            line = (c if d > c else a) + 1
            name = {"insert": "new", "delete": "gone", "replace": "changed"}[how]
            before = _entry(old, a, b) if b > a else (0, 0)
            after = _entry(new, c, d) if d > c else (0, 0)
            if b == a and _inside(new, c, d):  # lines put into an entry that was there
                before = _entry(old, max(a - 1, 0), a)
            if d == c and _inside(old, a, b):
                after = _entry(new, max(c - 1, 0), c)
            yield Cause(kind, f"{file}:{line}", name, words[:120], before, after)


def _entry(lines: list[str], start: int, end: int) -> tuple[int, int]:
    """Return the lines (from 1) of the entry around `lines[start:end]`: up to the line that opens it."""
    first = start
    while first > 0 and not _opens(lines[first]):
        first -= 1
    return first + 1, max(end, start + 1)


def _inside(lines: list[str], start: int, end: int) -> bool:
    return bool(lines[start:end]) and not _opens(lines[start])


def _opens(line: str) -> bool:
    """Whether a line begins an entry: an item of a list, or a key at the left."""
    return line.lstrip().startswith("- ") or (bool(line[:1].strip()) and not line.startswith("#"))
