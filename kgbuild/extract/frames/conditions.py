"""What a frame asks of the clause its word tells: who does it, to whom, and what must not stand there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from kgbuild.extract.parse.clause import Argument, Clause, heads_of
from kgbuild.extract.parse.tree import Tree, prepositions
from kgbuild.model.facts import EntityKind
from kgbuild.schema import FLAG, WORDS, choices, key

Words = frozenset[str]
KINDS = choices(*EntityKind)


@dataclass(frozen=True, slots=True)
class Conditions:
    """Conditions of a frame; those it does not name hold."""

    subjects: Words = key(WORDS, "its subject must be one of these words")
    doers: Words = key(KINDS, "or name one of these kinds")
    bars: Words = key(WORDS, "its subject must be none of these words (no court's is the strike that it *suspends*)")
    objects: Words = key(WORDS, "its object must be one of these words")
    kinds: Words = key(KINDS, "or name one of these kinds")
    unless: Words = key(WORDS, "none of these may be its object or stand after its prepositions or its object's")
    spares: Words = key(KINDS, "its object must not name one of these kinds")
    alone: bool = key(FLAG, "it has no object")

    @property
    def asks(self) -> bool:
        """Say whether there is any condition."""
        wanted = (self.subjects, self.doers, self.bars, self.objects, self.kinds, self.unless, self.spares, self.alone)
        return any(wanted)


@dataclass(frozen=True, slots=True)
class Sight:
    """How a reader looks at an argument: `described` gives the nouns that say what it is, `called` all that lists may
    call these, `kinds` what kinds of actor or place a noun names, `may_be` whether one that names none of them could.
    Many frames ask of one noun, so each answer is found once."""

    described: Callable[[int], Sequence[int]]
    called: Callable[[int], Collection[str]]
    kinds: Callable[[int], Collection[str]]
    may_be: Callable[[int, Words], bool]


def sight_of(
    text: Tree,
    described: Callable[[int], Iterable[int]],
    kinds: Callable[[int], Collection[str]],
    may_be: Callable[[int, Words], bool] = lambda _noun, _kinds: False,
) -> Sight:
    """Return how a reader of an article looks at its arguments, as it describes them."""
    told = cache(lambda i: tuple(described(i)))
    return Sight(told, cache(lambda i: text.called(told(i))), cache(kinds), may_be)


def hold(conditions: Conditions, text: Tree, clause: Clause, sight: Sight, *, unsaid: bool = False) -> bool:
    """Say whether who does it and to whom it is done are what a frame asks for; `unsaid`: nobody need do it."""
    if not unsaid and not _is_one(clause.doers, conditions.subjects, conditions.doers, sight):
        return False
    if conditions.bars and any(not conditions.bars.isdisjoint(sight.called(h)) for h in heads_of(clause.doers)):
        return False
    if conditions.alone and clause.things:
        return False
    if not _is_one(clause.things, conditions.objects, conditions.kinds, sight):
        return False
    if conditions.unless:
        led = (o for thing in heads_of(clause.things) for _, found in prepositions(text, thing) for o in found)
        if not conditions.unless.isdisjoint(text.called((*heads_of((*clause.things, *clause.phrases)), *led))):
            return False
    spares = conditions.spares
    return not spares or not any(spares.intersection(sight.kinds(o)) for o in heads_of(clause.things))


def _is_one(arguments: Iterable[Argument], words: Words, kinds: Words, sight: Sight) -> bool:
    """Say whether one phrase is one of `words` or names one of `kinds`; where neither is asked, all will do."""
    if not words and not kinds:
        return True
    heads = heads_of(arguments)
    if words and any(not words.isdisjoint(sight.called(h)) for h in heads):
        return True
    said = (i for h in heads for i in sight.described(h)) if kinds else ()
    return any(sight.may_be(i, kinds) or not kinds.isdisjoint(sight.kinds(i)) for i in said)
