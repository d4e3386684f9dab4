"""`kgbuild map`. It imports only what a mapping needs: small runs must be quick."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgbuild.cli.report import Exit, say, show_problems
from kgbuild.errors import UsageError

if TYPE_CHECKING:
    from kgbuild.problems import Problem
    from kgbuild.yarrrml.form import Mapping as RuleSet


@click.command("map", short_help="Run YARRRML mappings over tables and write RDF.")
@click.argument("mappings", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--base", type=click.Path(path_type=Path, file_okay=False, exists=True), help="Folder of the sources.")
@click.option("--source", "sources", multiple=True, metavar="NAME=PATH", help="Read this source from another file.")
@click.option("-o", "--out-file", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@click.option("--format", "format_name", default="", help="nq, nt, ttl, trig, jsonld, rdf (default: by suffix, or nq).")
@click.option("--sorted", "in_order", is_flag=True, help="Sort the statements: equal input, equal bytes.")
@click.pass_context
def command(
    ctx: click.Context,
    mappings: tuple[Path, ...],
    base: Path | None,
    sources: tuple[str, ...],
    out_file: Path | None,
    format_name: str,
    in_order: bool,
) -> None:
    """Run MAPPINGS (YARRRML, or RML in Turtle) and write the statements, as N-Quads on stdout unless told otherwise.

    Sources are relative to --base, else to the mapping's folder.
    """
    from kgbuild.yarrrml.open_source import Inputs
    from kgbuild.yarrrml.output import Destination, Order, map_to_file

    rules = _rules(mappings)
    show_problems(rules.warnings)
    order = Order.SORTED if in_order else Order.DISTINCT
    destination = Destination(out_file, format_name, order, base or Path())
    problems: list[Problem] = []
    written = map_to_file(rules, destination, inputs=Inputs(base, {}, _named(sources)), problems=problems)
    show_problems(problems)
    if out_file is not None:
        say(f"{written.total} statements -> {out_file.as_posix()}")
    ctx.exit(Exit.CHECK_FAILED if problems else Exit.DONE)


def _rules(mappings: tuple[Path, ...]) -> RuleSet:
    from kgbuild.yarrrml.load import load_mapping

    if any(path.suffix == ".ttl" for path in mappings):
        from kgbuild.yarrrml.rml import load_rml

        if len(mappings) > 1:
            raise UsageError("one RML mapping a run; run several one after the other")
        return load_rml(mappings[0], base=Path.cwd())
    return load_mapping(mappings, base=Path.cwd())


def _named(sources: tuple[str, ...]) -> dict[str, Path]:
    found = {}
    for source in sources:
        name, equals, path = source.partition("=")
        if not equals or not Path(path).is_file():
            raise UsageError(f"--source {source}: write NAME=PATH, with a file that exists")
        found[name] = Path(path)
    return found
