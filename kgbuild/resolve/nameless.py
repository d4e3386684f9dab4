"""Parties that nobody names ("gunmen", "union leaders") live in the event they act in: their id is of that event, and
what two outlets call by one noun in one role of one event is one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kgbuild.identifiers import named_id
from kgbuild.model.facts import ArticleFacts, Entity, EntityKind, Event
from kgbuild.resolve.prior import Where
from kgbuild.resolve.wording import stem


@dataclass(frozen=True, slots=True, order=True)
class _Party:
    """A nameless actor in one role of an event: its id so far, its article and its name."""

    own: str
    article: str
    name: str


def is_nameless(entity: Entity) -> bool:
    """Whether an actor has no name, no record and no owner that could tell it from others of its kind."""
    return not (entity.names or entity.key or entity.within) and entity.kind is not EntityKind.PLACE


def nameless_ids(facts: Sequence[ArticleFacts], event_of: Mapping[Where, str]) -> dict[str, tuple[str, str]]:
    """Return id and label of nameless parties by the id they had in their article (`facts` have those).

    One that acts in several events has the id of the first; two of one noun in one article stay two.
    """
    acting: dict[tuple[str, str, str], list[_Party]] = defaultdict(list)
    done: set[str] = set()
    for article in facts:
        known = {e.id: e for e in article.entities if is_nameless(e)}
        for event, role, one in _roles(article):
            if one in known and one not in done:
                done.add(one)
                name = known[one].name
                acting[event_of[article.article.id, event.id], role, _noun(name)].append(
                    _Party(one, article.article.id, name)
                )
    found = {}
    for (event_id, role, noun), parties in acting.items():
        twice = {a for a, count in Counter(p.article for p in parties).items() if count > 1}
        together = [p for p in parties if p.article not in twice]
        label = min((p.name for p in together), key=lambda n: (len(n), n), default="")
        for party in parties:
            if party.article in twice:
                found[party.own] = (named_id(party.name, "nameless", event_id, role, party.own), party.name)
            else:
                found[party.own] = (named_id(noun or role, "nameless", event_id, role, noun), label)
    return found


def _noun(name: str) -> str:
    return stem(name.lower().split()[-1]) if name.split() else ""


def _roles(article: ArticleFacts) -> Iterator[tuple[Event, str, str]]:
    for event in (*article.meetings, *article.events):
        roles = (
            ("initiator", event.initiators),
            ("participant", event.participants),
            ("mediator", event.mediators),
            ("host", event.hosts),
        )
        for role, who in roles:
            yield from ((event, role, one) for one in who)
