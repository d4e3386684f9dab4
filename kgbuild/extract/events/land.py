"""What happens in a country happens on its ground: of what is told of "Chile's election" or "the Iraq war" the country
is an actor and no place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from kgbuild.extract.actor_index import ActorIndex
from kgbuild.extract.events.find import ArticleEvents
from kgbuild.model.facts import Entity, EntityKind, Event, Form, Mention, Span


def on_ground(found: ArticleEvents, actors: ActorIndex) -> tuple[ArticleEvents, ActorIndex]:
    """Return the events, each with a country for its place now with the ground of it, and the actors with that ground:
    the one they name anyway, else a new one, named by the words that told the event's place."""
    entities, mentions = dict(actors.entities), set(actors.mentions)
    by_key = {e.key: e for e in entities.values() if e.kind is EntityKind.PLACE and e.key}
    free = (name for n in count(len(entities) + 1) if (name := f"e{n}") not in entities)

    def moved(event: Event) -> Event:
        land = entities.get(event.place or "")
        if land is None or land.kind is not EntityKind.COUNTRY:
            return event
        key = land.key.replace("country/", "territory/")
        spans = [span for role, one, span in event.backing if (role, one) == ("place", land.id)]
        if key == land.key or not (spans or key in by_key):
            return replace(event, place=None)
        if key not in by_key:
            by_key[key] = Entity(
                next(free), EntityKind.PLACE, land.name, (land.name,), land.wikidata, (), land.known, key
            )
            entities[by_key[key].id] = by_key[key]
        ground = by_key[key]
        mentions.update(Mention(s.start, s.end, s.text, Form.NAME, ground.id, ground.kind) for s in spans)
        return replace(event, place=ground.id, backing=tuple(_backed(event, land, ground)))

    changed = replace(found, meetings=tuple(map(moved, found.meetings)), events=tuple(map(moved, found.events)))
    ordered = tuple(sorted(mentions, key=lambda m: (m.start, -m.end, m.entity)))
    return changed, replace(actors, entities=entities, mentions=ordered)


def _backed(event: Event, old: Entity, new: Entity) -> Iterator[tuple[str, str, Span]]:
    return ((role, new.id if (role, one) == ("place", old.id) else one, span) for role, one, span in event.backing)
