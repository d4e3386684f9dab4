"""Which actors and places of different articles are one, and why; and their ids.

In this order: bodies and places by record or name, people by their whole names, by names that leave something out, by
a family name alone. Walls stand from the start: decisions, two names in one article, roles that exclude each other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from kgbuild.identifiers import named_id, slug
from kgbuild.model.facts import EntityKind
from kgbuild.model.partition import Link, Partition
from kgbuild.model.resolved import Merge, Question
from kgbuild.names.persons import parse_person
from kgbuild.resolve.bodies import alias_links, body_links, part_links, short_body_links, town_links
from kgbuild.resolve.doubts import one_letter_links
from kgbuild.resolve.lands import land_links
from kgbuild.resolve.led import fitting_links, led_links, state_links
from kgbuild.resolve.nodes import Node
from kgbuild.resolve.outline import Outline
from kgbuild.resolve.persons import (
    BARE_STORY,
    bare_links,
    likely_links,
    mutual_links,
    name_links,
)
from kgbuild.resolve.prior import Prior, Where
from kgbuild.resolve.recall import Recall
from kgbuild.resolve.stories import Stories
from kgbuild.resolve.walls import Post, Scene, Walls, by_article, company_of
from kgbuild.resolve.words import IdentityWords

_SURE = 0.9  # what is less sure asks, where a project is cautious


@dataclass(frozen=True, slots=True)
class Identities:
    """Who is who: the things with the links that made each of many nodes, the id of each node, and what stayed open."""

    things: tuple[Thing, ...]
    ids: Mapping[Where, str]
    links: Sequence[Link[Where]]
    questions: tuple[Question, ...]


def identify_all(
    outlines: Sequence[Outline], stories: Stories, prior: Prior, recall: Recall | None = None
) -> Identities:
    """Return who is who among all entities of all articles (`outlines`: in the order they appeared)."""
    known = recall or Recall()
    nodes = {node.where: node for outline in outlines for node in outline.nodes}
    groups = Partition(nodes)
    for one, other in prior.different:
        groups.apart(one, other)
    groups.join(prior.same_links(nodes))
    _walls_inside_articles(nodes, groups)
    questions: list[Link[Where]] = []

    def join(links: Iterable[Link[Where]]) -> None:
        every = list(links)
        sure = [k for k in every if k.score >= _SURE or not prior.cautious]
        questions.extend(k for k in every if k.score < _SURE and prior.cautious)
        groups.join(sure)

    join(body_links(nodes))
    join(land_links(nodes))
    join(alias_links(nodes, groups, stories.close))
    posts = _posts(nodes, groups, prior.words.manifold)
    scene = Scene(nodes, stories.close, posts, prior.words, company_of(nodes.values()))
    groups.wall = Walls(scene)
    names, apart, open_names = name_links(scene, known)
    questions += open_names
    for one, other in apart:
        groups.apart(one, other)
    join(names)
    join(_authority_links(nodes, groups))
    join([*part_links(scene, groups), *town_links(scene)])
    join(likely_links(scene, groups, known))
    _join_bare(scene, groups, join, questions, prior.words)
    join([*led_links(scene, groups), *fitting_links(scene, groups), *state_links(scene)])
    questions.extend(one_letter_links(scene, groups))
    things = _things(groups, nodes, prior)
    ids = {node.where: thing.id for thing in things for node in thing.nodes}
    asked = tuple(Question("same", *k[:2], k.reason, k.score) for k in groups.unanswered(questions, prior.different))
    return Identities(things, ids, groups.links, asked)


def _join_bare(
    scene: Scene, groups: Partition[Where], join: object, questions: list[Link[Where]], words: IdentityWords
) -> None:
    """Family names alone; then what a recognizer took for a firm and the story knows as somebody's family name."""
    assert callable(join)
    links, open_ = bare_links(scene, groups, takes=_is_bare)
    join(links)
    questions.extend(open_)
    alone = {n.where for n in scene.nodes.values() if len(groups.members(n.where)) == 1}
    join(mutual_links(scene, [n for n in scene.nodes.values() if n.where in alone and _is_bare(n)], words.corporate))
    mistaken, _ = bare_links(scene, groups, takes=lambda n: _may_be_person(n, groups))
    told = (k for k in mistaken if k.score >= BARE_STORY or words.personal & scene.nodes[k.one].acts)
    bodies = by_article(n for n in scene.nodes.values() if n.kind is EntityKind.ORGANIZATION)
    join([k for k in told if not _firm_of_name(k, scene, bodies)])
    unborne = alone - {k.one for k in open_}
    nobodys = [n for n in scene.nodes.values() if n.where in unborne and _is_bare(n)]
    join(short_body_links(nobodys, scene, groups, words.personal))


def _is_bare(node: Node) -> bool:
    """Whether a node is a person known by a family name only."""
    return node.kind is EntityKind.PERSON and bool(node.names) and not node.record and not node.full


def _may_be_person(node: Node, groups: Partition[Where]) -> bool:
    if node.kind is not EntityKind.ORGANIZATION or node.record or len(groups.members(node.where)) > 1:
        return False
    return len(node.names) == 1 and len(node.name.split()) == 1 and not node.name.isupper() and not node.posts


def _firm_of_name(link: Link[Where], scene: Scene, bodies: Mapping[str, Sequence[Node]]) -> bool:
    """Whether the story has a firm of that name too, among `bodies` by article."""
    name = scene.nodes[link.one].name.lower()
    near = scene.of_story(link.one[0], bodies)
    return any(n.where != link.one and name in n.name.lower().split() for n in near)


def _walls_inside_articles(nodes: Mapping[Where, Node], groups: Partition[Where]) -> None:
    """What one article has as two people stays two, unless it is one name in full."""
    by_article: dict[str, list[tuple[Node, tuple[str, ...]]]] = defaultdict(list)
    for node in nodes.values():
        if node.kind is EntityKind.PERSON and not node.nameless:
            by_article[node.where[0]].append((node, parse_person(node.name).keys))
    for found in by_article.values():
        for (a, one), (b, other) in combinations(found, 2):
            if not a.full or one != other:
                groups.apart(a.where, b.where)


def _authority_links(nodes: Mapping[Where, Node], groups: Partition[Where]) -> Iterator[Link[Where]]:
    """People of one authority record are one."""
    first: dict[str, Node] = {}
    for node in nodes.values():
        if node.kind is EntityKind.PERSON and node.record:
            head = first.setdefault(node.record, node)
            if head is not node and groups.may_join(head.where, node.where):
                yield Link(head.where, node.where, 1.0, "one authority record")


def _posts(
    nodes: Mapping[Where, Node], groups: Partition[Where], manifold: frozenset[str]
) -> dict[Where, frozenset[Post]]:
    """Return the current posts of people with the body they are held at; a title without its body tells nobody
    apart, "the father of" is none, and one may be founder of several (`manifold`)."""
    found = {}
    for where, node in nodes.items():
        held = [(p.title, (where[0], p.at)) for p in node.posts if p.current and p.at and p.title not in manifold]
        bodies = [(t, at) for t, at in held if at in nodes and nodes[at].kind is not EntityKind.PERSON]
        posts = {(slug(t), groups.root(at)) for t, at in bodies}
        if posts:
            found[where] = frozenset(posts)
    return found


class Thing(NamedTuple):
    """An actor or place of the articles: the id made of its name, the one it has, the node that names it and all nodes
    of it; whether an earlier one has its key (of two of one name, one is known by the name, the other by where it is
    named); whether any other has."""

    own: str
    id: str
    head: Node
    nodes: tuple[Node, ...]
    twin: bool
    shared: bool

    @property
    def folder(self) -> str:
        """The folder of its IRI."""
        return "place" if self.head.kind is EntityKind.PLACE else "actor"

    @property
    def label(self) -> str:
        """Its label: an authority's name, else the name most reports use (the longest, then the first in the alphabet,
        where they are even); of people the fullest names count."""
        if len(self.nodes) == 1:
            return self.head.name
        if known := [n.name for n in self.nodes if n.listed]:
            return min(known)
        named = [n.name for n in self.nodes if n.names] or [n.name for n in self.nodes]
        counts = Counter(n.name for n in self.nodes if n.full) or Counter(named)
        return min(counts, key=lambda n: (-counts[n], -len(n), n))


def _head_of(nodes: Iterable[Node]) -> Node:
    """Return the node that names a group: of a record, else with a full name, else with any; the first."""
    return min(nodes, key=lambda n: (not n.record, not n.full, _is_bare(n), not n.names, n.nameless, n.order))


def _things(groups: Partition[Where], nodes: Mapping[Where, Node], prior: Prior) -> tuple[Thing, ...]:
    every = [tuple(nodes[w] for w in members) for members in groups.groups()]
    headed = ((group[0] if len(group) == 1 else _head_of(group), group) for group in every)
    heads = sorted(headed, key=lambda one: one[0].order)
    counts = Counter(head.key for head, _ in heads)
    seen: set[tuple[str, ...]] = set()
    own, twins, known = [], [], []
    for head, group in heads:
        twin = counts[head.key] > 1 and head.key in seen
        seen.add(head.key)
        own.append(head.made if not twin else named_id(head.made.rpartition("-")[0], *head.key, *head.where))
        twins.append(twin)
        known.append(({n.spot for n in group}, {n.known for n in group} if not twin else set[str]()))
    given = prior.kept_ids([(one, *keys) for one, keys in zip(own, known, strict=True)])
    found = zip(own, given, heads, twins, strict=True)
    return tuple(Thing(a, b, head, group, twin, counts[head.key] > 1) for a, b, (head, group), twin in found)


def entity_merges(found: Identities) -> Iterator[Merge]:
    """Yield what was taken to be one across articles or under several names, with the reasons."""
    reasons: dict[str, dict[str, float]] = defaultdict(dict)
    against: dict[str, set[str]] = defaultdict(set)
    for link in found.links:
        one = found.ids[link.one]
        reasons[one][link.reason] = min(link.score, reasons[one].get(link.reason, 1.0))
        against[one].update({link.against} - {""})
    for thing in found.things:
        if len(thing.nodes) > 1:
            names = {n for node in thing.nodes for n in (node.name, *node.names)}
            why = reasons[thing.id]
            reason = f"{'; '.join(sorted(why))}: {', '.join(sorted(names))}"
            members = tuple(sorted(n.where for n in thing.nodes))
            score = min(why.values(), default=1.0)
            yield Merge(thing.id, members, reason, score, "; ".join(sorted(against[thing.id])))
