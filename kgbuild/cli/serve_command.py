"""`kgbuild serve`."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import click

from kgbuild.cli.options import json_option, out_argument
from kgbuild.errors import MissingExtra, UsageError

_SERVER: dict[str, Any] = {
    "log_level": "warning",
    "access_log": False,
    "limit_concurrency": 256,
    "timeout_keep_alive": 5,
    "timeout_graceful_shutdown": 3,
    "server_header": False,
}
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]", "::1")


@click.command("serve", short_help="Serve an output folder: SPARQL endpoint, pages, report.")
@out_argument
@click.option("--port", default=7979, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Another address lets others ask.")
@click.option("--cors", "origins", multiple=True, metavar="ORIGIN", help="Let pages of this origin ask (`*`: all).")
@click.option("--timeout", default=30.0, show_default=True, type=click.FloatRange(0.1), help="Seconds of a query.")
@click.option("--parallel", default=2, show_default=True, type=click.IntRange(1, 64), help="Queries at a time.")
@click.option("--max-answer", default=32, show_default=True, type=click.IntRange(1), help="Megabytes of an answer.")
@json_option
def command(
    out: Path,
    port: int,
    host: str,
    origins: tuple[str, ...],
    timeout: float,
    parallel: int,
    max_answer: int,
    as_json: bool,
) -> None:
    """Serve OUT read-only until interrupted: SPARQL at /sparql, every IRI of the graph as page, Turtle and JSON-LD, the
    shipped questions as forms, the report, and /reconcile for OpenRefine.

    \b
    Example:
      kgbuild serve output --port 7979
      curl -H 'Accept: text/csv' --data-urlencode 'query=SELECT * {?s a ?o} LIMIT 5' http://127.0.0.1:7979/sparql
    """
    try:
        import uvicorn

        from kgbuild.serve.app import make_app
        from kgbuild.serve.site import Site
    except ImportError as error:
        raise MissingExtra(f"{error.name} is not installed: pip install 'kgbuild[serve]'") from None
    from kgbuild.config import configured
    from kgbuild.ontology.load import load_ontology
    from kgbuild.pipeline.stored import style_of
    from kgbuild.serve.workers import Limits

    config = configured()
    ontology = load_ontology(config.ontologies, base=config.folder)
    limits = Limits(seconds=timeout, parallel=parallel, answer=max_answer * 2**20)
    site = Site(out, ontology, style_of(config), limits)
    hosts = (*_LOOPBACK, host) if host in _LOOPBACK else ("*",)
    server = uvicorn.Server(uvicorn.Config(make_app(site, hosts=hosts, origins=origins), **_SERVER))
    listening = _listening(host, port)
    _announce(out, f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/", as_json=as_json)
    server.run(sockets=[listening])


def _announce(out: Path, address: str, *, as_json: bool) -> None:
    from kgbuild.cli.report import put_json, say

    if as_json:
        put_json({"address": address, "sparql": f"{address}sparql"})
    else:
        say(f"serving {out.as_posix()}/ at {address} (ctrl-C ends it)")


def _listening(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise UsageError(f"cannot listen at {host}:{port}: {error.strerror}; choose another with --port") from None
