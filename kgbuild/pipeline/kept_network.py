"""The network of a dataset, kept for the build that leads on from it."""

from __future__ import annotations

from pathlib import Path

from kgbuild.analysis.drawn import Drawn, drawn, drawn_after
from kgbuild.analysis.network import Fan, Node, Rows
from kgbuild.model.delta import Delta
from kgbuild.model.on_demand import Later
from kgbuild.model.plain import Plain
from kgbuild.model.triples import Triples
from kgbuild.serialize.swap import keep_whole

FILE = Path(".kgbuild") / "network.bin"  # in the project's folder


class KeptNetwork:
    """Makes the network in a project; `delta` leads to its dataset from that of the last one."""

    def __init__(self, project: Path, delta: Delta | None) -> None:
        """Take where it is kept."""
        self._path, self._delta = project / FILE, delta
        self._now: Drawn | None = None

    def rows(self, facts: Triples) -> Rows:
        """Return the network."""
        last = _kept(self._path, self._delta.against) if self._delta is not None else None
        made = drawn_after(last, facts, self._delta) if last is not None and self._delta is not None else drawn(facts)
        self._now = made
        return made.rows()

    def keep(self, dataset: str) -> None:
        """Keep the network of the dataset whose file has this digest; where it cannot be kept, the next build makes all
        of it."""
        if self._now is not None:
            nodes = {one: (kind, tuple(node)) for one, (kind, node) in self._now.nodes.items()}
            fans = {one: tuple(fan) for one, fan in self._now.fans.items()}
            keep_whole(self._path, (dataset, nodes, fans, dict(self._now.same)))


def _kept(path: Path, dataset: str) -> Drawn | None:
    try:
        with path.open("rb") as file:
            of, nodes, fans, same = Plain(file).load()
        if of != dataset:
            return None
        new = tuple.__new__  # naming what is in a tuple takes longer than reading it
        known = {one: (kind, new(Node, said)) for one, (kind, said) in nodes.items()}
        return Drawn(known, {one: new(Fan, fan) for one, fan in fans.items()}, same, Later(dict))
    except Exception:  # whatever broken bytes lead to
        return None
