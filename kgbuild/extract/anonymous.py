"""People without a name: they are actors only inside the event, statement or role they act in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kgbuild.model.facts import Entity, EntityKind, Event, PositionFact, Voice


def unused(
    entities: Mapping[str, Entity],
    members: Mapping[str, Sequence[str]],
    events: Iterable[Event],
    positions: Iterable[PositionFact],
    voices: Iterable[Voice],
) -> frozenset[str]:
    """Return the ids of anonymous persons and rooms that no event, statement or role of the article speaks of. Groups
    that act ("growers blocked the road") stay, whatever is known of what they did."""
    used: set[str | None] = {
        i for e in events for i in (*e.participants, *e.initiators, *e.mediators, *e.hosts, e.place)
    }
    used |= {i for p in positions for i in (p.speaker, *p.targets, *p.audience, p.medium)}
    used |= {i for v in voices for i in (*v.speakers, v.via)}
    used |= {role.at for e in entities.values() for role in e.roles}
    used |= {m for ids in members.values() for m in ids} | set(members)
    return frozenset(
        i
        for i, e in entities.items()
        if ((e.kind is EntityKind.PERSON and is_anonymous(e) and not e.within) or e.is_room) and i not in used
    )


def is_anonymous(entity: Entity) -> bool:
    """Say whether nothing names an actor: "gunmen", "a guard", "the employer"."""
    return not entity.names and not entity.known and not entity.key and entity.kind is not EntityKind.PLACE
