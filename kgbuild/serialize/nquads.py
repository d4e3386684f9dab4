"""N-Quads and N-Triples: each quad once, lines in code point order (what `LC_ALL=C sort -u` would give)."""

from __future__ import annotations

from collections.abc import Iterable

from kgbuild.model.quads import Quad


def nquads(quads: Iterable[Quad]) -> bytes:
    """Return the quads as N-Quads; the order and repetitions of the input do not matter.

    >>> nquads([Quad("<urn:a>", "<urn:b>", '"c"')])
    b'<urn:a> <urn:b> "c" .\\n'
    """
    return "".join(sorted({_line(quad) for quad in quads})).encode()


def _line(quad: Quad) -> str:
    graph = f"{quad.graph} " if quad.graph else ""
    return f"{quad.subject} {quad.predicate} {quad.object} {graph}.\n"
