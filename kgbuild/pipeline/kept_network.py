"""The network of a dataset, kept for the build that leads on from it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kgbuild.analysis.drawn import Drawn, drawn, drawn_after
from kgbuild.analysis.network import Fan, Node, Rows
from kgbuild.model.delta import Delta
from kgbuild.model.on_demand import Later
from kgbuild.model.triples import Triples
from kgbuild.pipeline.growing import Grown, Parts, changed_in, keep_grown, read_grown

FILE = Path(".kgbuild") / "network.bin"  # in the project's folder


class KeptNetwork:
    """Makes the network in a project; `delta` leads to its dataset from that of the last one."""

    def __init__(self, project: Path, delta: Delta | None) -> None:
        """Take where it is kept."""
        self._path, self._delta = project / FILE, delta
        self._last: tuple[Drawn, Grown] | None = None
        self._now: Drawn | None = None

    def rows(self, facts: Triples) -> Rows:
        """Return the network."""
        self._last = _kept(self._path, self._delta.against) if self._delta is not None else None
        if self._last is not None and self._delta is not None:
            made = drawn_after(self._last[0], facts, self._delta)
        else:
            made = drawn(facts)
        self._now = made
        return made.rows()

    def keep(self, dataset: str) -> None:
        """Keep the network of the dataset whose file has this digest; where it cannot be kept, the next build makes all
        of it."""
        now = self._now
        if now is None:
            return
        last, grown = self._last or (None, None)
        changes: Parts = ()
        if last is not None:
            other = [changed_in(new, old) for new, old in zip(_said(now), _said(last), strict=True)]
            changes = _flat(*other)
        keep_grown(self._path, dataset, lambda: _flat(*_said(now)), grown, changes)


def _said(drawn: Drawn) -> tuple[Mapping[str, Any], ...]:
    return drawn.nodes, drawn.fans, drawn.same


def _flat(nodes: Mapping[str, Any], fans: Mapping[str, Any], same: Mapping[str, Any]) -> Parts:
    return (
        {one: node and (node[0], tuple(node[1])) for one, node in nodes.items()},
        {one: fan and tuple(fan) for one, fan in fans.items()},
        dict(same),
    )


def _kept(path: Path, dataset: str) -> tuple[Drawn, Grown] | None:
    grown = read_grown(path, dataset)
    if grown is None:
        return None
    try:
        nodes, fans, same = grown.parts
        new = tuple.__new__  # naming what is in a tuple takes longer than reading it
        known = {one: (kind, new(Node, said)) for one, (kind, said) in nodes.items()}
        return Drawn(known, {one: new(Fan, fan) for one, fan in fans.items()}, same, Later(dict)), grown
    except Exception:  # whatever broken bytes lead to
        return None
