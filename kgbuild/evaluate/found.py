"""What was extracted, read from one line of `kgbuild extract` into what scoring needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kgbuild.evaluate.gold import plain_value
from kgbuild.evaluate.spans import Pair

MEETING = "meeting"  # the type of a meeting among events


@dataclass(frozen=True, slots=True)
class FoundMention:
    """A mention; `text` and `span` are without a leading "the"."""

    span: Pair
    text: str
    form: str
    kind: str
    entity: str | None


@dataclass(frozen=True, slots=True)
class FoundPosition:
    """A position; `says` are the spans of its content and quotes, `spans` these and the cue."""

    speaker: str | None
    speaker_span: Pair | None
    mode: str
    stance: str
    targets: tuple[str, ...]
    quotes: tuple[Pair, ...]
    says: tuple[Pair, ...]
    spans: tuple[Pair, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class FoundMeeting:
    """A meeting with the first and last day it can mean."""

    earliest: str | None
    latest: str | None
    participants: frozenset[str]
    place: str | None
    label: str
    spans: tuple[Pair, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """An event or, with the type `meeting`, a meeting; `day` is its EDTF value without qualifiers."""

    type: str
    spans: tuple[Pair, ...]
    parties: tuple[str, ...]
    day: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Found:
    """One article's facts; `dates` maps spans to the values given."""

    article: str
    mentions: tuple[FoundMention, ...]
    dates: Mapping[Pair, frozenset[str]]
    positions: tuple[FoundPosition, ...]
    meetings: tuple[FoundMeeting, ...]
    events: tuple[FoundEvent, ...]


def read_found(line: Mapping[str, Any]) -> Found:
    """Return one article's facts from its JSON object."""
    return Found(
        article=line["article"],
        mentions=tuple(_mention(m) for m in line["mentions"]),
        dates={
            _pair(d): frozenset({plain_value(d["edtf"]), plain_value(d["timex"]["value"])} - {""})
            for d in line["dates"]
        },
        positions=tuple(_position(p) for p in line["positions"]),
        meetings=tuple(
            FoundMeeting(
                earliest=m["when"]["earliest"],
                latest=m["when"]["latest"],
                participants=frozenset(m["participants"]),
                place=m["place"],
                label=m["label"],
                spans=tuple(_pair(s) for s in m["spans"]),
                confidence=m["confidence"],
            )
            for m in line["meetings"]
        ),
        events=tuple(_event(e) for e in [*line["events"], *({**m, "type": MEETING} for m in line["meetings"])]),
    )


def _pair(span: Mapping[str, Any]) -> Pair:
    return (span["start"], span["end"])


def _mention(m: Mapping[str, Any]) -> FoundMention:
    cut = 4 if m["text"][:4].lower() == "the " else 0
    return FoundMention((m["start"] + cut, m["end"]), m["text"], m["form"], m["kind"], m["entity"])


def _position(p: Mapping[str, Any]) -> FoundPosition:
    quotes = tuple(_pair(q) for q in p["quotes"])
    says = (*(_pair(c) for c in p["content"]), *quotes)
    cue = (_pair(p["cue"]),) if p["cue"] else ()
    speaker_span = _pair(p["speaker_span"]) if p["speaker_span"] else None
    targets = tuple(p["targets"])
    how = (p["mode"], p["stance"])
    return FoundPosition(p["speaker"], speaker_span, *how, targets, quotes, says, says + cue, p["confidence"])


def _event(e: Mapping[str, Any]) -> FoundEvent:
    spans = tuple(_pair(s) for s in e["spans"])
    who = tuple(dict.fromkeys([*e.get("initiators", []), *e["participants"]]))
    return FoundEvent(e["type"], spans, who, plain_value(e["when"]["edtf"]), e["confidence"])
