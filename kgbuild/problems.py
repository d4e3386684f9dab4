"""Problems: what is wrong, where, and how to mend it.

A check gathers every `Problem` of a file and lets the caller decide whether to stop. Nothing here raises; the
exceptions that carry problems are in `kgbuild.errors`.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How bad a problem is: an error stops or drops something, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Location(NamedTuple):
    """A place in a file: lines and columns count from 1; 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.file]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


class Problem(NamedTuple):
    """One thing that is wrong.

    `what` names it, `fix` says how to mend it (with the near miss where there is one), `quote` is the line it stands
    in, `rule` and `row` name the mapping rule and the data row where they matter.
    """

    where: Location
    what: str
    fix: str = ""
    severity: Severity = Severity.ERROR
    quote: str = ""
    rule: str = ""
    row: str = ""

    def __str__(self) -> str:
        head = f"{self.where}  {self.severity}  {self.what}"
        marks = [f"rule {self.rule}"] if self.rule else []
        marks += [f"row {self.row}"] if self.row else []
        if marks:
            head += f" ({', '.join(marks)})"
        lines = [head]
        if self.quote:
            lines.append(f"    {self.where.line} | {self.quote}")
        if self.fix:
            lines.append(f"  {self.fix}")
        return "\n".join(lines)


def near_miss(word: str, known: Iterable[str]) -> str:
    """Return "did you mean X?" for the nearest known word, else the known words, else an empty string.

    >>> near_miss("particpant", ["participant", "place"])
    'did you mean participant?'
    """
    names = sorted(set(known))
    close = nearest(word, names)
    if close:
        return f"did you mean {close}?"
    if not names:
        return ""
    shown = ", ".join(names[:12])
    return f"known: {shown}{', …' if len(names) > 12 else ''}"


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that is most like this one, or an empty string where none is."""
    import difflib  # only here: a run without mistakes has no use for it

    return next(iter(difflib.get_close_matches(word, sorted(set(known)), n=1, cutoff=0.7)), "")
