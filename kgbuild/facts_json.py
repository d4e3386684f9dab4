"""Facts as JSON: one object an article, every key always there. The shape is published in `docs/facts.schema.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from kgbuild.model.facts import (
    ArticleFacts,
    DateFact,
    Entity,
    Event,
    Mention,
    PositionFact,
    Role,
    SentenceFact,
    Span,
    Voice,
    When,
)

Json = dict[str, Any]
FACTS_VERSION = 1
"""The version of the shape, raised where something that readers rely on goes or means something else."""

VERSION_FIX = f"this kgbuild reads version {FACTS_VERSION}: install a newer one, or have the facts written so"


def version_fault(record: Mapping[str, object]) -> str:
    """Say what is wrong with the version of a record's shape, an empty string for nothing; without one it is 1.

    >>> version_fault({"version": 7})
    'facts of version 7'
    """
    version = record.get("version", FACTS_VERSION)
    readable = isinstance(version, int) and not isinstance(version, bool) and 1 <= version <= FACTS_VERSION
    return "" if readable else f"facts of version {version!r}"


def to_json(facts: ArticleFacts) -> Json:
    """Return one article's facts as plain JSON values; spans are `{start, end, text}`, end exclusive."""
    article = facts.article
    return {
        "version": FACTS_VERSION,
        "article": article.id,
        "published": article.published or None,
        "publisher": article.source.publisher or None,
        "language": article.language,
        "sentences": [_sentence(s) for s in facts.sentences],
        "mentions": [_mention(m) for m in facts.mentions],
        "entities": [_entity(e) for e in facts.entities],
        "dates": [_date(d) for d in facts.dates],
        "meetings": [_event(m) for m in facts.meetings],
        "events": [{"type": e.type, "initiators": list(e.initiators), **_event(e)} for e in facts.events],
        "positions": [_position(p) for p in facts.positions],
        "voices": [_voice(v) for v in facts.voices],
    }


def to_line(facts: ArticleFacts) -> str:
    """Return one line of JSON Lines, without the line end."""
    return json.dumps(to_json(facts), ensure_ascii=False, separators=(",", ":"))


def _span(span: Span) -> Json:
    return {"start": span.start, "end": span.end, "text": span.text}


def _spans(spans: tuple[Span, ...]) -> list[Json]:
    return [_span(s) for s in spans]


def _voice(v: Voice) -> Json:
    return {
        "start": v.start,
        "end": v.end,
        "speakers": list(v.speakers),
        "assertion": v.assertion.value,
        "quoted": v.quoted,
        "cue": _span(v.cue) if v.cue else None,
        "via": v.via,
    }


def _when(when: When) -> Json:
    return {"edtf": when.edtf, "earliest": when.earliest, "latest": when.latest, "spans": _spans(when.spans)}


def _sentence(s: SentenceFact) -> Json:
    return {"index": s.index, "start": s.start, "end": s.end, "kind": s.kind.value}


def _mention(m: Mention) -> Json:
    place = {"start": m.start, "end": m.end, "text": m.text}
    return {**place, "form": m.form.value, "kind": m.kind.value, "entity": m.entity}


def _role(role: Role) -> Json:
    held = {"title": role.title, "at": role.at, "status": role.status, "span": _span(role.span), "frame": role.frame}
    return {**held, "start": role.start, "end": role.end, "dates": _spans(role.dates)}


def _entity(e: Entity) -> Json:
    return {
        "id": e.id,
        "kind": e.kind.value,
        "name": e.name,
        "names": list(e.names),
        "wikidata": e.wikidata,
        "roles": [_role(r) for r in e.roles],
        "known": e.known or None,
    }


def _date(d: DateFact) -> Json:
    return {
        "id": d.id,
        "start": d.start,
        "end": d.end,
        "text": d.text,
        "edtf": d.edtf,
        "earliest": d.earliest,
        "latest": d.latest,
        "timex": {"type": d.timex.type, "value": d.timex.value, "mod": d.timex.mod},
        "resolved": d.resolved,
    }


def _event(h: Event) -> Json:
    return {
        "id": h.id,
        "label": h.label,
        "spans": _spans(h.spans),
        "level": h.level,
        "part_of": h.part_of,
        "participants": list(h.participants),
        "mediators": list(h.mediators),
        "hosts": list(h.hosts),
        "place": h.place,
        "when": _when(h.when),
        "ordinal": h.ordinal,
        "duration": h.duration,
        "qualifier": h.qualifier,
        "issues": list(h.issues),
        "outcome": h.outcome,
        "figures": [{"measure": m, "value": v, "qualifier": q, "span": _span(s)} for m, v, q, s in h.figures],
        "factuality": h.factuality.value,
        "confidence": round(h.confidence, 2),
        "frame": h.frame,
        "backing": [{"field": field, "value": value, "span": _span(s)} for field, value, s in h.backing],
    }


def _position(p: PositionFact) -> Json:
    return {
        "id": p.id,
        "speaker": p.speaker,
        "speaker_span": _span(p.speaker_span) if p.speaker_span else None,
        "cue": _span(p.cue) if p.cue else None,
        "content": _spans(p.content),
        "quotes": _spans(p.quotes),
        "text": p.text,
        "mode": p.mode.value,
        "stance": p.stance.value,
        "issues": [{"id": i.id, "text": i.text} for i in p.issues],
        "targets": list(p.targets),
        "audience": list(p.audience),
        "medium": p.medium,
        "when": _when(p.when),
        "sentences": list(p.sentences),
        "polarity": p.polarity,
        "conditional_on": p.conditional_on,
        "responds_to": p.responds_to,
        "confidence": round(p.confidence, 2),
        "why": p.why,
        "frame": p.frame,
    }
