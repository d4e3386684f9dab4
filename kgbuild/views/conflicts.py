"""The view of conflicts: two claims that contradict each other, side by side, with their words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kgbuild.model.quads import Quad
from kgbuild.model.tables import Row, Table
from kgbuild.model.terms import is_iri, literal_of

_KGB = "https://w3id.org/kgbuild/ns#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_EXACT = "<http://www.w3.org/ns/oa#exact>"
_LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
_SIDES = ("value", "outlet", "article", "words", "qualifier")
_COLUMNS = ("of", "property", *(f"{c}_a" for c in _SIDES), *(f"{c}_b" for c in _SIDES), "claim_a", "claim_b")

_Node = Mapping[str, Sequence[str]]


def conflicts(quads: Iterable[Quad]) -> Table:
    """Return a row for each pair of contradicting claims, in a fixed order."""
    about: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        about[quad.subject][quad.predicate].append(quad.object)
    pairs = [(n, o) for n in sorted(about) for o in sorted(about[n].get(f"<{_KGB}contradicts>", ())) if n < o]
    rows = [_row(left, right, about) for left, right in pairs]
    rows.sort(key=lambda r: (r["of"], r["property"], r["claim_a"], r["claim_b"]))
    return Table("conflicts", _COLUMNS, tuple({c: row.get(c, "") for c in _COLUMNS} for row in rows))


def _row(left: str, right: str, about: Mapping[str, _Node]) -> Row:
    node = about[left]
    row = {"of": _shown(node[f"<{_RDF}subject>"][0], about), "property": _local(node[f"<{_RDF}predicate>"][0])}
    for side, claim in (("a", left), ("b", right)):
        values = about[claim]
        spans = sorted(values.get(f"<{_KGB}evidence>", ()))
        words = [_shown(exact, about) for span in spans for exact in about.get(span, {}).get(_EXACT, ())]
        row |= {
            f"value_{side}": _shown(values[f"<{_RDF}object>"][0], about),
            f"outlet_{side}": _shown(values[f"<{_KGB}claimedBy>"][0], about),
            f"article_{side}": _local(values[f"<{_KGB}reportedIn>"][0]),
            f"words_{side}": " | ".join(dict.fromkeys(words)),
            f"qualifier_{side}": "; ".join(_shown(v, about) for v in values.get(f"<{_KGB}qualifier>", ())),
            f"claim_{side}": _local(claim),
        }
    return row


def _shown(term: str, about: Mapping[str, _Node]) -> str:
    if not is_iri(term):
        return literal_of(term).value
    labels = about.get(term, {}).get(_LABEL, ())
    return literal_of(labels[0]).value if labels else _local(term)


def _local(term: str) -> str:
    return term.strip("<>").replace("#", "/").rsplit("/", 1)[-1]
