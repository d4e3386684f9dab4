"""The measures of the nodes of a network and their places in a picture, kept under all that they follow from: who is
linked with whom, and how closely. A name, a day or a word that changes leaves them as they are, and so does who is
linked with none."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from kgbuild.analysis.engines import Measures, measure
from kgbuild.analysis.layout import Places, around, layout
from kgbuild.analysis.network import Web
from kgbuild.model.plain import Plain
from kgbuild.pipeline.reader import code_digest
from kgbuild.serialize.swap import keep_whole

FILE = Path(".kgbuild") / "measures.bin"  # in the project's folder


class Measured(NamedTuple):
    """The measures of all nodes, and where they are drawn."""

    measures: Measures
    places: Places


class KeptMeasures:
    """Measures the networks of a project; `known`: what an earlier build kept may be used."""

    def __init__(self, project: Path, *, known: bool) -> None:
        """Take where they are kept."""
        self._path, self._known = project / FILE, known
        self._fresh: tuple[str, Sequence[str], Measured] | None = None

    def of(self, web: Web) -> Measured:
        """Return what is kept of a network that is linked as this one, else measure it."""
        linked = web.linked
        shape = _shape(linked)
        made = _kept(self._path, shape, linked.names) if self._known else None
        if made is None:
            found = measure(linked)
            made = Measured(found, layout(linked, groups=found.community))
            self._fresh = shape, linked.names, made
        measures, places = made
        alone = [name for name in web.names if name not in places]
        return Measured(measures.among(web.names), places | around(places, alone))

    def keep(self) -> None:
        """Keep what was measured; where it cannot be kept, the next build measures anew."""
        if self._fresh is not None:
            keep_whole(self._path, _flat(*self._fresh))


def _shape(web: Web) -> str:
    """Return the digest of all that measures follow from."""
    made = blake2b(code_digest().encode(), digest_size=16)
    made.update("\n".join(web.names).encode("utf-8", "surrogatepass"))
    for numbers in web[1:]:
        made.update(b"\0" + np.asarray(numbers).tobytes())
    return made.hexdigest()


def _flat(shape: str, names: Sequence[str], made: Measured) -> tuple[object, ...]:
    *measures, error = made.measures
    columns = [np.array([of[name] for name in names]).tobytes() for of in measures]
    places = np.array([made.places[name] for name in names], dtype=np.float64).tobytes()
    return shape, columns, error, places


def _kept(path: Path, shape: str, names: Sequence[str]) -> Measured | None:
    try:
        with path.open("rb") as file:
            of, columns, error, places = Plain(file).load()
        if of != shape:
            return None
        kinds = (np.int64, np.float64, np.float64, np.int64)
        found: list[Any] = [
            dict(zip(names, np.frombuffer(data, kind).tolist(), strict=True))
            for data, kind in zip(columns, kinds, strict=True)
        ]
        at = [(x, y) for x, y in np.frombuffer(places, np.float64).reshape(-1, 2).tolist()]
        degrees, ranks, between, communities = found
        return Measured(Measures(degrees, ranks, between, communities, error), dict(zip(names, at, strict=True)))
    except Exception:  # whatever broken bytes lead to
        return None
