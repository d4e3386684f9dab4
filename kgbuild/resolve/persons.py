"""Which people of different articles are one: by their names, then by names that leave something out, then by a family
name alone. Candidates come from blocks of names that share a key; only within a block are names compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

from kgbuild.model.facts import EntityKind
from kgbuild.model.partition import Link, Partition
from kgbuild.names.keys import coarse, script_of
from kgbuild.names.lists import people
from kgbuild.names.persons import INITIALS, REVERSED, TRANSLITERATED, Likeness, parse_person, word_agrees
from kgbuild.resolve.alike import alike
from kgbuild.resolve.nodes import Node
from kgbuild.resolve.prior import Where
from kgbuild.resolve.recall import Recall
from kgbuild.resolve.walls import Scene, exclude, full_names, in_company

_SAME, _STORY, _COMPANY, _LIKELY, _BARE_CORPUS = 0.95, 0.97, 0.9, 0.8, 0.6
BARE_STORY = 0.75  # a family name alone, whose one bearer the story knows
_GUESSED = frozenset({INITIALS, REVERSED})  # what letters alone do not say
_OPEN = 0.4  # a guess that a person is asked about
_FEW = 20  # people of one name that are looked at
_PERSONAL = 2  # words of a name that may be somebody's
_MOST = 400  # people of one name beyond which not each two are compared


def name_links(scene: Scene, recall: Recall) -> tuple[list[Link[Where]], list[tuple[Where, Where]], list[Link[Where]]]:
    """Return links between people of one full name, pairs that such a name must not join, and as open questions names
    that are one only if both are transliterations, of whom nothing else says that they are one."""
    by_name: dict[str, list[Node]] = defaultdict(list)
    for node in scene.nodes.values():
        for name in full_names(node) if not node.record else ():
            by_name[name].append(node)
    links, walls, questions = list[Link[Where]](), [], list[Link[Where]]()
    for same in by_name.values():
        found, apart = _one_name(same, scene)
        links += found
        walls += apart
    for one, other, reason in alike(by_name, Likeness.SAME, recall):
        ones, others = by_name[one], by_name[other]
        near = reason != TRANSLITERATED or _any_backed(ones, others, scene)
        found = links if near else questions
        found.append(Link(ones[0].where, others[0].where, _SAME if near else _OPEN, reason))
    return links, walls, questions


def _any_backed(ones: Sequence[Node], others: Sequence[Node], scene: Scene) -> bool:
    return any(_backed(a, b, scene) for a in ones[:_FEW] for b in others[:_FEW])


def _backed(a: Node, b: Node, scene: Scene) -> bool:
    """Whether more than the letters says that two transliterations are of one name: their scripts, a story, a title, a
    walk of life, or somebody else who is named beside both."""
    titles = {p.title for p in a.posts} & {p.title for p in b.posts}
    if script_of(a.name) != script_of(b.name) or scene.one_story(a.where[0], b.where[0]):
        return True
    return bool(titles or a.walks & b.walks) or in_company(a, b, scene)


def _one_name(same: Sequence[Node], scene: Scene) -> tuple[list[Link[Where]], list[tuple[Where, Where]]]:
    """Join people of one name, each with the first; where roles tell two bearers, only those that say which."""
    first = same[0]
    told = [n for n in same if n.walks or n.sex or n.born or scene.posts.get(n.where)]
    kinds: dict[tuple[object, ...], Node] = {}
    for node in told:
        kinds.setdefault((node.walks, node.sex, node.born, scene.posts.get(node.where), node.published[:7]), node)
    apart = [(a, b) for a, b in combinations(list(kinds.values())[:50], 2) if exclude([a], [b], scene)]
    if not apart:
        return [Link(first.where, n.where, _SAME, "one name") for n in same[1:]], []
    links = []
    for a, b in combinations(same[:_MOST], 2):
        near = scene.one_story(a.where[0], b.where[0])
        if exclude([a], [b], scene):
            continue
        if near:
            links.append(Link(a.where, b.where, _STORY, "one name, in articles of one story"))
        elif _share(a, b, scene):
            links.append(Link(a.where, b.where, _SAME, "one name and one walk of life or post"))
        elif in_company(a, b, scene):
            links.append(Link(a.where, b.where, _COMPANY, "one name, and somebody else is named beside both"))
    return links, [(a.where, b.where) for a, b in apart]


def _share(a: Node, b: Node, scene: Scene) -> bool:
    return bool(a.walks & b.walks or scene.posts.get(a.where, frozenset()) & scene.posts.get(b.where, frozenset()))


def likely_links(scene: Scene, groups: Partition[Where], recall: Recall) -> Iterator[Link[Where]]:
    """Yield links between names of which one leaves something out or is a short form: only where the name can mean
    one person alone, in the story or in all articles."""
    holders: dict[str, list[Where]] = defaultdict(list)
    for node in scene.nodes.values():
        if node.full:
            holders[node.name].append(node.where)
    found: dict[Where, list[tuple[Where, str, str]]] = defaultdict(list)
    for one, other, reason in alike(holders, Likeness.LIKELY, recall):
        these, those = ([scene.nodes[w] for w in holders[name]] for name in (one, other))
        if reason in _GUESSED and not _any_backed(these, those, scene):
            continue
        for a in {groups.root(n.where) for n in these}:
            for b in {groups.root(n.where) for n in those} - {a}:
                found[a].append((b, reason, f"{one}, {other}"))
                found[b].append((a, reason, f"{one}, {other}"))
    every = {a: _candidates(a, {b for b, _, _ in others}, scene, groups) for a, others in found.items()}
    meant = {a: roots if _agree(roots, found) else set[Where]() for a, roots in every.items()}
    for a, others in found.items():
        for b, reason, _ in others:
            if b in meant[a] and a in meant[b]:
                yield Link(a, b, _LIKELY, f"{reason}; nobody else fits")


def _candidates(a: Where, others: set[Where], scene: Scene, groups: Partition[Where]) -> set[Where]:
    """Return who a name can mean: of its story, where that has any, else of all articles."""
    near = {b for b in others if _of_one_story(a, b, scene, groups)}
    return {b for b in near or others if groups.may_join(a, b)}  # what excludes people is its wall


def _agree(roots: set[Where], found: Mapping[Where, list[tuple[Where, str, str]]]) -> bool:
    """Whether all these can be one: each two are as alike."""
    return all(b in {c for c, _, _ in found[a]} for a, b in combinations(sorted(roots), 2))


def _of_one_story(a: Where, b: Where, scene: Scene, groups: Partition[Where]) -> bool:
    ours = {w[0] for w in groups.members(a)}
    near = {s for article in ours for s in (article, *scene.stories.get(article, ()))}
    return any(w[0] in near for w in groups.members(b))


def bare_links(
    scene: Scene, groups: Partition[Where], *, takes: Callable[[Node], bool]
) -> tuple[list[Link[Where]], list[Link[Where]]]:
    """Return links from each family name alone (a node that `takes` accepts) to the one bearer the story knows, else
    all articles know; and as open questions those with several."""
    bearers, rivals = _bearers(scene), _rivals(scene)
    links: list[Link[Where]] = []
    questions: list[Link[Where]] = []
    for node in filter(takes, scene.nodes.values()):
        word = parse_person(node.name)
        if not word.keys:
            continue
        named = bearers.get(coarse(word.keys[0]), {})
        roots = sorted({groups.root(w) for full in named if _bears(node.name, full) for w in named[full]})
        found: list[Link[Where]] = []
        _decide(node, roots, scene, groups, (found, questions))
        others = [w for w in rivals.get(coarse(word.keys[0]), ()) if groups.root(w) != groups.root(node.where)]
        afar = bool(found) and found[0].score < BARE_STORY
        doubted = any(afar or scene.one_story(node.where[0], w[0]) for w in others)
        doubted = doubted or (afar and not _sure_bearers(roots, scene, groups))
        if doubted and found and not _shares_post(node, found[0].other, scene, groups):
            questions += (k._replace(reason=f"{k.reason}, as far as is known") for k in found)
        else:
            links += found
    return links, questions


def _sure_bearers(roots: Iterable[Where], scene: Scene, groups: Partition[Where]) -> bool:
    """Whether somebody among these is known to be a person by more than a name of two words: a role, a form of address,
    a given name that is in the lists, or an authority's record."""
    members = [scene.nodes[w] for root in roots for w in groups.members(root)]
    known = people()
    given = {parse_person(n.name).given for n in members}
    listed = any(g in known.variants or g in known.nicknames for g in given)
    return (
        listed or len({n.where[0] for n in members}) > 1 or any(n.posts or n.sex or n.record or n.acts for n in members)
    )


def _rivals(scene: Scene) -> dict[str, list[Where]]:
    """Return by the coarse key of its last word what a recognizer took for a body and whose two words may be a person's
    name: "Ada Lund", beside "Otto Lund", makes a bare "Lund" a guess."""
    found: dict[str, list[Where]] = defaultdict(list)
    for node in scene.nodes.values():
        if node.kind is EntityKind.ORGANIZATION and not node.record and len(node.name.split()) == _PERSONAL:
            found[coarse(parse_person(node.name).keys[-1:][0])].append(node.where)
    return found


def _decide(
    node: Node,
    roots: Sequence[Where],
    scene: Scene,
    groups: Partition[Where],
    found: tuple[list[Link[Where]], list[Link[Where]]],
) -> None:
    links, questions = found
    near = [r for r in roots if _of_one_story(node.where, r, scene, groups)]
    fitting = [r for r in near or roots if _fits(node, r, scene, groups)]
    if len(near or roots) > 1 and len(fitting) != 1:
        by_post = [r for r in fitting if _shares_post(node, r, scene, groups)]
        by_post = by_post or [r for r in fitting if near and _shares_title(node, r, scene, groups)]
        fitting = by_post if len(by_post) == 1 else fitting
    whole = bool(near)
    told = len(fitting) == 1 and (
        _shares_post(node, fitting[0], scene, groups) or (whole and _shares_title(node, fitting[0], scene, groups))
    )
    if len(fitting) == 1 and (len(near or roots) == 1 or told):
        scope = "the story" if whole else "all articles"
        reason = f"a family name alone; one person of {scope} bears it"
        links.append(Link(node.where, fitting[0], BARE_STORY if whole else _BARE_CORPUS, reason))
        return
    reason = f"a family name alone that {len(fitting)} people bear"
    questions.extend(Link(node.where, r, _OPEN, reason) for r in fitting[:3])


def _fits(node: Node, root: Where, scene: Scene, groups: Partition[Where]) -> bool:
    members = [scene.nodes[w] for w in groups.members(root)]
    if any(m.where[0] == node.where[0] for m in members):
        return False  # the article itself has them as two
    if node.kind is not EntityKind.PERSON:
        return groups.may_join(node.where, root)
    return groups.may_join(node.where, root) and not exclude([node], members, scene)


def _shares_post(node: Node, root: Where, scene: Scene, groups: Partition[Where]) -> bool:
    ours = scene.posts.get(node.where, frozenset())
    return any(ours & scene.posts.get(w, frozenset()) for w in groups.members(root))


def _shares_title(node: Node, root: Where, scene: Scene, groups: Partition[Where]) -> bool:
    """Whether two have one title, wherever they hold it: "Governor Seo" of those who bear the name is "the governor of
    the province"."""
    ours, theirs = (
        [f"{p.title.lower()} " for n in side for p in n.posts if p.current]
        for side in ([node], [scene.nodes[w] for w in groups.members(root)])
    )
    return any(a.startswith(b) or b.startswith(a) for a in ours for b in theirs)


def _bearers(scene: Scene) -> dict[str, dict[str, list[Where]]]:
    """Return by the coarse key of a family name the full names that have it, with who bears them."""
    found: dict[str, dict[str, list[Where]]] = defaultdict(lambda: defaultdict(list))
    for node in scene.nodes.values():
        if node.full:
            for key in {coarse(f) for f in parse_person(node.name).family}:
                found[key][node.name].append(node.where)
    return found


@lru_cache(maxsize=65536)
def _bears(word: str, name: str) -> bool:
    """Whether a single word is the family name of a full name."""
    short, long = parse_person(word), parse_person(name)
    places = [i for i, key in enumerate(long.keys) if key in long.family]
    return any(word_agrees(short, 0, long, i) for i in places)


def mutual_links(scene: Scene, bare: Iterable[Node], corporate: frozenset[str]) -> Iterator[Link[Where]]:
    """Yield links between family names that stand alone everywhere: in one story, where nobody bears them in full."""
    by_name: dict[str, list[Node]] = defaultdict(list)
    for node in bare:
        by_name[node.name].append(node)
    for same in by_name.values():
        for a, b in combinations(same[:_MOST], 2):
            firm = any(x.acts & corporate and (y.sex or y.posts or y.acts - corporate) for x, y in ((a, b), (b, a)))
            if scene.one_story(a.where[0], b.where[0]) and not (firm or exclude([a], [b], scene)):
                yield Link(a.where, b.where, BARE_STORY, "a family name alone, in articles of one story")
