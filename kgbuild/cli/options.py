"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

paths_argument = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
out_argument = click.argument("out", default="output", type=click.Path(path_type=Path))
out_option = click.option(
    "-o",
    "--out",
    default="output",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Output folder.",
)
file_option = click.option(
    "-o", "--out-file", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file, not to stdout."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document on stdout.")
quiet_option = click.option("-q", "--quiet", is_flag=True, help="No progress, no summary.")
processes_option = click.option(
    "--processes", default=1, show_default=True, type=click.IntRange(1, 256), help="Read articles in parallel."
)
