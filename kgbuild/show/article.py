"""A whole article: each sentence with its marks, and under it what was found there."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator

from kgbuild.model.article import Article, BlockKind
from kgbuild.model.facts import ArticleFacts, Event, PositionFact, SentenceFact
from kgbuild.show.facts import date_line, event_line, mention_line, position_line, role_line
from kgbuild.show.line import Line, Mark, Paint
from kgbuild.show.marks import marks_of, within


def show_article(facts: ArticleFacts) -> Iterator[Line]:
    """Yield the lines of one article: its name, then each sentence followed by its facts in order of the text.

    A fact stands under the sentence of its first word (a position: of its cue); what is named again later stands there
    as a short line.
    """
    article = facts.article
    yield Line("", " - ".join(filter(None, (article.id, article.source.publisher, article.published or "no date"))))
    marks, below = marks_of(facts), _below(facts)
    for sentence in facts.sentences:
        yield _sentence_line(sentence, article, marks)
        yield from below.get(sentence.index, ())
    yield from below.get(-1, ())


def _sentence_line(sentence: SentenceFact, article: Article, marks: tuple[Mark, ...]) -> Line:
    # each white space becomes one blank, so that the marks stay where they are
    words = re.sub(r"\s", " ", article.text[sentence.start : sentence.end])
    if sentence.kind is BlockKind.BODY:
        return Line(str(sentence.index), words, within(marks, sentence.start, sentence.end))
    why = next((b.why for b in article.blocks if b.start <= sentence.start < b.end), "")
    reason = f"  ({why})" if why else ""
    return Line(sentence.kind.value, words + reason, (Mark(0, len(words), Paint.OUTSIDE),))


def _below(facts: ArticleFacts) -> dict[int, list[Line]]:
    """Return the lines of facts by the index of their sentence; -1 for a fact without a place."""
    starts = [s.start for s in facts.sentences]
    found: dict[int, list[Line]] = defaultdict(list)

    def add(start: int, line: Line) -> None:
        place = bisect_right(starts, start) - 1 if start >= 0 else -1
        index = facts.sentences[place].index if place >= 0 else -1
        if line not in found[index]:  # "he … he" of one person is one line
            found[index].append(line)

    entities = {e.id: e for e in facts.entities}
    names = {e.id: e.name for e in facts.entities}
    for mention in facts.mentions:
        add(mention.start, mention_line(mention, entities.get(mention.entity)))
    for entity in facts.entities:
        for role in entity.roles:
            add(role.span.start, role_line(entity, role, names))
    for date in facts.dates:
        add(date.start, date_line(date))
    for event in (*facts.meetings, *facts.events):
        for start, line in _event_lines(event, names):
            add(start, line)
    for position in facts.positions:
        add(_place(position), position_line(position, names))
    return found


def _event_lines(event: Event, names: dict[str, str]) -> Iterator[tuple[int, Line]]:
    first, *again = event.spans or (None,)
    yield (first.start if first else -1), event_line(event, names)
    for span in again:
        if span is not None:
            yield span.start, Line(event.id, f"{span.text} (again)", fact=True)


def _place(position: PositionFact) -> int:
    spans = [position.cue] if position.cue is not None else [*position.content, *position.quotes]
    return min((s.start for s in spans), default=-1)
