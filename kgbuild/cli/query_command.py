"""`kgbuild query`."""

from __future__ import annotations

from pathlib import Path

import click

from kgbuild.cli.options import out_argument
from kgbuild.errors import UsageError


@click.command("query", short_help="Ask a shipped question, or your own SPARQL.")
@click.argument("question", required=False)
@out_argument
@click.option("-p", "--param", "params", multiple=True, metavar="NAME=VALUE", help="Bind a parameter of the question.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
def command(question: str | None, out: Path, params: tuple[str, ...], form: str) -> None:
    """Ask QUESTION (the name of a shipped question, or a .rq file) of the output folder OUT.

    Without a question, list the shipped ones.
    """
    from kgbuild.config import configured
    from kgbuild.ontology.load import load_ontology
    from kgbuild.query.question import shipped_questions
    from kgbuild.query.results import format_rows
    from kgbuild.query.run import query

    if question is None:
        for one in shipped_questions():
            names = " ".join(f"{p.name}=…" for p in one.parameters)
            click.echo(f"{one.name}  {one.title}{f'  ({names})' if names else ''}")
        return
    config = configured()
    ontology = load_ontology(config.ontologies, base=config.folder)
    result = query(question, data=out, params=_pairs(params), ontology=ontology)
    click.echo(format_rows(result, form), nl=False)


def _pairs(params: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for param in params:
        name, equals, value = param.partition("=")
        if not equals:
            raise UsageError(f"-p {param}: write NAME=VALUE")
        pairs[name] = value
    return pairs
