"""`kgbuild export`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kgbuild.cli.options import file_option, json_option, out_argument
from kgbuild.errors import UsageError


def _complete(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    from kgbuild.export.writers import NAMES

    return [name for name in NAMES if name.startswith(begun)]


@click.command("export", short_help="Write an output folder in another format.")
@click.argument("format_name", metavar="FORMAT", shell_complete=_complete)
@out_argument
@file_option
@click.option("--everything", is_flag=True, help="RDF with claims and spans in named graphs, not the clean graph only.")
@click.option("--people", is_flag=True, help="The simple network: who met, spoke of, accused, supported whom.")
@click.option("--only", type=click.Choice(["meetings", "statements", "events"]), help="Keep one kind of relation.")
@click.option("--from", "start", default="", metavar="NAME", help="Keep what lies around this actor, event or issue.")
@click.option("--depth", default=1, show_default=True, type=click.IntRange(1), help="How many steps from it.")
@json_option
def command(
    format_name: str, out: Path, out_file: Path | None, everything: bool, people: bool, only: str | None, start: str,
    depth: int, as_json: bool) -> None:  # fmt: skip
    """Write OUT as FORMAT.

    \b
    RDF       turtle, trig, nquads, ntriples, jsonld, rdf12 (triple terms)
    graphs    gexf, graphml, cyjs, dot, neo4j-nodes, neo4j-edges, csv-nodes, csv-edges
    others    schema.org (JSON-LD for search engines), plover (coded events), quickstatements (Wikidata)

    RDF formats get the clean graph (accepted facts, and who said what); a file that ends in .gz is compressed.

    \b
    Example:
      kgbuild export gexf output --people --from Norway --depth 2 -o norway.gexf
    """
    from kgbuild.claims.projection import project
    from kgbuild.cli.report import wrote
    from kgbuild.config import configured
    from kgbuild.export.select import Only
    from kgbuild.export.writers import View, export
    from kgbuild.pipeline.stored import stored_quads, style_of
    from kgbuild.serialize.formats import FORMATS, packed
    from kgbuild.serialize.swap import write_whole

    config = configured()
    quads = stored_quads(out)
    if not everything and format_name in FORMATS:
        quads = project(quads, base=config.base)
    view = View(people, Only(only) if only else None, start, depth)
    data = export(quads, format_name, style=style_of(config), view=view)
    if out_file is None:
        if as_json:
            raise UsageError("--json tells of the file written: name one with -o")
        sys.stdout.buffer.write(data)
        return
    write_whole(out_file, packed(data, out_file))
    if as_json:
        wrote(out_file, as_json=True)
