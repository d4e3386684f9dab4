"""N-Quads and N-Triples: each quad once, lines in code point order (what `LC_ALL=C sort -u` would give)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgbuild.model.quads import Quad


def nquads(quads: Iterable[Quad]) -> bytes:
    """Return the quads as N-Quads; the order and repetitions of the input do not matter.

    >>> nquads([Quad("<urn:a>", "<urn:b>", '"c"')])
    b'<urn:a> <urn:b> "c" .\\n'
    """
    return "".join(nquads_pieces(quads)).encode()


def nquads_pieces(quads: Iterable[Quad]) -> Iterator[str]:
    """Yield the lines of N-Quads piece by piece, those of one subject together."""
    # A subject ends where no other goes on, so that the order of subjects is the order of their lines.
    subjects: dict[str, list[Quad]] = {}
    for quad in quads:
        subjects.setdefault(quad.subject, []).append(quad)
    for subject in sorted(subjects):
        yield "".join(sorted({_line(quad) for quad in subjects[subject]}))


def _line(quad: Quad) -> str:
    graph = f"{quad.graph} " if quad.graph else ""
    return f"{quad.subject} {quad.predicate} {quad.object} {graph}.\n"
