"""`kgbuild report`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgbuild.cli.options import json_option, out_argument

if TYPE_CHECKING:
    from kgbuild.report.news import Since

_ID = re.compile("[0-9a-f]{16}")  # says nothing to people


@click.command("report", short_help="Write one HTML file that shows an output folder.")
@out_argument
@click.option("-o", "--out-file", type=click.Path(path_type=Path, dir_okay=False), help="Default: OUT/report.html.")
@click.option("--since", metavar="RUN", help="Also show what changed since a run: `previous`, its number, or a folder.")
@json_option
def command(out: Path, out_file: Path | None, since: str | None, as_json: bool) -> None:
    """Write the report of OUT: what is new, timeline, positions, disputes, events, actors, relations, places, the words
    behind all of it, open questions. One file, nothing loaded from anywhere; it reads without script as well.

    \b
    Example:
      kgbuild report output -o report.html
      kgbuild report output --since previous -o news.html
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
    write_whole(target, report(quads, run=run, since=_compared(since, out) if since else None))
    wrote(target, as_json=as_json)


def _compared(run: str, out: Path) -> Since:
    from kgbuild.changes.show import TOLD, line_of, record_of
    from kgbuild.config import configured
    from kgbuild.pipeline.changes import difference, labels_of
    from kgbuild.report.news import Since

    found = difference(configured(), out, old=run, new="latest")
    names = labels_of(found, out)
    shown = {term: name for term, name in names.items() if not _ID.fullmatch(name)}
    told = record_of(found, lambda term: shown.get(term, ""))["changes"]
    changes = [(c["sign"], c["kind"], c["shown"].strip(), "; ".join(c["causes"])) for c in told if c["kind"] in TOLD]
    # what goes and comes again in the same words (its place in an edited article has moved) is no news
    signs = {sign: {(kind, what) for s, kind, what, _ in changes if s == sign} for sign in "+-"}
    moved = signs["+"] & signs["-"]
    return Since(run, line_of(found), tuple(c for c in changes if c[1:3] not in moved))
