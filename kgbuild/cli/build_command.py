"""`kgbuild build`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click

from kgbuild.cli.options import json_option, out_option, paths_argument, processes_option, quiet_option
from kgbuild.cli.report import Exit, progress, put_json, say, show_problems
from kgbuild.errors import KgbuildError, UsageError
from kgbuild.problems import Problem, Severity

if TYPE_CHECKING:
    from kgbuild.pipeline.loading import Extract
    from kgbuild.pipeline.standing import Told


@click.command("build", short_help="Read articles and write the knowledge graph.")
@paths_argument
@out_option
@processes_option
@click.option(
    "--cluster", metavar="PLACE", help="Read articles on a Dask cluster: local:N, its address, or its scheduler file."
)
@click.option(
    "--article-limit",
    default=300.0,
    show_default=True,
    type=click.FloatRange(min=1),
    metavar="SECONDS",
    help="Longest time for an article on a worker of a cluster.",
)
@click.option("--clean", is_flag=True, help="Read every article anew, not only what changed since the last build.")
@click.option(
    "--facts",
    "facts",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    help="Take facts of others too: JSON Lines, a Label Studio export, a folder of brat; can be given several times.",
)
@click.option("--facts-only", is_flag=True, help="Take only those facts; read none from the words.")
@click.option("--no-report", is_flag=True, help="Leave report.html out.")
@click.option("--light", is_flag=True, help="Leave the words that claims rest on out of the dataset.")
@click.option("--gz", is_flag=True, help="Write dataset.nq.gz too.")
@json_option
@quiet_option
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[Path, ...], out: Path, processes: int, cluster: str | None, article_limit: float,
    clean: bool, facts: tuple[Path, ...], facts_only: bool, no_report: bool, light: bool, gz: bool, as_json: bool,
    quiet: bool,
) -> None:  # fmt: skip
    """Read the articles under PATHS (files, folders, addresses) and write the knowledge graph to the output folder.

    The folder is written beside its place and swapped in when it is complete. Facts of articles are kept in
    `.kgbuild/` in the project's folder, so that only what changed is read again; the result is the same, with
    --processes and --cluster too.

    \b
    Example:
      kgbuild build articles -o output
    """
    from kgbuild.config import configured
    from kgbuild.pipeline.rebuild import Wanted, rebuilt
    from kgbuild.serialize.swap import check_replaceable

    started = perf_counter()
    wanted = Wanted(paths, out, facts, facts_only, not no_report, light, gz, clean, cluster is not None)
    with _recorded(out), progress(quiet=quiet or as_json) as bar:
        check_replaceable(out)
        told = rebuilt(wanted, configured(), extract=lambda: _way(processes, cluster, article_limit), progress=bar)
    _failed_path(out).unlink(missing_ok=True)
    _tell(told, out, perf_counter() - started, as_json=as_json, quiet=quiet)
    ctx.exit(_exit_code(told))


def _way(processes: int, cluster: str | None, limit: float) -> Extract:
    """Return how articles are read. Raises `UsageError` or `MissingExtra` where that cannot be."""
    from kgbuild.pipeline.stages import extract_articles

    if cluster is None:
        return partial(extract_articles, processes=processes)
    if processes > 1:
        raise UsageError("--processes and --cluster are two ways of one thing: give one of them")
    from kgbuild.cluster.read import Cluster

    return Cluster(cluster, limit)


def _tell(told: Told, out: Path, seconds: float, *, as_json: bool, quiet: bool) -> None:
    """Say what was built and what was wrong."""
    problems = (*told.unread, *told.problems)
    show_problems(problems)
    if as_json:
        put_json(_summary(told, out, problems))
    elif not quiet:
        say(_line(told, problems, seconds, out))


@contextmanager
def _recorded(out: Path) -> Iterator[None]:
    """Leave a note beside the folder of what nobody foresaw and stopped the run."""
    try:
        yield
    except KgbuildError:
        raise
    except BaseException as error:
        _record_failure(out, error)
        raise


def _failed_path(out: Path) -> Path:
    return out.with_name(f"{out.name}.failed.json")


def _record_failure(out: Path, error: BaseException) -> None:
    """Leave a note beside the folder of what stopped the run; the folder itself is untouched."""
    from kgbuild.pipeline.record import failure_record
    from kgbuild.serialize.swap import write_whole

    what = "interrupted" if isinstance(error, KeyboardInterrupt | click.Abort) else f"{type(error).__name__}: {error}"
    write_whole(_failed_path(out.resolve()), failure_record(what, ()))


def _exit_code(told: Told) -> int:
    if _errors(told.unread):
        return Exit.SOME_UNREADABLE
    return Exit.CHECK_FAILED if _errors(told.problems) else Exit.DONE


def _errors(problems: Iterable[Problem]) -> int:
    return sum(1 for problem in problems if problem.severity is Severity.ERROR)


def _summary(told: Told, out: Path, problems: Iterable[Problem]) -> dict[str, object]:
    from kgbuild.pipeline.record import problem_records

    return {
        "out": out.as_posix(),
        "same": told.same,
        "counts": told.counts,
        "core": dict(told.core),
        "problems": problem_records(problems),
    }


def _line(told: Told, problems: Iterable[Problem], seconds: float, out: Path) -> str:
    c = told.counts
    parts = [
        f"{c['articles']} articles",
        f"{c['entities']} entities",
        f"{c['meetings']} meetings",
        f"{c['events']} events",
        f"{c['positions']} positions",
        f"{c['core']} facts",
        f"{c['conflicts']} conflicts",
        f"{_errors(problems)} errors",
        f"{seconds:.1f} s",
    ]
    return f"{'nothing changed: ' if told.same else ''}{', '.join(parts)} -> {out.as_posix()}/"
