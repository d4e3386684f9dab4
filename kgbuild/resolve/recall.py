"""Comparisons that need not be made again: what came of them is kept under a digest of all that it depends on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Memory(Generic[T]):
    """Outcomes by their digests: `old` ones, of the last run, and in `new` those of this."""

    def __init__(self, old: Mapping[str, T] | None = None) -> None:
        """Start with what is known."""
        self.old: Mapping[str, T] = old or {}
        self.new: dict[str, T] = {}

    def find(self, key: str, make: Callable[[], T]) -> T:
        """Return what is known under a key, or make it; without a key (of articles that are not kept) it is made."""
        if not key:
            return make()
        if key not in self.new:
            self.new[key] = self.old[key] if key in self.old else make()
        return self.new[key]


Alike = tuple[tuple[int, int, str, str], ...]
"""Two places in a block of names, how alike the names there are, and why."""


@dataclass(frozen=True, slots=True)
class Recall:
    """What came of comparing bundles of reports (`events.Found`), the remarks of one speaker (`utterances.Acts`) and
    blocks of names; the keys of names by which these are blocked, by name."""

    pairs: Memory[tuple[tuple[int, int, float, str, str], ...]] = field(default_factory=Memory)
    acts: Memory[tuple[tuple[str, tuple[str, ...], str], ...]] = field(default_factory=Memory)
    names: Memory[Alike] = field(default_factory=Memory)
    keys: Memory[tuple[str, ...]] = field(default_factory=Memory)

    @property
    def every(self) -> tuple[Memory[Any], ...]:
        """All of it."""
        return self.pairs, self.acts, self.names, self.keys
