"""A mapping run by several processes, and the statements in the order of one: each process takes whole rules, and where
there are fewer rules than processes, part of the rows of a rule."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from kgbuild.problems import Problem
from kgbuild.yarrrml.compile.parts import BATCH, PART_ROWS, Part
from kgbuild.yarrrml.execution.run import Lines, run_lines
from kgbuild.yarrrml.form import Mapping, Rule, Term
from kgbuild.yarrrml.sources.open_source import Inputs

_ROUNDS = PART_ROWS // BATCH  # batches in one go


class _Piece(NamedTuple):
    """Lines that go to the same targets, as bytes of a process's file."""

    targets: tuple[str, ...]
    size: int


class _Made(NamedTuple):
    """What a process made of its part of a rule: for each batch its pieces, which follow each other in the file."""

    path: Path
    batches: list[list[_Piece]]
    problems: list[Problem]


def run_parallel(mapping: Mapping, inputs: Inputs, problems: list[Problem], *, processes: int) -> Iterator[Lines]:
    """Do what `run_lines` does with up to `processes` processes.

    Functions of the user's own must be defined at the top of a module, so that they can go to another process.
    Every process writes its lines to a file of its own, which is read back when its rule's turn comes. A rule that was
    shared and has problems is run once more by one process, which tells them as they are told without sharing.
    """
    with TemporaryDirectory() as folder, ProcessPoolExecutor(max_workers=processes) as pool:
        share = max(1, processes // max(1, len(mapping.rules)))
        numbers = iter(range(len(mapping.rules) * (share + 1)))

        def start(rule: Rule, part: Part) -> Future[_Made]:
            return pool.submit(_run_part, mapping, inputs, rule.name, part, Path(folder) / str(next(numbers)))

        running = [
            (rule, [start(rule, Part(at, of)) for of in (share if _is_shared(rule) else 1,) for at in range(of)])
            for rule in mapping.rules
        ]
        for rule, parts in running:
            made = [future.result() for future in parts]
            if len(made) > 1 and any(one.problems for one in made):
                made = [start(rule, Part(0, 1)).result()]
            problems.extend(chain.from_iterable(one.problems for one in made))
            yield from _in_order(made)


def _is_shared(rule: Rule) -> bool:
    """Whether the rows of a rule can be run apart: not where collections grow over rows, or it has several sources."""
    terms = chain(rule.subjects, *(entry.objects for entry in rule.entries))
    return len(rule.sources) == 1 and not any(isinstance(term, Term) and term.gather for term in terms)


def _run_part(mapping: Mapping, inputs: Inputs, name: str, part: Part, path: Path) -> _Made:
    made = _Made(path, [], [])
    with path.open("wb") as stream:
        for batch in run_lines(mapping, inputs, made.problems, only=name, part=part):
            pieces = [(targets, "".join(lines).encode()) for targets, lines in batch.items() if lines]
            stream.writelines(piece for _, piece in pieces)
            made.batches.append([_Piece(targets, len(piece)) for targets, piece in pieces])
    return made


def _in_order(made: list[_Made]) -> Iterator[Lines]:
    """Yield the lines of a rule: of each part so many batches in turn as it had rows in one go."""
    rounds = [
        (round_, at, one, [piece for _, pieces in batches for piece in pieces])
        for at, one in enumerate(made)
        for round_, batches in groupby(enumerate(one.batches), key=lambda numbered: numbered[0] // _ROUNDS)
    ]
    streams = {one.path: one.path.open("rb") for one in made}
    try:
        for _, _, one, pieces in sorted(rounds, key=lambda found: found[:2]):
            for targets, size in pieces:
                lines = streams[one.path].read(size).decode().split("\n")
                yield {targets: [line + "\n" for line in lines[:-1]]}
    finally:
        for stream in streams.values():
            stream.close()
