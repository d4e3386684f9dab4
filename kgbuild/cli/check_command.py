"""`kgbuild check`."""

from __future__ import annotations

from pathlib import Path

import click

from kgbuild.cli.options import json_option
from kgbuild.cli.report import Exit, put_json, say, show_problems


@click.command("check", short_help="Check configuration, mappings, lexicons, ontology or an output folder.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@json_option
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], as_json: bool) -> None:
    """Check PATHS — an output folder, mappings, lexicons, ontologies, kgbuild.yaml — or, without any, the project.

    \b
    Example:
      kgbuild check
      kgbuild check output

    Nothing is written. Exit code 1 where an output folder breaks a shape, 2 where a file cannot be used.
    """
    from kgbuild.config import configured
    from kgbuild.pipeline.checks import check_paths, check_project
    from kgbuild.pipeline.record import problem_records, worst

    config = configured()
    problems = check_paths(paths, config) if paths else check_project(config)
    show_problems(problems)
    if as_json:
        put_json(problem_records(problems))
    elif not problems:
        say("no problems")
    folders = bool(paths) and all(p.is_dir() for p in paths)
    failed = Exit.CHECK_FAILED if folders else Exit.UNUSABLE
    ctx.exit(failed if worst(problems) else Exit.DONE)
