"""Clusters: which spots of one article name the same entity, judged by their names alone."""

from __future__ import annotations

from collections.abc import Sequence

from kgbuild.extract.actors.kinds import shorter
from kgbuild.extract.actors.page import Page
from kgbuild.extract.actors.persons import People
from kgbuild.extract.actors.spots import Referent, Spot
from kgbuild.extract.parse.relations import Rel
from kgbuild.model.facts import EntityKind, Form
from kgbuild.names.organizations import initials, organization_key
from kgbuild.names.persons import parse_person


def cluster_spots(text: Page, spots: Sequence[tuple[Spot, EntityKind]]) -> tuple[dict[Spot, Referent], dict[str, str]]:
    """Return the cluster of each spot, and by cluster key the pronoun of people; spots come in text order with their
    kind at that place."""
    joined, people = _Joined(text), People(text)
    full_first = sorted(spots, key=lambda s: (s[0].known is None and len(parse_person(s[0].text).keys) < 2, s[0].first))
    for spot, kind in full_first:
        person = kind is EntityKind.PERSON and spot.known is None
        joined.add(spot, people.find(spot) if person else joined.cluster(entity_key(spot, kind, text), kind))
    joined.initials(people.clusters)
    joined.bracketed()
    joined.short_names()
    joined.epithets()
    for cluster in {id(c): c for c in joined.owner.values()}.values():
        cluster.spots.sort(key=lambda s: s.first)
    return joined.owner, people.genders()


def entity_key(spot: Spot, kind: EntityKind, text: Page) -> str:
    """Return the identity of a spot that is no unknown person: a gazetteer key, or its kind and spelling."""
    known = spot.known
    if known is None:
        return f"{kind.value}:{spot.within}:{organization_key(spot.text)}"
    if kind is EntityKind.PLACE and known.kind is EntityKind.COUNTRY:
        return known.key.replace("country/", "territory/")
    return known.stands_for if kind is not EntityKind.PLACE and known.stands_for in text.gazetteer.by_key else known.key


class _Joined:
    """The clusters of one article while those that name the same are joined."""

    def __init__(self, text: Page) -> None:
        """Begin with none; `_found` has those that are no unknown people."""
        self._text, self.owner, self._found = text, dict[Spot, Referent](), dict[str, Referent]()

    def cluster(self, key: str, kind: EntityKind) -> Referent:
        """Return the cluster with a key."""
        return self._found.setdefault(key, Referent(key, kind))

    def add(self, spot: Spot, cluster: Referent) -> None:
        """Take a spot into a cluster."""
        cluster.spots.append(spot)
        self.owner[spot] = cluster

    def _move(self, cluster: Referent, target: Referent) -> None:
        target.spots.extend(cluster.spots)
        self.owner.update(dict.fromkeys(cluster.spots, target))
        self._found.pop(cluster.key, None)

    def _bodies(self) -> list[Referent]:
        return [c for c in self._found.values() if c.kind is EntityKind.ORGANIZATION]

    def initials(self, persons: Sequence[Referent]) -> None:
        """Join "WHO" to "World Health Organization", and a person's three initials, where one article has both."""
        long = {s: c for c in persons for n in c.names for s in initials(n) if len(s) > 2}
        long |= {s: c for c in self._bodies() for n in c.names for s in initials(n)}
        for cluster in self._bodies():
            target = next((long[n] for n in cluster.names if n in long and long[n] is not cluster), None)
            if target is not None and not any(s.known for s in cluster.spots):
                self._move(cluster, target)

    def bracketed(self) -> None:
        """Join "NSG" to "Nordic Shippers (NSG)": the abbreviation in brackets after a name, whatever its letters."""
        ends = {s.last: c for s, c in self.owner.items() if s.form is Form.NAME and c.kind is not EntityKind.PERSON}
        for spot, cluster in list(self.owner.items()):
            around = self._text.at(spot.first - 1).text + self._text.at(spot.last).text
            short = spot.size == 1 and spot.known is None and sum(c.isupper() for c in spot.text) > 1
            named = ends.get(spot.first - 1) if around == "()" and short else None
            if named is not None and named is not cluster and cluster.key in self._found and named.key in self._found:
                self._move(cluster, named)

    def short_names(self) -> None:
        """Join "Halden" to "Halden Marine Corp.": the opening words of one organisation's longer name."""
        long = [c for c in self._bodies() if any(len(n.split()) > 1 for n in c.names)]
        for cluster in list(self._found.values()):
            if any(s.known or s.form is not Form.NAME for s in cluster.spots):
                continue
            short, body = cluster.names[0], cluster.kind is EntityKind.ORGANIZATION
            others = [c for c in long if c is not cluster]
            fits = [c for c in others if any(self._opens(short, n) for n in c.names)]
            if body and not fits:
                fits = [c for c in others if any(short in shorter(n, c.kind, self._text) for n in c.names)]
            if short in self._text.groups.organization_words and not fits:
                fits = [c for c in long if any(n.split()[-1] == short for n in c.names)]  # "the Commission"
            if len(fits) == 1 and fits[0].key in self._found:
                self._move(cluster, fits[0])

    def _opens(self, short: str, long: str) -> bool:
        """ "Halden" opens "Halden Marine Corp.", but "Sylt" is not short for "Sylt Institute"."""
        return long.startswith(f"{short} ") and long.rsplit(maxsplit=1)[-1] in self._text.groups.company_words

    def epithets(self) -> None:
        """ "Norris, also known as the Fox": a second name given in the text."""
        ends = {s.last - 1: c for s, c in self.owner.items() if s.form is Form.NAME and c.kind is EntityKind.PERSON}
        links, epithets = self._text.groups.epithet_links, self._text.groups.epithets
        for spot, cluster in list(self.owner.items()):
            i, passed = spot.first - 1, set[str]()
            while (word := self._text.at(i).text) in links:
                passed.add(word)
                i -= 1
            if spot.known is not None or passed.isdisjoint(epithets):
                continue
            before = self._text.at(i)  # "Norris, the thief | known as the Fox"
            named = ends.get(before.head if before.dep == Rel.APPOSITION else i)
            if named is not None and named is not cluster:
                self._move(cluster, named)
