"""A build as it is asked for: not made at all where nothing changed since the last one, else made and noted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kgbuild.config import Config
from kgbuild.pipeline.collecting import left_over, seldom_collected
from kgbuild.pipeline.standing import Asked, Standing, Told, standing

if TYPE_CHECKING:
    from kgbuild.pipeline.loading import Extract
    from kgbuild.pipeline.output import Shape

_DATASET = "dataset.nq"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Articles and facts of others (`only`: nothing else) under which paths, the folder to write, and what it is to
    hold: with the `report`, `light`, `packed`. `clean`: whatever is kept of earlier builds; `cluster`: read there."""

    paths: tuple[Path, ...]
    out: Path
    facts: tuple[Path, ...] = ()
    only: bool = False
    report: bool = True
    light: bool = False
    packed: bool = False
    clean: bool = False
    cluster: bool = False

    @property
    def asked(self) -> Asked:
        """What decides what is built."""
        return Asked(self.paths, self.out, self.facts, repr((self.only, self.report, self.light, self.packed)))

    @property
    def shape(self) -> Shape:
        """What the folder is to hold."""
        from kgbuild.pipeline.output import Shape

        return Shape(self.report, self.light, self.packed)


@seldom_collected()  # importing all that builds makes objects, too
def rebuilt(
    wanted: Wanted,
    config: Config,
    *,
    extract: Callable[[], Extract],
    progress: Callable[[str, int, int], None],
) -> Told:
    """Build and write the output folder, or find that it is what would be written; `extract` gives how articles are
    read. Raises what `run_build` and `write_output` do."""
    before = standing(config, wanted.asked) if not wanted.clean else None
    told = before.told() if before is not None else None
    if before is None or told is None or not _noted(before, config, wanted.out):
        return _built(wanted, config, before, extract(), progress)
    return told


def _noted(before: Standing, config: Config, out: Path) -> bool:
    from kgbuild.pipeline.changes import keep_same_run

    return keep_same_run(config, out, before.left(_DATASET))


def _built(
    wanted: Wanted,
    config: Config,
    before: Standing | None,
    extract: Extract,
    progress: Callable[[str, int, int], None],
) -> Told:
    from kgbuild.pipeline.build import run_build, write_output
    from kgbuild.pipeline.elsewhere import elsewhere

    run = run_build(
        wanted.paths,
        config=config,
        extract=extract,
        progress=progress,
        incremental=not wanted.clean,
        elsewhere=elsewhere(wanted.facts, only=wanted.only),
    )
    progress("write", 0, 0)
    files = write_output(run, wanted.out, shape=wanted.shape)
    again = bool(wanted.cluster and run.input_problems)  # which may read what it gave up, the next time
    if before is not None and run.lasting and not again:
        before.keep(run.told, files, run.ids.value)
    left_over(run)
    return run.told
