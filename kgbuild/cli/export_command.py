"""`kgbuild export`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kgbuild.cli.options import file_option, out_argument


@click.command("export", short_help="Write an output folder in another format.")
@click.argument("format_name", metavar="FORMAT")
@out_argument
@file_option
@click.option("--everything", is_flag=True, help="With claims and spans in named graphs, not the clean graph only.")
def command(format_name: str, out: Path, out_file: Path | None, everything: bool) -> None:
    """Write OUT as FORMAT: turtle, trig, nquads, ntriples, jsonld, graphml, gexf, csv-nodes or csv-edges.

    RDF formats get the clean graph (accepted facts, and who said what); a file that ends in .gz is compressed.
    """
    from kgbuild.claims.projection import project
    from kgbuild.config import configured
    from kgbuild.export.writers import export
    from kgbuild.pipeline.stored import stored_quads, style_of
    from kgbuild.serialize.formats import FORMATS, packed
    from kgbuild.serialize.swap import write_whole

    config = configured()
    quads = stored_quads(out)
    if not everything and format_name in FORMATS:
        quads = project(quads, base=config.base)
    data = export(quads, format_name, style=style_of(config))
    if out_file is None:
        sys.stdout.buffer.write(data)
    else:
        write_whole(out_file, packed(data, out_file))
