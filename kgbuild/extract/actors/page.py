"""An article as the readers of names see it: its view, with what is known of names and of words for people."""

from __future__ import annotations

from dataclasses import dataclass, fields

from kgbuild.extract.actors.gazetteer import Gazetteer
from kgbuild.extract.actors.knowledge import ActorKnowledge
from kgbuild.extract.actors.words import GroupWords, RoleWords
from kgbuild.extract.parse.view import View
from kgbuild.model.text import Sentence, Token

NO_TOKEN = Token(-1, 0, 0, "", "", "", "", "", -1, "", begins=False)


@dataclass(frozen=True, slots=True)
class Page(View):
    """A view with the `ActorKnowledge` at hand."""

    gazetteer: Gazetteer
    groups: GroupWords
    roles: RoleWords
    speaking: frozenset[str]
    persons: frozenset[str]

    def at(self, i: int) -> Token:
        """Return the token at a place, or one without a word where the article has none."""
        return self.tokens[i] if 0 <= i < len(self.tokens) else NO_TOKEN

    def sentence(self, i: int) -> Sentence:
        """Return the sentence of token `i`."""
        return self.sentences[self.sentence_of[i]]

    def opens(self, i: int) -> bool:
        """Say whether a sentence begins with token `i`."""
        return self.sentence(i).first == i

    def low(self, first: int, last: int) -> str:
        """Return the words of the tokens `[first, last)` in small letters, with single blanks between them."""
        return " ".join(t.text.lower() for t in self.tokens[max(first, 0) : max(last, 0)])


def page_of(view: View, knowledge: ActorKnowledge) -> Page:
    """Return a view with what is known of actors."""
    return Page(*(getattr(part, f.name) for part in (view, knowledge) for f in fields(part)))
