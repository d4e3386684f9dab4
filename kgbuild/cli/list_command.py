"""`kgbuild list`."""

from __future__ import annotations

from pathlib import Path

import click

from kgbuild.cli.options import json_option
from kgbuild.cli.reading import open_output, takes_folder


@click.command("list", short_help="List actors, events, positions, conflicts, questions and more.")
@click.argument("kind")
@takes_folder
@json_option
def command(kind: str, out: Path, as_json: bool) -> None:
    """List the things of a KIND: actors, people, organizations, countries, groups, places, meetings, events,
    communications, issues, articles, positions, conflicts, questions, merges, decisions.

    \b
    Example:
      kgbuild list meetings --json"""
    from kgbuild.cli.report import put_json
    from kgbuild.explain.pages import listed
    from kgbuild.explain.text import list_text

    records = listed(kind, open_output(out))
    if as_json:
        put_json(records)
    else:
        click.echo(list_text(records))
