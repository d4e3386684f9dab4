"""`kgbuild watch`."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import click

from kgbuild.cli.options import json_option, out_option, paths_argument, processes_option, quiet_option
from kgbuild.cli.report import Exit, progress, show_error


@click.command("watch", short_help="Build anew after every edit, and say what it changed.")
@paths_argument
@out_option
@processes_option
@json_option
@quiet_option
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], out: Path, processes: int, as_json: bool, quiet: bool) -> None:
    """Build the articles under PATHS now and whenever an article, lexicon, mapping, decision or setting changes, until
    interrupted; each build prints one line that says what changed, and why. Where a file is broken, in the middle of an
    edit, that is told and the last good output stays.

    \b
    Example:
      kgbuild watch articles -o output"""
    from kgbuild.pipeline.watch import rebuilds

    # interrupting is how watching ends, wherever it is just then: a build in its middle leaves the old output
    with suppress(KeyboardInterrupt), progress(quiet=quiet or as_json) as bar:
        for line in rebuilds(paths, out, processes=processes, progress=bar, failed=show_error):
            bar.end()
            click.echo(json.dumps({"changed": line}, ensure_ascii=False) if as_json else line)
    ctx.exit(Exit.DONE)
