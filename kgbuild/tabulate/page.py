"""The page that describes the tables, generated from `columns`, so that it cannot lie."""

from __future__ import annotations

from kgbuild.tabulate import columns
from kgbuild.tabulate.columns import COMMON, TABLES


def tables_page() -> str:
    """Return `docs/tables.md`."""
    intro = (columns.__doc__ or "").strip().split("\n\n", 1)[1]
    lines = ["# Tables", "", "Generated from `kgbuild/tabulate/columns.py`; change it there.", "", intro, ""]
    lines += ["Columns of every table:", "", *_rows(COMMON), ""]
    for name, own in TABLES.items():
        lines += [f"## {name}.csv", "", *_rows(own), ""]
    return "\n".join(lines)


def _rows(described: dict[str, str]) -> list[str]:
    head = ["| column | what |", "| --- | --- |"]
    return head + [f"| `{name}` | {what} |" for name, what in described.items()]
