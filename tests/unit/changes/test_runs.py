"""What is kept of runs, however much they change."""

from __future__ import annotations

import tracemalloc
from contextlib import closing
from pathlib import Path

from kgbuild.changes.patch import Patch, patch_between, patch_lines
from kgbuild.changes.runs import KeptRuns, Read


def dataset(folder: Path, name: str, lines: int) -> Path:
    folder.mkdir()
    said = (f"<{n:06}{name}> <p> <{'é' * 1200}> .\n" for n in range(lines))
    (folder / "dataset.nq").write_text("".join(said), encoding="utf-8")
    return folder


def test_a_run_that_changes_everything_is_kept_without_being_held(tmp_path: Path) -> None:
    old, new = dataset(tmp_path / "old", "a", 2000), dataset(tmp_path / "new", "b", 2000)
    with closing(KeptRuns(tmp_path / "runs.sqlite", tmp_path / "out")) as kept:
        kept.add("old", Read(), (), {})
        tracemalloc.start()
        kept.add("new", Read(), patch_lines(old, new), {})
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert 2 * most < (old / "dataset.nq").stat().st_size
        assert kept.patch(0, 1) == Patch()
        assert kept.patch(1, 2) == patch_between(old, new)
