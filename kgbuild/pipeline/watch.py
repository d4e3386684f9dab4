"""Builds that follow edits: one after each pause in them, with one line that says what changed."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from kgbuild.changes.show import line_of
from kgbuild.config import Config, configured
from kgbuild.errors import KgbuildError, MissingExtra, UsageError
from kgbuild.pipeline.build import Progress
from kgbuild.pipeline.changes import difference, files_read
from kgbuild.pipeline.given_ids import FILE
from kgbuild.pipeline.rebuild import Wanted, rebuilt
from kgbuild.pipeline.stages import extract_articles
from kgbuild.resources import shipped_root

_PAUSE = 400  # milliseconds without an edit after which a build begins
_LONGEST = 5000  # milliseconds of edits without a pause after which it begins all the same


def rebuilds(
    paths: Sequence[Path], out: Path, *, processes: int, progress: Progress, failed: Callable[[KgbuildError], object]
) -> Iterator[str]:
    """Build now and after every edit, and yield a line for each build. A build that fails is given to `failed`, and its
    output folder stays as it was. Ends when the process is interrupted.

    Raises `MissingExtra` without `watchfiles`, and what `run_build` raises where the first build fails.
    """
    try:
        from watchfiles import watch
    except ImportError:
        raise MissingExtra('watching needs watchfiles; install it with `pip install "kgbuild[watch]"`') from None

    folders = _watched(paths, configured())
    filter_ = _wanted(out, folders)
    first = True
    # it also yields when nothing has happened: the first time for the first build, so that no edit made in it is missed
    for edits in watch(
        *folders, watch_filter=filter_, debounce=_LONGEST, step=_PAUSE, rust_timeout=_PAUSE, yield_on_timeout=True,
        raise_interrupt=False,
    ):  # fmt: skip
        if not (edits or first):
            continue
        try:
            yield built(paths, out, processes, progress)
        except KgbuildError as error:
            if first:
                raise
            failed(error)
        first = False


def built(paths: Sequence[Path], out: Path, processes: int, progress: Progress) -> str:
    """Build, and return what changed, in a line. Raises as `rebuilt` does."""
    config = configured()
    way = partial(extract_articles, processes=processes)
    told = rebuilt(Wanted(tuple(paths), out), config, extract=lambda: way, progress=progress)
    gc.collect()  # what the build left over, since this process goes on
    try:
        return line_of(difference(config, out, old="previous", new="latest"))
    except UsageError:  # no build of this folder is kept
        return f"{told.counts['articles']} articles, {told.counts['core']} facts: the first build"


def _watched(paths: Sequence[Path], config: Config) -> list[Path]:
    """Return the folders in which something may change: files are replaced by editors, so their folders count."""
    own = [path.parent for path in files_read(config) if not path.resolve().is_relative_to(shipped_root().resolve())]
    own += [config.folder] if config.found else []
    every = {path.resolve() for path in (*(p if p.is_dir() else p.parent for p in paths), *own)}
    return sorted(path for path in every if not any(path != other and path.is_relative_to(other) for other in every))


def _wanted(out: Path, folders: Sequence[Path]) -> Callable[[object, str], bool]:
    """Return what tells edits from what builds write: outputs, kept facts, ids, and hidden files of editors."""
    whole = out.resolve()

    def wanted(_change: object, name: str) -> bool:
        path = Path(name)
        root = next((f for f in folders if path.is_relative_to(f)), path)
        hidden = any(part.startswith((".", "~")) or part.endswith("~") for part in path.relative_to(root).parts)
        return not (hidden or path.is_relative_to(whole) or path.name in {FILE, f"{whole.name}.failed.json"})

    return wanted
