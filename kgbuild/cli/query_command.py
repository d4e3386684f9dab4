"""`kgbuild query`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgbuild.cli.options import json_option, out_argument
from kgbuild.cli.tables import fitted, terminal_width
from kgbuild.errors import UsageError

if TYPE_CHECKING:
    from kgbuild.model.ontology import Ontology


def _complete(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    from kgbuild.query.question import shipped_questions

    return [q.name for q in shipped_questions() if q.name.startswith(begun)]


@click.command("query", short_help="Ask a shipped question, or your own SPARQL.")
@click.argument("question", required=False, shell_complete=_complete)
@out_argument
@click.option("-p", "--param", "params", multiple=True, metavar="NAME=VALUE", help="Bind a parameter of the question.")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json", "excel"]), default="table", show_default=True
)
@json_option
def command(question: str | None, out: Path, params: tuple[str, ...], form: str, as_json: bool) -> None:
    """Ask QUESTION (the name of a shipped question, or a .rq file) of the output folder OUT.

    Without a question, list the shipped ones.

    \b
    Example:
      kgbuild query said-by output -p speaker="Mara Vale"
      kgbuild query mine.rq output --format csv
    """
    if question is None:
        _list(as_json)
        return
    from kgbuild.query.results import format_rows, shown_rows
    from kgbuild.query.run import query

    # names of classes and prefixes only: reading them takes as long as opening the store
    ontology = _ontology() if params or (form == "table" and not as_json) else None
    result = query(question, data=out, params=_pairs(params), ontology=ontology)
    width = terminal_width()
    if form == "table" and width is not None and not as_json:
        click.echo(fitted(result.columns, shown_rows(result), width=width), nl=False)
        return
    click.echo(format_rows(result, "json" if as_json else form), nl=False)


def _ontology() -> Ontology:
    from kgbuild.config import configured
    from kgbuild.ontology.load import load_ontology

    config = configured()
    return load_ontology(config.ontologies, base=config.folder)


def _list(as_json: bool) -> None:
    from kgbuild.cli.report import put_json
    from kgbuild.query.question import shipped_questions

    found = shipped_questions()
    if as_json:
        put_json([{"name": q.name, "title": q.title, "parameters": [p.name for p in q.parameters]} for q in found])
        return
    for one in found:
        names = " ".join(f"{p.name}=…" for p in one.parameters)
        click.echo(f"{one.name}  {one.title}{f'  ({names})' if names else ''}")


def _pairs(params: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for param in params:
        name, equals, value = param.partition("=")
        if not equals:
            raise UsageError(f"-p {param}: write NAME=VALUE")
        pairs[name] = value
    return pairs
