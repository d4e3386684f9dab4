"""The sections `meetings` and `events` of the lexicon, by word; every mistake is told at file and line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from kgbuild.errors import ConfigError
from kgbuild.extract.calibration import read_calibration
from kgbuild.extract.events.vocabulary import (
    MEETING,
    EventFrame,
    EventLexicon,
    EventWords,
    MeetingUnit,
    MeetingWords,
    Support,
)
from kgbuild.extract.issues import NO_ISSUES, IssueScheme, load_issues
from kgbuild.extract.parse.clause import WordKind
from kgbuild.lexicon import Lexicon
from kgbuild.problems import Problem
from kgbuild.schema import read_all

_Single = TypeVar("_Single", Support, MeetingUnit)


def load_events(lexicon: Lexicon) -> EventLexicon:
    """Read the sections `meetings` and `events`. Raises `ConfigError` with the problems of all files together."""
    problems: list[Problem] = []
    meetings = read_all(MeetingWords, lexicon.section("meetings"), problems)
    events = read_all(EventWords, lexicon.section("events"), problems)
    calibration = read_calibration(lexicon, "events", problems)
    if problems:
        raise ConfigError(problems)
    types = {MEETING: meetings, **events.types}
    nouns, verbs = (
        _by_word((_of_type(f, name, part) for name, kind in types.items() for f in getattr(kind, f"{part}s")), lexicon)
        for part in (WordKind.NOUN, WordKind.VERB)
    )
    support = _single(meetings.support, lexicon)
    told = {w: s for w, s in support.items() if s.boundary in {"start", "end"} or s.factuality}
    edges = {w: replace(s, subject="none", outcome=False) for w, s in told.items()}
    return EventLexicon(
        meetings,
        events,
        nouns,
        verbs,
        verb_heads=frozenset(v.split()[0] for v in verbs),
        units=_single(meetings.units, lexicon),
        support=support,
        event_support={**edges, **_single(events.support, lexicon)},
        issues=_issues(lexicon),
        calibration=calibration,
    )


def gatherings(lexicon: Lexicon) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return the verbs of meeting, the nouns for meetings and those for where people meet; what is wrong with them
    `load_events` tells."""
    known = read_all(MeetingWords, lexicon.section("meetings"), [])
    verbs, nouns = ({w for f in frames for w in f.words} for frames in (known.verbs, known.nouns))
    return frozenset(verbs), frozenset(nouns), known.rooms


def _of_type(frame: EventFrame, kind: str, part: WordKind) -> EventFrame:
    """Return a frame with what its type says where it says nothing: family and the role of the subject."""
    role, family = ("participants", "") if kind == MEETING else ("initiators", kind)
    return replace(frame, type=kind, part=part, subject=frame.subject or role, family=frame.family or family)


def _by_word(found: Iterable[EventFrame], lexicon: Lexicon) -> Mapping[str, tuple[EventFrame, ...]]:
    """Return frames by their words: a user's first, then those of meetings, then as later files have them."""

    def rank(frame: EventFrame) -> tuple[bool, bool, int, int]:
        own, file, line = lexicon.rank(frame.frame)
        return not own, frame.type != MEETING, -file, line

    table: dict[str, list[EventFrame]] = {}
    for frame in sorted(found, key=rank):
        for word in sorted(frame.words):
            table.setdefault(word, []).append(replace(frame, word=word, family=frame.family or word))
    return {word: tuple(frames) for word, frames in table.items() if word}


def _single(found: Iterable[_Single], lexicon: Lexicon) -> Mapping[str, _Single]:
    """Return by word the last entry for it."""
    return {word: one for one in sorted(found, key=lambda s: lexicon.rank(s.frame)) for word in sorted(one.words)}


def _issues(lexicon: Lexicon) -> IssueScheme:
    """Return the issue scheme; whoever reads positions reports what is wrong with it."""
    try:
        return load_issues(lexicon)
    except ConfigError:
        return NO_ISSUES
