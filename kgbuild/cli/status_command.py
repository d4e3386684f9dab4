"""`kgbuild status`."""

from __future__ import annotations

from pathlib import Path

import click

from kgbuild.cli.options import json_option, paths_argument
from kgbuild.cli.report import Exit, put_json, show_problems
from kgbuild.problems import Problem


@click.command("status", short_help="Say which articles a build would read anew, and why.")
@paths_argument
@json_option
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], as_json: bool) -> None:
    """Say which of the articles under PATHS the next build would read anew, and why; nothing is written.

    Example: kgbuild status articles
    """
    from kgbuild.config import configured
    from kgbuild.pipeline.parts import rules_beyond_rows
    from kgbuild.pipeline.reader import article_status

    problems: list[Problem] = []
    config = configured()
    found = article_status(paths, config=config, problems=problems)
    if as_json:
        put_json([{"article": name, "anew": why or None} for name, why in found])
    else:
        for name, why in found:
            if why:
                click.echo(f"{name}: {why}")
        anew = sum(1 for _, why in found if why)
        click.echo(f"{anew} of {len(found)} articles would be read anew")
        for rule, where in rules_beyond_rows(config):
            click.echo(
                f"all articles would be mapped anew: rule `{rule}` ({where}) looks at more than a row of a table"
            )
    show_problems(problems)
    ctx.exit(Exit.DONE)
