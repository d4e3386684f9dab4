"""Organisations, countries, places and named groups: by authority record, else by name, owner and other names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from kgbuild.identifiers import slug
from kgbuild.model.facts import EntityKind
from kgbuild.model.partition import Link, Partition
from kgbuild.names.organizations import is_any_towns, is_common, organization_key, turned_key
from kgbuild.resolve.nodes import Node
from kgbuild.resolve.prior import Where
from kgbuild.resolve.walls import Scene, by_article

KNOWN = "one authority record"
ONE_NAME = "one name"
OWNED = "one name, and one country whose body it is"
SPELLING = "one name but for its legal form, dots and articles"
TAIL = "the last words of the name of one body of the story"
OPENING = "the first words of the name of one body of the story"
SHORT = "the name of one body but for its legal form, and nobody's family name"
OFTEN = "the name of one body of several articles, and nobody's family name"
TOLD = "the name of a body of the story that the same befalls, and nobody's family name"
STORY = "one name or description, in articles of one story"
ALIAS = "another name of it, given beside it in a report"
TURNED = "one name, said the other way round"

_SEVERAL = 3  # articles that tell of a body by a name, so that it is known by it


def body_links(nodes: Mapping[Where, Node]) -> Iterator[Link[Where]]:
    """Yield why bodies of equal keys are one: each with the first of its key."""
    first: dict[tuple[str, ...], Node] = {}
    for node in nodes.values():
        if node.kind is not EntityKind.PERSON:
            head = first.setdefault(node.key, node)
            if head is not node:
                yield Link(head.where, node.where, 1.0 if head.record else 0.95, _reason(head, node))


def _reason(first: Node, other: Node) -> str:
    if first.record:
        return KNOWN
    if first.kind is EntityKind.ORGANIZATION and is_common(first.name):
        return OWNED
    return ONE_NAME if first.name == other.name else SPELLING


def alias_links(
    nodes: Mapping[Where, Node], groups: Partition[Where], stories: Mapping[str, frozenset[str]]
) -> Iterator[Link[Where]]:
    """Yield why a body known by a short name is one that bears it besides its own: the only such body of the story,
    else of all articles."""
    bearers: dict[str, list[Node]] = defaultdict(list)
    for node in nodes.values():
        for key in node.called[1:]:
            bearers[key].append(node)
    done: set[Where] = set()
    for node in nodes.values():
        if not node.called or node.record:
            continue
        root = groups.root(node.where)
        if root in done:
            continue
        done.add(root)
        found = [b for b in bearers.get(node.called[0], ()) if groups.root(b.where) != root]
        articles = {a for a, _ in groups.members(node.where)} if found else ()
        near = {s for a in articles for s in (a, *stories.get(a, ()))}
        told = [b for b in found if b.where[0] in near] or found
        if len({groups.root(b.where) for b in told}) == 1:
            turned = node.called[0] in map(turned_key, told[0].names)
            yield Link(node.where, told[0].where, 0.8, TURNED if turned else ALIAS)


def short_body_links(
    bare: Iterable[Node], scene: Scene, groups: Partition[Where], personal: frozenset[str]
) -> Iterator[Link[Where]]:
    """Yield why what a recognizer took for somebody's family name ("Kvarnby") is a body: nobody bears the name, and one
    body does but for its legal form ("Kvarnby AB"), or one of several articles does, or one of the story that the same
    befalls, nothing that befalls people (`personal`)."""
    nodes = scene.nodes
    every = ((n, [nodes[w] for w in groups.members(n.where)]) for n in bare)
    alone = [n for n, group in every if not any(m.posts or m.sex or m.full for m in group)]
    firms: dict[str, list[Node]] = defaultdict(list)
    for node in nodes.values() if alone else ():
        if node.called:
            firms[organization_key(node.name)].append(node)
    for node in alone:
        acts = node.acts - personal
        alike = firms.get(organization_key(node.name), [])
        formal = [f for f in alike if organization_key(f.name) != slug(f.name, longest=0).replace("-", " ")]
        often = [f for f in alike if len({article for article, _ in groups.members(f.where)}) >= _SEVERAL]
        told = [f for f in alike if f.acts & acts and scene.one_story(f.where[0], node.where[0])]
        found, why = next(((b, r) for b, r in ((formal, SHORT), (often, OFTEN), (told, TOLD)) if b), ([], ""))
        if len({groups.root(b.where) for b in found}) == 1:
            yield Link(found[0].where, node.where, 0.7, why)


def town_links(scene: Scene) -> Iterator[Link[Where]]:
    """Yield links between places that any town has ("City Hall") of one name, and between bodies that are described in
    like words by their country ("the Kenyan agency"), in articles of one story."""
    by_name: dict[str, list[Node]] = defaultdict(list)
    for node in scene.nodes.values():
        towns = node.kind is EntityKind.PLACE and node.names and is_any_towns(node.name)
        described = node.kind is EntityKind.ORGANIZATION and not node.names and node.within
        if (towns or described) and not node.record:
            by_name[node.key[1]].append(node)
    for same in by_name.values():
        told = by_article(same)
        for a in same if len(same) > 1 else ():
            later = (b for b in scene.of_story(a.where[0], told) if b.order > a.order and not _of_two_owners(a, b))
            yield from (Link(a.where, b.where, 0.9, STORY) for b in later)


def _of_two_owners(a: Node, b: Node) -> bool:
    """Whether two are known to be of two countries or towns: "Malawi's government" and "the government of Zambia"."""
    return bool(a.within and b.within) and a.within != b.within


def part_links(scene: Scene, groups: Partition[Where]) -> Iterator[Link[Where]]:
    """Yield links from a body named by the last words of a longer name ("the Fisheries Board"), or by those before its
    preposition ("the Savo Institute"), to the one of the story that bears it ("the Zambezi Basin Fisheries Board",
    "the Savo Institute of Music")."""
    longer: dict[tuple[str, str], list[Node]] = defaultdict(list)
    bodies = [n for n in scene.nodes.values() if n.kind is EntityKind.ORGANIZATION and n.called and not n.record]
    for node in bodies:
        parts = organization_key(node.name).split()
        for n in range(1, len(parts) - 1):
            longer[TAIL, " ".join(parts[n:])].append(node)
        opening = scene.known.before_preposition(node.name)
        if opening != node.name and " " in organization_key(opening) and not is_common(opening):
            longer[OPENING, organization_key(opening)].append(node)
    for node, reason in product(bodies, (TAIL, OPENING)):
        every = longer.get((reason, organization_key(node.name)), ())
        near = [b for b in every if scene.one_story(node.where[0], b.where[0])]
        roots = {groups.root(b.where) for b in near} - {groups.root(node.where)}
        if len(roots) == 1 and not any(b.where[0] == node.where[0] for b in near):
            yield Link(min(roots), node.where, 0.75, reason)
