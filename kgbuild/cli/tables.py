"""Tables on a terminal: aligned, and no wider than it is."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence

_LEAST = 6  # characters of a column that is cut
_GAP = 2


def terminal_width() -> int | None:
    """Return the width of the terminal, None where the output goes elsewhere and may be as wide as it likes."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def fitted(columns: Sequence[str], rows: Sequence[Sequence[str]], *, width: int | None) -> str:
    """Return a table as text that ends in a newline; where it is wider than `width`, the widest cells are cut.

    Where that would leave next to nothing of each, every row is written as lines of name and value.

    >>> print(fitted(("who", "said"), [("Ann", "a long sentence")], width=14), end="")
    who  said
    ---  ---------
    Ann  a long s…
    """
    cells = [list(columns), *([" ".join(cell.split()) for cell in row] for row in rows)]
    widths = [max(len(line[n]) for line in cells) for n in range(len(columns))]
    if width is not None and len(widths) * _LEAST + _GAP * (len(widths) - 1) > width:
        return _records(cells[0], cells[1:], width)
    if width is not None:
        widths = _narrowed(widths, width - _GAP * (len(widths) - 1))
    lines = [cells[0], ["-" * w for w in widths], *cells[1:]]
    return "".join(f"{_line(line, widths)}\n" for line in lines)


def _narrowed(widths: list[int], room: int) -> list[int]:
    """Take from the widest column until all fit, or none can give any more."""
    found = list(widths)
    while sum(found) > room and max(found, default=0) > _LEAST:
        widest = max(range(len(found)), key=lambda n: found[n])
        second = max((w for n, w in enumerate(found) if n != widest), default=0)
        spare = max(1, min(sum(found) - room, found[widest] - max(second, _LEAST)))
        found[widest] -= spare
    return found


def _records(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> str:
    names = max(map(len, columns), default=0)
    room = [min(names, width // 3), max(1, width - min(names, width // 3) - _GAP)]
    blocks = (
        "".join(f"{_line((name, cell), room)}\n" for name, cell in zip(columns, row, strict=True) if cell)
        for row in rows
    )
    return "\n".join(blocks)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    cut = (c if len(c) <= w else f"{c[: w - 1]}…" for c, w in zip(cells, widths, strict=True))
    return (" " * _GAP).join(c.ljust(w) for c, w in zip(cut, widths, strict=True)).rstrip()
