"""Positions that lean on one another: an answer to a demand just reported, an offer that waits for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kgbuild.extract.positions.lexicon import SpeechLexicon
from kgbuild.model.facts import PositionFact, Stance

_NEAR = 3  # sentences back that "the demand" can reach
_SHORT = 6  # words; more say what they answer themselves
ANSWERS = frozenset({Stance.REJECTS, Stance.SUPPORTS, Stance.DOUBTS})


def link_answers(found: Sequence[PositionFact], speech: SpeechLexicon) -> tuple[PositionFact, ...]:
    """Return the positions with ids in their order; `responds_to` and `conditional_on` where the wording is clear.

    What only points ("denies this") and answers nothing found before is left out.
    """
    done: list[PositionFact] = []
    for position in found:
        words = position.text.lower().split()
        made = replace(position, id=f"p{len(done) + 1}")
        if position.stance in ANSWERS:
            made = _answered(made, words, done, speech)
        if speech.sequence & set(words):
            made = _waiting(made, done)
        if made.conditional_on is None:
            made = _on_terms(made, words, done, speech)
        if made.responds_to is not None or set(words) - speech.pointers:
            done.append(made)
    return tuple(done)


def _answered(
    position: PositionFact, words: list[str], earlier: Sequence[PositionFact], speech: SpeechLexicon
) -> PositionFact:
    if len(words) > _SHORT or words[0] not in speech.pointers:
        return position
    kinds = {stance for word in words for stance in speech.answers.get(word, ())}
    for other in reversed(earlier):
        near = position.sentences[0] - other.sentences[-1] <= _NEAR
        if near and other.stance in kinds and other.speaker not in {None, position.speaker}:
            targets = position.targets or ((other.speaker,) if other.speaker else ())
            return replace(position, responds_to=other.id, issues=other.issues, targets=targets)
    return position


def _on_terms(
    position: PositionFact, words: list[str], earlier: Sequence[PositionFact], speech: SpeechLexicon
) -> PositionFact:
    """ "would leave unless its demand was met": waits for a position named after the word that sets a condition."""
    start = next((k for k, word in enumerate(words) if word.strip(",") in speech.terms), None)
    named = words[start + 1 : start + 1 + _SHORT] if start is not None else []
    nouns = [b.strip(".,") for a, b in pairwise(named) if a in speech.pointers and b.strip(".,") not in speech.pointers]
    kinds = {stance for noun in nouns for stance in speech.answers.get(noun, ())}
    for other in reversed(earlier):
        if other.stance in kinds and position.sentences[0] - other.sentences[-1] <= _NEAR:
            return replace(position, conditional_on=other.id)
    return position


def _waiting(position: PositionFact, earlier: Sequence[PositionFact]) -> PositionFact:
    for other in reversed(earlier):
        if other.sentences[-1] == position.sentences[0] and other.speaker == position.speaker and other.speaker:
            return replace(position, conditional_on=other.id, targets=position.targets or other.targets)
    return position
