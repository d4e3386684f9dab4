"""`kgbuild conflicts`."""

from __future__ import annotations

from pathlib import Path

import click

from kgbuild.cli.options import json_option
from kgbuild.cli.reading import open_output, takes_folder


@click.command("conflicts", short_help="Show claims that contradict each other.")
@takes_folder
@json_option
def command(out: Path, as_json: bool) -> None:
    """Show every dispute of OUT: the value each side gives, who says so where, and in which words.

    \b
    Example:
      kgbuild conflicts --json"""
    from kgbuild.cli.report import put_json
    from kgbuild.explain.pages import listed
    from kgbuild.explain.text import conflicts_text

    rows = listed("conflicts", open_output(out))
    if as_json:
        put_json(rows)
    else:
        click.echo(conflicts_text(rows))
