"""Entities of articles as they are compared: with all that tells who they are."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from kgbuild.identifiers import named_id, slug
from kgbuild.model.facts import ArticleFacts, Entity, EntityKind, Form, Mention
from kgbuild.names.keys import folded, words
from kgbuild.names.lists import organisations
from kgbuild.names.organizations import is_any_towns, is_common, organization_key, turned_key
from kgbuild.names.persons import parse_person, short_forms
from kgbuild.resolve.prior import Where, key_digest
from kgbuild.resolve.words import IdentityWords

_AGE = re.compile(r"(?:,| \() ?(\d{1,2})[,.)]")


class Post(NamedTuple):
    """A title that somebody holds (`current`) or held, and the entity of the article it is held at."""

    title: str
    at: str | None
    current: bool


class Node(NamedTuple):
    """An entity of one article. `walks` are walks of life its roles tell, `sex` "m" or "f" where a form of address
    tells it; `acts` the types of events that befall it; `order` sorts nodes by the day their article appeared.

    `nameless`: nobody gives it a name; `full`: it is a person named by more than a family name. `key` is what makes it
    one with others: its record, its name (and owner), or its name in its article; `made` the id made of that, `known`
    and `spot` the digests of the key, alone and in this article. `called` are keys of a body's names, its own first;
    `noun` is what somebody is called whom nobody names ("fan" of a "fan of Norrby Town"); `born` the earlier of the two
    years in which somebody was born by the ages that stand behind the name.
    """

    where: Where
    kind: EntityKind
    name: str
    names: tuple[str, ...]
    record: str
    within: str
    listed: bool
    posts: tuple[Post, ...]
    published: str
    order: tuple[str, str, int]
    walks: frozenset[str]
    sex: str
    acts: frozenset[str]
    nameless: bool
    full: bool
    key: tuple[str, ...]
    made: str
    known: str
    spot: str
    called: tuple[str, ...]
    noun: str = ""
    born: tuple[int, ...] = ()


def nodes_of(article: ArticleFacts, words_: IdentityWords) -> Iterator[Node]:
    """Yield a node for each entity of an article."""
    countries = _Countries(article)
    first: dict[str, Mention] = {}
    for mention in article.mentions:
        first.setdefault(mention.entity, mention)
    acts: dict[str, set[str]] = {}
    for event in article.events:
        for one in event.participants:
            acts.setdefault(one, set()).add(event.type)
    published, name = article.article.published, article.article.id
    for number, entity in enumerate(article.entities):
        where = (name, entity.id)
        key = _key(entity, where, entity.within or countries.near(first.get(entity.id)))
        yield Node(
            where,
            entity.kind,
            entity.name,
            entity.names,
            entity.key,
            entity.within,
            bool(entity.known),
            tuple(Post(r.title, r.at, r.status == "current") for r in entity.roles),
            published,
            (published or "9999", name, number),
            _walks(entity, words_),
            _sex(entity, article, words_),
            frozenset(acts.get(entity.id, ())),
            is_nameless(entity),
            entity.kind is EntityKind.PERSON and bool(entity.names) and parse_person(entity.name).full,
            key,
            named_id(_slug_name(entity), *key),
            key_digest(key),
            key_digest(("at", name, *key)),
            _called(entity),
            words_.head_of(entity.name) if is_nameless(entity) else "",
            _born(entity, article),
        )


def is_nameless(entity: Entity) -> bool:
    """Whether an actor has no name, no record and no owner that could tell it from others of its kind."""
    return not (entity.names or entity.key or entity.within) and entity.kind is not EntityKind.PLACE


def _key(entity: Entity, where: Where, country: str) -> tuple[str, ...]:
    """Return what entities of one identity share; a group nobody names, a family name alone, a place that any town has,
    or a body whose owner (its own, or the `country` spoken of where it is named) stays open, is its article's own."""
    kind = entity.kind.value
    if entity.key:
        return kind, entity.key
    if entity.kind is EntityKind.PERSON:
        person = parse_person(entity.name)
        if is_nameless(entity):
            return kind, *person.keys, *where
        return (kind, "".join(person.keys), person.suffix) if person.full else (kind, *person.keys, where[0])
    if is_nameless(entity):
        return kind, slug(entity.name, longest=0), *where
    if entity.kind is EntityKind.ORGANIZATION:
        return _organisation_key(entity, where, country)
    key = slug(entity.name, longest=0)
    own = entity.kind is EntityKind.PLACE and is_any_towns(entity.name)
    return (kind, key) if key and entity.names and not own else (kind, key, *where)


def _organisation_key(entity: Entity, where: Where, country: str) -> tuple[str, ...]:
    key, owner = organization_key(entity.name), country
    if not is_common(entity.name):
        own = _common_part(key) if entity.within else ""
        if not own:
            return (entity.kind.value, key) if key and entity.names else (entity.kind.value, key, *where)
        key, owner = own, entity.within  # "the Norwegian Foreign Ministry"
    key = _any_order(key)
    return (entity.kind.value, key, owner) if owner else (entity.kind.value, key, *where)


def _any_order(key: str) -> str:
    """Return the key of what every state has in one order: "Ministry of Defence" is "Defence Ministry"."""
    return " ".join(sorted(key.split()))


def _common_part(key: str) -> str:
    """Return what is left of "norwegian foreign ministry" without the word that names its country."""
    parts = key.split()
    rest = [p for p in parts if p in organisations().common]
    whole = len(rest) > 1 or not organisations().single.isdisjoint(rest)
    return " ".join(rest) if len(rest) == len(parts) - 1 and whole else ""


def _slug_name(entity: Entity) -> str:
    if entity.key:
        return entity.name if entity.known else entity.key
    if entity.kind is EntityKind.PERSON:
        return (short_forms(entity.name) or (entity.name,))[0]
    return organization_key(entity.name) or slug(entity.name, longest=0)


def _called(entity: Entity) -> tuple[str, ...]:
    """Return the keys of a body's names, its own first; an abbreviation keeps its capitals: "WHO" is not "who"."""
    if entity.kind is not EntityKind.ORGANIZATION or not entity.names:
        return ()
    every = (entity.name, *entity.names)
    return tuple(dict.fromkeys(filter(None, (*map(_name_key, every), *map(turned_key, every)))))


def _name_key(name: str) -> str:
    parts = words(name)
    if len(parts) == 1 and name.isupper():
        return folded(name).upper()
    return organization_key(name)


def _walks(entity: Entity, words_: IdentityWords) -> frozenset[str]:
    if entity.kind is not EntityKind.PERSON:
        return frozenset()
    titles = (role.title.lower() for role in entity.roles)
    return frozenset(walk for title in titles for walk in _walk_of(title, words_))


def _walk_of(title: str, words_: IdentityWords) -> frozenset[str]:
    """The walk of a title is that of its head: the last word before a preposition."""
    head = words_.before_preposition(title.replace("-", " "))
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


def _born(entity: Entity, article: ArticleFacts) -> tuple[int, ...]:
    """ "Ada Norris, 71, …", "Ada Norris (71)": an age that stands right behind a name."""
    year = article.article.published[:4]
    if entity.kind is not EntityKind.PERSON or not year:
        return ()
    named = (m.end for m in article.mentions if m.entity == entity.id and m.form is Form.NAME)
    ages = {int(found[1]) for end in named if (found := _AGE.match(article.article.text, end)) is not None}
    return tuple(sorted(int(year) - age - 1 for age in ages))


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
