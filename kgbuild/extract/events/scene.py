"""One article as the events read it: text, actors and dates, with whose voice each word is in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kgbuild.extract.actor_index import ActorIndex
from kgbuild.extract.events.vocabulary import EventLexicon
from kgbuild.extract.parse.quotations import Voices, Whose
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.view import View
from kgbuild.model.facts import Assertion, DateFact, Span


@dataclass(frozen=True, slots=True)
class EventScene:
    """What every step needs to look at. `date_heads` maps a token to the date it is the head of, in text order;
    `triggers` are the words that name or tell a meeting or event."""

    text: View
    actors: ActorIndex
    frames: EventLexicon
    dates: tuple[DateFact, ...]
    date_heads: Mapping[int, DateFact]
    voices: Voices
    triggers: frozenset[int] = frozenset()

    def voice(self, i: int) -> Whose:
        """Return whose words token `i` is. What an attribution only follows ("…, police said") is told as news; what a
        source denies counts as their words only, as a quotation does."""
        told = self.voices.whose(i)
        if self.is_denied(i):
            return Whose.QUOTED
        return Whose.REPORTER if told is Whose.REPORTED and hearsay(self, i) else told

    def is_denied(self, i: int) -> bool:
        """Say whether token `i` stands in what a source says is not so."""
        inner = self.voices.at(i)
        return inner is not None and inner.assertion is Assertion.DENIED

    def is_envoy(self, i: int) -> bool:
        """Say whether a noun is for people who stand for whom they belong to: "officials", "a delegation"."""
        return self.text.tokens[i].lemma.lower() in self.frames.meetings.envoys

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

    def named(self, i: int) -> list[tuple[str, Span]]:
        """Return the entity that token `i` names, if any, with the words of the mention."""
        found = self.actors.who(i)
        return [] if found is None else [(found, self.mention_span(i))]


def make_scene(
    text: View, actors: ActorIndex, dates: Sequence[DateFact], frames: EventLexicon, voices: Voices
) -> EventScene:
    """Look up once what all steps ask again and again."""
    heads = {h: d for d in dates for h in _head(text, d)}
    return EventScene(text, actors, frames, tuple(dates), dict(sorted(heads.items())), voices)


def _head(text: View, date: DateFact) -> list[int]:
    """Return the token of a date whose head lies outside it (none where the date is in no body sentence)."""
    first = bisect_right(text.tokens, date.start, key=lambda t: t.end)
    last = bisect_left(text.tokens, date.end, lo=first, key=lambda t: t.start)
    inside = text.tokens[first:last]
    indices = {t.i for t in inside}
    tops = [t for t in inside if t.head not in indices or t.head == t.i]
    led = [t for t in tops if t.dep == Rel.PREP_OBJECT]  # "to meet on *Sunday*, 19 May", whatever "May" hangs on
    return [t.i for t in (led or tops)[-1:]]


def hearsay(scene: EventScene, i: int) -> bool:
    """Say whether what token `i` tells is news with a source: an attribution after it, or one that is no clause."""
    voice = scene.voices.at(i)
    if voice is None or voice.cue is None or voice.quoted:
        return False
    cue = bisect_left(scene.text.tokens, voice.cue.start, key=lambda t: t.start)
    return cue > i or scene.text.tokens[cue].pos not in {"VERB", "NOUN", "AUX"}


def hedge_at(scene: EventScene, start: int) -> str:
    """Return the hedge right before a number or length ("at least", "around"), or an empty string."""
    before = scene.text.article.text[max(0, start - 40) : start].lower().split()
    phrases = (" ".join(before[-size:]) for size in (3, 2, 1))
    return next((p for p in phrases if p in scene.frames.words.hedges), "")
