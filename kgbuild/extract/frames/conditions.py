"""What a frame asks of the clause its word tells: who does it, to whom, and what must not stand there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

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
    objects: Words = key(WORDS, "its object must be one of these words")
    kinds: Words = key(KINDS, "or name one of these kinds")
    unless: Words = key(WORDS, "none of these may be its object or stand after its prepositions or its object's")
    spares: Words = key(KINDS, "its object must not name one of these kinds")
    alone: bool = key(FLAG, "it has no object")

    @property
    def asks(self) -> bool:
        """Say whether there is any condition."""
        wanted = (self.subjects, self.doers, self.objects, self.kinds, self.unless, self.spares, self.alone)
        return any(wanted)


@dataclass(frozen=True, slots=True)
class Sight:
    """How a reader looks at an argument: `described` gives the nouns that say what it is, `kinds` what kinds of actor
    or place a noun names, `may_be` whether a noun that names none of them could."""

    described: Callable[[int], Iterable[int]]
    kinds: Callable[[int], Collection[str]]
    may_be: Callable[[int, Words], bool] = lambda _noun, _kinds: False


def hold(conditions: Conditions, text: Tree, clause: Clause, sight: Sight, *, unsaid: bool = False) -> bool:
    """Say whether who does it and to whom it is done are what a frame asks for; `unsaid`: nobody need do it."""
    if not unsaid and not _is_one(text, clause.doers, conditions.subjects, conditions.doers, sight):
        return False
    if conditions.alone and clause.things:
        return False
    if not _is_one(text, clause.things, conditions.objects, conditions.kinds, sight):
        return False
    if conditions.unless:
        led = (o for thing in heads_of(clause.things) for _, found in prepositions(text, thing) for o in found)
        beside = (*heads_of((*clause.things, *clause.phrases)), *led)
        if any(text.grammar.is_one(w, conditions.unless) for w in _words(text, beside)):
            return False
    spares = conditions.spares
    return not spares or not any(spares.intersection(sight.kinds(o)) for o in heads_of(clause.things))


def _is_one(text: Tree, arguments: Iterable[Argument], words: Words, kinds: Words, sight: Sight) -> bool:
    """Say whether one of several phrases is one of `words` or names one of `kinds`; where neither is asked for, all
    will do."""
    if not words and not kinds:
        return True
    said = [i for h in heads_of(arguments) for i in sight.described(h)]
    if words and any(text.grammar.is_one(w, words) for w in _words(text, said)):
        return True
    return bool(kinds) and any(sight.may_be(i, kinds) or not kinds.isdisjoint(sight.kinds(i)) for i in said)


def _words(text: Tree, nouns: Iterable[int]) -> Iterator[str]:
    """Yield nouns as lists have them: lemmas, but "earnings" as it stands."""
    return (w.lower() for i in nouns for w in (text.tokens[i].lemma, text.tokens[i].text))
