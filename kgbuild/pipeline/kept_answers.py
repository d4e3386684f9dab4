"""The answers to the questions of an analyst, kept for the build that leads on from them: most changes reach none."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from kgbuild.analysis.cuts import Cut
from kgbuild.analysis.findings import SPOKEN, findings, findings_like
from kgbuild.analysis.gathered import bridges_of, cores_of, cuts_of, heard_in, ties_in, turned_in
from kgbuild.analysis.people import Act, acts_between
from kgbuild.analysis.reach import named_in, reach_of
from kgbuild.analysis.scene import Finding
from kgbuild.model.delta import Delta
from kgbuild.model.plain import Plain, plain
from kgbuild.model.tables import Cells, Table
from kgbuild.model.triples import Triples
from kgbuild.serialize.swap import keep_whole

FILE = Path(".kgbuild") / "answers.bin"  # in the project's folder


_SPOKEN = frozenset({heard_in.__name__})

_Gathered = Mapping[str, bytes]
"""What answers are made of, packed, by what makes it (`_WAYS`)."""


class _Made(NamedTuple):
    """Answers, the terms of all that they may name, and what they are made of."""

    answers: Sequence[Finding]
    named: frozenset[str]
    gathered: _Gathered


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
            self._now = _Made(facts.once(findings), frozenset(named_in(facts)), _packed(facts, _WAYS))
        else:
            reach = reach_of(facts, self._delta, last.named)
            anew = _WAYS.keys() if reach.acts else _SPOKEN if reach.spoken else frozenset[str]()
            if reach.names or reach.acts:
                _know(facts, {name: data for name, data in last.gathered.items() if name not in anew})
                answers: Sequence[Finding] = facts.once(findings)
            else:
                answers = findings_like(last.answers, facts, anew=SPOKEN if reach.spoken else frozenset())
            self._now = _Made(answers, last.named | reach.named, {**last.gathered, **_packed(facts, anew)})
        return self._now.answers

    def keep(self, dataset: str) -> None:
        """Keep the answers of the dataset whose file has this digest; where they cannot be kept, the next build makes
        all of them."""
        if self._now is not None:
            answers, named, gathered = self._now
            keep_whole(self._path, (dataset, [_flat(one) for one in answers], named, gathered))


def _flat(one: Finding) -> tuple[object, ...]:
    return one.name, one.question, one.sentence, one.table.columns, list(one.table.cells)


def _finding(name: str, question: str, sentence: str, columns: tuple[str, ...], cells: Any) -> Finding:
    return Finding(name, question, sentence, Table(name, columns, Cells(columns, cells)))


def _kept(path: Path, dataset: str) -> _Made | None:
    try:
        with path.open("rb") as file:
            of, answers, named, gathered = Plain(file).load()
        return _Made([_finding(*one) for one in answers], named, gathered) if of == dataset else None
    except Exception:  # whatever broken bytes lead to
        return None


def _packed(facts: Triples, some: Collection[str]) -> _Gathered:
    return {name: pickle.dumps(_plain(facts.once(_WAYS[name][0])), protocol=5) for name in some}


def _know(facts: Triples, gathered: _Gathered) -> None:
    for name, data in gathered.items():
        way, read = _WAYS[name]
        facts.know(way, read(plain(data)))


def _plain(made: object) -> object:
    """Return something made of named tuples as one of tuples."""
    return [tuple(one) for one in made] if isinstance(made, list) else made


_WAYS: Mapping[str, tuple[Callable[[Triples], object], Callable[[Any], object]]] = MappingProxyType(
    {
        acts_between.__name__: (acts_between, lambda flat: [Act(*one) for one in flat]),
        ties_in.__name__: (ties_in, list),
        cuts_of.__name__: (cuts_of, lambda flat: [Cut(*one) for one in flat]),
        bridges_of.__name__: (bridges_of, list),
        cores_of.__name__: (cores_of, dict),
        heard_in.__name__: (heard_in, list),
        turned_in.__name__: (turned_in, tuple),
    }
)
"""What answers are made of whatever anything is called: what makes it of a dataset, and what reads it where it is
kept."""
