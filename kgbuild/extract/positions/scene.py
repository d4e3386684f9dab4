"""One article as the reader of speech sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kgbuild.extract.actor_index import ActorIndex
from kgbuild.extract.parse.quotations import Quotation
from kgbuild.extract.parse.view import View
from kgbuild.extract.positions.vocabulary import SpeechLexicon


@dataclass(frozen=True, slots=True)
class SpeechScene:
    """What every step looks at; `inside` says for each token which quotation it stands in (-1: none)."""

    text: View
    actors: ActorIndex
    lexicon: SpeechLexicon
    quotations: Sequence[Quotation]
    inside: Sequence[int]

    def lemma(self, i: int) -> str:
        """Return the lemma of a token in small letters."""
        return self.text.tokens[i].lemma.lower()
