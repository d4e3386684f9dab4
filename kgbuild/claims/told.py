"""Nodes that only others' words tell of, and names that would give away what is not accepted.

An event that no outlet tells in its own voice is no event of the core: it is a kgb:Told with a name, so that claims
about it can be read, and its class is a claim like the rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kgbuild.claims.claim import FactClaim
from kgbuild.claims.known import Known
from kgbuild.claims.pieces import Described
from kgbuild.model.quads import Quad
from kgbuild.model.terms import is_iri, literal, literal_of
from kgbuild.model.vocabulary import NAMES, TYPE, kgb


@dataclass(frozen=True, slots=True)
class Told:
    """`nodes` are told of only; `claims` say what they are told to be; `quads` name them."""

    nodes: frozenset[str]
    claims: tuple[FactClaim, ...]
    quads: tuple[Quad, ...]


def told_nodes(
    described: Sequence[Described],
    tellable: Iterable[FactClaim],
    told_of: Collection[str],
    *,
    firm: Collection[str],
    base: str,
) -> Told:
    """Return the nodes of `told_of` (subjects and objects of claims) that nothing firm leads to.

    Only what rows tell by their spans can be told of; what a list, a header or a stand-in describes is firm. `tellable`
    are the claims that descriptions would be.
    """
    listed = {s.triple[0] for s in described if not s.told}
    nodes = frozenset(s.triple[0] for s in described if s.triple[0] in told_of) - listed - set(firm)
    claims = tuple(c for c in tellable if c.triple[0] in nodes)
    graph = f"<{base}graph/links>"
    quads = {Quad(node, TYPE, kgb("Told"), graph) for node in nodes}
    quads |= {Quad(*s.triple, graph) for s in described if s.triple[0] in nodes and s.triple[1] in NAMES}
    return Told(nodes, claims, tuple(sorted(quads)))


def names_without(
    described: Iterable[Described], claims: Iterable[FactClaim], status: Mapping[str, str], known: Known
) -> Iterator[Described]:
    """Yield what describes nodes, each label cut before the name of a thing that its node has no accepted claim to:
    "strike in Orr" is "strike" where the place is in dispute."""
    open_: dict[str, set[str]] = defaultdict(set)
    accepted: dict[str, set[str]] = defaultdict(set)
    for c in claims:
        subject, _, obj = c.triple
        if is_iri(obj):
            (accepted if status[c.id] == "accepted" else open_)[subject].add(obj)
    for s in described:
        subject, predicate, label = s.triple
        left = open_[subject] - accepted.get(subject, set()) if predicate in NAMES and subject in open_ else ()
        if left:
            names = {name for term in left for name in known.names.get(term, ())}
            yield s._replace(triple=(subject, predicate, _cut(label, names)))
        else:
            yield s


def _cut(label: str, names: Iterable[str]) -> str:
    text, language, _ = literal_of(label)
    at = min((i for name in names if name and (i := text.find(name)) > 0), default=-1)
    words = text[:at].split()[:-1] if at > 0 else []  # with the word that led to it: "in"
    return literal(" ".join(words), language=language) if words else label
