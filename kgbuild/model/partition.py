"""A partition that grows by joining, the surest pairs first, and never joins what something keeps apart."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

N = TypeVar("N", bound=Hashable)


class Link(NamedTuple, Generic[N]):
    """A reason to take two things for one: 0 to 1, what speaks for it and what against."""

    one: N
    other: N
    score: float
    reason: str
    against: str = ""


class Partition(Generic[N]):
    """Groups of things; `apart` holds for all members of two groups as soon as it holds for a pair of them."""

    def __init__(self, things: Iterable[N], *, wall: Callable[[list[N], list[N]], bool] | None = None) -> None:
        """Start with every thing alone. `wall` says whether two groups (lists of members) exclude each other."""
        self._number = {thing: number for number, thing in enumerate(dict.fromkeys(things))}
        self._things = list(self._number)
        self._parent = list(range(len(self._things)))
        self._members = [[thing] for thing in self._things]
        self._enemies: dict[int, set[int]] = {}
        self.wall = wall
        self.links: list[Link[N]] = []

    def root(self, thing: N) -> N:
        """Return the member that stands for a thing's group."""
        return self._things[self._root(self._number[thing])]

    def members(self, thing: N) -> list[N]:
        """Return the group of a thing."""
        return self._members[self._root(self._number[thing])]

    def groups(self) -> list[list[N]]:
        """Return all groups."""
        return [group for number, group in enumerate(self._members) if self._parent[number] == number]

    def apart(self, one: N, other: N) -> None:
        """Keep two things apart; too late where they are one already."""
        a, b = self._root(self._number[one]), self._root(self._number[other])
        if a != b:
            self._enemies.setdefault(a, set()).add(b)
            self._enemies.setdefault(b, set()).add(a)

    def may_join(self, one: N, other: N) -> bool:
        """Whether nothing keeps the groups of two things apart."""
        a, b = self._root(self._number[one]), self._root(self._number[other])
        return a == b or self._may_join(a, b)

    def unanswered(self, links: Iterable[Link[N]], decided: Iterable[tuple[N, N]]) -> Iterator[Link[N]]:
        """Yield the links between groups that are two, and of which nobody `decided` that they are."""
        known = self._number
        apart = {frozenset(map(self.root, pair)) for pair in decided if all(one in known for one in pair)}
        for link in links:
            pair = frozenset((self.root(link.one), self.root(link.other)))
            if len(pair) > 1 and pair not in apart:
                yield link

    def join(self, links: Iterable[Link[N]]) -> None:
        """Join by these links, the highest score first, ties in the order of the things."""
        number, root, parent = self._number, self._root, self._parent
        ends = ((number[link.one], number[link.other], link) for link in links)
        ranked = [
            (-k.score, a, b, n, a, b, k) if a < b else (-k.score, b, a, n, a, b, k) for n, (a, b, k) in enumerate(ends)
        ]
        ranked.sort()  # no two have one place among the links
        for _, _, _, _, one, other, link in ranked:
            a = one if parent[one] == one else root(one)
            b = other if parent[other] == other else root(other)
            if a != b and self._may_join(a, b):
                self._unite(a, b)
                self.links.append(link)

    def _root(self, number: int) -> int:
        parent = self._parent
        top = number
        while parent[top] != top:
            top = parent[top]
        while parent[number] != top:
            parent[number], number = top, parent[number]
        return top

    def _may_join(self, a: int, b: int) -> bool:
        if a in self._enemies and b in self._enemies[a]:
            return False
        return self.wall is None or not self.wall(self._members[a], self._members[b])

    def _unite(self, a: int, b: int) -> None:
        if len(self._members[a]) < len(self._members[b]):
            a, b = b, a
        self._parent[b] = a
        self._members[a] += self._members[b]
        self._members[b] = []
        for enemy in self._enemies.pop(b) if b in self._enemies else ():
            self._enemies[enemy].discard(b)
            self._enemies[enemy].add(a)
            self._enemies.setdefault(a, set()).add(enemy)
