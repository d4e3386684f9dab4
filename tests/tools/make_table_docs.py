"""Write docs/tables.md from the code."""

from __future__ import annotations

from pathlib import Path

from kgbuild.tabulate.page import tables_page

if __name__ == "__main__":
    target = Path(__file__).parents[2] / "docs" / "tables.md"
    target.write_text(tables_page(), encoding="utf-8")
