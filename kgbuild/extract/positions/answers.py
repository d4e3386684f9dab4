"""Positions that lean on one another: an answer to a demand just reported, an offer that waits for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgbuild.extract.positions.vocabulary import SpeechLexicon
from kgbuild.model.facts import PositionFact, Stance

_NEAR = 3  # sentences back that "the demand" can reach
_ANSWERS = frozenset({Stance.REJECTS, Stance.SUPPORTS, Stance.DOUBTS})


def link_answers(found: Sequence[PositionFact], speech: SpeechLexicon) -> tuple[PositionFact, ...]:
    """Return the positions with `responds_to` and `conditional_on` filled where the wording is clear."""
    done: list[PositionFact] = []
    for position in found:
        words = position.text.lower().split()
        made = position
        if position.stance in _ANSWERS:
            made = _answered(position, words, done, speech)
        if speech.sequence & set(words):
            made = _waiting(made, done)
        done.append(made)
    return tuple(done)


def _answered(
    position: PositionFact, words: list[str], earlier: Sequence[PositionFact], speech: SpeechLexicon
) -> PositionFact:
    if len(words) > 6 or words[0] not in {
        "the",
        "this",
        "that",
        "these",
        "those",
        "its",
        "his",
        "her",
        "their",
        "such",
    }:
        return position
    kinds = {stance for word in words for stance in speech.answers.get(word, ())}
    for other in reversed(earlier):
        near = position.sentences[0] - other.sentences[-1] <= _NEAR
        if near and other.stance in kinds and other.speaker not in {None, position.speaker}:
            targets = position.targets or ((other.speaker,) if other.speaker else ())
            return replace(position, responds_to=other.id, issues=other.issues, targets=targets)
    return position


def _waiting(position: PositionFact, earlier: Sequence[PositionFact]) -> PositionFact:
    for other in reversed(earlier):
        if other.sentences[-1] == position.sentences[0] and other.speaker == position.speaker and other.speaker:
            return replace(position, conditional_on=other.id, targets=position.targets or other.targets)
    return position
