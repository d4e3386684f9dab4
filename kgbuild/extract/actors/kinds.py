"""What kind of thing a name names: an unknown one by the recognizer's guesses and what the text around it says; a known
one as an actor or a place, for the same name is the state that acts or the ground on which something happens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from kgbuild.extract.actors.appearance import appearance, given_pronoun
from kgbuild.extract.actors.evidence import evidence, is_person
from kgbuild.extract.actors.firms import plays
from kgbuild.extract.actors.gazetteer import KnownRole
from kgbuild.extract.actors.page import Page, Spot, head_of
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import with_dep
from kgbuild.model.facts import EntityKind
from kgbuild.model.text import Token
from kgbuild.names.persons import PARTICLES, short_forms

DASHES = frozenset(["—", "–", "―", "--", "-"])
_GROUND = frozenset(["GPE", "LOC"])
_ALONE = frozenset([Rel.ROOT, Rel.ATTRIBUTE, Rel.OTHER, Rel.ADJECTIVE, Rel.META])
_SURE = 5  # points of a kind that a rule made sure of; a guess of the recognizer counts 1
_PERSON, _BODY, _PLACE = EntityKind.PERSON, EntityKind.ORGANIZATION, EntityKind.PLACE


def settle_kinds(text: Page, spots: Sequence[Spot]) -> list[Spot]:
    """Return the spots with one kind for each name; a full name and its family name are settled together."""
    here = {s: appearance(text, s.first, s.last) for s in spots if s.known is None}
    singles = {s.text for s in here if s.size == 1}
    tallies: dict[str, Counter[EntityKind]] = {}
    for spot, site in here.items():
        tally = tallies.setdefault(_group(spot, singles, text), Counter())
        tally[spot.kind] += _SURE if spot.sure else 1
        tally.update(evidence(site))
    teams = {s.text for s, site in here.items() if plays(site)}
    settled = {s: _settled(s, tallies[_group(s, singles, text)], text, teams) for s in here}
    people = {s.text for s in settled.values() if s.kind is _PERSON and s.size > 1}
    parts = {w for name in people for w in (*short_forms(name), name.split()[0])}  # by which they may be called
    firms = company_openings(settled.values(), text)
    settled |= {s: replace(s, kind=_BODY, known=None) for s in spots if _lent(text, s, firms)}
    short = {w for s in settled.values() if s.size > 1 for w in shorter(s.text, s.kind, text)} | firms
    for spot, site in here.items():  # "Mesa" alone is the company, not the town or person that it is taken for
        if spot.text in short and spot.text not in parts and not is_person(site):
            settled[spot] = replace(settled[spot], kind=_BODY)
    lent = _Namesakes(text, spots, settled.values())
    settled |= {s: replace(s, kind=_PERSON, known=None) for s in spots if lent.person(s, parts)}
    made = (settled.get(s, s) for s in spots)
    return [replace(k, kind=_PERSON) if k.kind is not _PERSON and _bare(k) in parts else k for k in made]


def company_openings(spots: Iterable[Spot], text: Page) -> set[str]:
    """Return the words by which companies named in full may be called: "Mesa" for "Mesa Airlines"."""
    names = [s.text.split() for s in spots if s.size > 1 and s.text.split()[-1] in text.groups.company_words]
    return {" ".join(words[:n]) for words in names for n in range(1, len(words))}


def shorter(name: str, kind: EntityKind, text: Page) -> tuple[str, ...]:
    """Return the single words that may stand for an organisation's name of several: "Morrow" for "Morrow Motors" or
    "Morrow Halloway", "Herald" for "Norvale Herald"; none where the name only says what it is and of whom."""
    words, groups = name.split(), text.groups
    if kind is not _BODY or len(words) < 2:
        return ()
    if words[-1] in groups.media_words:
        return (words[-1],) if len(words[-1]) > 4 else ()
    if " ".join(words[1:]) in groups.same_as:
        return (words[0],)  # "the Tavrion news agency"
    telling = (groups.organization_words, groups.place_words)
    plain = len(words[0]) > 3 and not any(w[:1].islower() or any(w in some for some in telling) for w in words[1:])
    return (words[0],) if plain or words[-1] in groups.company_words else ()


def _lent(text: Page, spot: Spot, parts: set[str]) -> bool:
    """A town's name that a company or person of this text goes by, where no preposition makes it the town."""
    if spot.known is None or spot.known.kind is not _PLACE or spot.text not in parts:
        return False
    grammar = text.grammar
    return text.at(spot.first - 1).text.lower() not in grammar.at | grammar.toward | grammar.source


class _Namesakes:
    """Names of towns and countries that are somebody's here: "Jack London … London wrote", "Mr Jordan"."""

    def __init__(self, text: Page, spots: Sequence[Spot], settled: Iterable[Spot]) -> None:
        """Learn whose family names the article gives, and which countries it speaks of in other ways."""
        self._text, self._families = text, dict[str, int]()
        for spot in settled:
            called = spot.sure or given_pronoun(spot.text.split()[0], text) is not None
            for family in short_forms(spot.text) if spot.kind is _PERSON and called else ():
                self._families[family] = min(spot.first, self._families.get(family, spot.first))
        self._meant = {s.known.key for s in spots if s.known is not None and self._as_place(s)}

    def person(self, spot: Spot, parts: set[str]) -> bool:
        """Say whether a known name is a person's here; `parts` are the words that people named in full may go by."""
        if spot.known is None or spot.size > 1 or spot.known.kind not in {_PLACE, EntityKind.COUNTRY}:
            return False
        if self._text.at(spot.first - 1).text in self._text.roles.address:
            return True
        named = self._families.get(spot.text, spot.first) < spot.first and spot.known.key not in self._meant
        return not self._as_place(spot) and (named or _lent(self._text, spot, parts))

    def _as_place(self, spot: Spot) -> bool:
        """ "in Jordan", "Jordan and Israel said": what stands before it makes it the country or town."""
        demonym = spot.known is not None and spot.known.role is KnownRole.DEMONYM
        return demonym or self._text.tokens[spot.last - 1].dep == Rel.PREP_OBJECT


def _group(spot: Spot, singles: set[str], text: Page) -> str:
    """A full name is judged together with its family name where that stands alone too."""
    last = spot.text.split()[-1]
    if 1 < spot.size < 5 and last not in text.groups.organization_words and last not in text.groups.place_words:
        return next((w for w in short_forms(spot.text) if w in singles), spot.text)
    return spot.text


def _settled(spot: Spot, tally: Counter[EntityKind], text: Page, teams: Container[str]) -> Spot:
    order, last = list(EntityKind), spot.text.split()[-1]
    if spot.sure and spot.kind is _PERSON:
        return spot
    if spot.size > 1 and last in text.groups.organization_words and tally[_PLACE] <= _SURE:
        return replace(spot, kind=_BODY, sure=True)
    if spot.size > 1 and last in text.groups.place_words and spot.text not in teams:  # "Norburg Town lost 3-1"
        return replace(spot, kind=_PLACE, sure=True)
    kind = max(tally, key=lambda k: (tally[k], -order.index(k)))
    letters = spot.size == 1 and spot.text.isupper() and len(spot.text) > 1
    kind = _BODY if letters and kind is not _PLACE else kind
    return spot if kind is spot.kind else replace(spot, kind=kind)


def _bare(spot: Spot) -> str:
    """Return an unknown name without leading particles ("Le Pen": "Pen"), or nothing for a known one."""
    words = spot.text.split() if spot.known is None else []
    while len(words) > 1 and words[0].lower() in PARTICLES:
        words.pop(0)
    return " ".join(words)


def kind_here(spot: Spot, text: Page) -> EntityKind:
    """Return what kind of entity a spot names at this place in the text."""
    known = spot.known
    if known is None:
        return spot.kind
    if known.role is KnownRole.SEAT and _met_there(spot, text):
        return EntityKind.PLACE
    actor = text.gazetteer.by_key.get(known.stands_for)
    if actor is None and (known.kind is not EntityKind.COUNTRY or known.role is not KnownRole.NAME):
        return known.kind
    if _acts_as_place(spot, text, capital=known.role is KnownRole.CAPITAL):
        return EntityKind.PLACE
    return actor.kind if actor is not None else known.kind


def _acts_as_place(spot: Spot, text: Page, *, capital: bool) -> bool:
    """Say whether a country's or capital's name means its ground here."""
    groups, token = text.groups, text.tokens[head_of(text, spot.first, spot.last)]
    dateline = capital and text.opens(spot.first) and text.at(spot.last).text in DASHES | {"("}
    called = capital and text.at(spot.first - 1).text.lower() in groups.places  # "the Norvalian capital Lund"
    if dateline or called or _after_city(spot, text):
        return True
    while token.dep in {Rel.CONJUNCT, Rel.APPOSITION}:  # "in France and Germany"
        token = text.tokens[token.head]
    head = text.tokens[token.head]
    word, lemma = head.text.lower(), head.lemma.lower()
    match token.dep:
        case Rel.PREP_OBJECT:
            return _in_phrase(head, text, capital=capital)
        case Rel.COMPOUND | Rel.NOUN | Rel.NOUN_ADVERB if capital:
            return word not in groups.governing and word not in text.roles.state_titles
        case Rel.COMPOUND | Rel.NOUN:
            return word in groups.places
        case Rel.OBJECT if capital:
            return lemma in groups.moves | groups.strikes
        case Rel.OBJECT:
            return lemma in groups.moves
        case Rel.OWNER if capital:
            return word in groups.places | groups.grounds or _town_title(head, text)
    return capital and token.dep in _ALONE


def _in_phrase(head: Token, text: Page, *, capital: bool) -> bool:
    above, word, groups = text.tokens[head.head], head.text.lower(), text.groups
    lemma = above.lemma.lower()
    if word in groups.within or text.storms(above.i):
        return True  # "a storm tore | through Norvale"
    if word in groups.toward:
        leads = word in text.grammar.toward and lemma in groups.journeys
        return leads or (above.pos == "VERB" and lemma in groups.moves)
    if word in text.grammar.aimed and capital:  # "an attack on Moscow"
        return lemma in groups.strikes
    titles = (text.tokens[c] for c in with_dep(text, above.i, Rel.COMPOUND))  # "Mayor Ann Roe of Oslo"
    of_town = above.text.lower() in groups.grounds or any(_town_title(title, text) for title in (above, *titles))
    return word in text.grammar.of and of_town


def _town_title(head: Token, text: Page) -> bool:
    """ "Moscow's mayor", "the archbishop of Warsaw": a title held in a town, not in the state it is the capital of."""
    word = head.text.lower()
    return word in text.roles.titles and word not in text.roles.state_titles


def _after_city(spot: Spot, text: Page) -> bool:
    """ "Geneva, Switzerland": a place name, a comma, the country; no enumeration ("France, Germany and Italy")."""
    city, comma, after = text.at(spot.first - 2), text.at(spot.first - 1), text.at(spot.last)
    listed = after.text.lower() in text.groups.listing
    listed |= after.text == "," and text.at(spot.last + 1).entity in _GROUND
    return comma.text == "," and city.entity in _GROUND and not listed


def _met_there(spot: Spot, text: Page) -> bool:
    """ "met at the White House": a seat is the place where something happens, not who sits there."""
    token = text.tokens[head_of(text, spot.first, spot.last)]
    link = text.tokens[token.head]
    above = text.tokens[link.head]
    held = above.pos == "VERB" or above.dep in {Rel.OBJECT, Rel.PREP_OBJECT}
    return token.dep == Rel.PREP_OBJECT and link.text.lower() in text.groups.within and held
