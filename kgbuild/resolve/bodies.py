"""Organisations, countries, places and named groups: by authority record, else by name, owner and other names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kgbuild.identifiers import slug
from kgbuild.model.facts import Entity, EntityKind
from kgbuild.names.keys import folded, words
from kgbuild.names.lists import organisations
from kgbuild.names.organizations import is_common, organization_key
from kgbuild.resolve.nameless import is_nameless
from kgbuild.resolve.nodes import Node, Where
from kgbuild.resolve.partition import Link, Partition

KNOWN = "one authority record"
ONE_NAME = "one name"
OWNED = "one name, and one country whose body it is"
SPELLING = "one name but for its legal form, dots and articles"
SHORT = "the name of one body but for its legal form, and nobody's family name"
ALIAS = "another name of it, given beside it in a report"


def body_key(node: Node) -> tuple[str, ...]:
    """Return what two bodies of one identity share; a group nobody names, or a body whose owner stays open, is its
    article's own."""
    entity = node.entity
    kind = entity.kind.value
    if entity.key:
        return kind, entity.key
    if is_nameless(entity):
        return kind, slug(entity.name, longest=0), *node.where
    if entity.kind is EntityKind.ORGANIZATION:
        return _organisation_key(node)
    key = slug(entity.name, longest=0)
    return (kind, key) if key and entity.names else (kind, key, *node.where)


def _organisation_key(node: Node) -> tuple[str, ...]:
    entity = node.entity
    key, owner = organization_key(entity.name), node.country
    if not is_common(entity.name):
        own = _common_part(key) if entity.within else ""
        if not own:
            return (entity.kind.value, key) if key else (entity.kind.value, key, *node.where)
        key, owner = own, entity.within  # "the Norwegian Foreign Ministry"
    return (entity.kind.value, key, owner) if owner else (entity.kind.value, key, *node.where)


def _common_part(key: str) -> str:
    """Return what is left of "norwegian foreign ministry" without the word that names its country."""
    parts = key.split()
    rest = [p for p in parts if p in organisations().common]
    return " ".join(rest) if len(rest) == len(parts) - 1 and len(rest) > 1 else ""


def body_links(nodes: Mapping[Where, Node]) -> Iterator[Link[Where]]:
    """Yield why bodies of equal keys are one: each with the first of its key."""
    by_key: dict[tuple[str, ...], list[Node]] = defaultdict(list)
    for node in nodes.values():
        if node.entity.kind is not EntityKind.PERSON:
            by_key[body_key(node)].append(node)
    for same in by_key.values():
        first, *others = sorted(same, key=lambda n: n.order)
        for other in others:
            yield Link(first.where, other.where, 1.0 if first.entity.key else 0.95, _reason(first, other))


def _reason(first: Node, other: Node) -> str:
    if first.entity.key:
        return KNOWN
    if first.entity.kind is EntityKind.ORGANIZATION and is_common(first.entity.name):
        return OWNED
    return ONE_NAME if first.entity.name == other.entity.name else SPELLING


def alias_links(
    nodes: Mapping[Where, Node], groups: Partition[Where], stories: Mapping[str, frozenset[str]]
) -> Iterator[Link[Where]]:
    """Yield why a body known by a short name is one that bears it besides its own: the only such body of the story,
    else of all articles."""
    bearers: dict[str, list[Node]] = defaultdict(list)
    for node in nodes.values():
        if _is_body(node.entity) and len(node.entity.names) > 1:
            for key in {_alias_key(n) for n in node.entity.names} - {_alias_key(node.entity.name)}:
                bearers[key].append(node)
    done: set[Where] = set()
    for node in sorted(nodes.values(), key=lambda n: n.order):
        root = groups.root(node.where)
        if not _is_body(node.entity) or node.entity.key or root in done:
            continue
        done.add(root)
        found = [b for b in bearers.get(_alias_key(node.entity.name), ()) if groups.root(b.where) != root]
        articles = {a for a, _ in groups.members(node.where)}
        near = {s for a in articles for s in (a, *stories.get(a, ()))}
        told = [b for b in found if b.where[0] in near] or found
        if len({groups.root(b.where) for b in told}) == 1:
            yield Link(node.where, told[0].where, 0.8, ALIAS)


def short_body_links(
    bare: Iterable[Node], nodes: Mapping[Where, Node], groups: Partition[Where]
) -> Iterator[Link[Where]]:
    """Yield why what a recognizer took for somebody's family name ("Kvarnby") is a body: nobody bears the name, and one
    body does but for its legal form ("Kvarnby AB")."""
    firms: dict[str, list[Node]] = defaultdict(list)
    for node in nodes.values():
        if _is_body(node.entity) and organization_key(node.entity.name) != slug(node.entity.name, longest=0).replace(
            "-", " "
        ):
            firms[organization_key(node.entity.name)].append(node)
    for node in bare:
        found = firms.get(organization_key(node.entity.name), [])
        still = len(groups.members(node.where)) == 1 and not (node.entity.roles or node.sex)
        if still and len({groups.root(b.where) for b in found}) == 1:
            yield Link(found[0].where, node.where, 0.7, SHORT)


def _is_body(entity: Entity) -> bool:
    return entity.kind is EntityKind.ORGANIZATION and bool(entity.names)


def _alias_key(name: str) -> str:
    """An abbreviation keeps its capitals: "WHO" is not "who"."""
    parts = words(name)
    if len(parts) == 1 and name.isupper():
        return folded(name).upper()
    return organization_key(name)
