"""Rows for actors and places: who is mentioned where, under which names, with which roles and authority records."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kgbuild.identifiers import role_id
from kgbuild.model.facts import ArticleFacts, Entity, EntityKind, Form, Mention, Span
from kgbuild.model.gist import Gist
from kgbuild.model.tables import Row
from kgbuild.tabulate.atlas import Spot
from kgbuild.tabulate.spans import SpanBook

# A country as an actor and its ground are two things with keys of their own: `country/fr`, `territory/fr`.
# Schema.org's classes of places, by the first word of their keys.
_GROUNDS = {"territory": "Country", "country": "Country", "region": "AdministrativeArea", "city": "City"}
_GROUND, _STATE = re.compile(r"^country/"), re.compile(r"^territory/")

_CLASSES = {
    EntityKind.PERSON: "Person",
    EntityKind.ORGANIZATION: "Organization",
    EntityKind.COUNTRY: "Country",
    EntityKind.GROUP: "Group",
}


def mentions_by_entity(facts: ArticleFacts) -> dict[str, list[Mention]]:
    """Return the mentions of each entity, names first, in text order."""
    found: dict[str, list[Mention]] = defaultdict(list)
    for mention in sorted(facts.mentions, key=lambda m: (m.form is not Form.NAME, m.start, m.end)):
        found[mention.entity].append(mention)
    return found


def entity_rows(
    facts: ArticleFacts, labels: Mapping[str, str], book: SpanBook, *, recognizer: str
) -> Iterator[tuple[str, Row]]:
    """Yield (table, row) for the actors and places that one article mentions.

    `recognizer` names what found those that no list knows; it stands where a line of the list would.
    """
    mentions = mentions_by_entity(facts)
    for entity in facts.entities:
        seen = mentions.get(entity.id, [])
        if not seen:
            continue
        spans = book.ids(_span(m) for m in seen)
        base = {
            "id": entity.id,
            "spans": spans,
            "frame": entity.known or entity.found or recognizer,
            "label": labels[entity.id],
        }
        if entity.kind is EntityKind.PLACE:
            yield "places", base
        else:
            yield "entities", base | {"class": _CLASSES[entity.kind]}
        yield from (("names", row) for row in _name_rows(entity, seen, base, book))
        yield from (("roles", row) for row in _role_rows(entity, facts, labels, book))


def _span(mention: Mention) -> Span:
    return Span(mention.start, mention.end, mention.text)


def _name_rows(entity: Entity, seen: Sequence[Mention], base: Row, book: SpanBook) -> Iterator[Row]:
    by_text: dict[str, list[Mention]] = defaultdict(list)
    for mention in seen:
        if mention.form is Form.NAME:
            by_text[" ".join(mention.text.split())].append(mention)
    side = "place" if entity.kind is EntityKind.PLACE else "actor"
    for text, mentions in sorted(by_text.items()):
        if text != base["label"]:
            spans = book.ids(_span(m) for m in mentions)
            yield {"id": entity.id, "spans": spans, "frame": base["frame"], "name": text, side: entity.id}


def _role_rows(entity: Entity, facts: ArticleFacts, labels: Mapping[str, str], book: SpanBook) -> Iterator[Row]:
    if entity.kind is EntityKind.PLACE:
        return
    places = {e.id for e in facts.entities if e.kind is EntityKind.PLACE}
    for role in entity.roles:
        at = role.at or ""
        yield {
            "id": role_id(entity.id, role.title, role.at),
            "spans": book.ids([role.span, *role.dates]),
            "frame": role.frame,
            "holder": entity.id,
            "title": labels[role_id(entity.id, role.title, role.at)],
            "at": "" if at in places else at,
            "at_place": at if at in places else "",
            "status": role.status,
            "start": role.start or "",
            "end": role.end or "",
            "held_on": facts.article.published if role.status == "current" else "",
            "over_by": facts.article.published if role.status == "former" else "",
        }


def role_labels(articles: Iterable[Gist]) -> dict[str, str]:
    """Return one title a role: the wording most articles use, the first in the alphabet where they are even."""
    counts: dict[tuple[str, str, str | None], Counter[str]] = defaultdict(Counter)
    for article in articles:
        for holder, title, at in article.roles:
            words = " ".join(title.split())
            counts[holder, words.lower(), at or ""][words] += 1
    return {role_id(*role): min(titles, key=lambda t: (-titles[t], t)) for role, titles in counts.items()}


def authority_rows(articles: Iterable[Gist], atlas: Mapping[str, Spot]) -> Iterator[Row]:
    """Yield one curated row for each actor and place that the gazetteer or an alias list knows."""
    every = sorted({known for article in articles for known in article.known})
    places = {e.key: e.id for e in every if e.kind is EntityKind.PLACE}
    states = {e.key: e.id for e in every if e.kind is EntityKind.COUNTRY}
    done: set[str] = set()
    for entity in every:
        if entity.id in done:
            continue
        done.add(entity.id)
        is_place = entity.kind is EntityKind.PLACE
        ground, state = _GROUND.sub("territory/", entity.within), _STATE.sub("country/", entity.key)
        within = places.get(entity.within, places.get(ground, "")) if is_place else ""
        spot = atlas.get(state, Spot()) if is_place else Spot()
        of_state = entity.kind is EntityKind.ORGANIZATION and entity.within in states
        yield {
            "id": entity.id,
            "frame": entity.known,
            "place" if is_place else "actor": entity.id,
            "name": entity.name,
            # a country's ground shares the state's Wikidata item; only the actor may claim to match it exactly
            "wikidata": "" if entity.key.startswith("territory/") else entity.wikidata,
            "within": within if within != entity.id else "",
            "class": _GROUNDS.get(entity.key.partition("/")[0], "Place") if is_place else "",
            "territory_of": states.get(state, "") if is_place and state != entity.key else "",
            "state": states[entity.within] if of_state else "",
            "latitude": spot.latitude,
            "longitude": spot.longitude,
            "geonames": spot.geonames,
        }
