"""What must hold whatever the input: an error with a place or valid RDF, the same in every mode and every time."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from types import FrameType
from typing import NamedTuple, TypeVar

import pyoxigraph as ox
from hypothesis import HealthCheck, settings

from kgbuild.errors import KgbuildError
from kgbuild.model.tables import Table
from kgbuild.problems import Problem
from kgbuild.yarrrml.execution.run import materialize, materialize_lines
from kgbuild.yarrrml.form import Mapping as RuleSet
from kgbuild.yarrrml.rml.load import load_rml
from kgbuild.yarrrml.translate import translate

T = TypeVar("T")
# Few examples, always the same, in every run of the tests; `KGBUILD_FUZZ_EXAMPLES=5000 pytest …` for new ones.
EXAMPLES = int(os.environ.get("KGBUILD_FUZZ_EXAMPLES") or 0)
SECONDS = 20  # what one input may take


def fuzz(few: int = 12) -> settings:
    """The settings of a target: `few` examples in the tests."""
    return settings(
        max_examples=EXAMPLES or few,
        derandomize=not EXAMPLES,
        database=None,
        deadline=None,
        print_blob=bool(EXAMPLES),
        suppress_health_check=list(HealthCheck),
    )


class TakesLong(AssertionError):
    """An input took longer than it may."""


@contextmanager
def limited(seconds: float = SECONDS) -> Iterator[None]:
    """Fail where what is inside takes longer on the processor: other work on the machine is no fault."""

    def stop(_: int, __: FrameType | None) -> None:
        raise TakesLong(f"longer than {seconds} s")

    before, connect = signal.signal(signal.SIGPROF, stop), socket.socket.connect
    socket.socket.connect = _no_network  # type: ignore[method-assign, assignment]  # a mapping may name any host
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        socket.socket.connect = connect  # type: ignore[method-assign]
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


class Made(NamedTuple):
    """What a run made."""

    lines: list[str]
    problems: list[Problem]

    @property
    def quads(self) -> frozenset[str]:
        """The quads, parsed and printed."""
        return frozenset(map(str, ox.parse("".join(self.lines), format=ox.RdfFormat.N_QUADS)))


def _no_network(*_: object) -> None:
    raise OSError("no network while fuzzing")


@cache
def root() -> Path:
    """Return the folder of everything this process writes."""
    path = Path(mkdtemp(prefix="kgbuild-fuzz-"))
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    return path


def folder() -> Path:
    """Return this process's folder, emptied."""
    path = root() / "a" / "b" / "c"  # deep, because inputs may climb
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    return path


def attempt(run: Callable[[], T]) -> T | None:
    """Return what `run` gives, None where it refuses with problems that have a place; anything else goes up."""
    try:
        return run()
    except KgbuildError as error:
        assert error.problems, f"an error without a problem: {error!r}"
        for problem in error.problems:
            assert problem.what, error
            assert problem.where.file, error
            str(problem).encode()
        return None


def checked(mapping: RuleSet, base: Path, tables: Mapping[str, Table] | None = None) -> Made | None:
    """Run a mapping in both modes and twice; what it makes must be valid and the same. None where it is refused."""
    with limited():
        first = attempt(lambda: _lines(mapping, base, tables))
        again = attempt(lambda: _lines(mapping, base, tables))
        problems: list[Problem] = []
        statements = attempt(lambda: list(materialize(mapping, base=base, tables=tables, problems=problems)))
    assert first == again, "a second run makes something else"
    if first is None or statements is None:
        assert first is None and statements is None, "one mode refuses what the other one takes"
        return None
    text = "".join(first.lines)
    text.encode()
    list(ox.parse(text, format=ox.RdfFormat.N_QUADS))
    assert all(line.count("\n") == 1 for line in first.lines)
    assert sorted(" ".join(t for t in s.quad if t) + " .\n" for s in statements) == sorted(first.lines)
    assert problems == first.problems, "the two modes report other problems"
    for problem in problems:
        assert problem.what
        assert problem.where.file
        str(problem).encode()
    return first


def _lines(mapping: RuleSet, base: Path, tables: Mapping[str, Table] | None) -> Made:
    problems: list[Problem] = []
    batches = materialize_lines(mapping, base=base, tables=tables, problems=problems)
    return Made([line for batch in batches for made in batch.values() for line in made], problems)


def canonical(lines: list[str]) -> frozenset[str]:
    """Return the graph of N-Quads lines, blank nodes named by what is said of them."""
    data = ox.Dataset(ox.parse("".join(lines), format=ox.RdfFormat.N_QUADS, rename_blank_nodes=True))
    data.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(map(str, data))


def check_translation(mapping: RuleSet, made: Made | None, base: Path) -> None:
    """A mapping printed as RML loads; where nothing was left out of it, it makes the same graph."""
    left_out: list[Problem] = []
    path = base / "translated.ttl"
    path.write_text(translate(mapping, left_out), encoding="utf-8")
    if not mapping.rules:
        return
    again = load_rml([path])
    if left_out or made is None or len(made.lines) > 60:
        return
    of_base = ("is no valid IRI", "the datatype the data gives")
    if any(what in p.what for what in of_base for p in made.problems) and not all(r.base for r in mapping.rules):
        return  # RML has a base where YARRRML has none: what was relative is an IRI there
    other = _lines(again, base, None)
    if any("where a value is needed" in p.what for p in other.problems):
        return  # RML takes a list or object of JSON for no value, YARRRML its items or text
    difference = sorted(canonical(other.lines) ^ canonical(made.lines))
    assert not difference, f"translated it makes another graph: {difference[:4]}"
