"""`kgbuild init`."""

from __future__ import annotations

from pathlib import Path

import click

from kgbuild.cli.options import json_option
from kgbuild.cli.report import put_json, say
from kgbuild.starter.write import write_starter


@click.command("init", short_help="Write a small project to start from.")
@click.argument("folder", default=".", type=click.Path(path_type=Path, file_okay=False))
@json_option
def command(folder: Path, as_json: bool) -> None:
    """Write a small project into FOLDER: kgbuild.yaml, a lexicon of your own and two sample articles.

    Existing files are never overwritten.

    \b
    Example:
      kgbuild init my-project
    """
    written = write_starter(folder)
    if as_json:
        put_json({"folder": folder.as_posix(), "files": [name.as_posix() for name in written]})
        return
    for name in written:
        say(f"wrote {(folder / name).as_posix()}")
    go = "" if folder == Path() else f"cd {folder.as_posix()} && "
    say(f"next: {go}kgbuild build articles")
