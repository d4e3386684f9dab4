"""`kgbuild analyze`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgbuild.cli.options import json_option, out_argument
from kgbuild.cli.tables import fitted, terminal_width
from kgbuild.model.quads import Quad
from kgbuild.model.tables import Table

if TYPE_CHECKING:
    from kgbuild.analysis.scene import Finding


@click.command("analyze", short_help="Ask what the graph of an output folder says.")
@out_argument
@click.option("--top", default=10, show_default=True, type=click.IntRange(1), help="Rows to show of each answer.")
@click.option("--chain", nargs=2, metavar="NAME NAME", help="The shortest chain between two actors, with its words.")
@click.option("--engine", type=click.Choice(["networkx", "igraph"]), default="networkx", show_default=True)
@json_option
def command(out: Path, top: int, chain: tuple[str, str] | None, engine: str, as_json: bool) -> None:
    """Answer questions about OUT: who is at the centre of the meetings, who stands between groups, who stands with and
    against whom, who speaks through which outlet, what changed, which links hold groups together; then degree,
    PageRank, betweenness and communities of all nodes.

    Large graphs (100,000 nodes) want `--engine igraph` (pip install igraph).

    \b
    Example:
      kgbuild analyze output --top 5
      kgbuild analyze output --chain Norway "Mara Vale"
    """
    from kgbuild.analysis.scene import chain as find_chain
    from kgbuild.analysis.scene import read_scene
    from kgbuild.cli.report import put_json
    from kgbuild.model.triples import Triples
    from kgbuild.pipeline.stored import stored_quads

    quads = stored_quads(out)
    if chain:
        scene = read_scene(Triples(quads))
        answers = [find_chain(scene, scene.named(chain[0]), scene.named(chain[1]))]
        tables: list[Table] = []
    else:
        answers, tables = _answered(quads, engine)
    if as_json:
        said = {a.name: {"question": a.question, "sentence": a.sentence, "rows": list(a.table.rows)} for a in answers}
        put_json({**said, **{table.name: list(table.rows) for table in tables}})
        return
    for one in answers:
        _show(one.question, one.sentence or "Nothing here says.", one.table, top)
    for table in tables:
        _show(f"{table.name} ({len(table.rows)})", "", table, top)


def _answered(quads: Sequence[Quad], engine: str) -> tuple[list[Finding], list[Table]]:
    from kgbuild.analysis.engines import Engine, measure
    from kgbuild.analysis.findings import findings
    from kgbuild.analysis.reading import graph_of
    from kgbuild.analysis.tables import ANALYSES
    from kgbuild.cli.report import say
    from kgbuild.model.triples import Triples

    network = graph_of(quads)
    found = measure(network, Engine(engine))
    if found.error:
        say(f"betweenness is estimated; its typical error is {found.error:.6f}")
    return list(findings(Triples(quads))), [analyse(network, found) for analyse in ANALYSES.values()]


def _show(title: str, sentence: str, table: Table, top: int) -> None:
    columns = [c for c in table.columns if c not in {"claims", "id"}]
    click.echo(f"{title}\n{sentence}".rstrip())
    if table.rows:
        rows = [[row[c] for c in columns] for row in table.rows[:top]]
        click.echo(fitted(columns, rows, width=terminal_width()), nl=False)
    click.echo("")
