"""What a build changes of the dataset that the last one left."""

from __future__ import annotations

from dataclasses import dataclass

from kgbuild.model.quads import SortedQuads


@dataclass(frozen=True, slots=True)
class Delta:
    """Quads `added` to and `removed` from the dataset whose file has the digest `against`."""

    against: str
    added: SortedQuads
    removed: SortedQuads
