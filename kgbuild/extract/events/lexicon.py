"""The sections `meetings` and `events` of the lexicon, by word; every mistake is told at file and line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import TypeVar

from kgbuild.errors import ConfigError
from kgbuild.extract.events.vocabulary import (
    EventLexicon,
    EventWords,
    MeetingWords,
    Noun,
    Support,
    Unit,
    Verb,
)
from kgbuild.extract.issues import NO_ISSUES, IssueScheme, load_issues
from kgbuild.lexicon import Lexicon
from kgbuild.problems import Problem
from kgbuild.schema import keys_of, read_all

_Frame = TypeVar("_Frame", Noun, Verb)
_Single = TypeVar("_Single", Support, Unit)


def load_events(lexicon: Lexicon) -> EventLexicon:
    """Read the sections `meetings` and `events`. Raises `ConfigError` with the problems of all files together."""
    problems: list[Problem] = []
    meetings = read_all(MeetingWords, lexicon.section("meetings"), problems)
    events = read_all(EventWords, lexicon.section("events"), problems)
    if problems:
        raise ConfigError(problems)
    types = {name: replace(kind, name=name) for name, kind in events.types.items()}
    kinds = [("meeting", meetings.nouns, meetings.verbs), *((k.name, k.nouns, k.verbs) for k in types.values())]
    nouns = _by_word([n for kind, found, _ in kinds for n in _of_type(found, kind)], lexicon)
    verbs = _by_word([v for kind, _, found in kinds for v in _of_type(found, kind)], lexicon)
    support = _single(meetings.support, lexicon)
    told = {w: s for w, s in support.items() if s.boundary in {"start", "end"} or s.factuality}
    edges = {w: replace(s, subject="none", outcome=False) for w, s in told.items()}
    plain = {f.name for f in fields(EventLexicon)} - {"nouns", "verbs", "units", "types", "support"}
    same = {n: getattr(s, n) for s in (meetings, events) for n in plain & keys_of(type(s)).keys()}
    return EventLexicon(
        types=types,
        persons=lexicon.word_set("person"),
        nouns=nouns,
        units=_single(meetings.units, lexicon),
        verbs=verbs,
        verb_heads=frozenset(v.split()[0] for v in verbs),
        support=support,
        event_support={**edges, **_single(events.support, lexicon)},
        issues=_issues(lexicon),
        **same,
    )


def _of_type(found: Iterable[_Frame], kind: str) -> list[_Frame]:
    """Return frames with what their type says where they say nothing: family and the role of the subject."""
    role, family = ("participants", "") if kind == "meeting" else ("initiators", kind)
    return [replace(f, type=kind, subject=f.subject or role, family=f.family or family) for f in found]


def _by_word(found: Iterable[_Frame], lexicon: Lexicon) -> dict[str, tuple[_Frame, ...]]:
    """Return frames by their words: a user's first, then those of meetings, then as later files have them."""

    def rank(frame: _Frame) -> tuple[bool, bool, int, int]:
        own, file, line = lexicon.rank(frame.frame)
        return not own, frame.type != "meeting", -file, line

    ranked = sorted(found, key=rank)
    table: dict[str, list[_Frame]] = {}
    for frame in ranked:
        for word in sorted(frame.words):
            table.setdefault(word, []).append(replace(frame, word=word, family=frame.family or word))
    return {word: tuple(frames) for word, frames in table.items() if word}


def _single(found: Iterable[_Single], lexicon: Lexicon) -> dict[str, _Single]:
    """Return by word the last entry for it."""
    return {word: one for one in sorted(found, key=lambda s: lexicon.rank(s.frame)) for word in sorted(one.words)}


def _issues(lexicon: Lexicon) -> IssueScheme:
    """Return the issue scheme; whoever reads positions reports what is wrong with it."""
    try:
        return load_issues(lexicon)
    except ConfigError:
        return NO_ISSUES
