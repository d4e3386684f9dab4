"""One article as the reader of speech sees it, and a cue in it with what is said as tokens."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kgbuild.extract.actor_index import ActorIndex
from kgbuild.extract.parse.quotations import Quotation
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import child, dependents, led_to, with_dep
from kgbuild.extract.parse.verbs import is_infinitive, owners
from kgbuild.extract.parse.view import View
from kgbuild.extract.positions.vocabulary import Phrase, SpeechLexicon

_TIMES = frozenset({"DATE", "TIME"})


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

    def source_behind(self, i: int) -> int | None:
        """Return whom a preposition names as the source: "according to the *bank*", "in the *bank*'s account"."""
        named = next(iter([*with_dep(self.text, i, Rel.PREP_OBJECT), *led_to(self.text, i)]), None)
        if named is None or self.lemma(named) not in self.lexicon.accounts:
            return named
        return next(iter(owners(self.text, named)), named)


@dataclass(frozen=True, slots=True)
class Content:
    """What is said: its head token and all its tokens in text order (punctuation at the ends trimmed)."""

    head: int
    tokens: tuple[int, ...]


def trimmed(text: View, head: int, tokens: list[int]) -> Content | None:
    """Drop punctuation, conjunctions and complementizers at the start and punctuation at the end."""
    start, end = 0, len(tokens)
    while start < end and _opens_idly(text, tokens[start]):
        start += 1
    while end > start and text.tokens[tokens[end - 1]].pos in {"PUNCT", "CCONJ"}:
        end -= 1
    return Content(head, tuple(tokens[start:end])) if start < end else None


def _opens_idly(text: View, i: int) -> bool:
    token = text.tokens[i]
    opens = (token.dep == Rel.MARKER or token.tag == "WDT") and token.lemma in text.grammar.that
    return opens or token.pos == "PUNCT" or token.dep == Rel.COORDINATOR


@dataclass(frozen=True, slots=True)
class CuePlace:
    """A cue in its text.

    `apart` are heads of participles that speak for themselves and belong to no content; `things` says that the cue's
    object may be the content, so that what hangs on the object is a part of it; `rest` are the prepositions that the
    frame asks for.
    """

    text: View
    cue: int
    apart: Collection[int] = frozenset()
    things: bool = False
    rest: Phrase = ()

    def below(self, i: int) -> list[int]:
        """Return the subtree of a token without the cue's and without what stands apart."""
        found, todo = [], [i]
        while todo:
            j = todo.pop()
            if j != self.cue and (j == i or j not in self.apart):
                found.append(j)
                todo.extend(self.text.children[j])
        return sorted(found)

    def content(self, head: int, *more: int) -> Content | None:
        """Return the content under `head` and further heads, trimmed."""
        heads = (head, *(i for i in more if i not in self.apart))
        return trimmed(self.text, head, sorted({j for i in heads for j in self.below(i)}))

    def on(self, *deps: Rel) -> list[int]:
        """Return what hangs on the cue by one of these relations."""
        return with_dep(self.text, self.cue, *deps)

    def to_verb(self, *deps: Rel) -> int | None:
        """Return the first infinitive after the cue that hangs on it by one of these relations."""
        verbs = (j for j in self.on(*deps) if j > self.cue and is_infinitive(self.text, j))
        return next((j for j in verbs if child(self.text, j, Rel.MARKER) is None), None)


def hanging_on(text: View, i: int) -> list[int]:
    """Return what hangs on a word, its particles and its times: "complained for months | about the dust"."""
    found = dependents(text, i)
    times = (o for j in with_dep(text, i, Rel.PREPOSITION) for o in with_dep(text, j, Rel.PREP_OBJECT))
    return [*found, *(j for o in times if text.tokens[o].entity == "DATE" for j in with_dep(text, o, Rel.PREPOSITION))]


def leads_to_time(text: View, i: int) -> bool:
    """Say whether a preposition only says when: "on Friday", not "for seven years"."""
    inner = child(text, i, Rel.PREP_OBJECT)
    return inner is not None and text.tokens[inner].entity in _TIMES and text.tokens[inner].pos == "PROPN"
