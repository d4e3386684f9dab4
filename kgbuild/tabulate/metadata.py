"""What the tables say of themselves: a CSVW description beside them, and its version."""

from __future__ import annotations

import json
from pathlib import Path

from kgbuild.problems import Location, Problem, Severity
from kgbuild.tabulate.columns import COMMON, TABLES, TABLES_VERSION, columns_of

METADATA = "csv-metadata.json"
"""The name under which readers of CSVW look for it."""

_VERSION = "dc:hasVersion"


def tables_metadata() -> bytes:
    """Return the description of all tables (CSV on the Web: a table group) as JSON."""
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": "Tables of a kgbuild output folder",
        _VERSION: str(TABLES_VERSION),
        "tables": [_table(name) for name in TABLES],
    }
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()


def _table(name: str) -> dict[str, object]:
    about = COMMON | TABLES[name]
    columns = [{"name": c, "titles": c, "dc:description": about[c]} for c in columns_of(name)]
    return {"url": f"{name}.csv", "tableSchema": {"columns": columns}}


def newer_tables(folder: Path) -> list[Problem]:
    """Return a warning where a folder's tables are of a version that this program does not know."""
    path = folder / METADATA
    if not path.is_file():
        return []
    try:
        version = int(json.loads(path.read_bytes()).get(_VERSION, TABLES_VERSION))
    except (ValueError, AttributeError, TypeError):
        return []  # somebody else's description
    if version <= TABLES_VERSION:
        return []
    what = f"tables of version {version}, and this kgbuild knows version {TABLES_VERSION}"
    fix = "columns may be gone or mean something else: install a newer one, or build the tables with this one"
    return [Problem(Location(path.as_posix()), what, fix, severity=Severity.WARNING)]
