"""The answers to the questions of an analyst, kept for the build that leads on from them: most changes reach none."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from kgbuild.analysis.findings import SPOKEN, findings, findings_like
from kgbuild.analysis.people import Act, acts_between
from kgbuild.analysis.reach import named_in, reach_of
from kgbuild.analysis.scene import Finding
from kgbuild.model.delta import Delta
from kgbuild.model.plain import Plain, plain
from kgbuild.model.tables import Cells, Table
from kgbuild.model.triples import Triples
from kgbuild.serialize.swap import keep_whole

FILE = Path(".kgbuild") / "answers.bin"  # in the project's folder


class _Made(NamedTuple):
    """Answers, the terms of all that they may name, and the acts that they are made of, as bytes."""

    answers: Sequence[Finding]
    named: frozenset[str]
    acts: bytes


class KeptAnswers:
    """Answers the questions in a project; `delta` leads to its dataset from that of the last one."""

    def __init__(self, project: Path, delta: Delta | None) -> None:
        """Take where answers are kept."""
        self._path, self._delta = project / FILE, delta
        self._now: _Made | None = None

    def of(self, facts: Triples) -> Sequence[Finding]:
        """Return the answers."""
        last = _kept(self._path, self._delta.against) if self._delta is not None else None
        if last is None or self._delta is None:
            self._now = _Made(facts.once(findings), frozenset(named_in(facts)), _packed(facts))
        else:
            reach = reach_of(facts, self._delta, last.named)
            if reach.names and not reach.acts:
                facts.know(acts_between, _acts(last.acts))
            if reach.names or reach.acts:
                answers: Sequence[Finding] = facts.once(findings)
            else:
                answers = findings_like(last.answers, facts, anew=SPOKEN if reach.spoken else frozenset())
            self._now = _Made(answers, last.named | reach.named, _packed(facts) if reach.acts else last.acts)
        return self._now.answers

    def keep(self, dataset: str) -> None:
        """Keep the answers of the dataset whose file has this digest; where they cannot be kept, the next build makes
        all of them."""
        if self._now is not None:
            answers, named, acts = self._now
            keep_whole(self._path, (dataset, [_flat(one) for one in answers], named, acts))


def _flat(one: Finding) -> tuple[object, ...]:
    return one.name, one.question, one.sentence, one.table.columns, list(one.table.cells)


def _finding(name: str, question: str, sentence: str, columns: tuple[str, ...], cells: Any) -> Finding:
    return Finding(name, question, sentence, Table(name, columns, Cells(columns, cells)))


def _kept(path: Path, dataset: str) -> _Made | None:
    try:
        with path.open("rb") as file:
            of, answers, named, acts = Plain(file).load()
        return _Made([_finding(*one) for one in answers], named, acts) if of == dataset else None
    except Exception:  # whatever broken bytes lead to
        return None


def _packed(facts: Triples) -> bytes:
    return pickle.dumps([tuple(act) for act in facts.once(acts_between)], protocol=5)


def _acts(packed: bytes) -> list[Act]:
    return [Act(*act) for act in plain(packed)]
