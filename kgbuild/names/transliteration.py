"""What one name of another script can become in English, by tradition (Slavic, Arabic, Korean, …)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

import regex

_VOWELS = regex.compile(r"[aeiouyvwQYAEIU]")


@dataclass(frozen=True, slots=True, eq=False)  # one object a tradition: compared, and cached by, as such
class Tradition:
    """How spellings of one tradition's names differ.

    A word is of the tradition if it has one of its `marks` (endings, particles) or is one of its `given` names (kept as
    keys); a weak mark counts beside a given name only. With `by_name` one such word makes the whole name of the
    tradition. `alike` are pairs of letters that spellings of one sound disagree on. `consonants`: its `scripts` leave
    vowels out.
    """

    name: str
    rules: tuple[tuple[regex.Pattern[str], str], ...]
    scripts: frozenset[str] = frozenset()
    marks: tuple[regex.Pattern[str], ...] = ()
    weak_marks: tuple[regex.Pattern[str], ...] = ()
    given: frozenset[str] = frozenset()
    alike: frozenset[frozenset[str]] = frozenset()
    consonants: bool = False
    by_name: bool = False

    def key(self, word: str) -> str:
        """Return a folded word as the rules write it."""
        return _rewritten(self, word)

    def block(self, word: str) -> str:
        """Return a key that all words have that agree with this one."""
        key = self.key(word)
        for pair in sorted(map(sorted, self.alike)):
            key = key.replace(pair[1], pair[0])
        return _VOWELS.sub("", key) if self.consonants else key

    def marked(self, words: Sequence[str], *, script: str) -> tuple[bool, ...]:
        """Say of each word of a name (lower-case ASCII) whether it is of this tradition."""
        if script in self.scripts:
            return (True,) * len(words)
        given = [bool(self.given) and self.key(w) in self.given for w in words]
        own = [g or any(m.search(w) for m in self.marks) for g, w in zip(given, words, strict=True)]
        if self.by_name or (len(words) > 1 and any(m.search(words[-1]) for m in self.marks)):
            return (any(own),) * len(words)
        if any(given):
            own = [o or any(m.search(w) for m in self.weak_marks) for o, w in zip(own, words, strict=True)]
        return tuple(own)

    def agree(self, one: str, other: str, *, scripts: tuple[str, str]) -> bool:
        """Whether two folded words can be one word of this tradition."""
        a, b = self.key(one), self.key(other)
        if a == b:
            return True
        if self.consonants and scripts[0] != scripts[1] and self.scripts & set(scripts):
            return _VOWELS.sub("", a) == _VOWELS.sub("", b) != ""
        if len(a) != len(b):
            return False
        return all(x == y or frozenset((x, y)) in self.alike for x, y in zip_longest(a, b))


@lru_cache(maxsize=262144)
def _rewritten(tradition: Tradition, word: str) -> str:
    for pattern, to in tradition.rules:
        word = pattern.sub(to, word)
    return word
