"""Facts under new ids: every reference inside an article follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kgbuild.model.facts import ArticleFacts, Entity, EntityKind, Event, Mention, PositionFact

Ids = Mapping[str, str]
Kinds = Mapping[str, EntityKind]
_AS_FOUND: Kinds = {}


def renamed(facts: ArticleFacts, ids: Ids, kinds: Kinds = _AS_FOUND) -> ArticleFacts:
    """Return the facts with every local id replaced by `ids[local]`; entities that become one are joined. `kinds` gives
    by new id what an entity is, where another article knows better."""
    return replace(
        facts,
        mentions=tuple([_mention(m, ids[m.entity], kinds) for m in facts.mentions]),
        entities=_joined(facts.entities, ids, kinds),
        meetings=tuple(_event(h, ids) for h in facts.meetings),
        events=tuple(_event(h, ids) for h in facts.events),
        positions=tuple(_position(p, ids) for p in facts.positions),
        voices=tuple(replace(v, speakers=_each(v.speakers, ids), via=_some(v.via, ids)) for v in facts.voices),
    )


def _mention(m: Mention, one: str, kinds: Kinds) -> Mention:
    return Mention(m.start, m.end, m.text, m.form, one, kinds.get(one, m.kind))  # in half the time of `replace`


def _some(value: str | None, ids: Ids) -> str | None:
    return None if value is None else ids[value]


def _each(values: Iterable[str], ids: Ids) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids[v] for v in values))


def _joined(entities: Iterable[Entity], ids: Ids, kinds: Kinds) -> tuple[Entity, ...]:
    made: dict[str, Entity] = {}
    for entity in entities:
        roles = tuple(replace(r, at=_some(r.at, ids)) for r in entity.roles)
        one = ids[entity.id]
        new = replace(entity, id=one, roles=roles, kind=kinds.get(one, entity.kind))
        old = made.get(new.id)
        if old is not None:
            names = tuple(dict.fromkeys((*old.names, *new.names)))
            new = replace(old, names=names, roles=(*old.roles, *new.roles))
        made[new.id] = new
    return tuple(made.values())


def _event(h: Event, ids: Ids) -> Event:
    return replace(
        h,
        id=ids[h.id],
        part_of=_some(h.part_of, ids),
        participants=_each(h.participants, ids),
        initiators=_each(h.initiators, ids),
        mediators=_each(h.mediators, ids),
        hosts=_each(h.hosts, ids),
        place=_some(h.place, ids),
        backing=tuple((name, ids.get(value, value), span) for name, value, span in h.backing),
    )


def _position(p: PositionFact, ids: Ids) -> PositionFact:
    return replace(
        p,
        id=ids[p.id],
        speaker=_some(p.speaker, ids),
        targets=_each(p.targets, ids),
        audience=_each(p.audience, ids),
        conditional_on=_some(p.conditional_on, ids),
        responds_to=_some(p.responds_to, ids),
    )
