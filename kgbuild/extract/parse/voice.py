"""Whose words a token is in: the reporter's own, a source's in a reported clause, a source's in quotation marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from kgbuild.model.facts import Voice
from kgbuild.model.text import AnnotatedText


class Whose(IntEnum):
    """How far words are from the reporter: their own, a clause they ascribe to a source, a source's literal words."""

    REPORTER = 0
    REPORTED = 1
    QUOTED = 2


@dataclass(frozen=True, slots=True)
class Voices:
    """The innermost voice of each token of an article; `around` gives the one next to it where two nest, else -1."""

    voices: tuple[Voice, ...]
    innermost: tuple[int, ...]
    around: tuple[int, ...]

    def at(self, i: int) -> Voice | None:
        """Return the voice token `i` is in, None for the reporter's own."""
        n = self.innermost[i]
        return self.voices[n] if n >= 0 else None

    def whose(self, i: int) -> Whose:
        """Return how token `i` is told; a few quoted words within a reported clause are a part of the clause."""
        voice = self.at(i)
        if voice is None:
            return Whose.REPORTER
        outer = self.voices[self.around[i]] if self.around[i] >= 0 else None
        in_clause = outer is not None and not outer.quoted and outer.cue == voice.cue
        return Whose.QUOTED if voice.quoted and not in_clause else Whose.REPORTED


def token_voices(text: AnnotatedText, voices: Sequence[Voice]) -> Voices:
    """Return for each token whose voice it is in: the shortest stretch around it."""
    innermost, around = [-1] * len(text.tokens), [-1] * len(text.tokens)
    for n in sorted(range(len(voices)), key=lambda k: (voices[k].start - voices[k].end, k)):  # the longest first
        for token in text.between(voices[n].start, voices[n].end):
            innermost[token.i], around[token.i] = n, innermost[token.i]
    return Voices(tuple(voices), tuple(innermost), tuple(around))
