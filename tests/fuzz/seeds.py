"""Mappings to start from: those of the conformance tests and, below KGBUILD_FUZZ_SEEDS, any others with their data."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

CASES = Path(__file__).parents[1] / "conformance" / "yarrrml"
_REMOTE = re.compile(r"postgres|mysql|mariadb|mssql|oracle|sqlserver|sparql|jdbc:(?!sqlite)", re.IGNORECASE)


class Seed(NamedTuple):
    """A mapping's text and the data beside it."""

    text: str
    files: tuple[tuple[str, bytes], ...]

    def write(self, folder: Path) -> None:
        """Write the data into a folder."""
        for name, data in self.files:
            (folder / name).write_bytes(data)


def of_case(path: Path) -> Seed:
    """Return the mapping and data of a conformance case."""
    pieces = re.split(r"(?m)^=== (.*)\n", path.read_text(encoding="utf-8"))
    parts = dict(zip(pieces[1::2], pieces[2::2], strict=True))
    files = ((n.removeprefix("file "), t.encode()) for n, t in parts.items() if n.startswith("file "))
    return Seed(parts["mapping"], tuple(files))


@cache
def yarrrml_seeds() -> list[Seed]:
    """All YARRRML mappings there are."""
    return [of_case(p) for p in sorted(CASES.glob("*.txt"))] + _below("*.yml", "*.yaml", "*.yarrrml")


@cache
def rml_seeds() -> list[Seed]:
    """All RML mappings there are."""
    own = [of_case(p) for p in sorted((CASES.parent / "rml").glob("*.txt"))]
    return own + [s for s in _below("*.ttl") if "ogicalSource" in s.text or "ogicalTable" in s.text]


def _below(*patterns: str) -> list[Seed]:
    folder = os.environ.get("KGBUILD_FUZZ_SEEDS")
    if not folder:
        return []
    found = []
    for path in sorted(p for pattern in patterns for p in Path(folder).rglob(pattern)):
        text = path.read_text(encoding="utf-8", errors="replace") if path.stat().st_size < 20_000 else ""
        if not text or _REMOTE.search(text):
            continue
        beside = [p for p in path.parent.iterdir() if p.is_file() and p.stat().st_size < 50_000][:20]
        found.append(Seed(text, tuple((p.name, p.read_bytes()) for p in beside)))
    return found
