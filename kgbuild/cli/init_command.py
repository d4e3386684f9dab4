"""`kgbuild init`."""

from __future__ import annotations

from pathlib import Path

import click

from kgbuild.cli.options import json_option
from kgbuild.cli.report import put_json, say
from kgbuild.starter.write import mapping_settings, starter_mappings, write_starter


@click.command("init", short_help="Write a small project to start from.")
@click.argument("folder", default=".", type=click.Path(path_type=Path, file_okay=False))
@click.option("--mapping", type=click.Choice(starter_mappings()), help="With rules that say it all in this vocabulary.")
@json_option
def command(folder: Path, mapping: str | None, as_json: bool) -> None:
    """Write a small project into FOLDER: kgbuild.yaml, a lexicon of your own and two sample articles.

    With --mapping it has a mapping into another vocabulary and the ontology of its terms as well; a FOLDER that is a
    project already gets only these. Existing files are never overwritten.

    \b
    Example:
      kgbuild init my-project
      kgbuild init my-project --mapping schema.org
    """
    is_project = (folder / "kgbuild.yaml").exists()
    written = write_starter(folder, mapping or "")
    if as_json:
        put_json({"folder": folder.as_posix(), "files": [name.as_posix() for name in written]})
        return
    for name in written:
        say(f"wrote {(folder / name).as_posix()}")
    if mapping and is_project:
        say(f"add to kgbuild.yaml:\n{mapping_settings(mapping)}".rstrip())
    go = "" if folder == Path() else f"cd {folder.as_posix()} && "
    say(f"next: {go}kgbuild build articles")
