"""Which stretches of an article are what."""

from __future__ import annotations

from collections.abc import Iterator

from kgbuild.model.facts import ArticleFacts
from kgbuild.show.line import Mark, Paint


def marks_of(facts: ArticleFacts) -> tuple[Mark, ...]:
    """Return every stretch that a fact rests on, in code points of the article; a wide one comes before those in it,
    so that painting in order leaves the narrow ones on top."""
    return tuple(sorted(_all(facts), key=lambda m: (m.start, -m.end, m.paint)))


def _all(facts: ArticleFacts) -> Iterator[Mark]:
    for mention in facts.mentions:
        yield Mark(mention.start, mention.end, Paint(mention.kind.value))
    for date in facts.dates:
        yield Mark(date.start, date.end, Paint.DATE)
    for event in (*facts.meetings, *facts.events):
        yield from (Mark(s.start, s.end, Paint.EVENT) for s in event.spans)
    for position in facts.positions:
        yield from (Mark(s.start, s.end, Paint.CONTENT) for s in position.content)
        yield from (Mark(s.start, s.end, Paint.QUOTE) for s in position.quotes)
        if position.cue is not None:
            yield Mark(position.cue.start, position.cue.end, Paint.CUE)


def within(marks: tuple[Mark, ...], start: int, end: int) -> tuple[Mark, ...]:
    """Return what of `marks` lies in `[start, end)`, counted from `start`.

    >>> within((Mark(3, 9, Paint.DATE),), 5, 20)
    (Mark(start=0, end=4, paint=<Paint.DATE: 'date'>),)
    """
    return tuple(
        Mark(max(m.start, start) - start, min(m.end, end) - start, m.paint)
        for m in marks
        if m.start < end and m.end > start
    )
