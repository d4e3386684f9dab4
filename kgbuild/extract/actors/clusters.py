"""Clusters: which spots of one article name the same entity, judged by their names alone."""

from __future__ import annotations

from collections.abc import Sequence

from kgbuild.extract.actors.kinds import shorter
from kgbuild.extract.actors.page import Page
from kgbuild.extract.actors.persons import People
from kgbuild.extract.actors.spots import Referent, Spot
from kgbuild.extract.actors.words import GroupWords
from kgbuild.extract.parse.relations import Rel
from kgbuild.model.facts import EntityKind, Form
from kgbuild.names.organizations import initials, organization_key
from kgbuild.names.persons import parse_person


def cluster_spots(text: Page, spots: Sequence[tuple[Spot, EntityKind]]) -> tuple[dict[Spot, Referent], dict[str, str]]:
    """Return the cluster of each spot, and by cluster key the pronoun of people; spots come in text order with their
    kind at that place."""
    found: dict[str, Referent] = {}
    people = People(text)
    owner: dict[Spot, Referent] = {}
    full_first = sorted(spots, key=lambda s: (s[0].known is None and len(parse_person(s[0].text).keys) < 2, s[0].first))
    for spot, kind in full_first:
        if kind is EntityKind.PERSON and spot.known is None:
            cluster = people.find(spot)
        else:
            key = entity_key(spot, kind, text)
            cluster = found.setdefault(key, Referent(key, kind))
        cluster.spots.append(spot)
        owner[spot] = cluster
    _join_initials(found, owner, people.clusters)
    _join_bracketed(found, owner, text)
    _join_short_names(found, owner, text)
    _join_epithets(owner, text, text.groups)
    for cluster in {id(c): c for c in owner.values()}.values():
        cluster.spots.sort(key=lambda s: s.first)
    return owner, people.genders()


def entity_key(spot: Spot, kind: EntityKind, text: Page) -> str:
    """Return the identity of a spot that is no unknown person: a gazetteer key, or its kind and spelling."""
    known = spot.known
    if known is None:
        return f"{kind.value}:{spot.within}:{organization_key(spot.text)}"
    if kind is EntityKind.PLACE and known.kind is EntityKind.COUNTRY:
        return known.key.replace("country/", "territory/")
    if kind is not EntityKind.PLACE and known.stands_for in text.gazetteer.by_key:
        return known.stands_for
    return known.key


def _join_short_names(found: dict[str, Referent], owner: dict[Spot, Referent], text: Page) -> None:
    """Join "Halden" to "Halden Marine Corp.": the opening words of one organisation's longer name."""
    long = [c for c in found.values() if c.kind is EntityKind.ORGANIZATION and any(len(n.split()) > 1 for n in c.names)]
    for cluster in list(found.values()):
        if any(s.known or s.form is not Form.NAME for s in cluster.spots):
            continue
        short = cluster.names[0]
        fits = [c for c in long if c is not cluster and any(_opens(short, n, text) for n in c.names)]
        if cluster.kind is EntityKind.ORGANIZATION and not fits:
            fits = [c for c in long if c is not cluster and any(short in shorter(n, c.kind, text) for n in c.names)]
        if short in text.groups.organization_words and not fits:
            fits = [c for c in long if any(n.split()[-1] == short for n in c.names)]  # "the Commission"
        if len(fits) == 1 and fits[0].key in found:
            _move(cluster, fits[0], owner)
            del found[cluster.key]


def _join_bracketed(found: dict[str, Referent], owner: dict[Spot, Referent], text: Page) -> None:
    """Join "NSG" to "Nordic Shippers (NSG)": the abbreviation in brackets after a name, whatever its letters."""
    ends = {s.last: c for s, c in owner.items() if s.form is Form.NAME and c.kind is not EntityKind.PERSON}
    for spot, cluster in list(owner.items()):
        inside = spot.first > 1 and text.tokens[spot.first - 1].text == "(" and spot.size == 1 and spot.known is None
        if not inside or spot.last >= len(text.tokens) or text.tokens[spot.last].text != ")":
            continue
        named = ends.get(spot.first - 1)
        short = sum(c.isupper() for c in spot.text) > 1
        if short and named is not None and named is not cluster and cluster.key in found and named.key in found:
            _move(cluster, named, owner)
            del found[cluster.key]


def _opens(short: str, long: str, text: Page) -> bool:
    """ "Halden" opens "Halden Marine Corp.", but "Sylt" is not short for "Sylt Institute"."""
    words, first = long.split(), short.split()
    rest = words[len(first) :]
    return words[: len(first)] == first and bool(rest) and rest[-1] in text.groups.company_words


def _move(cluster: Referent, target: Referent, owner: dict[Spot, Referent]) -> None:
    target.spots.extend(cluster.spots)
    owner.update(dict.fromkeys(cluster.spots, target))


def _join_epithets(owner: dict[Spot, Referent], text: Page, groups: GroupWords) -> None:
    """ "Norris, also known as the Fox": a second name given in the text."""
    ends = {s.last - 1: c for s, c in owner.items() if s.form is Form.NAME and c.kind is EntityKind.PERSON}
    for spot, cluster in list(owner.items()):
        i, passed = spot.first - 1, set()
        while i > 0 and text.tokens[i].text in groups.epithet_links:
            passed.add(text.tokens[i].text)
            i -= 1
        if passed & groups.epithets and text.tokens[i].dep == Rel.APPOSITION:  # "Norris, the thief | known as the Fox"
            i = text.tokens[i].head
        named = ends.get(i)
        if passed & groups.epithets and named is not None and named is not cluster and spot.known is None:
            _move(cluster, named, owner)


def _join_initials(found: dict[str, Referent], owner: dict[Spot, Referent], persons: list[Referent]) -> None:
    """Join "WHO" to "World Health Organization", and a person's three initials, where one article has both."""
    long = {s: c for c in persons for n in c.names for s in initials(n) if len(s) > 2}
    long |= {s: c for c in found.values() if c.kind is EntityKind.ORGANIZATION for n in c.names for s in initials(n)}
    for cluster in list(found.values()):
        if cluster.kind is not EntityKind.ORGANIZATION or any(s.known for s in cluster.spots):
            continue
        target = next((long[n] for n in cluster.names if n in long and long[n] is not cluster), None)
        if target is not None:
            _move(cluster, target, owner)
            del found[cluster.key]
