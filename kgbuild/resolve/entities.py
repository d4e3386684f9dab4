"""Which actors and places of different articles are one, and why; and their ids.

In this order: bodies and places by record or name, people by their whole names, by names that leave something out, by
a family name alone. Walls stand from the start: decisions, two names in one article, roles that exclude each other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from kgbuild.identifiers import named_id, slug
from kgbuild.model.facts import ArticleFacts, EntityKind
from kgbuild.model.resolved import Merge, Question
from kgbuild.names.organizations import organization_key
from kgbuild.names.persons import parse_person, short_forms
from kgbuild.resolve.bodies import alias_links, body_key, body_links, short_body_links
from kgbuild.resolve.nameless import is_nameless
from kgbuild.resolve.nodes import Node, Where, nodes_of
from kgbuild.resolve.partition import Link, Partition
from kgbuild.resolve.persons import (
    BARE_STORY,
    Scene,
    bare_links,
    company_of,
    exclude,
    is_full,
    likely_links,
    mutual_links,
    name_links,
    names_exclude,
)
from kgbuild.resolve.prior import Prior, key_digest
from kgbuild.resolve.stories import Stories, stories_of

_SURE = 0.9  # what is less sure asks, where a project is cautious


@dataclass(frozen=True, slots=True)
class Identities:
    """Who is who: the groups of nodes with the links that made them, and what stayed open."""

    nodes: Mapping[Where, Node]
    groups: Partition[Where]
    stories: Stories
    questions: tuple[Question, ...]

    def ids(self, prior: Prior) -> dict[Where, str]:
        """Return the global id of each node."""
        return _ids(self, prior)


def identify_all(facts: Sequence[ArticleFacts], prior: Prior) -> Identities:
    """Return who is who among all entities of all articles."""
    nodes = nodes_of(facts, prior.words)
    stories = stories_of(nodes, facts, prior.words.empty)
    groups = Partition(nodes)
    for one, other in prior.different:
        groups.apart(one, other)
    groups.join(prior.same_links(nodes), order=lambda w: nodes[w].order)
    _walls_inside_articles(nodes, groups)
    questions: list[Link[Where]] = []

    def join(links: Iterable[Link[Where]]) -> None:
        every = list(links)
        sure = [k for k in every if k.score >= _SURE or not prior.cautious]
        questions.extend(k for k in every if k.score < _SURE and prior.cautious)
        groups.join(sure, order=lambda w: nodes[w].order)

    join(body_links(nodes))
    join(alias_links(nodes, groups, stories.close))
    scene = Scene(nodes, stories.close, _posts(nodes, groups), company_of(nodes.values()))
    groups.wall = lambda a, b: _people_exclude(a, b, scene)
    names, apart = name_links(scene)
    for one, other in apart:
        groups.apart(one, other)
    join(names)
    join(_authority_links(nodes, groups))
    join(likely_links(scene, groups))
    _join_bare(scene, groups, join, questions, prior.words.personal)
    return Identities(nodes, groups, stories, tuple(_questions(questions, groups)))


def _people_exclude(one: Sequence[Where], other: Sequence[Where], scene: Scene) -> bool:
    ours, theirs = ([scene.nodes[w] for w in group] for group in (one, other))
    return names_exclude(ours, theirs) or bool(exclude(ours, theirs, scene))


def _join_bare(
    scene: Scene, groups: Partition[Where], join: object, questions: list[Link[Where]], personal: frozenset[str]
) -> None:
    """Family names alone; then what a recognizer took for a firm and the story knows as somebody's family name."""
    assert callable(join)
    links, open_ = bare_links(scene, groups, takes=_is_bare)
    join(links)
    questions.extend(open_)
    alone = {n.where for n in scene.nodes.values() if len(groups.members(n.where)) == 1}
    join(mutual_links(scene, [n for n in scene.nodes.values() if n.where in alone and _is_bare(n)]))
    mistaken, _ = bare_links(scene, groups, takes=lambda n: _may_be_person(n, groups))
    told = (k for k in mistaken if k.score >= BARE_STORY or personal & scene.nodes[k.one].acts)
    join([k for k in told if not _firm_of_name(k, scene)])
    unborne = alone - {k.one for k in open_}
    nobodys = [n for n in scene.nodes.values() if n.where in unborne and _is_bare(n)]
    join(short_body_links(nobodys, scene.nodes, groups))


def _is_bare(node: Node) -> bool:
    """Whether a node is a person known by a family name only."""
    entity = node.entity
    return entity.kind is EntityKind.PERSON and bool(entity.names) and not entity.key and not is_full(node)


def _may_be_person(node: Node, groups: Partition[Where]) -> bool:
    entity = node.entity
    if entity.kind is not EntityKind.ORGANIZATION or entity.key or len(groups.members(node.where)) > 1:
        return False
    return len(entity.names) == 1 and len(entity.name.split()) == 1 and not entity.name.isupper() and not entity.roles


def _firm_of_name(link: Link[Where], scene: Scene) -> bool:
    """Whether the story has a firm of that name too."""
    name = scene.nodes[link.one].entity.name.lower()
    near = {link.one[0], *scene.stories.get(link.one[0], ())}
    bodies = (n for n in scene.nodes.values() if n.where[0] in near and n.entity.kind is EntityKind.ORGANIZATION)
    return any(n.where != link.one and name in n.entity.name.lower().split() for n in bodies)


def _walls_inside_articles(nodes: Mapping[Where, Node], groups: Partition[Where]) -> None:
    """What one article has as two people stays two, unless it is one name in full."""
    by_article: dict[str, list[Node]] = defaultdict(list)
    for node in nodes.values():
        if node.entity.kind is EntityKind.PERSON:
            by_article[node.where[0]].append(node)
    for found in by_article.values():
        for a, b in combinations(found, 2):
            if is_nameless(a.entity) or is_nameless(b.entity):
                continue
            if not is_full(a) or parse_person(a.entity.name).keys != parse_person(b.entity.name).keys:
                groups.apart(a.where, b.where)


def _authority_links(nodes: Mapping[Where, Node], groups: Partition[Where]) -> Iterator[Link[Where]]:
    """People of one authority record are one."""
    first: dict[str, Node] = {}
    for node in sorted(nodes.values(), key=lambda n: n.order):
        if node.entity.kind is EntityKind.PERSON and node.entity.key:
            head = first.setdefault(node.entity.key, node)
            if head is not node and groups.may_join(head.where, node.where):
                yield Link(head.where, node.where, 1.0, "one authority record")


def _posts(nodes: Mapping[Where, Node], groups: Partition[Where]) -> dict[Where, frozenset[tuple[str, str]]]:
    """Return the current posts of people with the body they are held at; a title without its body tells nobody
    apart."""
    found = {}
    for where, node in nodes.items():
        held = [(r.title, r.at) for r in node.entity.roles if r.status == "current" and r.at]
        posts = {(slug(t), "#".join(groups.root((where[0], at)))) for t, at in held if (where[0], at) in nodes}
        if posts:
            found[where] = frozenset(posts)
    return found


def _questions(links: Iterable[Link[Where]], groups: Partition[Where]) -> Iterator[Question]:
    for link in links:
        if groups.root(link.one) != groups.root(link.other):
            yield Question("same", link.one, link.other, link.reason, link.score)


def head_of(members: Iterable[Where], nodes: Mapping[Where, Node]) -> Node:
    """Return the member that names a group: of an authority record, else the first to appear with a full name."""
    found = (nodes[w] for w in members)
    return min(found, key=lambda n: (not n.entity.key, n.entity.kind is not EntityKind.PERSON, not is_full(n), n.order))


def kinds_of(found: Identities, ids: Mapping[Where, str]) -> dict[str, EntityKind]:
    """Return by id what each actor and place is: what its head is."""
    return {ids[g[0]]: head_of(g, found.nodes).entity.kind for g in found.groups.groups()}


def node_key(node: Node) -> tuple[str, ...]:
    """Return what makes an id of a node: its record, its name (and owner), or its name in its article."""
    entity = node.entity
    kind = entity.kind.value
    if entity.key:
        return kind, entity.key
    if entity.kind is EntityKind.PERSON:
        person = parse_person(entity.name)
        if is_nameless(entity):
            return kind, *person.keys, *node.where
        return (kind, "".join(person.keys), person.suffix) if person.full else (kind, *person.keys, node.where[0])
    return body_key(node)


def _ids(found: Identities, prior: Prior) -> dict[Where, str]:
    given: dict[Where, str] = {}
    groups = _in_order(found)
    named = []
    for head, members, twin in groups:
        own = named_id(_slug_name(head), *node_key(head), *(head.where if twin else ()))
        named.append((own, _places(found, members), {node_key(found.nodes[w]) for w in members} if not twin else set()))
    for one, (_, members, _) in zip(prior.kept_ids(named), groups, strict=True):
        given.update(dict.fromkeys(members, one))
    return given


def _in_order(found: Identities) -> list[tuple[Node, list[Where], bool]]:
    """Return head and members of each group, and whether an earlier one has its key: of two of one name, one is known
    by the name, the other by where it is named."""
    heads = sorted(((head_of(g, found.nodes), g) for g in found.groups.groups()), key=lambda h: h[0].order)
    seen: set[tuple[str, ...]] = set()
    made = []
    for head, members in heads:
        key = node_key(head)
        made.append((head, members, key in seen))
        seen.add(key)
    return made


def _places(found: Identities, members: Sequence[Where]) -> set[tuple[str, ...]]:
    """Return the keys that say where the members of a group are named."""
    return {("at", w[0], *node_key(found.nodes[w])) for w in members}


def entity_keys(found: Identities, ids: Mapping[Where, str], prior: Prior) -> dict[str, tuple[str, str]]:
    """Return kind and id of each actor and place by the digest of each of its keys: its names; where several have one
    name, or had one, also where it is named."""
    groups = _in_order(found)
    counts = Counter(node_key(head) for head, _, _ in groups)
    made: dict[str, tuple[str, str]] = {}
    for head, members, twin in groups:
        term = (folder_of(head.entity.kind), ids[members[0]])
        shared = counts[node_key(head)] > 1
        made |= {k: term for k in map(key_digest, _places(found, members)) if shared or k in prior.ids}
        if not twin:
            made |= {key_digest(node_key(found.nodes[w])): term for w in members}
    return made


def folder_of(kind: EntityKind) -> str:
    """Return the part of an IRI that says what it names."""
    return "place" if kind is EntityKind.PLACE else "actor"


def _slug_name(node: Node) -> str:
    entity = node.entity
    if entity.key:
        return entity.name if entity.known else entity.key
    if entity.kind is EntityKind.PERSON:
        return (short_forms(entity.name) or (entity.name,))[0]
    return organization_key(entity.name) or slug(entity.name, longest=0)


def entity_merges(found: Identities, ids: Mapping[Where, str]) -> tuple[Merge, ...]:
    """Return what was taken to be one across articles or under several names, with the reasons."""
    reasons: dict[str, dict[str, float]] = defaultdict(dict)
    against: dict[str, set[str]] = defaultdict(set)
    for link in found.groups.links:
        one = ids[link.one]
        reasons[one][link.reason] = min(link.score, reasons[one].get(link.reason, 1.0))
        against[one].update({link.against} - {""})
    merges = []
    for members in found.groups.groups():
        if len(members) > 1:
            one = ids[members[0]]
            names = {n for w in members for n in (found.nodes[w].entity.name, *found.nodes[w].entity.names)}
            why = "; ".join(sorted(reasons[one]))
            score = min(reasons[one].values(), default=1.0)
            reason = f"{why}: {', '.join(sorted(names))}"
            merges.append(Merge(one, tuple(sorted(members)), reason, score, "; ".join(sorted(against[one]))))
    return tuple(sorted(merges))


def entity_labels(found: Identities, ids: Mapping[Where, str], prior: Prior) -> dict[str, str]:
    """Return one label an entity: a decision's, an authority's name, else the name most reports use (the longest, then
    the first in the alphabet, where they are even); of people the fullest names count."""
    labels = {}
    for members in found.groups.groups():
        group = [found.nodes[w] for w in members]
        full = [n for n in group if is_full(n)] or group
        known = sorted(n.entity.name for n in group if n.entity.known)
        counts = Counter(n.entity.name for n in full)
        best = min(counts, key=lambda n: (-counts[n], -len(n), n))
        decided = next((prior.renamed[w] for w in sorted(members) if w in prior.renamed), "")
        labels[ids[members[0]]] = decided or (known[0] if known else best)
    return labels


__all__ = ["Identities", "entity_labels", "entity_merges", "exclude", "head_of", "identify_all", "kinds_of", "node_key"]
