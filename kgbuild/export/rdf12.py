"""RDF 1.2: a fact claim reifies a triple term, so that what is claimed can be asked for as a triple."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kgbuild.model.quads import Quad
from kgbuild.model.terms import RDF

_PARTS = tuple(f"<{RDF}{name}>" for name in ("subject", "predicate", "object"))
_REIFIES = f"<{RDF}reifies>"


def rdf12(quads: Sequence[Quad]) -> bytes:
    """Return the dataset as N-Quads 1.2: `rdf:subject`, `rdf:predicate` and `rdf:object` of a claim become one
    `rdf:reifies <<( s p o )>>`."""
    parts: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for quad in quads:
        if quad.predicate in _PARTS:
            parts[quad.subject, quad.graph][quad.predicate] = quad.object
    whole = {key: tuple(found[p] for p in _PARTS) for key, found in parts.items() if len(found) == len(_PARTS)}
    lines = {_line(q) for q in quads if q.predicate not in _PARTS or (q.subject, q.graph) not in whole}
    for (subject, graph), terms in whole.items():
        lines.add(_line(Quad(subject, _REIFIES, f"<<( {' '.join(terms)} )>>", graph)))
    return "".join(sorted(lines)).encode()


def _line(quad: Quad) -> str:
    graph = f" {quad.graph}" if quad.graph else ""
    return f"{quad.subject} {quad.predicate} {quad.object}{graph} .\n"
