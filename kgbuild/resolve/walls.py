"""What keeps people of different articles apart, whatever they are called, and what they may share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kgbuild.model.facts import EntityKind
from kgbuild.names.keys import words
from kgbuild.names.organizations import initials
from kgbuild.names.persons import Likeness, judge_persons, parse_person
from kgbuild.resolve.described import may_mean
from kgbuild.resolve.nodes import Node
from kgbuild.resolve.prior import Where
from kgbuild.resolve.words import IdentityWords

_COMPANY = 15  # somebody whom more articles name is no company of anybody
_MISTAKEN = 4  # years by which outlets err on the age of one who is named among the same people
_ABOUT = 1  # years by which two ages of one person may be apart: a birthday lies between them

Post = tuple[str, Where]
"""A title and the body it is held at (the one that stands for its group)."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What the comparison of people may look at: nodes, stories, the current posts of each with the body, words,
    and the people in full that each article names, those whom few name."""

    nodes: Mapping[Where, Node]
    stories: Mapping[str, frozenset[str]]
    posts: Mapping[Where, frozenset[Post]]
    known: IdentityWords = field(default_factory=IdentityWords)
    company: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def one_story(self, a: str, b: str) -> bool:
        """Whether two articles are one, or of one story."""
        return a == b or b in self.stories.get(a, ())

    def of_story(self, article: str, nodes: Mapping[str, Sequence[Node]]) -> list[Node]:
        """Return those of some nodes (by article) that an article or one of its story has, as they appeared."""
        near = {article, *self.stories.get(article, ())}
        return sorted((n for one in near for n in nodes.get(one, ())), key=lambda n: n.order)


def by_article(nodes: Iterable[Node]) -> dict[str, list[Node]]:
    """Return nodes by their articles."""
    found: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        found[node.where[0]].append(node)
    return found


def full_names(node: Node) -> tuple[str, ...]:
    """Return the names of a person that say more than a family name, be it of two words, the fullest first; none for
    what is no person."""
    if not node.full or node.names == (node.name,):  # as most
        return node.names if node.full else ()
    others = (n for n in node.names if n != node.name and parse_person(n).full)
    return (node.name, *(n for n in others if judge_persons(n, node.name)[0] is not Likeness.POSSIBLE))


@dataclass(slots=True)
class Side:
    """What tells a group of people from others: their names in full, walks of life, forms of address, years of birth,
    and posts with the month of the article."""

    nodes: list[Node] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    walks: set[str] = field(default_factory=set)
    sexes: set[str] = field(default_factory=set)
    births: set[int] = field(default_factory=set)
    posts: set[tuple[Post, str]] = field(default_factory=set)

    def take(self, nodes: Iterable[Node], scene: Scene) -> Side:
        """Return the same side with some people more."""
        for node in nodes:
            self.nodes.append(node)
            self.names.update(full_names(node))
            self.walks |= node.walks
            self.sexes |= {node.sex} - {""}
            self.births.update(node.born)
            self.posts.update((p, node.published[:7]) for p in scene.posts.get(node.where, ()))
        return self


class Walls:
    """Says whether two groups of people exclude each other. Groups only grow at their end, so that each member is
    looked at once."""

    def __init__(self, scene: Scene) -> None:
        """Take what may be looked at."""
        self._scene = scene
        self._known: dict[Where, Side] = {}

    def __call__(self, one: list[Where], other: list[Where]) -> bool:
        """Whether two groups exclude each other, by their names or by what is known of them."""
        few, many = (one, other) if len(one) == 1 else (other, one)
        if len(few) == 1 and self._is_only_named(few[0], self._of(many)):  # as most
            return False
        ours, theirs = self._of(one), self._of(other)
        return _names_exclude(ours, theirs) or bool(_exclude(ours, theirs, self._scene))

    def _is_only_named(self, where: Where, side: Side) -> bool:
        """Whether nothing is known of somebody but a name that a group has."""
        node = self._scene.nodes[where]
        return node.full and node.name in side.names and not (node.walks or node.sex or self._scene.posts.get(where))

    def _of(self, members: list[Where]) -> Side:
        side = self._known.setdefault(members[0], Side())
        nodes = self._scene.nodes
        return side.take((nodes[where] for where in members[len(side.nodes) :]), self._scene)


def exclude(one: Iterable[Node], other: Iterable[Node], scene: Scene) -> str:
    """Return why two groups of people cannot be one, or an empty string: their walks of life, forms of address, ages or
    posts exclude each other."""
    return _exclude(Side().take(one, scene), Side().take(other, scene), scene)


def _exclude(one: Side, other: Side, scene: Scene) -> str:
    if one.walks and other.walks and one.walks.isdisjoint(other.walks) and not _one_company(one, other, scene):
        return f"{', '.join(sorted(one.walks))} against {', '.join(sorted(other.walks))}"
    if one.sexes and other.sexes and one.sexes.isdisjoint(other.sexes):
        return "Mr against Ms"
    years = min((abs(a - b) for a in one.births for b in other.births), default=0)
    if years > _MISTAKEN or (years > _ABOUT and not _one_company(one, other, scene)):
        return f"born about {min(one.births)} against {min(other.births)}"
    return _posts_exclude(one, other, scene)


def company_of(nodes: Iterable[Node]) -> dict[str, frozenset[str]]:
    """Return for each article the keys of the full names in it, but for those that many articles have."""
    articles: dict[str, set[str]] = defaultdict(set)
    for node in nodes:
        if node.full:
            articles[" ".join(parse_person(node.name).keys)].add(node.where[0])
    found: dict[str, set[str]] = defaultdict(set)
    for key, named in articles.items():
        for article in named if len(named) <= _COMPANY else ():
            found[article].add(key)
    return {article: frozenset(keys) for article, keys in found.items()}


def in_company(one: Node, other: Node, scene: Scene) -> bool:
    """Whether somebody else is named beside both of two people."""
    return _one_company(Side().take([one], scene), Side().take([other], scene), scene)


def _one_company(one: Side, other: Side, scene: Scene) -> bool:
    """Whether somebody else is named beside both: a dentist and a mayor with one father are one."""
    own = {" ".join(parse_person(n.name).keys) for n in (*one.nodes, *other.nodes)}
    ours, theirs = ({k for n in side.nodes for k in scene.company.get(n.where[0], ())} for side in (one, other))
    return bool((ours & theirs) - own)


def _posts_exclude(one: Side, other: Side, scene: Scene) -> str:
    """One title at two bodies at one time."""
    held = {post for post, _ in one.posts} if other.posts else set[Post]()
    for (title, body), month in one.posts if other.posts else ():
        for (title_, body_), month_ in other.posts:
            two = title == title_ and body != body_ and month == month_ and (title, body_) not in held
            if two and not _may_be_one(scene.nodes[body], scene.nodes[body_], scene.known):
                return f"{title} of two bodies"
    return ""


def _may_be_one(a: Node, b: Node, known: IdentityWords) -> bool:
    """Whether two bodies may be one that is called otherwise: "the Lib Dems" and "the Liberal Democrats", "the
    commission" and "the Electoral Commission", a country and what may be a body of it, "the Kenyan agency" and
    "the Kenya Seeds Authority"."""
    if a.within != b.within and a.within and b.within:
        return False
    lands = [n.record for n in (a, b) if n.kind is EntityKind.COUNTRY]
    if len(lands) == 1:  # "director general of the UK's Confederation …"
        return (a.within or b.within) in {"", *lands}
    if may_mean(a, b, known) or may_mean(b, a, known):
        return True
    names = [(n.name, *n.names) for n in (a, b)]
    if any(x in initials(y) or y in initials(x) for x in names[0] for y in names[1]):
        return True
    every = [[words(name) for name in called] for called in names]
    return any(_leaves_out(x, y) or _leaves_out(y, x) for x in every[0] for y in every[1])


def _leaves_out(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether each word of a name begins a word of another, or is made of the initials of some of it."""
    heads = [w.lower() for w in long]
    runs = {"".join(w[0] for w in heads[i:j]) for i in range(len(heads)) for j in range(i + 2, len(heads) + 1)}
    parts = [w.lower() for w in short]
    return bool(parts) and all(w in runs or any(h.startswith(w.removesuffix("s")) for h in heads) for w in parts)


def _names_exclude(one: Side, other: Side) -> bool:
    """Whether the full names of two groups tell them apart: some are two names, and none is one."""
    if not one.names.isdisjoint(other.names):
        return False
    found = {judge_persons(a, b)[0] for a in one.names for b in other.names}
    return Likeness.DIFFERENT in found and Likeness.SAME not in found
