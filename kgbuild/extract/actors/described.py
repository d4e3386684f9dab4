"""Whom nouns without a name have stood for so far: "the president" is not the vice president told before."""

from __future__ import annotations

from dataclasses import dataclass

from kgbuild.extract.actors.page import Page, Referent
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import objects_on, with_dep

_FORMER = "-"
_NO_KIND = frozenset({"PRP$", "PRP", "DT", "CD"})  # "families of *those* killed"


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands around a noun: `rank` makes another's office of it (*deputy* mayor), `other` tells of one not named
    before (the *rival* firm), `kind` says which one is meant (the *rebel* spokesman, the owner of the *lorry*)."""

    rank: frozenset[str]
    other: frozenset[str]
    kind: frozenset[str]

    def take_up(self, before: Marks) -> bool:
        """Say whether a noun with these marks may be said of who was told with those of `before`."""
        apart = self.kind and before.kind and self.kind.isdisjoint(before.kind)
        return self.rank == before.rank and self.other <= before.other and not apart

    def join(self, before: Marks) -> Marks:
        """Return what is known of an actor that both stand for."""
        return Marks(self.rank, self.other | before.other, self.kind | before.kind)


def marks(text: Page, i: int) -> Marks:
    """Return what stands around the noun at token `i`."""
    roles = text.roles
    below = with_dep(text, i, Rel.COMPOUND, Rel.ADJECTIVE, Rel.OWNER)
    below += objects_on(text, i, *text.grammar.of, *roles.purposes)
    words = {text.tokens[c].lemma.lower() for c in below if text.tokens[c].tag not in _NO_KIND}
    over = {_FORMER for w in words if w in roles.former}  # "a *former* minister", "the *then* minister" are one
    rank, other = frozenset((words & roles.beside) | over), frozenset(words & roles.another)
    return Marks(rank, other, frozenset(words - rank - roles.former - roles.current))


class Described:
    """Actors of an article by their nouns, each with the marks it was told with."""

    def __init__(self, text: Page) -> None:
        """Begin with nobody."""
        self._text = text
        self._by_noun: dict[str, list[tuple[Referent, Marks]]] = {}

    def last(self, word: str, i: int) -> Referent | None:
        """Return who was called so last of whom the noun at token `i` may be said, taking its marks in."""
        told, own = self._by_noun.get(word, []), marks(self._text, i)
        for at in range(len(told) - 1, -1, -1):
            cluster, known = told[at]
            if own.take_up(known):
                told.append((cluster, own.join(known)))
                del told[at]
                return cluster
        return None

    def note(self, word: str, cluster: Referent, i: int) -> None:
        """Take in whom the noun at token `i` stands for."""
        self._by_noun.setdefault(word, []).append((cluster, marks(self._text, i)))

    def all(self, word: str | None = None) -> list[Referent]:
        """Return all actors, or those of one noun."""
        nouns = self._by_noun if word is None else [word]
        return [cluster for noun in nouns for cluster, _ in self._by_noun.get(noun, [])]

    def let_go(self, cluster: Referent) -> Referent:
        """Forget an actor, for it has a name now, and return it."""
        self._by_noun = {w: [t for t in told if t[0] is not cluster] for w, told in self._by_noun.items()}
        return cluster
