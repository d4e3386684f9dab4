"""Write docs/reference/commands.md from the commands."""

from __future__ import annotations

from pathlib import Path

from kgbuild.cli.page import commands_page

if __name__ == "__main__":
    page = Path(__file__).parents[2] / "docs" / "reference" / "commands.md"
    page.write_text(commands_page(), encoding="utf-8")
