"""Values that are made when they are first looked at, such as facts that would have to be loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar, overload

K = TypeVar("K")
V = TypeVar("V")


class Later(Generic[V]):
    """A value that is made when it is first looked at, and stays until it is forgotten."""

    __slots__ = ("_known", "_make")

    def __init__(self, make: Callable[[], V], *known: V) -> None:
        """Take what makes the value, and the value itself where it is `known`."""
        self._make, self._known = make, known[:1]

    @property
    def value(self) -> V:
        """The value."""
        if not self._known:
            self._known = (self._make(),)
        return self._known[0]

    @property
    def made(self) -> bool:
        """Whether the value is at hand."""
        return bool(self._known)

    def forget(self) -> None:
        """Let go of the value; it is made again where somebody looks."""
        self._known = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Later) and self.value == other.value

    __hash__ = None  # type: ignore[assignment]  # values differ in whether they have one


_STAY = 512  # values; who passes over all of them does so in portions of fewer


class OnDemand(Mapping[K, V]):
    """A mapping in a fixed order; each value is made when it is first looked at, and stays until many others were."""

    def __init__(self, makers: Mapping[K, Callable[[], V]]) -> None:
        """Take what makes the value of each key."""
        self._makers = makers
        self._made: dict[K, V] = {}

    def __getitem__(self, key: K) -> V:
        if key not in self._made:
            made = self._makers[key]()
            if len(self._made) >= _STAY:
                del self._made[next(iter(self._made))]
            self._made[key] = made
        return self._made[key]

    def forget(self) -> None:
        """Let go of all values; each is made again where somebody looks."""
        self._made.clear()

    def __contains__(self, key: object) -> bool:
        return key in self._makers

    def __iter__(self) -> Iterator[K]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


class InOrder(Sequence[V]):
    """The values of a mapping in its order, looked up one by one."""

    def __init__(self, values: Mapping[str, V]) -> None:
        """Take the mapping."""
        self._values = values
        self._keys = list(values)

    def forget(self) -> None:
        """Let go of values that can be made again."""
        if isinstance(self._values, OnDemand):
            self._values.forget()

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, index: int) -> V: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[V, ...]: ...

    def __getitem__(self, index: int | slice) -> V | tuple[V, ...]:
        if isinstance(index, slice):
            return tuple(self._values[key] for key in self._keys[index])
        return self._values[self._keys[index]]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))
