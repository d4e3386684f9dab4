"""Which names of people are alike: only names of one block, which share a key, are compared, and of a block that is as
it was it is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import combinations

from kgbuild.identifiers import digest
from kgbuild.names.persons import Likeness, blocking_keys, judge_persons
from kgbuild.resolve.recall import Alike, Recall

_MOST = 400  # names of one key beyond which the key says nothing
_ALIKE = (Likeness.SAME, Likeness.LIKELY)


def alike(names: Iterable[str], wanted: Likeness, recall: Recall) -> Iterator[tuple[str, str, str]]:
    """Yield each two names of one block that are as alike as wanted, the same or likely so, with the reason."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        for key in recall.keys.find(name, partial(_keys, name)):
            blocks[key].append(name)
    seen: set[tuple[str, str]] = set()
    for key in sorted(blocks):
        block = blocks[key]
        if not 1 < len(block) <= _MOST:
            continue
        for at, to, likeness, reason in recall.names.find(digest(*block), partial(_compared, block)):
            pair = block[at], block[to]
            if likeness == wanted.value and pair not in seen:
                seen.add(pair)
                yield *pair, reason


def _keys(name: str) -> tuple[str, ...]:
    return tuple(sorted(blocking_keys(name)))


def _compared(block: Sequence[str]) -> Alike:
    every = ((at, to, judge_persons(block[at], block[to])) for at, to in combinations(range(len(block)), 2))
    return tuple((at, to, how.value, reason) for at, to, (how, reason) in every if how in _ALIKE)
