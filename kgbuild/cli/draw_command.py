"""`kgbuild draw`."""

from __future__ import annotations

from pathlib import Path

import click

from kgbuild.cli.options import json_option, out_argument
from kgbuild.errors import MissingExtra, UsageError


@click.command("draw", short_help="Draw the network of an output folder as SVG or PNG.")
@out_argument
@click.option(
    "-o", "--out-file", default="network.svg", show_default=True, type=click.Path(path_type=Path, dir_okay=False)
)
@click.option("--full", is_flag=True, help="With issues, places and roles, not only who did what with whom.")
@click.option("--only", type=click.Choice(["meetings", "statements", "events"]), help="Keep one kind of relation.")
@click.option("--from", "start", default="", metavar="NAME", help="Keep what lies around this actor, event or issue.")
@click.option("--depth", default=1, show_default=True, type=click.IntRange(1), help="How many steps from it.")
@click.option("--most", default=300, show_default=True, type=click.IntRange(1), help="Draw the busiest so many.")
@json_option
def command(
    out: Path, out_file: Path, full: bool, only: str | None, start: str, depth: int, most: int, as_json: bool
) -> None:
    """Draw who met, spoke of, accused and supported whom in OUT: communities first, then the nodes inside each.

    Blue lines: met; green: in favour; red: against; thicker: more often. PNG needs `kgbuild[draw]`.

    \b
    Example:
      kgbuild draw output --from Norway --depth 2 -o norway.png
    """
    from kgbuild.cli.report import wrote
    from kgbuild.export.draw import drawing
    from kgbuild.export.select import Only
    from kgbuild.export.writers import View
    from kgbuild.pipeline.stored import stored_quads
    from kgbuild.serialize.swap import write_whole

    if out_file.suffix not in {".svg", ".png"}:
        raise UsageError(f"{out_file.as_posix()}: a drawing ends in .svg or .png")
    view = View(not full, Only(only) if only else None, start, depth)
    drawn = drawing(stored_quads(out), view=view, most=most)
    data = drawn.encode()
    if out_file.suffix == ".png":
        try:
            import resvg_py
        except ImportError:
            raise MissingExtra("resvg-py is not installed: pip install 'kgbuild[draw]', or draw an .svg") from None
        data = bytes(resvg_py.svg_to_bytes(svg_string=drawn, width=2000, background="#ffffff"))
    write_whole(out_file, data)
    wrote(out_file, as_json=as_json)
