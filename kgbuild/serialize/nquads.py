"""N-Quads and N-Triples: each quad once, lines in code point order (what `LC_ALL=C sort -u` would give)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from kgbuild.model.quads import Quad, sorted_quads

_LINE = re.compile(r"(<[^>]*>) (<[^>]*>) (.*?)(?: (<[^>]*>))? \.\n?", re.DOTALL)
_PIECE = 4096  # lines written at a time


def nquads(quads: Iterable[Quad]) -> bytes:
    """Return the quads as N-Quads; the order and repetitions of the input do not matter.

    >>> nquads([Quad("<urn:a>", "<urn:b>", '"c"')])
    b'<urn:a> <urn:b> "c" .\\n'
    """
    return b"".join(nquads_pieces(quads))


def nquads_pieces(quads: Iterable[Quad]) -> Iterator[bytes]:
    """Yield the lines of N-Quads piece by piece."""
    rest = iter(sorted_quads(quads))
    while some := tuple(islice(rest, _PIECE)):
        yield "".join(map(line_of, some)).encode()


def line_of(quad: Quad) -> str:
    """Return the line of a quad."""
    s, p, o, g = quad
    return f"{s} {p} {o} {g} .\n" if g else f"{s} {p} {o} .\n"


def quad_of(line: str) -> Quad:
    """Return the quad of a line of N-Quads as we write them."""
    found = _LINE.fullmatch(line)
    if found is None:
        raise ValueError(f"no N-Quads: {line!r}")
    return Quad(found[1], found[2], found[3], found[4] or "")
