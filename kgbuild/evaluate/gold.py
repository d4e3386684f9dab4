"""Gold files: what a careful reader finds in an article, read from JSON into nouns."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgbuild.errors import InputError
from kgbuild.evaluate.spans import Pair, touches
from kgbuild.problems import Location, Problem

SUFFIX = ".txt.json"
OUTSIDE = frozenset({"headline", "subhead", "byline", "boilerplate"})


@dataclass(frozen=True, slots=True)
class GoldDate:
    """A time expression; any of `values` is right (without the qualifiers ~ ? %)."""

    span: Pair
    values: frozenset[str]
    scored: bool


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """A position: `stances` are all acceptable ones, `stance` the best; `sentences` are indices."""

    id: str
    speaker: str
    stance: str
    stances: frozenset[str]
    sentences: frozenset[int]
    targets: frozenset[str]
    quotes: tuple[Pair, ...]
    words: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class GoldMeeting:
    """A round, day or single meeting with its first and last day."""

    id: str
    span: Pair
    start: str
    end: str
    participants: frozenset[str]
    place: str | None


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """An event: `types` are all acceptable ones, the best first; `main`: what the report is about; `sentences` are
    indices; `day` is an EDTF value or empty."""

    id: str
    span: Pair
    types: tuple[str, ...]
    main: bool
    sentences: frozenset[int]
    parties: frozenset[str]
    day: str


@dataclass(frozen=True, slots=True)
class Gold:
    """One article's gold. `mentions` and `places` map spans to ids; those outside the body are left out."""

    key: str
    publisher: str
    sentences: tuple[Pair, ...]
    outside: tuple[Pair, ...]
    mentions: Mapping[Pair, str]
    places: Mapping[Pair, str]
    adjectives: frozenset[str]
    states: Mapping[str, str]  # a delegation's id -> the actor it stands for
    dates: tuple[GoldDate, ...]
    statements: tuple[GoldStatement, ...]
    meetings: tuple[GoldMeeting, ...]
    told: tuple[Pair, ...]  # all meetings, those without a day too
    events: tuple[GoldEvent, ...]


def load_gold(folder: Path) -> Iterator[Gold]:
    """Yield the gold of every article in a folder, sorted. Raises `InputError` for what is no gold file."""
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            yield read_gold(path.name.removesuffix(SUFFIX), json.loads(path.read_text(encoding="utf-8")))
        except (KeyError, TypeError, ValueError) as error:
            what = f"not a gold file: {type(error).__name__} {error}"
            fix = "compare it with a file of tests/gold"
            raise InputError([Problem(Location(path.as_posix()), what, fix)]) from None


def read_gold(key: str, found: Mapping[str, Any]) -> Gold:
    """Return one article's gold from its JSON object."""
    outside = tuple(_pair(s) for s in found["sentences"] if s["kind"] in OUTSIDE)
    return Gold(
        key=key,
        publisher=found.get("publisher") or "",
        sentences=tuple(_pair(s) for s in found["sentences"]),
        outside=outside,
        mentions={
            _pair(m): actor["id"]
            for actor in found["actors"]
            for alias in actor.get("aliases", [])
            for m in alias.get("mentions", [])
            if not touches(_pair(m), outside)
        },
        places={_pair(m): place["id"] for place in found["places"] for m in place.get("mentions", [])},
        adjectives=frozenset(word for actor in found["actors"] for word in actor.get("demonyms", [])),
        states={
            actor["id"]: actor["affiliation"]
            for actor in found["actors"]
            if actor.get("type") == "Delegation" and actor.get("affiliation")
        },
        dates=tuple(_date(d) for d in found["dates"]),
        statements=tuple(_statement(s) for s in found["statements"]),
        meetings=tuple(
            _meeting(m)
            for m in found["meetings"]
            if m.get("stated", True) and m["kind"] in {"round", "day", "meeting"} and m.get("start")
        ),
        told=tuple(_pair(m["span"]) for m in found["meetings"] if "span" in m),
        events=tuple(_event(e) for e in found["events"] if "types" in e and e.get("scored", True)),
    )


def plain_value(value: str | None) -> str:
    """Return an EDTF or TIMEX3 value without its qualifiers."""
    return (value or "").translate({ord(c): None for c in "~?%"})


def _pair(span: Mapping[str, Any]) -> Pair:
    return (span["start"], span["end"])


def _date(d: Mapping[str, Any]) -> GoldDate:
    values = [d["edtf"], d["value"], d.get("iso_week"), *d.get("alt_values", [])]
    scored = d.get("scored", True) and d["sentence"] != "H"
    return GoldDate(_pair(d), frozenset(plain_value(v) for v in values if v), scored)


def _statement(s: Mapping[str, Any]) -> GoldStatement:
    quotes = tuple(_pair(q) for q in s.get("quotes", []))
    content = s.get("content")
    return GoldStatement(
        id=s["id"],
        speaker=s["speaker"],
        stance=s["stance"],
        stances=frozenset([s["stance"], *s.get("stance_alt", [])]),
        sentences=frozenset(s.get("sentences") or [s["sentence"]]),
        targets=frozenset(s.get("target") or []),
        quotes=quotes,
        words=(*quotes, _pair(content)) if content else quotes,
    )


def _meeting(m: Mapping[str, Any]) -> GoldMeeting:
    people = frozenset(m.get("participants", []))
    return GoldMeeting(m["id"], _pair(m["span"]), m["start"], m["end"], people, m.get("place"))


def _event(e: Mapping[str, Any]) -> GoldEvent:
    return GoldEvent(
        id=e["id"],
        span=_pair(e["span"]),
        types=tuple(e["types"]),
        main=e.get("main", False),
        sentences=frozenset([e["sentence"], *e.get("alt_sentences", [])]),
        parties=frozenset(e.get("participants", [])),
        day=e.get("date") or "",
    )
