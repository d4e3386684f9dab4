"""Acts of speaking: which positions of an article one interview or post carries, and which reports repeat an utterance.

A communication never spans articles by itself: two interviews of one day stay two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from kgbuild.identifiers import digest
from kgbuild.model.article import Article
from kgbuild.model.facts import ArticleFacts, PositionFact, Span
from kgbuild.model.resolved import Communication, SameUtterance
from kgbuild.resolve.wording import words_of

_NEXT = 2  # a sentence that only goes on ("he said") stands at most this far behind
_WORD = re.compile(r"\w+")
_ENOUGH_WORDS = 3  # shorter quotations ("difficult") are said by many on many days
_ALIKE = 0.8
_ENOUGH_CONTENT = 5
_MOSTLY = 0.7
_SAME_NEWS = 7  # days; a slogan that is repeated weeks later is another utterance


def communications(facts: ArticleFacts) -> tuple[Communication, ...]:
    """Return the acts of speaking that the article gives an audience or a medium for."""
    made: list[Communication] = []
    for position in facts.positions:
        if position.speaker is None:
            continue
        last = next((c for c in reversed(made) if c.speaker == position.speaker), None)
        if last is not None and _carries(last, position, facts.positions):
            made[made.index(last)] = _with(last, position)
        elif position.audience or position.medium:
            made.append(_opened(facts.article.id, position))
    return tuple(made)


def _carries(last: Communication, position: PositionFact, positions: Sequence[PositionFact]) -> bool:
    if position.audience not in {(), last.audience} or position.medium not in {None, last.medium}:
        return False
    before = next(p for p in positions if p.id == last.positions[-1])
    return bool(before.sentences and position.sentences) and (
        0 <= position.sentences[0] - before.sentences[-1] <= _NEXT
    )


def _opened(article: str, position: PositionFact) -> Communication:
    spans = _act_spans(position)
    start = str(spans[0].start) if spans else position.id
    medium = position.medium or ""
    key = digest("communication", article, position.speaker or "", *position.audience, medium, start)
    return Communication(
        key,
        article,
        position.speaker or "",
        position.audience,
        position.medium,
        position.when,
        (position.id,),
        spans,
        position.frame,
    )


def _with(last: Communication, position: PositionFact) -> Communication:
    when = last.when if last.when.edtf else position.when
    spans = tuple(sorted({*last.spans, *_act_spans(position)}))
    return Communication(
        last.id,
        last.article,
        last.speaker,
        last.audience,
        last.medium,
        when,
        (*last.positions, position.id),
        spans,
        last.frame,
    )


def _act_spans(position: PositionFact) -> tuple[Span, ...]:
    return tuple(s for s in (position.speaker_span, position.cue) if s is not None)


def same_utterances(facts: Iterable[ArticleFacts], *, empty: frozenset[str] = frozenset()) -> tuple[SameUtterance, ...]:
    """Return pairs of positions that report one utterance: same speaker, (nearly) the same words, days that agree."""
    by_speaker: dict[str, list[tuple[Article, PositionFact]]] = {}
    for article in facts:
        for position in article.positions:
            if position.speaker is not None:
                by_speaker.setdefault(position.speaker, []).append((article.article, position))
    return tuple(sorted(pair for said in by_speaker.values() for pair in _pairs(said, empty)))


def _pairs(said: Sequence[tuple[Article, PositionFact]], empty: frozenset[str]) -> Iterator[SameUtterance]:
    for (here, a), (there, b) in combinations(said, 2):
        if a.id == b.id or a.stance is not b.stance or a.polarity != b.polarity or not _days_agree(here, a, there, b):
            continue
        reason = _quoted_alike(a, b) or (_worded_alike(a, b, empty) if here.id != there.id else "")
        if reason:
            left, right = sorted((a.id, b.id))
            yield SameUtterance(left, right, f"same speaker, {reason}")


def _quoted_alike(a: PositionFact, b: PositionFact) -> str:
    x, y = _quoted(a), _quoted(b)
    if min(len(x), len(y)) < _ENOUGH_WORDS:
        return ""
    shared = len(set(x) & set(y)) / min(len(set(x)), len(set(y)))
    return f"{round(100 * shared)} % of the quoted words" if shared >= _ALIKE else ""


def _worded_alike(a: PositionFact, b: PositionFact, empty: frozenset[str]) -> str:
    """Two outlets that report in their own words: most content words of both are the same."""
    x, y = (set(words_of(p.text, besides=empty)) for p in (a, b))
    if min(len(x), len(y)) < _ENOUGH_CONTENT or (a.quotes and b.quotes):
        return ""
    shared = len(x & y) / max(len(x), len(y))
    return f"{round(100 * shared)} % of the content words" if shared >= _MOSTLY else ""


def _days_agree(here: Article, a: PositionFact, there: Article, b: PositionFact) -> bool:
    """Whether the days of speaking, where both are told, do not exclude each other, nor do those of publishing."""
    x, y = a.when, b.when
    if x.earliest and x.latest and y.earliest and y.latest and max(x.earliest, y.earliest) > min(x.latest, y.latest):
        return False
    if not (here.published and there.published):
        return True
    days = date.fromisoformat(here.published) - date.fromisoformat(there.published)
    return abs(days.days) <= _SAME_NEWS


def _quoted(position: PositionFact) -> list[str]:
    return [w.lower() for span in position.quotes for w in _WORD.findall(span.text)]
