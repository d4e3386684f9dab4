"""`kgbuild map`. It imports only what a mapping needs: small runs must be quick."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from kgbuild.cli.options import json_option
from kgbuild.cli.report import Exit, say, show_problems
from kgbuild.errors import UsageError
from kgbuild.problems import Problem, Severity

if TYPE_CHECKING:
    from kgbuild.yarrrml.execution.run import Lines
    from kgbuild.yarrrml.form import Mapping as RuleSet
    from kgbuild.yarrrml.output.write import Destination
    from kgbuild.yarrrml.sources.open_source import Inputs


@click.command("map", short_help="Run YARRRML mappings over tables and write RDF.")
@click.argument("mappings", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--base", type=click.Path(path_type=Path, file_okay=False, exists=True), help="Folder of the sources.")
@click.option("--base-iri", default="", metavar="IRI", help="Base of a mapping that says none, for relative IRIs.")
@click.option("--source", "sources", multiple=True, metavar="NAME=PATH", help="Read this source from another file.")
@click.option("--set", "given", multiple=True, metavar="NAME=VALUE",
              help="What ${NAME} stands for in the mapping; NAME alone takes it from the environment.")  # fmt: skip
@click.option("--database", default="", metavar="URL", help="Database of sources that name none (R2RML).")
@click.option("--network", is_flag=True, help="Allow sources and targets on the network (HTTP, SPARQL).")
@click.option("--outside", is_flag=True, help="Allow targets, and sources with --base, outside of their folder.")
@click.option("-o", "--out-file", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@click.option("--format", "format_name", default="", help="nq, nt, ttl, trig, jsonld, rdf (default: by suffix, or nq).")
@click.option("--sorted", "in_order", is_flag=True, help="Sort the statements: equal input, equal bytes.")
@click.option("--processes", default=1, type=click.IntRange(min=1), help="Share the rules among so many processes.")
@click.option("--changed-since", "state", type=click.Path(path_type=Path, file_okay=False), metavar="STATE_FOLDER",
              help="Run only rules that changed since this folder was written; bring it up to date.")  # fmt: skip
@click.option("--lineage", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Write rule, source and values of every statement, as JSON Lines.")  # fmt: skip
@click.option("--explain", "pattern", metavar="TRIPLE", help="Show what made the statements that fit; ? fits any term.")
@click.option("--translate", "as_rml", is_flag=True, help="Print the mapping as RML (Turtle); read no data.")
@click.option("--articles", "as_articles", is_flag=True,
              help="Print the articles the statements describe (schema.org) as JSON Lines, for `build -`.")  # fmt: skip
@json_option
@click.pass_context
def command(
    ctx: click.Context, mappings: tuple[Path, ...], base: Path | None, base_iri: str, sources: tuple[str, ...],
    given: tuple[str, ...], database: str, network: bool, outside: bool, out_file: Path | None, format_name: str,
    in_order: bool, processes: int, state: Path | None, lineage: Path | None, pattern: str | None, as_rml: bool,
    as_articles: bool, as_json: bool,
) -> None:  # fmt: skip
    """Run MAPPINGS (YARRRML, or RML in Turtle) and write the statements, as N-Quads on stdout unless told otherwise.

    Sources are relative to --base, else to the mapping's folder. Exit code 1 where values were left out.

    \b
    Example:
      kgbuild map mappings/*.yml --base output/tables -o graph.nq
    """
    from kgbuild.yarrrml.output.outlet import Order
    from kgbuild.yarrrml.output.write import Destination

    alone = {"--explain": pattern is not None, "--translate": as_rml, "--articles": as_articles}
    writes = {"--out-file": out_file, "--format": format_name, "--sorted": in_order, "--lineage": lineage}
    if as_json and out_file is None:
        raise UsageError("--json tells of the file written: name one with -o")
    _refuse_mixtures(alone, {"--processes": processes > 1, "--changed-since": state}, writes)
    rules, problems = _read(mappings, base_iri, given), list[Problem]()
    inputs = _inputs(base, sources, database)._replace(network=network, outside=outside)
    show_problems((*rules.warnings, *_newer(base)))
    if as_rml:
        _translate(rules, problems)
    elif pattern is not None:
        _explain(rules, pattern, inputs, problems)
    elif as_articles:
        _put_articles(rules, inputs, problems)
    else:
        destination = Destination(out_file, format_name, Order.SORTED if in_order else Order.DISTINCT, base)
        _write(rules, destination, inputs, problems, _Way(processes, state, lineage))
    show_problems(problems)
    if as_json:
        _tell(out_file, problems)
    ctx.exit(Exit.CHECK_FAILED if any(p.severity is Severity.ERROR for p in problems) else Exit.DONE)


def _put_articles(rules: RuleSet, inputs: Inputs, problems: list[Problem]) -> None:
    from kgbuild.pipeline.mapped_articles import article_records
    from kgbuild.yarrrml.execution.run import run_statements

    for record in article_records(run_statements(rules, inputs, problems)):
        click.echo(record, nl=False)


def _tell(out_file: Path | None, problems: Iterable[Problem]) -> None:
    from kgbuild.cli.report import put_json
    from kgbuild.pipeline.record import problem_records

    put_json({"file": out_file.as_posix() if out_file else "", "problems": problem_records(problems)})


def _newer(base: Path | None) -> list[Problem]:
    if base is None:
        return []
    from kgbuild.tabulate.metadata import newer_tables

    return newer_tables(base)


def _inputs(base: Path | None, sources: tuple[str, ...], database: str) -> Inputs:
    from kgbuild.yarrrml.sources.open_source import Inputs
    from kgbuild.yarrrml.sources.scratch import Scratch

    return Inputs(base, {}, _named(sources), database, scratch=Scratch())


class _Way(NamedTuple):
    """How a mapping is run."""

    processes: int
    state: Path | None
    lineage: Path | None


def _refuse_mixtures(alone: Mapping[str, object], ways: Mapping[str, object], writes: Mapping[str, object]) -> None:
    """Options that print something of their own go with no other; the ways to run a mapping not with each other."""
    _refuse_together({**alone, **ways})
    for only in [name for name, given in alone.items() if given]:
        for name, given in writes.items():
            _refuse_together({only: True, name: given})


def _refuse_together(options: Mapping[str, object]) -> None:
    given = [name for name, value in options.items() if value]
    if len(given) > 1:
        raise UsageError(f"{' and '.join(given)} do not go together; give one of them")


def _translate(rules: RuleSet, problems: list[Problem]) -> None:
    from kgbuild.yarrrml.translate import translate

    click.echo(translate(rules, problems), nl=False)


def _explain(rules: RuleSet, pattern: str, inputs: Inputs, problems: list[Problem]) -> None:
    from kgbuild.yarrrml.execution.explain import explain, shown_statement

    fits = False
    for statement in explain(rules, pattern, inputs=inputs, problems=problems):
        fits = True
        click.echo(shown_statement(statement))
    if not fits:
        say(f"no statement fits {pattern}")


def _write(rules: RuleSet, destination: Destination, inputs: Inputs, problems: list[Problem], way: _Way) -> None:
    from kgbuild.yarrrml.output.write import map_to_file
    from kgbuild.yarrrml.views import base_sources

    sources = (base for rule in rules.rules for source in rule.sources for base in base_sources(source))
    if way.lineage is not None and any(source.access == "-" for source in sources):
        raise UsageError("--lineage reads the sources once more, standard input can be read only once; name a file")
    batches: Iterable[Lines] | None = None
    if way.state is not None:
        from kgbuild.yarrrml.execution.changed import run_changed

        rerun, batches = run_changed(rules, way.state, inputs=inputs, problems=problems)
        say(f"{len(rerun.anew)} rules run, {len(rerun.kept)} unchanged")
    elif way.processes > 1:
        from kgbuild.yarrrml.execution.parallel import run_parallel

        batches = run_parallel(rules, inputs, problems, processes=way.processes)
    written = map_to_file(rules, destination, inputs=inputs, problems=problems, batches=batches)
    if destination.path is not None:
        say(f"{written.total} statements -> {destination.path.as_posix()}")
    elif not written.total:
        say("0 statements: the sources have no rows, or the conditions hold for none")
    if way.lineage is not None:
        from kgbuild.yarrrml.execution.explain import write_lineage
        from kgbuild.yarrrml.execution.run import run_statements

        # The first run has told the problems; here they would only come twice.
        count = write_lineage(run_statements(rules, inputs, []), way.lineage)
        say(f"{count} lines -> {way.lineage.as_posix()}")


def _read(mappings: tuple[Path, ...], base_iri: str, given: tuple[str, ...]) -> RuleSet:
    from kgbuild.yarrrml.front_ends import read_mapping

    return read_mapping(mappings, base=Path.cwd(), base_iri=base_iri, settings=dict(_setting(one) for one in given))


def _setting(given: str) -> tuple[str, str]:
    """Return a name and its value, from the environment only where no value is given."""
    name, equals, value = given.partition("=")
    if not name or (not equals and name not in os.environ):
        what = "write NAME=VALUE" if not name else f"the environment has no {name}; write {name}=VALUE"
        raise UsageError(f"--set {given}: {what}")
    return name, value if equals else os.environ[name]


def _named(sources: tuple[str, ...]) -> dict[str, Path]:
    found = {}
    for source in sources:
        name, equals, path = source.partition("=")
        if not equals or not Path(path).is_file():
            raise UsageError(f"--source {source}: write NAME=PATH, with a file that exists")
        found[name] = Path(path)
    return found
