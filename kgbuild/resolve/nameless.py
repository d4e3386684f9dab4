"""Parties that nobody names ("gunmen", "union leaders") live in the event they act in: their id is of that event, and
what two outlets call by one noun in one role of one event is one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kgbuild.identifiers import named_id
from kgbuild.resolve.here import Here
from kgbuild.resolve.prior import Where
from kgbuild.resolve.wording import stem

_ROLES = ("initiators", "participants", "mediators", "hosts")


@dataclass(frozen=True, slots=True, order=True)
class _Party:
    """A nameless actor in one role of an event: its id so far, its article and its name."""

    own: str
    article: str
    name: str


def nameless_ids(articles: Iterable[Here], event_of: Mapping[Where, str]) -> dict[str, tuple[str, str]]:
    """Return id and label of nameless parties by the id they had in their article.

    One that acts in several events has the id of the first; two of one noun in one article stay two.
    """
    acting: dict[tuple[str, str, str], list[_Party]] = defaultdict(list)
    done: set[str] = set()
    for here in articles:
        article = here.outline.article
        for event, role, one in _roles(here):
            node = here.entities[one]
            if node.nameless and one not in done:
                done.add(one)
                acting[event_of[article, event], role, stem(node.noun)].append(_Party(one, article, node.name))
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


def _roles(here: Here) -> Iterator[tuple[str, str, str]]:
    """Yield each event with a role and who has it."""
    for told in here.outline.told:
        for role in _ROLES:
            yield from ((told.id, role, here.ids[one]) for one in getattr(told, role))
