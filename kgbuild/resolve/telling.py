"""Events as one article tells them, before it is known who is who in all of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from kgbuild.model.article import BlockKind
from kgbuild.model.facts import ArticleFacts, DateFact, Event, Factuality, SentenceFact, Span, When
from kgbuild.resolve.prior import key_digest
from kgbuild.resolve.wording import lower, phrases_of, stem, words_of

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


class Told(NamedTuple):
    """An event as one article tells it, before it is known who is who: what is compared of the event itself, with
    entities by their ids there.

    `words` and `phrases` are those of the sentences that tell it, `lead_words` and `lead_phrases` with the article's
    title and first sentence besides; the other fields are as in `Report`, `beside` also with states. `spans` is its
    first span, `key` the digest of what makes it again the one it was: its article and the words that tell it, of two
    told in the same words also which of them it is; `spoken` are all words that name it; `signs` are as `_signs` says.
    """

    id: str
    type: str
    label: str
    level: str | None
    ordinal: int | None
    factuality: Factuality
    when: When
    place: str | None
    participants: tuple[str, ...]
    initiators: tuple[str, ...]
    mediators: tuple[str, ...]
    hosts: tuple[str, ...]
    spans: tuple[Span, ...]
    words: frozenset[str]
    phrases: frozenset[str]
    lead_words: frozenset[str]
    lead_phrases: frozenset[str]
    terms: frozenset[str]
    night: str
    beside: frozenset[str]
    others: frozenset[str]
    earlier: frozenset[str]
    signs: frozenset[str]
    key: str
    spoken: frozenset[str] = frozenset()


def told_in(facts: ArticleFacts, empty: frozenset[str]) -> Iterator[Told]:
    """Yield each event of an article; `empty` are words that say nothing."""
    events = (*facts.meetings, *facts.events)
    named = _names(facts) | empty
    first = next((s for s in facts.sentences if s.kind is BlockKind.BODY), None)
    text = facts.article.text
    for event, key in zip(events, _keys(events, facts.article.id), strict=True):
        besides = named | _own_words(event)
        sentences = [s for s in facts.sentences if any(s.start <= span.start < s.end for span in event.spans)]
        lead = [facts.article.title, text[first.start : first.end]] if first else []
        told = [text[s.start : s.end] for s in sentences if s is not first]
        wordings = [[*lead, *told] if first in sentences else told, [*lead, *told]]
        others = [e for e in events if e.id != event.id]
        mentions = (m for m in facts.mentions if any(s.start <= m.start < s.end for s in sentences))
        yield Told(
            *(event.id, event.type, event.label, event.level, event.ordinal, event.factuality),
            *(replace(event.when, spans=()), event.place, event.participants, event.initiators),
            *(event.mediators, event.hosts),
            event.spans[:1],
            *_wording(wordings[0], besides),
            *_wording(wordings[1], besides),
            terms=frozenset(stem(w) for span in event.spans for w in lower(span.text)[-1:]),
            night=_night(event.when.spans, facts.dates),
            beside=frozenset(m.entity for m in mentions),
            others=frozenset(e.type for e in others),
            earlier=frozenset(e.type for e in others if _start(e) < _start(event)),
            signs=_signs(event, facts, sentences),
            key=key,
            spoken=frozenset(stem(w) for span in event.spans for w in lower(span.text)),
        )


def _signs(event: Event, facts: ArticleFacts, sentences: Iterable[SentenceFact]) -> frozenset[str]:
    """Return what marks an event: its figures ("killed 9"), its name ("= berta"), and the numbers of the sentences that
    tell it, days aside ("6.1")."""
    text, dated = facts.article.text, {n for d in facts.dates for n in range(d.start, d.end)}
    numbers = (m for s in sentences for m in _NUMBER.finditer(text, s.start, s.end) if m.start() not in dated)
    named = (s.text.rpartition(" ")[2] for s in event.spans if " " in s.text)
    figures = (f"{kind} {number}" for kind, number, *_ in event.figures)
    return frozenset((*figures, *(m[0] for m in numbers), *(f"= {n.lower()}" for n in named if n[:1].isupper())))


def opened_with(facts: ArticleFacts) -> frozenset[str]:
    """Return the entities that the first sentence of an article names."""
    first = next((s for s in facts.sentences if s.kind is BlockKind.BODY), None)
    return frozenset(m.entity for m in facts.mentions if first is not None and first.start <= m.start < first.end)


def _wording(texts: Sequence[str], besides: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    words = frozenset(w for text in texts for w in words_of(text, besides=besides))
    return words, frozenset(p for text in texts for p in phrases_of(text, besides=besides))


def _own_words(event: Event) -> frozenset[str]:
    """Return the words that name an event ("signed"): two deals are not alike for being deals, two bus crashes are."""
    own = [event.type, *(w for s in event.spans for w in s.text.split()[-1 if s.text in event.label else 0 :])]
    return frozenset(w.lower() for one in own for w in (one, *words_of(one)))


def _keys(events: Iterable[Event], article: str) -> Iterator[str]:
    """Yield the key of each event."""
    seen = Counter[tuple[str, ...]]()
    for event in events:
        words = event.spans[0].text if event.spans else event.id
        key = ("event", article, event.type, words, event.label)
        seen[key] += 1
        yield key_digest((*key, str(seen[key])) if seen[key] > 1 else key)


def _start(event: Event) -> int:
    return min((s.start for s in event.spans), default=0)


def _names(facts: ArticleFacts) -> frozenset[str]:
    """Return the words of names and titles, in lower case."""
    names = (w for m in facts.mentions for w in m.text.split() if w[:1].isupper())
    titles = (w for e in facts.entities for role in e.roles for w in role.title.split())
    return frozenset(w.lower() for w in (*names, *titles))


def _night(spans: Sequence[Span], dates: Sequence[DateFact]) -> str:
    for span in spans:
        for found in dates:
            if found.start == span.start and found.timex.value[10:] in {"TNI", "TEV"}:
                return "late"
            if found.start == span.start and len(found.timex.value) >= len("2026-05-11"):
                if found.timex.mod in {"START", "END"}:
                    return "early" if found.timex.mod == "START" else "late"
                if found.timex.value[10:] == "TMO":
                    return "early"
    return ""
