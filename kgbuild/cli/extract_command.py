"""`kgbuild extract`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kgbuild.cli.options import paths_argument, processes_option
from kgbuild.cli.report import Exit, show_problems
from kgbuild.problems import Problem


@click.command("extract", short_help="Print the facts of articles as JSON Lines.")
@paths_argument
@click.option("--published", default="", metavar="DATE", help="Day of articles whose header gives none (YYYY-MM-DD).")
@processes_option
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], published: str, processes: int) -> None:
    """Print one JSON object an article for the articles under PATHS; `-` reads one from standard input."""
    from kgbuild.api import configured
    from kgbuild.facts_json import to_line
    from kgbuild.pipeline.project import load_project
    from kgbuild.pipeline.record import worst
    from kgbuild.pipeline.stages import extract_articles
    from kgbuild.read.articles import read_articles

    project = load_project(configured())
    problems: list[Problem] = []
    stdin = sys.stdin.buffer.read() if Path("-") in paths else b""
    articles = read_articles(
        paths,
        lexicon=project.lexicon,
        problems=problems,
        sources=project.config.sources,
        published=published,
        stdin=stdin,
    )
    for facts in extract_articles(articles, project, processes=processes):
        click.echo(to_line(facts))
    show_problems(problems)
    ctx.exit(Exit.SOME_UNREADABLE if worst(problems) else Exit.DONE)
