"""One article as the events read it: text, actors and dates, with whose voice each word is in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from kgbuild.extract.actor_index import ActorIndex
from kgbuild.extract.events.lexicon import EventLexicon
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.view import View
from kgbuild.model.facts import DateFact, Span

_OPEN, _CLOSE, _STRAIGHT = frozenset("“«"), frozenset("”»"), frozenset('"')
_SCARE = 4  # tokens: the so-called "peace summit" is still told by the reporter


class Voice(IntEnum):
    """Whose words: the reporter's own, a clause the reporter ascribes to a speaker, a quotation."""

    REPORTER = 0
    REPORTED = 1
    QUOTED = 2


@dataclass(frozen=True, slots=True)
class Scene:
    """What every step needs to look at. `date_heads` maps a token to the date it is the head of."""

    text: View
    actors: ActorIndex
    frames: EventLexicon
    dates: tuple[DateFact, ...]
    date_heads: Mapping[int, DateFact]
    quoted: frozenset[int]
    reported: frozenset[int]

    def voice(self, i: int) -> Voice:
        """Return whose words token `i` is."""
        if i in self.quoted:
            return Voice.QUOTED
        return Voice.REPORTED if i in self.reported else Voice.REPORTER

    def token_span(self, i: int) -> Span:
        """Return the span of one token."""
        token = self.text.tokens[i]
        return Span(token.start, token.end, token.text)

    def mention_span(self, i: int) -> Span:
        """Return the mention that token `i` belongs to, or the token alone."""
        mention = self.actors.mention(i)
        if mention is None:
            return self.token_span(i)
        return Span(mention.start, mention.end, mention.text)


def make_scene(text: View, actors: ActorIndex, dates: Sequence[DateFact], frames: EventLexicon) -> Scene:
    """Look up once what all steps ask again and again."""
    quoted = frozenset(_quoted(text))
    reported = frozenset(_reported(text, frames)) - quoted
    heads = {h: d for d in dates for h in _head(text, d)}
    return Scene(text, actors, frames, tuple(dates), heads, quoted, reported)


def _head(text: View, date: DateFact) -> list[int]:
    """Return the token of a date whose head lies outside it (none where the date is in no body sentence)."""
    first = bisect_right(text.tokens, date.start, key=lambda t: t.end)
    last = bisect_left(text.tokens, date.end, lo=first, key=lambda t: t.start)
    inside = text.tokens[first:last]
    indices = {t.i for t in inside}
    tops = [t.i for t in inside if t.head not in indices or t.head == t.i]
    return tops[-1:]


def _quoted(text: View) -> Iterator[int]:
    """Yield the tokens inside quotation marks; marks left open run to the end of the paragraph."""
    paragraph, inside = -1, list[int]()
    is_open = False
    for token in text.tokens:
        here = text.sentences[text.sentence_of[token.i]].paragraph
        if here != paragraph:
            yield from inside
            paragraph, inside, is_open = here, [], False
        if token.text in _OPEN or (token.text in _STRAIGHT and not is_open):
            is_open = True
        elif is_open and (token.text in _CLOSE or token.text in _STRAIGHT):
            if len(inside) > _SCARE:
                yield from inside
            inside, is_open = [], False
        elif is_open:
            inside.append(token.i)
    yield from inside


def _reported(text: View, frames: EventLexicon) -> Iterator[int]:
    """Yield the tokens of clauses that a verb of saying puts in someone's mouth ("the envoy said that …").

    An attribution that trails a sentence told as news ("…, police said") leaves it the reporter's.
    """
    for token in text.tokens:
        if token.pos == "NOUN" and token.lemma.lower() in frames.report_nouns:
            for c in text.children[token.i]:
                if text.tokens[c].dep == Rel.PARTICIPLE and text.tokens[c].tag != "VBN":
                    yield from text.subtree(c)
        if token.pos != "VERB" or token.lemma.lower() not in frames.reports:
            continue
        for c in text.children[token.i]:
            child = text.tokens[c]
            blamed = child.text.lower() == "of" and token.lemma.lower() == "accuse"
            if (child.dep == Rel.CLAUSE and c > token.i) or blamed:
                yield from text.subtree(c)


def hearsay(scene: Scene, i: int) -> bool:
    """Say whether the sentence of token `i` ends in an attribution or names a source ("according to")."""
    text = scene.text
    sentence = text.sentences[text.sentence_of[i]]
    for token in text.words(sentence):
        if token.text.lower() == "according":
            return True
        if token.pos == "VERB" and token.lemma.lower() in scene.frames.reports and token.i > i:
            told = {Rel.CLAUSE, Rel.PARATAXIS} & {text.tokens[c].dep for c in text.children[token.i] if c < token.i}
            if told or token.dep == Rel.PARATAXIS:
                return True
    return False


def hedge_at(scene: Scene, start: int) -> str:
    """Return the hedge right before a number or length ("at least", "around"), or an empty string."""
    before = scene.text.article.text[max(0, start - 40) : start].lower().split()
    phrases = (" ".join(before[-size:]) for size in (3, 2, 1))
    return next((p for p in phrases if p in scene.frames.hedges), "")
