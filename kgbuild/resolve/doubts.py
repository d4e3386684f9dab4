"""What is left apart and yet may be one, so that a person is asked: two names that one letter tells apart, of one post;
what was planned for a day beside what was held on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kgbuild.identifiers import slug
from kgbuild.model.facts import Factuality
from kgbuild.model.partition import Link, Partition
from kgbuild.names.persons import parse_person
from kgbuild.resolve.marks import World, days_of, exclude
from kgbuild.resolve.nodes import Node
from kgbuild.resolve.prior import Where
from kgbuild.resolve.reports import Report
from kgbuild.resolve.walls import Scene
from kgbuild.resolve.walls import exclude as two_people

ONE_LETTER = "one letter tells the names apart; both hold one post"
HELD = "planned for a day, and one of its kind held on that day"
_OPEN = 0.4
_Key = tuple[str, int, str]
_MOST = 25  # of a block beyond which a question would be one of many


def one_letter_links(scene: Scene, groups: Partition[Where]) -> Iterator[Link[Where]]:
    """Yield people of one title at one body, or of one story, whose names differ in one letter; who are named in one
    article are two."""
    blocks: dict[tuple[str, str], list[Node]] = defaultdict(list)
    for node in scene.nodes.values():
        titles = {slug(p.title) for p in node.posts if p.current} if node.full and not node.record else ()
        for title in titles:
            for part in _without_a_letter("".join(parse_person(node.name).keys)):
                blocks[title, part].append(node)
    asked: set[frozenset[Where]] = set()
    for (title, _), block in blocks.items():
        roots = {groups.root(n.where): n for n in reversed(block)}
        for a, b in _pairs(sorted(roots.values(), key=lambda n: n.order)):
            pair = frozenset((groups.root(a.where), groups.root(b.where)))
            if pair not in asked and _one_post(a, b, title, scene, groups) and not _named_together(a, b, groups):
                asked.add(pair)
                yield Link(a.where, b.where, _OPEN, ONE_LETTER)


def _without_a_letter(name: str) -> set[str]:
    """Return what two names share of which one has a letter for another, or one more: each with one left out."""
    return {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}


def _pairs(nodes: list[Node]) -> Iterator[tuple[Node, Node]]:
    few = nodes[:_MOST]
    yield from ((a, b) for at, a in enumerate(few) for b in few[at + 1 :])


def _one_post(a: Node, b: Node, title: str, scene: Scene, groups: Partition[Where]) -> bool:
    """Whether a title is held at one body, or, where one leaves that open, its article names the body of the other."""
    if two_people([a], [b], scene):
        return False
    ours, theirs = (
        {groups.root((one.where[0], p.at)) for p in one.posts if p.current and p.at and slug(p.title) == title}
        for one in (a, b)
    )
    if ours and theirs:
        return not ours.isdisjoint(theirs)
    named = {w[0] for body in ours | theirs for w in groups.members(body)}
    return scene.one_story(a.where[0], b.where[0]) or {a.where[0], b.where[0]} <= named


def _named_together(a: Node, b: Node, groups: Partition[Where]) -> bool:
    ours, theirs = ({article for article, _ in groups.members(n.where)} for n in (a, b))
    return not ours.isdisjoint(theirs)


def held_links(every: Mapping[Where, Report], groups: Partition[Where], world: World) -> Iterator[Link[Where]]:
    """Yield what was planned for a day with what is told to have been held on it, of one type and of a party or a
    place in common, where nothing excludes that they are one."""
    told: dict[tuple[Factuality, _Key], list[Where]] = defaultdict(list)
    for where, report in every.items():
        for key in _keys(report):
            told[report.event.factuality, key].append(where)
    came = {groups.root(w) for w, r in every.items() if r.event.factuality is Factuality.ACTUAL}
    asked: set[frozenset[Where]] = set()
    for (_, key), ones in [one for one in told.items() if one[0][0] is Factuality.PLANNED]:
        held = told.get((Factuality.ACTUAL, key), [])
        for one, other in ((a, b) for a in ones[:_MOST] for b in held[:_MOST]):
            pair = frozenset((groups.root(one), groups.root(other)))
            if groups.root(one) in came or pair in asked or exclude(every[one], every[other], world):
                continue
            if _articles(one, groups).isdisjoint(_articles(other, groups)):
                asked.add(pair)
                yield Link(one, other, _OPEN, HELD)


def _articles(where: Where, groups: Partition[Where]) -> set[str]:
    return {article for article, _ in groups.members(where)}


def _keys(report: Report) -> Iterable[_Key]:
    """Return what two of one day must have in common: type, the day, and a party or the place."""
    days = days_of(report)
    if days is None or days[0] != days[1]:
        return []
    alike = {*report.parties, *report.subjects, *([report.event.place] if report.pinned and report.event.place else ())}
    return [(report.event.type, days[0], one) for one in sorted(alike)]
