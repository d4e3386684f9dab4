"""Which actors and places of different articles are one, and why.

Only what is safe merges by itself: one authority record, or one full name under a spelling key; a family name alone
where one person alone bears it and both hold the same post. Any other family name, a group without a proper name
("officials") and a thing of another kind stay apart until a person decides.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kgbuild.identifiers import named_id, slug
from kgbuild.model.facts import ArticleFacts, Entity, EntityKind
from kgbuild.model.resolved import Merge
from kgbuild.names.keys import name_key
from kgbuild.names.persons import parse_person

_KNOWN = "one authority record"
_SPELLING = "one name under its spelling key"
_EQUAL = "one name"


@dataclass(frozen=True, slots=True)
class Identity:
    """The global id of an entity and what it rests on; an empty `reason` means that it belongs to its article only."""

    id: str
    reason: str


def identify(entity: Entity, article: str) -> Identity:
    """Return who an entity is among all articles."""
    kind = entity.kind.value
    if entity.key:
        return Identity(named_id(entity.name if entity.known else entity.key, kind, entity.key), _KNOWN)
    if entity.kind is EntityKind.PERSON:
        key = name_key(entity.name)
        if " " not in key:
            return Identity(named_id(entity.name, kind, key, article), "")
        person = parse_person(entity.name)  # word breaks do not count: Kim Jong Un, Kim Jong-un
        return Identity(named_id(person.family[0], kind, "".join(person.keys), person.suffix), _SPELLING)
    words = slug(entity.name, longest=0)
    if entity.kind is EntityKind.GROUP or not words:
        return Identity(named_id(entity.name, kind, words, article), "")
    return Identity(named_id(words, kind, words), _EQUAL)


def identify_all(facts: Iterable[ArticleFacts]) -> dict[tuple[str, str], Identity]:
    """Return the identity of every (article id, local entity id)."""
    every = {(f.article.id, e.id): e for f in facts for e in f.entities}
    found = {where: identify(e, where[0]) for where, e in every.items()}
    return found | _by_family_name(every, found)


def _by_family_name(
    every: Mapping[tuple[str, str], Entity], found: Mapping[tuple[str, str], Identity]
) -> dict[tuple[str, str], Identity]:
    """Return who has a family name only and yet is known: one person alone bears it in full, in the same post."""
    bearers: dict[str, set[str]] = defaultdict(set)
    posts: dict[str, set[tuple[str, str]]] = defaultdict(set)
    short = {}
    for (article, local), entity in every.items():
        if entity.kind is not EntityKind.PERSON or entity.key:
            continue
        person = parse_person(entity.name)
        if found[article, local].reason:
            one = found[article, local].id
            posts[one] |= _posts(entity, article, found)
            for family in person.family:
                bearers[family].add(one)
        elif len(person.keys) == 1:
            short[article, local] = person.keys[0]
    taken = {}
    for where, family in short.items():
        known = min(bearers[family]) if len(bearers[family]) == 1 else ""
        if shared := sorted(posts[known] & _posts(every[where], where[0], found)):
            reason = f"a family name that one person alone bears here, and one post ({shared[0][0]})"
            taken[where] = Identity(known, reason)
    return taken


def _posts(entity: Entity, article: str, found: Mapping[tuple[str, str], Identity]) -> set[tuple[str, str]]:
    """Return the current (title, body) of a person; a title without its body ("the minister") tells nobody apart."""
    roles = (r for r in entity.roles if r.status == "current" and r.at is not None)
    bodies = ((slug(r.title), found[article, r.at]) for r in roles if r.at is not None)
    return {(title, body.id) for title, body in bodies if body.reason}


def entity_merges(facts: Sequence[ArticleFacts], identities: Mapping[tuple[str, str], Identity]) -> tuple[Merge, ...]:
    """Return what was taken to be one across articles or under several names, with the reason."""
    members: dict[str, list[tuple[str, str]]] = defaultdict(list)
    names: dict[str, set[str]] = defaultdict(set)
    reasons: dict[str, set[str]] = defaultdict(set)
    for article in facts:
        for entity in article.entities:
            identity = identities[article.article.id, entity.id]
            members[identity.id].append((article.article.id, entity.id))
            names[identity.id] |= {entity.name, *entity.names}
            reasons[identity.id].add(identity.reason)
    merges = []
    for one, who in members.items():
        if len(who) > 1:
            spellings = sorted(names[one])
            reason = "; ".join(sorted(reasons[one] - {""})) if len(spellings) > 1 else _EQUAL
            merges.append(Merge(one, tuple(sorted(who)), f"{reason or _EQUAL}: {', '.join(spellings)}"))
    return tuple(sorted(merges))


def entity_labels(facts: Sequence[ArticleFacts], identities: Mapping[tuple[str, str], Identity]) -> dict[str, str]:
    """Return one label an entity: an authority's name, else the name most reports use (the longest, then the first in
    the alphabet, where they are even)."""
    known: dict[str, str] = {}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for article in facts:
        for entity in article.entities:
            one = identities[article.article.id, entity.id].id
            counts[one][entity.name] += 1
            if entity.known:
                known[one] = min(known.get(one, entity.name), entity.name)
    best = {one: min(c, key=lambda n: (-c[n], -len(n), n)) for one, c in counts.items()}
    return best | known
