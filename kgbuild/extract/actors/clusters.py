"""Clusters: which spots of one article name the same entity, judged by their names alone.

Of people: by full names, gender, titles and who was there first. A family name alone is its one bearer's; where two
bear it, what stands beside it must tell which is meant, or it stays a name of its own. Two full names of one sentence
are never one person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from kgbuild.extract.actors.appearance import given_pronoun
from kgbuild.extract.actors.kinds import shorter
from kgbuild.extract.actors.page import Page, Referent, Spot
from kgbuild.extract.actors.phrases import Title
from kgbuild.extract.actors.words import TOLD
from kgbuild.extract.parse.clause import heads_of
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import ancestors
from kgbuild.model.facts import EntityKind, Form
from kgbuild.names.keys import coarse
from kgbuild.names.organizations import initials, organization_key
from kgbuild.names.persons import Likeness, compare_persons, parse_person

_CLOSE, _LONG = 2, 8  # sentences
_MAIN = 3  # times as often as another the main bearer of a name is named in full

Join = tuple[Referent, Referent]  # a cluster and the one that names the same


def cluster_spots(
    text: Page, spots: Sequence[tuple[Spot, EntityKind]], titles: Iterable[Title] = ()
) -> tuple[dict[Spot, Referent], dict[str, str]]:
    """Return the cluster of each spot, and by cluster key people's pronoun; spots come in text order with a kind.
    `titles` are those that stand beside names."""
    found, owner = dict[str, Referent](), dict[Spot, Referent]()
    people = People(text, [s for s, _ in spots], titles)
    full_first = sorted(spots, key=lambda s: (s[0].known is None and len(parse_person(s[0].text).keys) < 2, s[0].first))
    for spot, kind in full_first:
        key = entity_key(spot, kind, text)
        person = kind is EntityKind.PERSON and spot.known is None
        owner[spot] = people.find(spot) if person else found.setdefault(key, Referent(key, kind))
        owner[spot].spots.append(spot)
    for joins in (_initials(found, people), _bracketed(found, owner, text), _short_names(found, text)):
        for cluster, target in joins:
            if cluster.key in found and cluster is not target:
                target.spots.extend(found.pop(cluster.key).spots)
                owner.update(dict.fromkeys(cluster.spots, target))
    for cluster, target in _epithets(owner, text):
        target.spots.extend(cluster.spots)
        owner.update(dict.fromkeys(cluster.spots, target))
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
    return known.stands_for if kind is not EntityKind.PLACE and known.stands_for in text.gazetteer.by_key else known.key


def _initials(found: Mapping[str, Referent], people: People) -> Iterator[Join]:
    """Yield "WHO" with "World Health Organization", and a person's three initials, where one article has both."""
    long = {s: p.cluster for p in people.people for n in p.cluster.names for s in initials(n) if len(s) > 2}
    bodies = [c for c in found.values() if c.kind is EntityKind.ORGANIZATION]
    long |= {s: c for c in bodies for n in c.names for s in initials(n)}
    for cluster in bodies:
        target = next((long[n] for n in cluster.names if n in long and long[n] is not cluster), None)
        if target is not None and not any(s.known for s in cluster.spots):
            yield cluster, target


def _bracketed(found: Mapping[str, Referent], owner: Mapping[Spot, Referent], text: Page) -> Iterator[Join]:
    """Yield "NSG" with "Nordic Shippers (NSG)": the abbreviation in brackets after a name, whatever its letters."""
    ends = {s.last: c for s, c in owner.items() if s.form is Form.NAME and c.kind is not EntityKind.PERSON}
    for spot, cluster in list(owner.items()):
        around = text.at(spot.first - 1).text + text.at(spot.last).text
        short = spot.size == 1 and spot.known is None and sum(c.isupper() for c in spot.text) > 1
        named = ends.get(spot.first - 1) if around == "()" and short else None
        if named is not None and named.key in found:
            yield cluster, named


def _short_names(found: Mapping[str, Referent], text: Page) -> Iterator[Join]:
    """Yield "Halden" with "Halden Marine Corp.": the opening words of one organisation's longer name."""
    bodies = (c for c in found.values() if c.kind is EntityKind.ORGANIZATION)
    groups, long = text.groups, [c for c in bodies if any(len(n.split()) > 1 for n in c.names)]
    for cluster in list(found.values()):
        if any(s.known or s.form is not Form.NAME for s in cluster.spots):
            continue
        short, others = cluster.names[0], [(c, n) for c in long if c is not cluster for n in c.names]
        last = {n: n.split()[-1] for _, n in others}
        fits = {c.key for c, n in others if n.startswith(f"{short} ") and last[n] in groups.company_words}
        if cluster.kind is EntityKind.ORGANIZATION and not fits:
            fits = {c.key for c, n in others if short in shorter(n, c.kind, text)}
        if short in groups.organization_words and not fits:
            fits = {c.key for c, n in others if last[n] == short}  # "the Commission"
        if len(fits) == 1 and (key := fits.pop()) in found and not _part_of(found[key], cluster, text):
            yield cluster, found[key]


def _part_of(long: Referent, short: Referent, text: Page) -> bool:
    """ "Halden Cement, a unit of Halden", "Halden's cement arm, Halden Cement": two bodies."""
    own = [text.at(i) for s in long.spots for i in range(s.first, s.last)]
    links = [text.at(text.at(s.last - 1).head) for s in short.spots]
    nouns = [noun for link in links for noun in (link, text.at(link.head))]
    pairs = [*product(nouns, own), *product(own, nouns)]
    return any(one.dep == Rel.APPOSITION and one.head == other.i for one, other in pairs)


def _epithets(owner: Mapping[Spot, Referent], text: Page) -> Iterator[Join]:
    """Yield the second name given in the text: "Norris, also known as the Fox", "Norris, who is known as the Fox"."""
    ends = {s.last - 1: c for s, c in owner.items() if s.form is Form.NAME and c.kind is EntityKind.PERSON}
    for spot, cluster in list(owner.items()):
        i, passed = spot.first - 1, set[str]()
        while (word := text.at(i).text) in text.groups.epithet_links:
            passed.add(word)
            i -= 1
        if spot.known is None and not passed.isdisjoint(text.groups.epithets):
            before = text.at(i)  # "Norris, the thief | known as the Fox"
            named = ends.get(before.head if before.dep == Rel.APPOSITION else i) or next(
                (ends[j] for j in _so_called(text, range(i + 1, spot.first)) if j in ends), None
            )
            if named is not None and named is not cluster:
                yield cluster, named


def _so_called(text: Page, between: Iterable[int]) -> Iterator[int]:
    """Yield whom the verb among some words before a name says to be called so; "who" is the noun before it."""
    for verb in (text.clauses[i] for i in between if i in text.clauses):
        relative = next(
            (a for a in (verb.head, *ancestors(text, verb.head)) if text.tokens[a].dep == Rel.RELATIVE), None
        )
        for i in heads_of(verb.things):
            yield text.tokens[relative].head if text.tokens[i].tag == "WP" and relative is not None else i


@dataclass(slots=True)
class _Person:
    """What is known of one person while the names are read."""

    cluster: Referent
    names: list[str] = field(default_factory=list)  # full names, or the short one where there is none
    titles: set[str] = field(default_factory=set)
    gender: str = ""  # "he" or "she" by address, kinship or given name
    apart: bool = False  # a family name that two people bear
    kin: bool = False  # told by whose husband or wife they are

    @property
    def first(self) -> int:
        """The token of the first mention."""
        return self.cluster.spots[0].first


class People:
    """Finds or makes the person of one spot after the other: first all full names, then the short ones, in order."""

    def __init__(self, text: Page, spots: Iterable[Spot] = (), titles: Iterable[Title] = ()) -> None:
        """Begin with nobody; of the `spots` are the names of couples ("Mr X", "Mrs X"), the `titles` stand beside."""
        self._text, self.people = text, list[_Person]()
        told = {(s.text, self._address(s)) for s in spots}
        self._called = {name for name, _ in told}
        self._couples = {name for name, _ in told if told >= {(name, pronoun) for pronoun in TOLD}}
        self._nouns = {t.holder: _nouns(text, t) for t in titles}

    def genders(self) -> dict[str, str]:
        """Return by cluster key the pronoun that is known to fit a person."""
        return {p.cluster.key: p.gender for p in self.people if p.gender}

    def find(self, spot: Spot) -> Referent:
        """Return the person a name means here, a new one if nobody fits."""
        parsed, told, before = parse_person(spot.text), self._address(spot), self._text.at(spot.first - 1).text.lower()
        title = before if before in self._text.roles.titles else ""
        fits = [p for p in self.people if self._fits(spot, p)]
        if parsed.full:
            given = given_pronoun(spot.text.split()[0], self._text)
            told = told or (given if given in TOLD else "")
            fits = [p for p in fits if not (told and p.gender and told != p.gender)]
        else:
            fits = self._meant(spot, fits, told, title)
        person = self._first_called(spot, fits) if fits else self._new(spot)
        person.gender = person.gender or told
        person.kin |= (
            bool(told) and not parsed.full and self._text.at(spot.first - 1).text not in self._text.roles.address
        )
        if title:
            person.titles.add(title)
        if spot.text not in person.names and (parsed.full or not person.names):
            person.names.append(spot.text)
        return person.cluster

    def _new(self, spot: Spot, *, apart: bool = False) -> _Person:
        key = f"person:{spot.text}:{spot.first}"
        self.people.append(_Person(Referent(key, EntityKind.PERSON), apart=apart))
        return self.people[-1]

    def _fits(self, spot: Spot, person: _Person) -> bool:
        full = [n for n in person.names if parse_person(n).full] or person.names
        if person.apart or any(_different(spot.text, n) for n in full):
            return False
        if self._text.at(spot.first - 1).text in self._text.roles.royal:  # "Prince Mohammed" goes by his first name
            own = parse_person(spot.text).keys[:1]
            return any(parse_person(n).keys[:1] == own and self._called.isdisjoint(n.split()[-1:]) for n in full)
        return not self._side_by_side(spot, person) and not any(self._told_apart(spot, s) for s in person.cluster.spots)

    def _told_apart(self, one: Spot, other: Spot) -> bool:
        """ "Ali Lund, *34*, … Ali Lund Moe, *61*", "Ali Lund, a *baker*, … Ali Lund Moe, the *mayor*": two full names,
        one of them longer, are two people's where an age or a trade of its own is told of each."""
        if not (parse_person(one.text).full and parse_person(other.text).full):
            return False
        ages = [_age(self._text, spot) for spot in (one, other)]
        if all(ages):
            return ages[0] != ages[1]
        nouns = [self._nouns.get(spot, frozenset()) for spot in (one, other)]
        of = self._text.sentence_of  # "Ali Lund, a baker; Ali Lund, a nurse": two of one list
        alike = one.text == other.text and of[one.first] != of[other.first]
        return not alike and all(nouns) and nouns[0].isdisjoint(nouns[1])

    def _side_by_side(self, spot: Spot, person: _Person) -> bool:
        """Say whether another full name of the person stands in the same sentence."""
        if not parse_person(spot.text).full:
            return False
        here, own = self._text.sentence_of[spot.first], set(spot.text.split())
        near = (s.text for s in person.cluster.spots if self._text.sentence_of[s.first] == here)
        words = (set(name.split()) for name in near if parse_person(name).full)
        return any(not (own <= other or other <= own) for other in words)

    def _meant(self, spot: Spot, fits: list[_Person], told: str, title: str) -> list[_Person]:
        """Return whom a short name of several bearers means; a person apart where nothing tells."""
        keys = parse_person(spot.text).keys[:1]
        fits = [p for p in fits if any(k in parse_person(n).family for n in p.names for k in keys)] or fits
        shared = [p for p in self.people if p.apart and spot.text in p.names]
        others = bool(told and fits) and all(p.gender not in {"", told} for p in fits)
        if others and len(kin := [p for p in self.people if p.kin and p.gender == told]) == 1:
            return kin  # "Ivan Roe and his wife *Ada* came. *Mrs Roe* said"
        if others and spot.text in self._couples:
            return [next((p for p in shared if p.gender == told), None) or self._new(spot, apart=True)]
        if len(fits) < 2:
            return fits
        for said in ([p for p in fits if told and p.gender == told], [p for p in fits if title and title in p.titles]):
            if len(said) == 1:
                return said
        before = sorted((p for p in fits if p.first < spot.first), key=lambda p: p.first)
        if len(before) < 2:
            return before or fits[:1]
        main = None if told else self._main(spot, before)
        return [main or next(iter(shared), None) or self._new(spot, apart=True)]

    def _main(self, spot: Spot, bearers: Sequence[_Person]) -> _Person | None:
        """Return the bearer called so before there was another, the only one of late, or whom the article is about."""
        first, second = bearers[:2]
        alone = (s for s in first.cluster.spots if not parse_person(s.text).full)
        if any(s.first < second.first for s in alone):
            return first
        near = self._recent(spot, bearers)
        most, least = sorted((len(p.cluster.spots) for p in bearers), reverse=True)[:2]
        main = next(p for p in bearers if len(p.cluster.spots) == most)
        return near or (main if most >= max(3, _MAIN * least) else None)

    def _recent(self, spot: Spot, bearers: Sequence[_Person]) -> _Person | None:
        """Return the only bearer named close by where the article spoke of the others long before."""
        latest = ((max(s.first for s in p.cluster.spots if s.first < spot.first), p) for p in bearers)
        here = self._text.sentence_of[spot.first]
        apart = [(here - self._text.sentence_of[i], p) for i, p in latest]
        (nearest, person), (farther, _) = sorted(apart, key=lambda x: x[0])[:2]
        return person if nearest <= _CLOSE and farther >= _LONG else None

    def _first_called(self, spot: Spot, fits: Sequence[_Person]) -> _Person:
        """Return who has been called so before, else who was named before, else the first who fits."""
        called = [p for p in fits if spot.text in p.cluster.names]
        before = [p for p in fits if p.cluster.spots and p.first <= spot.first]
        return (called or before or list(fits))[0]

    def _address(self, spot: Spot) -> str:
        """ "Mrs X", "his sister X", "her husband, X": the pronoun that the words before a name tell."""
        before = self._text.at(spot.first - 1)
        told = self._text.roles.address.get(before.text, "")
        if told not in TOLD:
            before = self._text.at(before.i - 1) if before.text == "," else before
            told = self._text.roles.kin.get(before.text.lower(), "")
        return told if told in TOLD else ""


def _nouns(text: Page, title: Title) -> frozenset[str]:
    """Return the common nouns of a title, without kinship, which tells no trade."""
    named = (
        t for t in text.tokens[title.first : title.last] if t.i == title.head or (t.pos == "NOUN" and not t.entity)
    )
    return frozenset(t.lemma.lower() for t in named) - text.roles.kin.keys()


def _age(text: Page, spot: Spot) -> str:
    """ "Ali Lund, | 34,"."""
    number = text.at(spot.last + 1)
    told = text.at(spot.last).text == "," and text.at(spot.last + 2).text in {",", "."}
    return number.text if told and number.text.isdigit() else ""


def _different(one: str, other: str) -> bool:
    """Say whether two names cannot mean one person of an article; a vowel of a given name may be a slip of the pen."""
    if compare_persons(one, other) is not Likeness.DIFFERENT:
        return False
    a, b = parse_person(one).keys, parse_person(other).keys
    slip = len(a) == len(b) > 1 and a[1:] == b[1:] and len(a[0]) == len(b[0]) > 4
    return not (slip and coarse(a[0]) == coarse(b[0]))
