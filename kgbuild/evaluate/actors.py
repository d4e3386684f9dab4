"""Actors and mentions: which extracted entity is which actor of the gold, and how well the names were found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kgbuild.evaluate.found import Found, FoundMention
from kgbuild.evaluate.gold import Gold
from kgbuild.evaluate.spans import Pair, overlap, touches

_ACTORS = frozenset({"person", "organization", "country", "group"})
_PRONOUNS = frozenset(["he", "she", "it", "they", "him", "her", "them", "his", "its", "their", "we", "us", "i"])


@dataclass(frozen=True, slots=True)
class Matched:
    """`actors` and `places` map entity ids to ids of the gold; `counted` are the entities that are right or wrong."""

    actors: Mapping[str, str]
    places: Mapping[str, str]
    counted: frozenset[str]
    spans: frozenset[Pair]


def match_actors(gold: Gold, found: Found) -> Matched:
    """Match entities by the mentions they share: each votes for the actor it names, exact spans nine times."""
    scored = [m for m in found.mentions if m.kind in _ACTORS and not _is_free(m, gold)]
    votes: dict[str, dict[str, int]] = {}
    for mention in scored:
        for span, actor in gold.mentions.items():
            if mention.entity is not None and overlap(mention.span, span):
                cast = votes.setdefault(mention.entity, {})
                cast[actor] = cast.get(actor, 0) + (9 if mention.span == span else 1)
    actors = {entity: max(cast, key=lambda actor: (cast[actor], actor)) for entity, cast in votes.items()}
    places = {
        m.entity: place
        for m in found.mentions
        for span, place in gold.places.items()
        if m.entity is not None and overlap((m.span[0], m.span[1]), span)
    }
    counted = frozenset(m.entity for m in scored if m.entity is not None)
    return Matched(actors, places, counted, frozenset(m.span for m in scored))


def _is_free(mention: FoundMention, gold: Gold) -> bool:
    """Return whether a mention is neither right nor wrong: outside the body, an adjective, a pronoun, a noun that no
    actor of the gold is named by, part of a place or of a longer actor name."""
    span = mention.span
    if span in gold.mentions:
        return False
    return (
        mention.form == "pronoun"
        or (mention.form == "nominal" and not touches(span, gold.mentions))
        or touches(span, gold.outside)
        or mention.text in gold.adjectives
        or mention.text.lower() in _PRONOUNS
        or touches(span, gold.places)
        or any(name[0] <= span[0] and span[1] <= name[1] for name in gold.mentions)
    )
