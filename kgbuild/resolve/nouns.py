"""Nouns for parties whom nobody names: whether two of them may mean the same people."""

from __future__ import annotations

from kgbuild.resolve.wording import lower, stem
from kgbuild.resolve.words import IdentityWords


def heads(nouns: frozenset[str]) -> frozenset[str]:
    """Return the stems of the last words of descriptions: "union" of "teachers' union"."""
    return frozenset(stem(noun.rpartition(" ")[2]) for noun in nouns)


def every_stem(nouns: frozenset[str]) -> frozenset[str]:
    """Return the stems of all words of descriptions."""
    return frozenset(stem(word) for noun in nouns for word in lower(noun))


def told_apart(one: frozenset[str], other: frozenset[str], words: IdentityWords) -> bool:
    """Whether two sets of nouns for people nobody names mean others: "fishermen" and "nurses", "a climber" and "two
    climbers", "the teachers' union" and "the nurses' union", but not "man" and "nurse", nor "the union" and either,
    nor "nurses" and "the nurses' union"."""
    last = [frozenset(n.rpartition(" ")[2] for n in nouns) for nouns in (one, other)]
    if not (one and other) or one & other or one & last[1] or other & last[0]:
        return False
    stems = [heads(nouns) for nouns in (one, other)]
    if stems[0] & (every_stem(other) - stems[1]) or stems[1] & (every_stem(one) - stems[0]):
        return False
    if stems[0] & stems[1] or words.anybody.isdisjoint(stems[0] | stems[1]):
        return True
    sexes = [{words.sexes[n] for n in nouns if n in words.sexes} for nouns in (one, other)]
    return bool(sexes[0] and sexes[1]) and sexes[0].isdisjoint(sexes[1])
