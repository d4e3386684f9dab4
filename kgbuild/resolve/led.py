"""Bodies that are one because one person leads them, or because a description fits one body of the story only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kgbuild.model.facts import EntityKind
from kgbuild.model.partition import Link, Partition
from kgbuild.names.lists import organisations
from kgbuild.names.organizations import is_common, organization_key
from kgbuild.resolve.described import further_words, may_mean, names_land
from kgbuild.resolve.nodes import Node
from kgbuild.resolve.prior import Where
from kgbuild.resolve.walls import Scene, by_article

LED = "one name, and one person who leads it"
SAID = "a description of it, and one person who leads it"
_LANDS = ("country/", "territory/")
STATE = "what each state has one of; its article and one of its story speak of one state"
FITTING = "a description of it; no other body of the story fits"


def led_links(scene: Scene, groups: Partition[Where]) -> Iterator[Link[Where]]:
    """Yield why bodies at which one person holds a post are one: a name whose owner is only guessed is that of both;
    of one story, what the one is called describes the other alone."""
    for posts in _by_holder(scene, groups):
        first: dict[str, Node] = {}
        for node in (n for n in posts if n.names and not n.record):
            head = first.setdefault(organization_key(node.name), node)
            if head is not node and _one_land(head, node):
                yield Link(head.where, node.where, 0.9, LED)
        for node in (n for n in posts if not n.names):
            near = [n for n in posts if n is not node and scene.one_story(n.where[0], node.where[0])]
            fitting = [n for n in near if may_mean(node, n, scene.known)]
            alike = fitting or [n for n in near if n.name == node.name and not n.names and _one_land(n, node)]
            if len({groups.root(n.where) for n in fitting}) == 1 or not fitting:
                yield from (Link(n.where, node.where, 0.8, SAID) for n in alike[:1])


def _by_holder(scene: Scene, groups: Partition[Where]) -> Iterator[Sequence[Node]]:
    """Yield for each person the bodies at which posts are held that nobody has at several bodies at once."""
    found: dict[Where, list[Node]] = defaultdict(list)
    named = {groups.root(where) for where, node in scene.nodes.items() if node.full}
    holding = ((groups.root(where), where[0], node.posts) for where, node in scene.nodes.items() if node.posts)
    for holder, article, posts in holding:
        for post in posts if holder in named else ():
            body = scene.nodes.get((article, post.at or ""))
            if body is not None and post.current and post.title not in scene.known.manifold and _is_body(body):
                found[holder].append(body)
    yield from (sorted(bodies, key=lambda n: n.order) for bodies in found.values() if len(bodies) > 1)


def _is_body(node: Node) -> bool:
    return node.kind is EntityKind.ORGANIZATION or (node.kind is EntityKind.GROUP and not node.names)


def _one_land(a: Node, b: Node) -> bool:
    return not (a.within and b.within) or a.within == b.within


def fitting_links(scene: Scene, groups: Partition[Where]) -> Iterator[Link[Where]]:
    """Yield why a body that is described by country, kind and more ("Peru's fisheries regulator") is the one of its
    story that the description fits; what an article describes after it has named the body is left to the article."""
    bodies = [n for n in scene.nodes.values() if n.kind is EntityKind.ORGANIZATION and not n.record]
    named = by_article(n for n in bodies if n.called and not is_common(n.name))
    for node in (n for n in bodies if not n.names and n.within and further_words(n, scene.known)):
        fitting = [n for n in scene.of_story(node.where[0], named) if may_mean(node, n, scene.known)]
        fitting = [n for n in fitting if names_land(node, n)] or fitting
        told = any(n.where[0] == node.where[0] and n.order < node.order for n in fitting)
        if len({groups.root(n.where) for n in fitting}) == 1 and not told:
            yield Link(fitting[0].where, node.where, 0.75, FITTING)


def state_links(scene: Scene) -> Iterator[Link[Where]]:
    """Yield why "the government" of an article that names one state alone is that of this state, of which another
    article of its story tells."""
    known = by_article(n for n in scene.nodes.values() if n.within and n.key[1] in organisations().single)
    bare = [n for n in scene.nodes.values() if n.nameless and known and n.name.lower() in organisations().single]
    lands: dict[str, set[str]] = {n.where[0]: set() for n in bare}
    for node in scene.nodes.values():
        if node.where[0] in lands and (node.within or node.record).startswith(_LANDS):
            lands[node.where[0]].add(_land_of(node))
    for node in bare:
        told = [n for n in scene.of_story(node.where[0], known) if n.key[1] == node.name.lower()]
        if told and {n.within for n in told} == lands[node.where[0]] and len(lands[node.where[0]]) == 1:
            yield Link(told[0].where, node.where, 0.75, STATE)


def _land_of(node: Node) -> str:
    """Return the record of the country that a place or a body is of, or is."""
    own = node.record.replace("territory/", "country/")
    return own if own.startswith("country/") else node.within
