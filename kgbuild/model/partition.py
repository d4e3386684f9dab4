"""A partition that grows by joining, the surest pairs first, and never joins what something keeps apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

N = TypeVar("N", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Link(Generic[N]):
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
        self._parent = {thing: thing for thing in things}
        self._members = {thing: [thing] for thing in self._parent}
        self._rank = {thing: number for number, thing in enumerate(self._parent)}
        self._enemies: dict[N, set[N]] = defaultdict(set)
        self.wall = wall
        self.links: list[Link[N]] = []

    def root(self, thing: N) -> N:
        """Return the member that stands for a thing's group."""
        top = thing
        while self._parent[top] != top:
            top = self._parent[top]
        while self._parent[thing] != top:
            self._parent[thing], thing = top, self._parent[thing]
        return top

    def members(self, thing: N) -> list[N]:
        """Return the group of a thing."""
        return self._members[self.root(thing)]

    def groups(self) -> list[list[N]]:
        """Return all groups."""
        return [group for thing, group in self._members.items() if self._parent[thing] == thing]

    def apart(self, one: N, other: N) -> None:
        """Keep two things apart; too late where they are one already."""
        a, b = self.root(one), self.root(other)
        if a != b:
            self._enemies[a].add(b)
            self._enemies[b].add(a)

    def may_join(self, one: N, other: N) -> bool:
        """Whether nothing keeps the groups of two things apart."""
        a, b = self.root(one), self.root(other)
        return a == b or self._may_join(a, b)

    def _may_join(self, a: N, b: N) -> bool:
        if b in self._enemies.get(a, ()):
            return False
        return self.wall is None or not self.wall(self._members[a], self._members[b])

    def join(self, links: Iterable[Link[N]]) -> None:
        """Join by these links, the highest score first, ties in the order of the things."""
        for link in sorted(links, key=self._surest):
            a, b = self.root(link.one), self.root(link.other)
            if a != b and self._may_join(a, b):
                self._unite(a, b)
                self.links.append(link)

    def _surest(self, link: Link[N]) -> tuple[float, int, int]:
        one, other = self._rank[link.one], self._rank[link.other]
        return (-link.score, one, other) if one < other else (-link.score, other, one)

    def _unite(self, a: N, b: N) -> None:
        if len(self._members[a]) < len(self._members[b]):
            a, b = b, a
        self._parent[b] = a
        self._members[a].extend(self._members.pop(b))
        for enemy in self._enemies.pop(b, set()):
            self._enemies[enemy].discard(b)
            self._enemies[enemy].add(a)
            self._enemies[a].add(enemy)
