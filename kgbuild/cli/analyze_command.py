"""`kgbuild analyze`."""

from __future__ import annotations

from pathlib import Path

import click

from kgbuild.cli.options import json_option, out_argument


@click.command("analyze", short_help="Measure the graph of an output folder.")
@out_argument
@click.option("--top", default=20, show_default=True, type=click.IntRange(1), help="Rows to show of each measure.")
@json_option
def command(out: Path, top: int, as_json: bool) -> None:
    """Measure the actors, meetings and positions of OUT: degree, PageRank, betweenness, communities."""
    from kgbuild.analysis.reading import graph_of
    from kgbuild.analysis.tables import ANALYSES
    from kgbuild.cli.report import put_json
    from kgbuild.pipeline.stored import stored_quads

    network = graph_of(stored_quads(out))
    tables = {name: analyse(network) for name, analyse in ANALYSES.items()}
    if as_json:
        put_json({name: list(table.rows) for name, table in tables.items()})
        return
    for name, table in tables.items():
        click.echo(f"{name} ({len(table.rows)})")
        click.echo("\t".join(table.columns))
        for row in table.rows[:top]:
            click.echo("\t".join(row[c] for c in table.columns))
        click.echo("")
