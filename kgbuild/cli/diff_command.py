"""`kgbuild diff`."""

from __future__ import annotations

from pathlib import Path

import click

from kgbuild.cli.options import json_option
from kgbuild.cli.reading import folder_option
from kgbuild.cli.report import Exit, put_json


@click.command("diff", short_help="Say what changed between two builds, and why.")
@click.argument("runs", nargs=-1, metavar="[A] B")
@folder_option
@click.option(
    "--format", "form", default="table", show_default=True, type=click.Choice(["table", "json", "rdf-patch"]),
    help="Words, one JSON document, or an RDF Patch.",
)  # fmt: skip
@click.option("--exit-code", is_flag=True, help="Exit with 1 where something changed.")
@json_option
@click.pass_context
def command(ctx: click.Context, runs: tuple[str, ...], out: Path, form: str, exit_code: bool, as_json: bool) -> None:
    """Say what changed from run A to run B of an output folder: facts, merges, disputes, decisions, and the article,
    lexicon line, mapping line, decision or version that made each change.

    A run is `latest`, `previous`, a number (the last builds are kept in `.kgbuild/`, numbered from 1) or an output
    folder. Without A, B is compared with the run before it (a folder: with the latest); without both, the last two are.

    \b
    Example:
      kgbuild diff --exit-code
      kgbuild diff 3 latest --format rdf-patch"""
    from kgbuild.changes.patch import rdf_patch
    from kgbuild.changes.show import record_of, text_of
    from kgbuild.config import configured
    from kgbuild.pipeline.changes import difference, labels_of

    old, new = _sides(runs)
    found = difference(configured(), out, old=old, new=new)
    if form == "rdf-patch" and not as_json:
        for line in rdf_patch(found.patch):
            click.echo(line)
    else:
        names = labels_of(found, Path(new) if Path(new).is_dir() else out)
        if as_json or form == "json":
            put_json(record_of(found, lambda term: names.get(term, term)))
        else:
            click.echo(text_of(found, lambda term: names.get(term, term)))
    ctx.exit(Exit.CHECK_FAILED if exit_code and not found.empty else Exit.DONE)


def _sides(runs: tuple[str, ...]) -> tuple[str, str]:
    if len(runs) > 2:
        raise click.UsageError("name at most two runs")
    if len(runs) == 2:
        return runs[0], runs[1]
    if not runs or runs[0] == "latest":
        return "previous", "latest"
    if runs[0].isdecimal():
        return str(int(runs[0]) - 1), runs[0]
    return "latest", runs[0]
