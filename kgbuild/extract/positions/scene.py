"""One article as the reader of speech sees it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from kgbuild.extract.actor_index import ActorIndex
from kgbuild.extract.parse.quotations import Quotation
from kgbuild.extract.parse.view import View
from kgbuild.extract.positions.vocabulary import SpeechLexicon
from kgbuild.model.text import Token


@dataclass(frozen=True, slots=True)
class SpeechScene:
    """What every step looks at; `inside` says for each token which quotation it stands in (-1: none)."""

    text: View
    actors: ActorIndex
    lexicon: SpeechLexicon
    quotations: Sequence[Quotation]
    inside: Sequence[int]

    def within(self, start: int, end: int) -> Sequence[Token]:
        """Return the tokens that begin in a stretch of text."""
        tokens = self.text.tokens
        first, last = (bisect_left(tokens, place, key=lambda t: t.start) for place in (start, end))
        return tokens[first:last]

    def lemma(self, i: int) -> str:
        """Return the lemma of a token in small letters."""
        return self.text.tokens[i].lemma.lower()
