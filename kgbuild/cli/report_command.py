"""`kgbuild report`."""

from __future__ import annotations

from pathlib import Path

import click

from kgbuild.cli.options import json_option, out_argument


@click.command("report", short_help="Write one HTML file that shows an output folder.")
@out_argument
@click.option("-o", "--out-file", type=click.Path(path_type=Path, dir_okay=False), help="Default: OUT/report.html.")
@json_option
def command(out: Path, out_file: Path | None, as_json: bool) -> None:
    """Write the report of OUT: what is new, timeline, positions, disputes, events, actors, relations, places, the words
    behind all of it, open questions. One file, nothing loaded from anywhere; it reads without script as well.

    \b
    Example:
      kgbuild report output -o report.html
    """
    import json

    from kgbuild.cli.report import wrote
    from kgbuild.pipeline.stored import stored_quads
    from kgbuild.report.report import report
    from kgbuild.serialize.swap import write_whole

    quads = stored_quads(out)
    record = out / "run.json"
    run = json.loads(record.read_text(encoding="utf-8")) if record.is_file() else {}
    target = out_file or out / "report.html"
    write_whole(target, report(quads, run=run))
    wrote(target, as_json=as_json)
