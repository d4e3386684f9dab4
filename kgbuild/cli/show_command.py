"""`kgbuild show`."""

from __future__ import annotations

from pathlib import Path

import click

from kgbuild.cli.options import json_option
from kgbuild.cli.reading import open_output, takes_folder


@click.command("show", short_help="Show everything about one actor, event, place or issue.")
@click.argument("name")
@takes_folder
@json_option
def command(name: str, out: Path, as_json: bool) -> None:
    """Show everything the graph says of NAME: a name, an id (actor/lee-12ab34), a prefixed name or an IRI.

    \b
    Example:
      kgbuild show "Ann Lee" --out output"""
    from kgbuild.cli.report import put_json
    from kgbuild.explain.names import find_node
    from kgbuild.explain.pages import about
    from kgbuild.explain.text import page_text

    output = open_output(out)
    page = about(find_node(name, output), output)
    if as_json:
        put_json(page)
    else:
        click.echo(page_text(page))
