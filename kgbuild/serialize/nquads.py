"""N-Quads and N-Triples: each quad once, lines in code point order (what `LC_ALL=C sort -u` would give)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from kgbuild.model.quads import Quad, line_of, sorted_quads

_PIECE = 512  # lines, or those of a subject, written at a time


def nquads(quads: Iterable[Quad]) -> bytes:
    """Return the quads as N-Quads; the order and repetitions of the input do not matter.

    >>> nquads([Quad("<urn:a>", "<urn:b>", '"c"')])
    b'<urn:a> <urn:b> "c" .\\n'
    """
    return b"".join(nquads_pieces(map(line_of, sorted_quads(quads))))


def nquads_pieces(lines: Iterable[str]) -> Iterator[bytes]:
    """Yield lines of N-Quads piece by piece."""
    rest = iter(lines)
    while some := tuple(islice(rest, _PIECE)):
        yield "".join(some).encode()
