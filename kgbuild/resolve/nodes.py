"""Entities of articles as they are compared: with all that tells who they are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kgbuild.model.facts import ArticleFacts, Entity, EntityKind, Form, Mention
from kgbuild.names.keys import folded, words
from kgbuild.resolve.words import IdentityWords

Where = tuple[str, str]
"""Article id and the entity's id there."""


@dataclass(frozen=True, slots=True)
class Node:
    """An entity of one article. `walks` are walks of life its roles tell, `sex` "m" or "f" where a form of address
    tells it; `country` the country a body without a name of its own belongs to there; `acts` the types of events
    that befall it; `order` sorts nodes by the day their article appeared."""

    where: Where
    entity: Entity
    published: str
    order: tuple[str, str, int]
    walks: frozenset[str] = frozenset()
    sex: str = ""
    country: str = ""
    acts: frozenset[str] = frozenset()


def nodes_of(facts: Iterable[ArticleFacts], words_: IdentityWords) -> dict[Where, Node]:
    """Return a node for each entity of each article."""
    found: dict[Where, Node] = {}
    for article in facts:
        countries = _Countries(article)
        first: dict[str, Mention] = {}
        for mention in article.mentions:
            first.setdefault(mention.entity, mention)
        acts: dict[str, set[str]] = {}
        for event in article.events:
            for one in event.participants:
                acts.setdefault(one, set()).add(event.type)
        for number, entity in enumerate(article.entities):
            where = (article.article.id, entity.id)
            found[where] = Node(
                where,
                entity,
                article.article.published,
                (article.article.published or "9999", article.article.id, number),
                _walks(entity, words_),
                _sex(entity, article, words_),
                entity.within or countries.near(first.get(entity.id)),
                frozenset(acts.get(entity.id, ())),
            )
    return found


def _walks(entity: Entity, words_: IdentityWords) -> frozenset[str]:
    if entity.kind is not EntityKind.PERSON:
        return frozenset()
    titles = (role.title.lower() for role in entity.roles)
    return frozenset(walk for title in titles for walk in _walk_of(title, words_))


def _walk_of(title: str, words_: IdentityWords) -> frozenset[str]:
    """The walk of a title is that of its head: the last word before a preposition."""
    parts = title.replace("-", " ").split()
    end = next((i for i, word in enumerate(parts) if word in words_.prepositions), len(parts))
    head = " ".join(parts[:end])
    return words_.walks.get(title) or words_.walks.get(head) or words_.walks.get(head.split(" ")[-1], frozenset())


def _sex(entity: Entity, article: ArticleFacts, words_: IdentityWords) -> str:
    if entity.kind is not EntityKind.PERSON:
        return ""
    text = article.article.text
    for mention in article.mentions:
        if mention.entity == entity.id and mention.form is Form.NAME:
            before = text[max(0, mention.start - 12) : mention.start].split()
            inside = mention.text.split()
            for word in (*before[-1:], *inside[:1]):
                if word.lower() in words_.sexes:
                    return words_.sexes[word.lower()]
    return ""


class _Countries:
    """Which country an article speaks of at a place: the one named last before it, else the first after."""

    def __init__(self, article: ArticleFacts) -> None:
        owners = {e.id: _country(e) for e in article.entities}
        named = sorted((m.start, owners[m.entity]) for m in article.mentions if owners.get(m.entity))
        self._starts = [start for start, _ in named]
        self._keys = [key for _, key in named]

    def near(self, mention: Mention | None) -> str:
        if mention is None or not self._keys:
            return ""
        before = bisect_right(self._starts, mention.start)
        return self._keys[before - 1] if before else self._keys[0]


def _country(entity: Entity) -> str:
    if entity.key.startswith(("country/", "territory/")):
        return "country/" + entity.key.partition("/")[2]
    return entity.within if entity.kind is EntityKind.PLACE and entity.within.startswith("country/") else ""


def name_tokens(entity: Entity) -> frozenset[str]:
    """Return the words of an entity's names, in ASCII."""
    return frozenset(k for name in entity.names for k in map(folded, words(name)) if len(k) > 1)


def article_entities(nodes: Mapping[Where, Node]) -> dict[str, list[Node]]:
    """Return the nodes of each article."""
    found: dict[str, list[Node]] = {}
    for (article, _), node in nodes.items():
        found.setdefault(article, []).append(node)
    return found
