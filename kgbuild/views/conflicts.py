"""The view of disputes: one row a question, its two largest sides side by side with their words, the rest named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kgbuild.model.quads import Quad
from kgbuild.model.spans import Said
from kgbuild.model.tables import Row, Table
from kgbuild.model.terms import is_iri, literal_of
from kgbuild.model.triples import Triples

_KGB = "https://w3id.org/kgbuild/ns#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_EXACT = "<http://www.w3.org/ns/oa#exact>"
_LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
_NUMBER = (f"<{_KGB}value>", f"<{_KGB}currency>")
_SIDES = ("value", "independent", "outlet", "article", "words", "qualifier", "claim")
COLUMNS = (
    "of", "property", *(f"{c}_a" for c in _SIDES), *(f"{c}_b" for c in _SIDES), "others", "settled", "dispute",
)  # fmt: skip

_Node = Mapping[str, Sequence[str]]


def conflicts(quads: Iterable[Quad] | Triples) -> Table:
    """Return a row for each dispute, in a fixed order; `independent` counts outlets, each text once."""
    facts = Triples.of(quads)
    every = sorted((conflict(node, facts) for node in facts.with_type("Dispute")), key=lambda one: one.order)
    return table_of(one.row for one in every)


def table_of(rows: Iterable[Row]) -> Table:
    """Return rows of disputes as a table."""
    return Table("conflicts", COLUMNS, tuple(rows))


class Conflict(NamedTuple):
    """A dispute (a term): what its row is sorted by, the row, and all subjects that this was read of: where nothing is
    said of them otherwise, it is as it was."""

    dispute: str
    order: tuple[str, ...]
    row: Row
    seen: frozenset[str]


def conflict(node: str, facts: Triples) -> Conflict:
    """Return the row of a dispute."""
    watched = _Watched(facts)
    found = _row(node, watched)
    row = {column: found.get(column, "") for column in COLUMNS}
    return Conflict(node, (row["of"], row["property"], row["dispute"]), row, frozenset(watched.seen))


class _Watched:
    """Triples that note of which subjects they are asked."""

    def __init__(self, facts: Triples) -> None:
        self._facts, self.seen = facts, set[str]()

    def said(self, subject: str) -> Said:
        """Return the objects of a subject by predicate."""
        self.seen.add(subject)
        return self._facts.said(subject)


def _row(node: str, facts: _Watched) -> Row:
    values = facts.said(node)
    sides = [_side(side, facts) for side in values[f"<{_KGB}side>"]]
    sides.sort(key=lambda s: (-int(s["independent"]), s["value"]))
    row = {
        "of": _shown(values[f"<{_RDF}subject>"][0], facts),
        "property": _local(values[f"<{_RDF}predicate>"][0]),
        "others": "; ".join(f"{s['value']}: {s['outlet']}" for s in sides[2:]),
        "settled": "; ".join(_shown(j, facts) for j in values.get(f"<{_KGB}settledBy>", ())),
        "dispute": _local(node),
    }
    for name, side in zip("ab", sides, strict=False):
        row |= {f"{column}_{name}": value for column, value in side.items()}
    return row


def _side(side: str, facts: _Watched) -> Row:
    values = facts.said(side)
    claims = sorted(values.get(f"<{_KGB}heldIn>", ()))
    spans = [span for claim in claims for span in sorted(facts.said(claim).get(f"<{_KGB}evidence>", ()))]
    denied = "not " if values.get(f"<{_KGB}assertion>") else ""
    return {
        "value": denied + _shown(values[f"<{_RDF}object>"][0], facts),
        "independent": literal_of(values[f"<{_KGB}independentOutlets>"][0]).value,
        "outlet": _listed((_who(facts.said(c), facts) for c in claims), "; "),
        "article": _listed((_local(a) for c in claims for a in facts.said(c).get(f"<{_KGB}reportedIn>", ())), "; "),
        "words": _listed((_shown(e, facts) for span in spans for e in facts.said(span).get(_EXACT, ())), " | "),
        "qualifier": _listed((_shown(q, facts) for q in values.get(f"<{_KGB}qualifier>", ())), "; "),
        "claim": " ".join(_local(c) for c in claims),
    }


def _who(claim: _Node, facts: _Watched) -> str:
    """Return who says it, and who passes it on where that is another."""
    speakers = [_shown(s, facts) for s in claim.get(f"<{_KGB}claimedBy>", ())]
    outlets = [_shown(o, facts) for o in claim.get(f"<{_KGB}passedOnBy>", ())]
    return ", ".join(speakers) + (f" ({', '.join(outlets)})" if outlets else "")


def _listed(texts: Iterable[str], by: str) -> str:
    return by.join(dict.fromkeys(texts))


def _shown(term: str, facts: _Watched) -> str:
    if not is_iri(term):
        return literal_of(term).value
    values = facts.said(term)
    said = [literal_of(v).value for name in (_LABEL, *_NUMBER) for v in values.get(name, ()) if not is_iri(v)]
    bounds = [_local(b).replace("-", " ") for b in values.get(f"<{_KGB}bound>", ())]
    return " ".join((*bounds, *said)) if said else _local(term)


def _local(term: str) -> str:
    return term.strip("<>").replace("#", "/").rsplit("/", 1)[-1]
