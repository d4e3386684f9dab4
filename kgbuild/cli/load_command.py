"""`kgbuild load`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from kgbuild.cli.options import json_option, out_argument, quiet_option


@click.command("load", short_help="Load an output folder into a triple store.")
@click.argument("url")
@out_argument
@click.option("--update", is_flag=True, help="URL takes SPARQL UPDATE, not the Graph Store Protocol.")
@click.option("--query-url", default="", help="With --update: where to ask. Default: URL.")
@click.option("--dry-run", is_flag=True, help="Say what would be loaded, and load nothing.")
@json_option
@quiet_option
def command(url: str, out: Path, update: bool, query_url: str, dry_run: bool, as_json: bool, quiet: bool) -> None:
    """Load OUT into the store at URL (its Graph Store endpoint), one named graph at a time.

    Only graphs that changed since the last load are sent; those of withdrawn articles are deleted. Credentials come
    from KGBUILD_STORE_USER and KGBUILD_STORE_PASSWORD, KGBUILD_STORE_TOKEN, or ~/.netrc.

    \b
    Example:
      kgbuild load http://127.0.0.1:7878/store output
      kgbuild load --dry-run http://127.0.0.1:8890/sparql-graph-crud-auth output
    """
    from kgbuild.cli.report import progress, put_json, say
    from kgbuild.load.graphs import read_graphs
    from kgbuild.load.load import carry_out, plan_load
    from kgbuild.load.store import GraphStore, Line, UpdateStore, find_credentials
    from kgbuild.pipeline.stored import base_of

    line = Line(find_credentials(url, os.environ))
    store = UpdateStore(line, url, query_url or url) if update else GraphStore(line, url)
    graphs = read_graphs(out)
    note = f"{base_of(out)}graph/loaded"
    plan = plan_load(store, graphs, note=note)
    if not dry_run:
        with progress(quiet=quiet or as_json) as bar:
            carry_out(store, plan, note=note, progress=bar)
    counts = {
        "new": len(plan.new),
        "changed": len(plan.changed),
        "deleted": len(plan.gone),
        "unchanged": len(plan.same),
        "triples": sum(g.size for g in (*plan.new, *plan.changed)),
    }
    if as_json:
        names = {"new": [g.name for g in plan.new], "changed": [g.name for g in plan.changed], "deleted": [*plan.gone]}
        put_json({"dry_run": dry_run, "counts": counts, "graphs": names})
    elif not quiet:
        would = "would load" if dry_run else "loaded"
        parts = ", ".join(f"{n} {name}" for name, n in counts.items() if name != "triples")
        say(f"{would} {counts['triples']} triples: graphs {parts} -> {url}")
