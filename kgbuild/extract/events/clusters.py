"""A cluster: the mentions of one meeting or event, and what they say together."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from kgbuild.extract.events.mentions import Dated, EventMention
from kgbuild.extract.parse.voice import Whose
from kgbuild.model.facts import Factuality


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
        """Return what the first mention says of its reality."""
        return self.drafts[0].factuality

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
    """What the article says of its entities: `within` gives the places around a place, `speaks_for` the state or body
    that a person holds a post at."""

    within: Mapping[str, frozenset[str]]
    speaks_for: Mapping[str, str]

    def same_place(self, place: str, places: Collection[str]) -> bool:
        """Say whether a place is one of `places`, in one of them, or around one of them."""
        around = self.within.get(place, frozenset())
        return place in places or bool(around & set(places)) or any(place in self.within.get(p, ()) for p in places)

    def sent(self, people: Collection[str], states: Collection[str]) -> bool:
        """Say whether several people are just those who speak for as many states: a meeting of either is of both."""
        senders = {self.speaks_for.get(p) for p in people}
        return len(people) > 1 and len(people) == len(states) and senders == set(states)
