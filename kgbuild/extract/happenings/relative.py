"""Dates that hang on meetings and events: "the second day", "the eve of the talks", "a week before the election".

Only what the text fixes to days is given; "after the talks" stays unsaid.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from kgbuild.extract.happenings.grammar import prepositions, with_dep
from kgbuild.extract.happenings.hierarchy import Meeting
from kgbuild.extract.happenings.scene import Scene
from kgbuild.extract.happenings.site import ordinal_of
from kgbuild.model.facts import DateFact, Timex
from kgbuild.model.text import Token

_UNITS = {"day": 1, "week": 7, "fortnight": 14}
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}


def event_dates(scene: Scene, meetings: Iterable[Meeting], events: Iterable[Meeting]) -> list[DateFact]:
    """Return the event-relative dates of the article that the text fixes (ids are left empty)."""
    known = [*meetings, *events]
    counted = [f for m in known if m.level == "day" for f in _counted_days(scene, m)]
    anchors = _anchors(scene, known)
    return [*counted, *_eves(scene, anchors), *_distances(scene, anchors), *_anniversaries(scene, anchors)]


def with_event_dates(given: Iterable[DateFact], found: Iterable[DateFact]) -> tuple[DateFact, ...]:
    """Return all dates in text order with new ids; a found one replaces unresolved ones it overlaps."""
    kept = list(given)
    for new in found:
        touching = [d for d in kept if d.start < new.end and new.start < d.end]
        if any(d.resolved and d.timex.type != "DURATION" for d in touching):
            continue
        kept = [d for d in kept if d not in touching] + [new]
    ordered = sorted(kept, key=lambda d: (d.start, d.end))
    return tuple(replace(d, id=f"d{n}") for n, d in enumerate(ordered, 1))


def _counted_days(scene: Scene, day: Meeting) -> Iterator[DateFact]:
    if day.bounds[0] is None or day.bounds[0] != day.bounds[1]:
        return
    for draft in day.cluster.drafts:
        numbered = ordinal_of(scene, draft.token)
        if numbered is not None:
            yield _fact(scene, numbered[1].start, scene.text.tokens[draft.token].end, day.bounds[0])


def _anchors(scene: Scene, known: Iterable[Meeting]) -> dict[int, str]:
    """Return the first day of what a noun names, by token, for meetings, events and dated nouns ("the 2019 coup")."""
    days = {d.token: m.bounds[0] for m in known for d in m.cluster.drafts if m.bounds[0]}
    named: dict[str, set[str]] = {}
    for token in scene.text.tokens:
        if token.pos == "NOUN":
            day = _dated_before(scene, token)
            if day is not None:
                named.setdefault(token.lemma.lower(), set()).add(day)
    single = {lemma: next(iter(found)) for lemma, found in named.items() if len(found) == 1}
    for token in scene.text.tokens:
        if token.pos == "NOUN" and token.i not in days and token.lemma.lower() in single:
            days[token.i] = single[token.lemma.lower()]
    return {i: day for i, day in days.items() if day is not None}


def _dated_before(scene: Scene, noun: Token) -> str | None:
    """Return the day that stands right before a noun or hangs on it ("the March 3, 2021, coup", "the coup on …")."""
    for d in scene.dates:
        if d.resolved and d.earliest is not None and d.earliest == d.latest:
            between = scene.text.slice(d.end, noun.start) if d.end <= noun.start else "x"
            if between.strip(" ,") == "":
                return d.earliest
    for preposition, objects in prepositions(scene.text, noun.i, "on", "of"):
        del preposition
        for o in objects:
            fact = scene.date_heads.get(o)
            if fact is not None and fact.resolved and fact.earliest == fact.latest:
                return fact.earliest
    return None


def _of(scene: Scene, i: int) -> list[int]:
    return [o for t, objects in prepositions(scene.text, i, "of") if t.head == i for o in objects]


def _eves(scene: Scene, anchors: Mapping[int, str]) -> Iterator[DateFact]:
    for token in scene.text.tokens:
        if token.text.lower() == "eve":
            for o in _of(scene, token.i):
                if o in anchors:
                    day = _days_from(anchors[o], -1)
                    yield _fact(scene, token.start, scene.text.tokens[o].end, day, about=True)


def _anniversaries(scene: Scene, anchors: Mapping[int, str]) -> Iterator[DateFact]:
    for token, start, day in _anniversary_days(scene, anchors):
        yield _fact(scene, start, token.end, day)


def _anniversary_days(scene: Scene, anchors: Mapping[int, str]) -> Iterator[tuple[Token, int, str]]:
    for token in scene.text.tokens:
        numbered = ordinal_of(scene, token.i) if token.lemma.lower() == "anniversary" else None
        for o in _of(scene, token.i) if numbered else ():
            if o in anchors and numbered:
                yield token, numbered[1].start, _years_on(anchors[o], numbered[0])


def _distances(scene: Scene, anchors: Mapping[int, str]) -> Iterator[DateFact]:
    """Yield "two days after the vote", "a week before the third anniversary of …"."""
    tokens = scene.text.tokens
    known = {**anchors, **{t.i: day for t, _, day in _anniversary_days(scene, anchors)}}
    for k, token in enumerate(tokens[2:], 2):
        if token.text.lower() not in {"before", "after"} or tokens[k - 1].lemma.lower() not in _UNITS:
            continue
        count = tokens[k - 2].text.lower()
        number = int(count) if count.isdigit() else _COUNTS.get(count)
        anchor = next((c for c in with_dep(scene.text, token.i, "pobj") if c in known), None)
        if number is None or anchor is None:
            continue
        size = number * _UNITS[tokens[k - 1].lemma.lower()]
        day = _days_from(known[anchor], size if token.text.lower() == "after" else -size)
        yield _fact(scene, tokens[k - 2].start, token.end, day, about=_UNITS[tokens[k - 1].lemma.lower()] > 1)


def _days_from(day: str, by: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=by)).isoformat()


def _years_on(day: str, years: int) -> str:
    start = date.fromisoformat(day)
    year = start.year + years
    return date(year, start.month, min(start.day, monthrange(year, start.month)[1])).isoformat()


def _fact(scene: Scene, start: int, end: int, day: str, *, about: bool = False) -> DateFact:
    text = scene.text.slice(start, end)
    return DateFact("", start, end, text, f"{day}~" if about else day, day, day, Timex("DATE", day), True)
