"""`kgbuild extract`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgbuild.cli.options import json_option, paths_argument, processes_option
from kgbuild.cli.report import Exit, put_json, show_problems
from kgbuild.problems import Problem

if TYPE_CHECKING:
    from kgbuild.model.facts import ArticleFacts


@click.command("extract", short_help="Print the facts of articles as JSON Lines.")
@paths_argument
@click.option("--published", default="", metavar="DATE", help="Day of articles whose header gives none (YYYY-MM-DD).")
@click.option("--show", is_flag=True, help="Show the text with what was found in it, to write rules by looking.")
@click.option(
    "--for", "tool", type=click.Choice(["brat", "label-studio"]), help="Write files for this annotation tool."
)
@click.option("-o", "--out", type=click.Path(path_type=Path, file_okay=False), help="The folder for these files.")
@processes_option
@json_option
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[Path, ...], published: str, show: bool, tool: str | None, out: Path | None,
    processes: int, as_json: bool,
) -> None:  # fmt: skip
    """Print one JSON object an article for the articles under PATHS; `-` reads one from standard input.

    With --show the articles themselves, for people: in colour on a terminal, unless NO_COLOR is set. With --json one
    document, an array of the articles. With --for and -o the files of an annotation tool, for people to correct:
    `kgbuild build --facts` takes them back.

    \b
    Example:
      kgbuild extract articles > facts.jsonl
      echo "Norway and Iceland met in Oslo on Monday." | kgbuild extract - --published 2031-05-06 --show
    """
    from kgbuild.config import configured
    from kgbuild.pipeline.project import load_project
    from kgbuild.pipeline.record import worst
    from kgbuild.pipeline.stages import extract_articles
    from kgbuild.read.articles import read_articles

    if (tool is None) != (out is None):
        raise click.UsageError("--for TOOL and -o FOLDER go together")
    project = load_project(configured())
    problems: list[Problem] = []
    sources = project.config.sources
    articles = read_articles(paths, lexicon=project.lexicon, problems=problems, sources=sources, published=published)
    found = extract_articles(articles, project, processes=processes)
    if tool and out:
        _hand_out(found, tool, out)
    elif show:
        _show(found)
    else:
        _print(found, as_json=as_json)
    show_problems(problems)
    ctx.exit(Exit.SOME_UNREADABLE if worst(problems) else Exit.DONE)


def _print(found: Iterable[ArticleFacts], *, as_json: bool) -> None:
    from kgbuild.facts_json import to_json, to_line

    if as_json:
        put_json([to_json(facts) for facts in found])
        return
    for facts in found:
        click.echo(to_line(facts))


def _show(found: Iterable[ArticleFacts]) -> None:
    from kgbuild.show.article import show_article
    from kgbuild.show.terminal import legend, paint, plain

    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    if colour:
        paint([legend()], file=sys.stdout)
    for facts in found:
        if colour:
            paint(show_article(facts), file=sys.stdout)
        else:
            for line in show_article(facts):
                click.echo(plain(line))
        click.echo("")


def _hand_out(found: Iterable[ArticleFacts], tool: str, out: Path) -> None:
    from kgbuild.pipeline.handing_out import for_brat, for_label_studio
    from kgbuild.serialize.swap import write_whole

    for name, data in {"brat": for_brat, "label-studio": for_label_studio}[tool](found):
        write_whole(out / name, data)
