"""A mapping run by several processes: each takes whole rules, and the statements come in the order of one process."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from kgbuild.problems import Problem
from kgbuild.yarrrml.execution.run import Lines, run_lines
from kgbuild.yarrrml.form import Mapping
from kgbuild.yarrrml.sources.open_source import Inputs

_BATCH = 1 << 20  # characters


def run_parallel(mapping: Mapping, inputs: Inputs, problems: list[Problem], *, processes: int) -> Iterator[Lines]:
    """Do what `run_lines` does with up to `processes` processes.

    Functions of the user's own must be defined at the top of a module, so that they can go to another process.
    Every process writes its lines to a file of its own, which is read back when its rule's turn comes.
    """
    with TemporaryDirectory() as folder, ProcessPoolExecutor(max_workers=processes) as pool:
        running: list[Future[tuple[list[tuple[tuple[str, ...], Path]], list[Problem]]]] = [
            pool.submit(_run_rule, mapping, inputs, rule.name, Path(folder) / str(number))
            for number, rule in enumerate(mapping.rules)
        ]
        for future in running:
            files, found = future.result()
            problems.extend(found)
            for targets, path in files:
                yield from _read_back(targets, path)


def _run_rule(
    mapping: Mapping, inputs: Inputs, name: str, folder: Path
) -> tuple[list[tuple[tuple[str, ...], Path]], list[Problem]]:
    problems: list[Problem] = []
    folder.mkdir()
    files: dict[tuple[str, ...], IO[bytes]] = {}
    with ExitStack() as closing:
        for batch in run_lines(mapping, inputs, problems, only=name):
            for targets, lines in batch.items():
                if targets not in files:
                    files[targets] = closing.enter_context((folder / str(len(files))).open("wb"))
                files[targets].write("".join(lines).encode())
    return [(targets, Path(stream.name)) for targets, stream in files.items()], problems


def _read_back(targets: tuple[str, ...], path: Path) -> Iterator[Lines]:
    with path.open(encoding="utf-8", newline="\n") as stream:
        while lines := stream.readlines(_BATCH):
            yield {targets: lines}
