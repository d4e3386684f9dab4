"""`kgbuild init`."""

from __future__ import annotations

from pathlib import Path

import click

from kgbuild.cli.report import say
from kgbuild.starter.write import write_starter


@click.command("init", short_help="Write a small project to start from.")
@click.argument("folder", default=".", type=click.Path(path_type=Path, file_okay=False))
def command(folder: Path) -> None:
    """Write a small project into FOLDER: kgbuild.yaml, a lexicon of your own and two sample articles.

    Existing files are never overwritten.
    """
    for name in write_starter(folder):
        say(f"wrote {(folder / name).as_posix()}")
    go = "" if folder == Path() else f"cd {folder.as_posix()} && "
    say(f"next: {go}kgbuild build articles")
