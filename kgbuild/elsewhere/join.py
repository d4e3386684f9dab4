"""Facts of two makers about one article as one: whoever has the same words is the same, and is told of once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgbuild.model.facts import ArticleFacts, EntityKind, Event, Mention, PositionFact, Span
from kgbuild.resolve.renaming import renamed


def joined(own: ArticleFacts, other: ArticleFacts, mark: str) -> ArticleFacts:
    """Return what is in `own`, and what `other` (ids made its own by `mark`) says besides."""
    actors_last = sorted(own.mentions, key=lambda m: m.kind is not EntityKind.PLACE)  # of "Chile's vote" Chile
    ours = {(m.start, m.end): m.entity for m in actors_last}
    same = {m.entity: ours[m.start, m.end] for m in other.mentions if (m.start, m.end) in ours}
    ids = {e.id: same.get(e.id, mark + e.id) for e in other.entities}
    ids |= {e.id: mark + e.id for e in (*other.meetings, *other.events)} | {p.id: mark + p.id for p in other.positions}
    more = renamed(other, ids)
    known = {e.id for e in own.entities}
    told = {_event_key(e) for e in (*own.meetings, *own.events)} | {_position_key(p) for p in own.positions}
    kept = replace(
        own,
        mentions=tuple(
            sorted((*own.mentions, *(m for m in more.mentions if (m.start, m.end) not in ours)), key=_start)
        ),
        entities=(*own.entities, *(e for e in more.entities if e.id not in known)),
        dates=(*own.dates, *(replace(d, id=mark + d.id) for d in more.dates)),
        meetings=(*own.meetings, *(e for e in more.meetings if _event_key(e) not in told)),
        events=(*own.events, *(e for e in more.events if _event_key(e) not in told)),
        positions=(*own.positions, *(p for p in more.positions if _position_key(p) not in told)),
        voices=(*own.voices, *(v for v in more.voices if v not in own.voices)),
    )
    return _without_dangling(kept)


def _start(mention: Mention) -> tuple[int, int]:
    return mention.start, mention.end


def _event_key(e: Event) -> tuple[str, Sequence[Span]]:
    return e.type, e.spans


def _position_key(p: PositionFact) -> tuple[str | None, Sequence[Span], Sequence[Span]]:
    return p.speaker, p.content, p.quotes


def _without_dangling(facts: ArticleFacts) -> ArticleFacts:
    """What was said already is not added again, so nothing may lead to it."""
    there = {e.id for e in (*facts.meetings, *facts.events)} | {p.id for p in facts.positions}

    def known(one: str | None) -> str | None:
        return one if one in there else None

    return replace(
        facts,
        meetings=tuple(replace(e, part_of=known(e.part_of)) for e in facts.meetings),
        events=tuple(replace(e, part_of=known(e.part_of)) for e in facts.events),
        positions=tuple(
            replace(p, conditional_on=known(p.conditional_on), responds_to=known(p.responds_to))
            for p in facts.positions
        ),
    )
