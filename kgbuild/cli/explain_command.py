"""`kgbuild explain`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgbuild.cli.options import json_option
from kgbuild.cli.reading import folder_option, open_output

if TYPE_CHECKING:
    from kgbuild.explain.output import Output
    from kgbuild.explain.why import Why


@click.command("explain", short_help="Say why a triple or a node is in the graph.")
@click.argument("subject")
@click.argument("predicate", required=False)
@click.argument("object_", metavar="[OBJECT]", required=False)
@click.option("--not", "absent", is_flag=True, help="Say why a triple is not in the graph.")
@folder_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    subject: str,
    predicate: str | None,
    object_: str | None,
    absent: bool,
    out: Path,
    as_json: bool,
) -> None:
    """Say what a triple rests on: claims, the rule and row that made them, their words, merges and decisions.

    SUBJECT and OBJECT are names, ids (actor/lee-12ab34), prefixed names or IRIs; PREDICATE is a property. With SUBJECT
    alone every triple about it is explained, with SUBJECT and PREDICATE every value.

    \b
    Example:
      kgbuild explain "Geneva talks" participant
    """
    from kgbuild.cli.report import Exit, put_json
    from kgbuild.explain.text import why_text

    output = open_output(out)
    found, nothing = _answers(output, subject, predicate, object_)
    if nothing:
        click.echo(nothing)
    there = {(q.subject, q.predicate, q.object) for q in output.quads}
    if absent:
        found = [why for why in found if why.triple not in there]
    if as_json:
        put_json([why.record() for why in found])
    else:
        click.echo("\n\n".join(why_text(why, output) for why in found))
    ctx.exit(Exit.DONE if found else Exit.CHECK_FAILED)


def _answers(output: Output, subject: str, predicate: str | None, object_: str | None) -> tuple[list[Why], str]:
    """Return the answers, and what to say where there are no triples of this property."""
    from kgbuild.explain.names import find_node, find_object, find_property
    from kgbuild.explain.why import Explainer

    explainer = Explainer(output)
    term = find_node(subject, output)
    if predicate is None:
        return explainer.node(term), ""
    wanted = find_property(predicate, output)
    values = dict.fromkeys((*output.triples.objects(term, wanted), *explainer.said_of(term, wanted)))
    objects = list(values) if object_ is None else [find_object(object_, output, values)]
    found = [explainer.triple((term, wanted, o)) for o in objects]
    return found, "" if found else explainer.absent((term, wanted, ""))
