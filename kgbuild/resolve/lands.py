"""Whose a body is that every state can have ("the Home Office"), where its article does not say so: of the state that
the articles about the same people speak of.

The state named last before it (`nodes`) is a guess, and a bad one where an article names a far country in passing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from kgbuild.model.facts import EntityKind
from kgbuild.model.partition import Link
from kgbuild.names.organizations import is_common
from kgbuild.resolve.nodes import Node
from kgbuild.resolve.prior import Where

OF_LAND = "one name, and people who are named with one country"
ONLY = "one name; in all articles only one country is known to have it"
_SAME, _ONLY = 0.8, 0.6
_SEVERAL = 2  # articles in which a state's body must be told, so that others can join it
_VOUCH = 5  # times that its people must be named in other articles with countries, to tell an article's country
_MOST = 0.5  # share of their articles that name it
_NEAR = 0.75  # of the share of a country, at which another is as likely


def land_links(nodes: Mapping[Where, Node]) -> Iterator[Link[Where]]:
    """Yield links from a body of an open or guessed country to the one of that name of its article's country; where
    that is open too, to the only one that several articles tell of."""
    known: dict[tuple[str, str], list[Node]] = defaultdict(list)
    guessed = []
    for node in nodes.values():
        name, owner = _owned(node)
        if name and owner:
            known[name, owner].append(node)
        if name and not node.within:
            guessed.append((node, name, owner))
    told = {key for key, bodies in known.items() if any(b.within for b in bodies)}
    several = defaultdict[str, list[Node]](list)  # of each name the first body of each country that several tell of
    for (name, _), bodies in known.items():
        if len({b.where[0] for b in bodies}) >= _SEVERAL:
            several[name].append(bodies[0])
    guessed = [one for one in guessed if one[1] in several and one[1:] not in told]
    lands = lands_of(nodes.values(), {node.where[0] for node, _, _ in guessed}) if guessed else {}
    for node, name, owner in guessed:
        land = lands.get(node.where[0], "")
        if land and land != owner:
            yield from (Link(b.where, node.where, _SAME, OF_LAND) for b in several[name] if b.key[2] == land)
        elif not (land or owner) and len(several[name]) == 1:
            yield Link(several[name][0].where, node.where, _ONLY, ONLY)


def _owned(node: Node) -> tuple[str, str]:
    """Return the name of a body that every state can have, and whose it is said or guessed to be; else nothing."""
    if node.kind is not EntityKind.ORGANIZATION or node.record or not node.names or not is_common(node.name):
        return "", ""
    return node.key[1], node.key[2] if len(node.key) == len(("kind", "name", "owner")) else ""


def lands_of(nodes: Iterable[Node], articles: Collection[str]) -> dict[str, str]:
    """Return for some articles the country of those they name: the one that most of all articles speak of which name
    them."""
    countries, people = defaultdict[str, set[str]](set), defaultdict[str, set[tuple[str, ...]]](set)
    for node in nodes:
        if node.kind is EntityKind.COUNTRY and node.record:
            countries[node.where[0]].add(node.record)
        elif node.full or (node.kind is EntityKind.ORGANIZATION and node.names and not is_common(node.name)):
            people[node.where[0]].add(node.key)
    named_with: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    often = Counter[tuple[str, ...]]()
    wanted = set[tuple[str, ...]]().union(*(people[one] for one in articles if one in people))
    for article, named in people.items():
        for one in named & wanted if article in countries else ():
            named_with[one].update(countries[article])
            often[one] += 1
    found = {}
    for article in articles:
        own, is_counted = countries.get(article, set()), article in countries  # what it says itself is the guess
        every = [(one, often[one] - is_counted) for one in sorted(people.get(article, ())) if one in often]
        told = [(named_with[one], others) for one, others in every if others]
        if sum(others for _, others in told) >= _VOUCH and (land := _land(told, own)):
            found[article] = land
    return found


def _land(told: Sequence[tuple[Mapping[str, int], int]], own: Collection[str]) -> str:
    """Return the country that is most often named with these, each by the share of the other articles about it that
    name it (the article in question names its `own`); nothing where another comes near."""
    shares: dict[str, float] = defaultdict(float)
    for countries, articles in told:
        for country, number in countries.items():
            if others := number - (country in own):
                shares[country] += others / articles
    best, *rest = sorted(shares, key=lambda c: (-shares[c], c))
    near = rest and shares[rest[0]] > _NEAR * shares[best]
    return "" if near or shares[best] < _MOST * len(told) else best
