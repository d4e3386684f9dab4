"""Parts of a source's rows, for several processes that share one rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

BATCH = 256  # rows between two batches of lines
PART_ROWS = 16 * BATCH


class Part(NamedTuple):
    """Which rows are run: of every `of` times `PART_ROWS` the ones at this place."""

    at: int
    of: int

    def numbered(self, rows: Iterable[object]) -> Iterator[tuple[int, object]]:
        """Return the rows of this part, each with its number among all."""
        numbered = enumerate(rows, 1)
        return numbered if self.of == 1 else ((n, r) for n, r in numbered if (n - 1) // PART_ROWS % self.of == self.at)


WHOLE = Part(0, 1)
