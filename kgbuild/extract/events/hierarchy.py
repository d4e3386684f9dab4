"""Series, rounds and days: which part belongs to which, and what days follow from "the second day".

A day counted N of a meeting that ended on a known day, with no later day told, is its last day; so the meeting began
N - 1 days before. A part and its whole share who and where, if only one of them is told.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from kgbuild.extract.events.mentions import Dated, EventMention
from kgbuild.extract.events.vocabulary import MEETING
from kgbuild.extract.parse.quotations import Whose
from kgbuild.model.facts import DateFact, Factuality, When

_IMPLIED = 0.8  # how sure a day is that only the count of another implies
_SHARED = frozenset({"participants", "mediators", "hosts", "place"})  # what all days of a meeting have in common
_LONG = frozenset({"conference", "summit"})  # of which only the last day may be told
_COMMA = 2  # characters between two dates that only a comma parts
Bounds = tuple[str | None, str | None]


@dataclass(slots=True)
class Meeting:
    """A cluster with its place in the hierarchy and its first and last day as far as told or inferred; `beside` is the
    greater meeting at whose place and time it was held."""

    cluster: MentionCluster
    level: str | None
    parent: Meeting | None
    bounds: Bounds
    duration: bool = True
    beside: Meeting | None = None


def arrange(clusters: list[MentionCluster]) -> list[Meeting]:
    """Return the meetings of all clusters, parts linked to their wholes, days inferred."""
    meetings = [Meeting(c, next(iter(sorted(c.said("level"))), None), None, _bounds(c)) for c in clusters]
    by_token = {d.token: m for m in meetings for d in m.cluster.drafts}
    for meeting in meetings:
        meeting.parent = _parent(meeting, meetings, by_token)
    for whole in tuple(meetings):
        days = [m for m in meetings if m.level == "day" and m.parent is whole]
        if days:
            whole.level = whole.level or "round"
            _infer(whole, days)
            meetings += _first_day(whole, days)
    for meeting in meetings:
        held_at = (by_token.get(d.beside) for d in meeting.cluster.drafts if d.beside is not None)
        meeting.beside = next((m for m in held_at if m is not None and m is not meeting), None)
        if meeting.beside is not None and meeting.bounds == (None, None):
            meeting.bounds = meeting.beside.bounds
    return meetings


def _parent(meeting: Meeting, meetings: list[Meeting], by_token: dict[int, Meeting]) -> Meeting | None:
    for d in meeting.cluster.drafts:
        if d.within is not None and d.within in by_token:
            return by_token[d.within]
    sentences = {d.sentence for d in meeting.cluster.drafts} if meeting.level == "round" else set()
    series = (m for m in meetings if m.level == "series")
    return next((m for m in series if sentences & {d.sentence for d in m.cluster.drafts}), None)


def _bounds(cluster: MentionCluster) -> Bounds:
    """Return first and last day: days named before weeks or months, what beginnings and endings say, durations."""
    brief = _brief(cluster)  # hours of a month
    wholes = [d for d in cluster.dates if d.boundary == "whole" or (brief and not d.exact)]
    exact = [d.days for d in wholes if d.exact]
    exact += [run for x in cluster.drafts if (run := _run([d.fact for d in x.dates if d in wholes and d.exact]))]
    vague = [d.days for d in wholes if not d.exact]
    edges = [d for d in cluster.dates if d not in wholes]
    starts, ends = ([d.fact for d in edges if d.boundary == side] for side in ("start", "end"))
    start, end = (starts[0].earliest if starts else None), (ends[0].latest if ends else None)
    if cluster.said("level") & {"day", "session"} and (start or end):
        return (start or end, end or start)
    if (start or end) and any(_days(d.duration) > 1 for d in cluster.drafts):
        return _by_duration(cluster, start, end)
    if exact:
        return max(exact, key=_length)  # of equally long ones the one told first
    if start is None and end is None:
        return min(vague, key=_length, default=(None, None))
    start, end = _by_duration(cluster, start, end)
    if cluster.drafts[0].type == MEETING and not any(d.duration for d in cluster.drafts):
        end = end or starts[0].latest  # "resumed on Monday", "broke up on Monday": it was held that day
        brief = any(d.outcome for d in cluster.drafts) and cluster.said("family").isdisjoint(_LONG)
        start = start or (ends[0].earliest if brief else None)
    return start, end


def _run(dates: Iterable[DateFact]) -> Bounds | None:
    """Return the first and last of days told together that follow each other, the last one joined by a word: "on
    Monday and Tuesday", not "on 19 May, a day later than planned"."""
    inorder = sorted((d for d in dates if d.earliest and d.earliest == d.latest), key=lambda d: d.start)
    told = sorted({d.earliest for d in inorder if d.earliest})
    joined = len(told) > 1 and inorder[-1].start - inorder[-2].end > _COMMA
    follow = all(_shift(a, 1)[0] == b for a, b in pairwise(told))
    return (told[0], told[-1]) if joined and follow else None


def _by_duration(cluster: MentionCluster, start: str | None, end: str | None) -> Bounds:
    """Complete a lone beginning or end by how long it lasted."""
    days = next((n for d in cluster.drafts if (n := _days(d.duration))), 0)
    if days and end and not start:
        start = _shift(end, 1 - days)[0]
    elif days and start and not end:
        end = _shift(start, days - 1)[0]
    return start, end


def _days(duration: str | None) -> int:
    """Return how many days a duration touches: 1 for hours and minutes, 0 where it does not say."""
    if duration is None:
        return 0
    if duration.startswith("PT"):
        return 1
    found = re.fullmatch(r"P(\d+)D(T.*)?", duration)
    return int(found[1]) + bool(found[2]) if found else 0  # a day and a half touches two


def _brief(cluster: MentionCluster) -> bool:
    """Say whether it lasted hours or minutes, so that it began on the day it ended."""
    return any(d.duration and d.duration.startswith("PT") for d in cluster.drafts)


def _length(bounds: Bounds) -> int:
    if bounds[0] is None or bounds[1] is None:
        return 10**6
    return (date.fromisoformat(bounds[1]) - date.fromisoformat(bounds[0])).days


def _infer(whole: Meeting, days: list[Meeting]) -> None:
    """Give dates to counted days from the meeting's, and to the meeting from its last day."""
    last = max((o for d in days for o in d.cluster.said("ordinal")), default=0)
    start, end = whole.bounds
    for day in days:
        number = next(iter(sorted(day.cluster.said("ordinal"))), None)
        if number is None:
            continue
        if day.bounds[0] is None and start and start != end:
            day.bounds = _shift(start, number - 1)
        elif day.bounds[0] is None and end and number == last:
            day.bounds = (end, end)
        if day.bounds[0] and (start is None or start == end):
            start = _shift(day.bounds[0], 1 - number)[0]
            end = end if end else (day.bounds[1] if number == last else None)
            whole.bounds = (start, end)
    if whole.bounds[0] != whole.bounds[1] and _brief(whole.cluster):
        whole.duration = False


def _first_day(whole: Meeting, days: list[Meeting]) -> list[Meeting]:
    """Return the first day of a meeting, where only a later one is told: there was one on the day it began."""
    start, end = whole.bounds
    later = next((d for m in days for d in m.cluster.drafts if d.ordinal and d.ordinal > 1), None)
    if later is None or start is None or start == end or any(start == m.bounds[0] for m in days):
        return []
    told = replace(
        later, ordinal=1, dates=(), duration=None, qualifier=None, outcome=None, issues=(), within=None,
        backing=tuple(b for b in later.backing if b[0] in _SHARED), confidence=min(later.confidence, _IMPLIED),
    )  # fmt: skip
    return [Meeting(MentionCluster([told]), "day", whole, (start, start), whole.duration)]


def _shift(day: str | None, by: int) -> Bounds:
    if day is None:
        return None, None
    moved = (date.fromisoformat(day) + timedelta(days=by)).isoformat()
    return moved, moved


def when_of(meeting: Meeting) -> When:
    """Return a meeting's time with the spans that say so."""
    start, end = meeting.bounds
    told = meeting.cluster.drafts
    if meeting.beside is not None and not meeting.cluster.dates:
        told = meeting.beside.cluster.drafts
    found = {b[2] for d in told for b in d.backing if b[0] == "when"}
    spans = tuple(sorted(found))
    if start is None and end is None:
        return When(spans=spans)
    dates = [d for x in told for d in x.dates]
    said = (d.fact.edtf for d in dates if d.days == (start, end))
    sides = _as_told(dates, start, 0, "start"), _as_told(dates, end, 1, "end")
    edtf = next(said, start if start == end else "/".join(sides))
    return When(edtf, start, end, spans)


def _as_told(dates: Iterable[Dated], day: str | None, side: int, edge: str) -> str:
    """Return a day that something began or ended on as it is told: "began in May" names a month, no day of it."""
    told = (d.fact.edtf or "" for d in dates if d.boundary == edge and (d.fact.earliest, d.fact.latest)[side] == day)
    return next((edtf for edtf in told if "/" not in edtf), day or "")


@dataclass(slots=True)
class MentionCluster:
    """The drafts of one meeting or event, in text order."""

    drafts: list[EventMention]

    def said(self, field: str) -> set[Any]:
        """Return what the mentions have in a field: "level", "ordinal", "family", "place"."""
        return {value for d in self.drafts if (value := getattr(d, field))}

    @property
    def participants(self) -> set[str]:
        """Return everyone said to take part."""
        return {p for d in self.drafts for p in d.participants}

    @property
    def factuality(self) -> Factuality:
        """Return what the first mention says of its reality; a plan may have come to nothing by a later one."""
        first, later = self.drafts[0].factuality, {d.factuality for d in self.drafts[1:]}
        undone = first in {Factuality.PLANNED, Factuality.HYPOTHETICAL} and later & {
            Factuality.CANCELLED,
            Factuality.NEGATED,
        }
        return Factuality.CANCELLED if undone else first

    @property
    def dates(self) -> list[Dated]:
        """Return the dates the reporter gives; only of a plan that others announced, theirs."""
        told = [x for x in self.drafts if x.voice is Whose.REPORTER] or self.drafts
        return [d for x in told for d in x.dates]

    @property
    def bounds(self) -> tuple[str | None, str | None]:
        """Return the earliest and latest day that all dates together allow."""
        starts = [d.fact.earliest for d in self.dates if d.boundary != "end" and d.fact.earliest]
        ends = [d.fact.latest for d in self.dates if d.boundary != "start" and d.fact.latest]
        return (min(starts) if starts else None, max(ends) if ends else None)


@dataclass(frozen=True, slots=True)
class Relations:
    """What the article says of its entities: `within` gives the places around a place, `nameless` are those without
    a name (of places: rooms), `speaks_for` the state or body that a person holds a post at."""

    within: Mapping[str, frozenset[str]]
    nameless: frozenset[str]
    speaks_for: Mapping[str, str]

    def same_place(self, place: str, places: Collection[str]) -> bool:
        """Say whether a place is one of `places`, in one of them, or around one of them."""
        around = self.within.get(place, frozenset())
        if place in self.nameless or any(p in self.nameless for p in places):
            return True  # "at the town hall" may be in Lund
        return place in places or bool(around & set(places)) or any(place in self.within.get(p, ()) for p in places)

    def sent(self, people: Collection[str], states: Collection[str], *, loosely: bool = False) -> bool:
        """Say whether several people are, or speak for, all those who met: a meeting of either is of both; `loosely`
        whoever has no name may be one of them."""
        rest = set(states) - {self.speaks_for.get(p) for p in people} - set(people)
        return rest <= self.nameless if loosely else len(people) >= len(states) > 1 and not rest
