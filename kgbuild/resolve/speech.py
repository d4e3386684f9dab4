"""Which positions of an article one interview or post carries. It never spans articles: two interviews of one day stay
two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgbuild.identifiers import digest
from kgbuild.model.facts import ArticleFacts, PositionFact, Span
from kgbuild.model.resolved import Communication

_NEXT = 2  # a sentence that only goes on ("he said") stands at most this far behind


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
    told = bool(before.sentences and position.sentences)
    return told and 0 <= position.sentences[0] - before.sentences[-1] <= _NEXT


def _opened(article: str, position: PositionFact) -> Communication:
    spans = _act_spans(position)
    start = str(spans[0].start) if spans else position.id
    medium = position.medium or ""
    speaker, audience, when, ids = position.speaker or "", position.audience, position.when, (position.id,)
    key = digest("communication", article, speaker, *audience, medium, start)
    return Communication(key, article, speaker, audience, position.medium, when, ids, spans, position.frame)


def _with(last: Communication, position: PositionFact) -> Communication:
    when = last.when if last.when.edtf else position.when
    spans = tuple(sorted({*last.spans, *_act_spans(position)}))
    return replace(last, when=when, positions=(*last.positions, position.id), spans=spans)


def _act_spans(position: PositionFact) -> tuple[Span, ...]:
    return tuple(s for s in (position.speaker_span, position.cue) if s is not None)
