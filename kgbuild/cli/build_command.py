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
from kgbuild.problems import Problem

if TYPE_CHECKING:
    from kgbuild.pipeline.build import BuildRun
    from kgbuild.pipeline.loading import Extract


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
    from kgbuild.pipeline.build import run_build, write_output
    from kgbuild.pipeline.elsewhere import elsewhere
    from kgbuild.pipeline.output import Shape
    from kgbuild.serialize.swap import check_replaceable

    started = perf_counter()
    with _recorded(out), progress(quiet=quiet or as_json) as bar:
        check_replaceable(out)
        run = run_build(
            paths,
            config=configured(),
            extract=_way(processes, cluster, article_limit),
            progress=bar,
            incremental=not clean,
            elsewhere=elsewhere(facts, only=facts_only),
        )
        bar("write", 0, 0)
        write_output(run, out, shape=Shape(not no_report, light, gz))
    _failed_path(out).unlink(missing_ok=True)
    _tell(run, out, perf_counter() - started, as_json=as_json, quiet=quiet)
    ctx.exit(_exit_code(run))


def _way(processes: int, cluster: str | None, limit: float) -> Extract:
    """Return how articles are read. Raises `UsageError` or `MissingExtra` where that cannot be."""
    from kgbuild.pipeline.stages import extract_articles

    if cluster is None:
        return partial(extract_articles, processes=processes)
    if processes > 1:
        raise UsageError("--processes and --cluster are two ways of one thing: give one of them")
    from kgbuild.cluster.read import Cluster

    return Cluster(cluster, limit)


def _tell(run: BuildRun, out: Path, seconds: float, *, as_json: bool, quiet: bool) -> None:
    """Say what was built and what was wrong."""
    problems = (*run.input_problems, *run.built.problems)
    show_problems(problems)
    if as_json:
        put_json(_summary(run, out, problems))
    elif not quiet:
        say(_line(run, problems, seconds, out))


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


def _exit_code(run: BuildRun) -> int:
    from kgbuild.pipeline.record import worst

    if worst(run.input_problems):
        return Exit.SOME_UNREADABLE
    return Exit.CHECK_FAILED if worst(run.built.problems) else Exit.DONE


def _summary(run: BuildRun, out: Path, problems: Iterable[Problem]) -> dict[str, object]:
    from kgbuild.pipeline.record import problem_records

    return {
        "out": out.as_posix(),
        "counts": run.counts,
        "core": dict(run.built.dataset.classes),
        "problems": problem_records(problems),
    }


def _line(run: BuildRun, problems: Iterable[Problem], seconds: float, out: Path) -> str:
    from kgbuild.pipeline.build import problem_counts

    c, p = run.counts, problem_counts(problems)
    parts = [
        f"{c['articles']} articles",
        f"{c['entities']} entities",
        f"{c['meetings']} meetings",
        f"{c['events']} events",
        f"{c['positions']} positions",
        f"{c['core']} facts",
        f"{c['conflicts']} conflicts",
        f"{p['errors']} errors",
        f"{seconds:.1f} s",
    ]
    return f"{', '.join(parts)} -> {out.as_posix()}/"
