"""Whether what an article only describes ("the Kenyan agency", "the miners' union") may be a body with a name."""

from __future__ import annotations

from kgbuild.names.keys import folded, words
from kgbuild.names.lists import organisations
from kgbuild.resolve.nodes import Node
from kgbuild.resolve.words import IdentityWords, share

_ALIKE = 4  # letters with which "miners" and "mineworkers" begin


def may_mean(described: Node, named: Node, known: IdentityWords) -> bool:
    """Whether a body without a name may be one with a name: both are of one kind, each further word begins as one of
    the name does, and no other country has it."""
    if described.names or described.record or not named.called or named.record:
        return False
    if described.within and named.within and described.within != named.within:
        return False
    one, other = (frozenset({known.head_of(n.name)}) for n in (described, named))
    of_name = [folded(w) for w in words(named.name)]
    alike = (any(begin_alike(w, n) for n in of_name) for w in further_words(described, known))
    return (one == other or share(known.bodies, one, other)) and all(alike)


def further_words(described: Node, known: IdentityWords) -> list[str]:
    """Return what a description says besides the kind of body and the country: "medicines" of "Kenya's medicines
    regulator"."""
    small = {*organisations().small, known.head_of(described.name)}
    said = (folded(w) for w in words(described.name) if not w[:1].isupper())
    return [w for w in said if len(w) > 1 and w not in small]


def names_land(described: Node, named: Node) -> bool:
    """Whether a name has the country too that a description names: "Kenya Medicines Authority"."""
    lands = [folded(w) for w in words(described.name) if w[:1].isupper()]
    return any(begin_alike(land, folded(w)) for land in lands for w in words(named.name))


def begin_alike(one: str, other: str) -> bool:
    """Whether two words begin alike: "miners" and "mineworkers"."""
    return one == other or (len(one) >= _ALIKE and one[:_ALIKE] == other[:_ALIKE])
