"""What kind of thing an unknown name names: the recognizer's guesses, and what the text around the names says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from kgbuild.extract.actors.appearance import Appearance
from kgbuild.extract.actors.evidence import evidence, is_person, plays
from kgbuild.extract.actors.gazetteer import KnownRole
from kgbuild.extract.actors.page import Page
from kgbuild.extract.actors.spots import Spot
from kgbuild.extract.parse.relations import Rel
from kgbuild.model.facts import EntityKind
from kgbuild.names.persons import PARTICLES, short_forms

_SURE = 5  # points of a kind that a rule made sure of; a guess of the recognizer counts 1


def settle_kinds(text: Page, spots: Sequence[Spot]) -> list[Spot]:
    """Return the spots with one kind for each name; a full name and its family name are settled together."""
    unknown = [s for s in spots if s.known is None]
    singles = {s.text for s in unknown if s.size == 1}
    tallies: dict[str, Counter[EntityKind]] = {}
    for spot in unknown:
        tally = tallies.setdefault(_group(spot, singles, text), Counter())
        tally[spot.kind] += _SURE if spot.sure else 1
        tally.update(evidence(Appearance(text, spot.first, spot.last)))
    teams = {s.text for s in unknown if plays(Appearance(text, s.first, s.last))}
    settled = {s: _settled(s, tallies[_group(s, singles, text)], text, teams) for s in unknown}
    parts = _parts(settled.values())
    firms = company_openings(settled.values(), text)
    settled |= {s: replace(s, kind=EntityKind.ORGANIZATION, known=None) for s in spots if _lent(text, s, firms)}
    short = {w for s in settled.values() if s.size > 1 for w in shorter(s.text, s.kind, text)} | firms
    for spot in unknown:  # "Mesa" alone is the company, not the town or person that the recognizer takes it for
        if spot.text in short and spot.text not in parts and not is_person(Appearance(text, spot.first, spot.last)):
            settled[spot] = replace(settled[spot], kind=EntityKind.ORGANIZATION)
    lent = _Namesakes(text, spots, settled.values())
    settled |= {s: replace(s, kind=EntityKind.PERSON, known=None) for s in spots if lent.person(s, parts)}
    return [replace(k, kind=EntityKind.PERSON) if _bare(k) in parts else k for k in (settled.get(s, s) for s in spots)]


def company_openings(spots: Iterable[Spot], text: Page) -> set[str]:
    """Return the words by which companies named in full may be called: "Mesa" for "Mesa Airlines"."""
    names = [s.text.split() for s in spots if s.size > 1 and s.text.split()[-1] in text.groups.company_words]
    return {" ".join(words[:n]) for words in names for n in range(1, len(words))}


def shorter(name: str, kind: EntityKind, text: Page) -> tuple[str, ...]:
    """Return the single words that may stand for an organisation's name of several: "Morrow" for "Morrow Motors" or
    "Morrow Halloway", "Herald" for "Norvale Herald"; none where the name only says what it is and of whom."""
    if kind is not EntityKind.ORGANIZATION:
        return ()
    words, groups = name.split(), text.groups
    if " ".join(words[1:]) in groups.same_as:
        return (words[0],)  # "Zentari" for "Zentari news agency"
    if words[-1] in groups.media_words:
        return (words[-1],) if len(words[-1]) > 4 else ()
    company = words[-1] in groups.company_words
    telling = (groups.organization_words, groups.place_words)
    plain = not any(w[:1].islower() or any(w in some for some in telling) for w in words[1:])
    return (words[0],) if company or (plain and len(words[0]) > 3) else ()


def _lent(text: Page, spot: Spot, parts: set[str]) -> bool:
    """A town's name that a company or person of this text goes by, where no preposition makes it the town."""
    if spot.known is None or spot.known.kind is not EntityKind.PLACE or spot.text not in parts:
        return False
    before = text.tokens[spot.first - 1] if spot.first else None
    return before is None or before.text.lower() not in text.grammar.at | text.grammar.toward | text.grammar.source


class _Namesakes:
    """Names of towns and countries that are somebody's here: "Jack London … London wrote", "Mr Jordan"."""

    def __init__(self, text: Page, spots: Sequence[Spot], settled: Iterable[Spot]) -> None:
        """Learn whose family names the article gives, and which countries it speaks of in other ways."""
        self._text = text
        self._families: dict[str, int] = {}
        for spot in settled:
            if spot.kind is EntityKind.PERSON and spot.sure and spot.size > 1:
                for family in short_forms(spot.text):
                    self._families[family] = min(spot.first, self._families.get(family, spot.first))
        meant = [s for s in spots if s.known is not None and self._as_place(s)]
        self._meant = {s.known.key for s in meant if s.known is not None}

    def person(self, spot: Spot, parts: set[str]) -> bool:
        """Say whether a known name is a person's here; `parts` are the words that people named in full may go by."""
        if spot.known is None or spot.size > 1 or spot.known.kind not in {EntityKind.PLACE, EntityKind.COUNTRY}:
            return False
        if spot.first and self._text.tokens[spot.first - 1].text in self._text.roles.address:
            return True
        if self._as_place(spot):
            return False
        named = self._families.get(spot.text, len(self._text.tokens)) < spot.first
        return _lent(self._text, spot, parts) or (named and spot.known.key not in self._meant)

    def _as_place(self, spot: Spot) -> bool:
        """ "in Jordan", "Jordan and Israel said": what stands before it makes it the country or town."""
        token = self._text.tokens[spot.last - 1]
        return token.dep == Rel.PREP_OBJECT or (spot.known is not None and spot.known.role is KnownRole.DEMONYM)


def _group(spot: Spot, singles: set[str], text: Page) -> str:
    """A full name is judged together with its family name where that stands alone too."""
    last = spot.text.split()[-1]
    if 1 < spot.size < 5 and last not in text.groups.organization_words | text.groups.place_words:
        return next((w for w in short_forms(spot.text) if w in singles), spot.text)
    return spot.text


def _settled(spot: Spot, tally: Counter[EntityKind], text: Page, teams: Container[str]) -> Spot:
    order, words = list(EntityKind), text.groups
    last = spot.text.split()[-1]
    if spot.sure and spot.kind is EntityKind.PERSON:
        return spot
    if spot.size > 1 and last in words.organization_words:
        return replace(spot, kind=EntityKind.ORGANIZATION, sure=True)
    if spot.size > 1 and last in words.place_words and spot.text not in teams:  # "Norburg Town lost 3-1"
        return replace(spot, kind=EntityKind.PLACE, sure=True)
    kind = max(tally, key=lambda k: (tally[k], -order.index(k)))
    if spot.size == 1 and spot.text.isupper() and len(spot.text) > 1 and kind is not EntityKind.PLACE:
        kind = EntityKind.ORGANIZATION
    return spot if kind is spot.kind else replace(spot, kind=kind)


def _parts(spots: Iterable[Spot]) -> set[str]:
    """Return the words by which the people named in full may be called."""
    people = {s.text for s in spots if s.kind is EntityKind.PERSON and s.size > 1}
    return {w for name in people for w in (*short_forms(name), name.split()[0])}


def _bare(spot: Spot) -> str:
    """Return an unknown name without leading particles ("Le Pen": "Pen"), or nothing for a known one."""
    if spot.known is not None:
        return ""
    words = spot.text.split()
    while len(words) > 1 and words[0].lower() in PARTICLES:
        words.pop(0)
    return " ".join(words)
