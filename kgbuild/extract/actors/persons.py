"""People of one article by their names: which mention is whom, by full names, gender, titles and who was there first.

A family name alone is its one bearer's; where two people bear it, what stands beside it must tell which is meant, or
it stays a name of its own. Two full names of one sentence are never one person.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kgbuild.extract.actors.appearance import given_pronoun
from kgbuild.extract.actors.page import Page
from kgbuild.extract.actors.spots import Referent, Spot
from kgbuild.extract.actors.words import TOLD
from kgbuild.model.facts import EntityKind
from kgbuild.names.keys import coarse
from kgbuild.names.persons import Likeness, compare_persons, parse_person

_CLOSE, _LONG = 2, 8  # sentences
_MAIN = 3  # times as often as another the main bearer of a name is named in full


@dataclass(slots=True)
class _Person:
    """What is known of one person while the names are read."""

    cluster: Referent
    names: list[str] = field(default_factory=list)  # full names, or the short one where there is none
    titles: set[str] = field(default_factory=set)
    gender: str = ""  # "he" or "she" by address, kinship or given name
    apart: bool = False  # a family name that two people bear


class People:
    """Finds or makes the person of one spot after the other: first all full names, then the short ones, in order."""

    def __init__(self, text: Page) -> None:
        """Begin with nobody."""
        self._text = text
        self._people: list[_Person] = []

    @property
    def clusters(self) -> list[Referent]:
        """Return the people found, in order of making."""
        return [p.cluster for p in self._people]

    def genders(self) -> dict[str, str]:
        """Return by cluster key the pronoun that is known to fit a person."""
        return {p.cluster.key: p.gender for p in self._people if p.gender}

    def find(self, spot: Spot) -> Referent:
        """Return the person a name means here, a new one if nobody fits."""
        parsed = parse_person(spot.text)
        told, title = self._address(spot), self._title(spot)
        fits = [
            p
            for p in self._people
            if self._fits(spot, p) and (told or p.gender) in {p.gender or told, told or p.gender}
        ]
        if not parsed.full:
            fits = self._meant(spot, fits, told, title)
        else:
            own = self._given(spot, told)
            fits = [p for p in fits if not (own and p.gender and own != p.gender)]
            told = own
        person = self._first_called(spot, fits) if fits else self._new(spot)
        person.gender = person.gender or told
        if title:
            person.titles.add(title)
        if spot.text not in person.names and (parsed.full or not person.names):
            person.names.append(spot.text)
        return person.cluster

    def _new(self, spot: Spot) -> _Person:
        person = _Person(Referent(f"person:{spot.text}:{spot.first}", EntityKind.PERSON))
        self._people.append(person)
        return person

    def _fits(self, spot: Spot, person: _Person) -> bool:
        full = [n for n in person.names if parse_person(n).full] or person.names
        if person.apart or any(_different(spot.text, n) for n in full):
            return False
        if self._royal(spot):  # "Prince Mohammed" goes by his first name
            own = parse_person(spot.text).keys[:1]
            return any(parse_person(n).keys[:1] == own for n in full)
        return not self._side_by_side(spot, person)

    def _side_by_side(self, spot: Spot, person: _Person) -> bool:
        """Say whether another full name of the person stands in the same sentence."""
        if not parse_person(spot.text).full:
            return False
        here = self._text.sentence_of[spot.first]
        near = (s for s in person.cluster.spots if self._text.sentence_of[s.first] == here)
        own = set(spot.text.split())
        return any(parse_person(s.text).full and not _one_in_other(own, set(s.text.split())) for s in near)

    def _meant(self, spot: Spot, fits: list[_Person], told: str, title: str) -> list[_Person]:
        """Return whom a short name of several bearers means; a person apart where nothing tells."""
        family = [p for p in fits if self._by_family(spot.text, p.names)]
        fits = family or fits
        if len(fits) < 2:
            return fits
        for said in ([p for p in fits if told and p.gender == told], [p for p in fits if title and title in p.titles]):
            if len(said) == 1:
                return said
        before = [p for p in fits if p.cluster.spots[0].first < spot.first]
        if len(before) < 2:
            return before or fits[:1]
        first, second = sorted(before, key=lambda p: p.cluster.spots[0].first)[:2]
        alone = [s for s in first.cluster.spots if not parse_person(s.text).full]
        if not told and any(s.first < second.cluster.spots[0].first for s in alone):
            return [first]  # called so before there was another
        near = self._recent(spot, before)
        if near is not None and not told:
            return [near]
        most, least = sorted(before, key=lambda p: -len(p.cluster.spots))[:2]
        if not told and len(most.cluster.spots) >= max(3, _MAIN * len(least.cluster.spots)):
            return [most]  # whom the article is about
        shared = next((p for p in self._people if p.apart and spot.text in p.names), None)
        if shared is None:
            shared = self._new(spot)
            shared.apart = True
        return [shared]

    def _recent(self, spot: Spot, bearers: Sequence[_Person]) -> _Person | None:
        """Return the only bearer named close by where the article spoke of the others long before."""
        here = self._text.sentence_of[spot.first]
        apart = [
            (here - self._text.sentence_of[max(s.first for s in p.cluster.spots if s.first < spot.first)], p)
            for p in bearers
        ]
        (nearest, person), (farther, _) = sorted(apart, key=lambda x: x[0])[:2]
        return person if nearest <= _CLOSE and farther >= _LONG else None

    def _first_called(self, spot: Spot, fits: Sequence[_Person]) -> _Person:
        """Return who has been called so before, else who was named before, else the first who fits."""
        called = [p for p in fits if spot.text in p.cluster.names]
        before = [p for p in fits if p.cluster.spots and p.cluster.spots[0].first <= spot.first]
        return (called or before or list(fits))[0]

    def _by_family(self, name: str, names: Iterable[str]) -> bool:
        keys = parse_person(name).keys
        return any(keys and keys[0] in parse_person(n).family for n in names)

    def _royal(self, spot: Spot) -> bool:
        return spot.first > 0 and self._text.tokens[spot.first - 1].text in self._text.roles.royal

    def _address(self, spot: Spot) -> str:
        """ "Mrs X", "his sister X", "her husband, X": the pronoun that the words before a name tell."""
        roles, tokens = self._text.roles, self._text.tokens
        i = spot.first - 1
        if i < 0:
            return ""
        told = roles.address.get(tokens[i].text, "")
        if told not in TOLD:
            i -= tokens[i].text == "," and i > 0
            told = roles.kin.get(tokens[i].text.lower(), "")
        return told if told in TOLD else ""

    def _given(self, spot: Spot, told: str) -> str:
        """Return the pronoun of a full name: of its address, else of its given name."""
        first = parse_person(spot.text).given
        word = next((w for w in spot.text.split() if w.strip(".") not in self._text.roles.address), "")
        found = told or (given_pronoun(word, self._text) or "" if first else "")
        return found if found in TOLD else ""

    def _title(self, spot: Spot) -> str:
        before = self._text.tokens[spot.first - 1] if spot.first else None
        word = before.text.lower() if before is not None else ""
        return word if word in self._text.roles.titles else ""


def _different(one: str, other: str) -> bool:
    """Say whether two names cannot mean one person of an article; a vowel of a given name may be a slip of the pen."""
    if compare_persons(one, other) is not Likeness.DIFFERENT:
        return False
    a, b = parse_person(one), parse_person(other)
    slip = len(a.keys) == len(b.keys) > 1 and a.keys[1:] == b.keys[1:] and len(a.keys[0]) == len(b.keys[0]) > 4
    return not (slip and coarse(a.keys[0]) == coarse(b.keys[0]))


def _one_in_other(one: set[str], other: set[str]) -> bool:
    return one <= other or other <= one
