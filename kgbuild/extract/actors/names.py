"""Name mentions: recognized stretches and known surfaces merged so that the longest name stands."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator
from dataclasses import replace

from kgbuild.extract.actors.appearance import appearance
from kgbuild.extract.actors.evidence import beside_noun
from kgbuild.extract.actors.gazetteer import KnownRole
from kgbuild.extract.actors.kinds import DASHES, company_openings, settle_kinds
from kgbuild.extract.actors.known import Adjectives, in_capitals, known_surfaces
from kgbuild.extract.actors.missed import FullNames, repeated, title_cased, unmarked
from kgbuild.extract.actors.page import Page, Spot, make_spot, words_of
from kgbuild.extract.actors.phrases import is_title
from kgbuild.extract.actors.stretches import recognized
from kgbuild.extract.actors.things import in_states, with_teams, without_things
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import with_dep
from kgbuild.model.facts import EntityKind, Form
from kgbuild.model.text import Token
from kgbuild.names.persons import PARTICLES

_TOWNS = frozenset([KnownRole.CITY, KnownRole.CAPITAL, KnownRole.REGION])
_GROUND = frozenset([EntityKind.PLACE, EntityKind.COUNTRY])
_SETTLED = frozenset(["$settlement"])
_TWO = 2  # tokens of a name that another could only be a part of
_TIMES = frozenset(["DATE", "TIME"])
_NAMING = frozenset(["PROPN", "ADJ", "NOUN"])


def find_names(text: Page) -> tuple[list[Spot], Adjectives]:
    """Return all name spots in text order, and the demonym adjectives by token."""
    known, adjectives = known_surfaces(text)
    plain, headlines = {t.text for t in text.tokens if t.text.islower()}, title_cased(text)
    guessed = [s for sentence in text.sentences for s in recognized(text, sentence)]
    guessed = [_sorted_people(s, text) for s in guessed]
    guessed = [s for s in guessed if not _no_name(s, adjectives, text)]
    guessed = [s for s in guessed if not _plain(s, plain, text, headlines)]
    guessed += _possessed(text)
    known = [_club(s, text, adjectives) for s in known]
    towns = [*_towns(text), *_sorted_bodies(text), *_of_two_fields(text), *_clubs(text)]
    called = {i for s in towns for i in range(s.first, s.last)}
    people = [s for s in (*FullNames(text, headlines).spots(), *_datelines(text)) if s.first not in called]
    people = [*towns, *people]
    shown = {i for s in people for i in range(s.first, s.last)}
    known, guessed = ([s for s in some if shown.isdisjoint(range(s.first, s.last))] for some in (known, guessed))
    spots = _with_owner(_with(_merged(known, guessed, adjectives, text), people), text)
    spots = with_teams(text, in_states(text, spots))
    missed = (s for s in unmarked(text, spots, adjectives) if not _is_office(s, text))
    spots = _with(spots, (s for s in missed if not _plain(s, plain, text, headlines)))
    firms = company_openings(spots, text)
    spots = settle_kinds(text, [s if s.text in firms else _site(s, text) for s in spots])
    spots = without_things(text, spots)
    spots = _with(spots, repeated(text, spots, adjectives))
    spots = _with(spots, _capitals(text, spots, adjectives))
    return [_part_of_land(s, text) for s in spots], adjectives


def _possessed(text: Page) -> Iterator[Spot]:
    """Yield "Transport Workers' League", "Norvale People's Party": a capitalised plural owns a body's word."""
    for mark in text.tokens[1:-1]:
        whose, last = text.tokens[mark.i - 1], mark.i + 1
        while _capital(text.at(last + 1)) and text.at(last).text not in text.groups.organization_words:
            last += 1  # "the Women's | Bar | Association"
        body = text.tokens[last]
        one = whose.entity == body.entity == "ORG" and body.pos == "PROPN"  # "the Clyde Boilermakers' Lodge"
        if mark.tag != "POS" or not (one or body.text in text.groups.organization_words):
            continue
        owner, first = whose.text, mark.i - 1
        office = owner.lower() in text.roles.titles  # "Sheriff's Office"
        if owner[0].isupper() and (office or text.groups.is_plural(owner) or owner in text.groups.peoples):
            while not text.opens(first) and (step := _before_in_name(text, first)):
                first -= step
            yield make_spot(text, first, last + 1, EntityKind.ORGANIZATION, sure=True)


def _before_in_name(text: Page, first: int) -> int:
    """Return how many tokens before a name's first belong to it: one in capitals, or "Port of" of one name."""
    before, over = text.at(first - 1), text.at(first - 2)
    if _capital(before):
        return 1
    of = before.text in text.grammar.of and before.entity == over.entity == "ORG"
    return 2 if of and _capital(over) else 0


def _towns(text: Page) -> Iterator[Spot]:
    """Yield "the town of *São João das Figueiras*", "the republic of *Santa Ardea*": names of places nobody knows."""
    for of in text.tokens[1:]:
        noun, last = text.tokens[of.i - 1], of.i + 1
        if of.text not in text.grammar.of or not text.grammar.is_one(noun.lemma, _SETTLED) or noun.tag != "NN":
            continue
        while text.at(last).tag == "NNP" or (text.at(last).text in PARTICLES and text.at(last + 1).tag == "NNP"):
            last += 1
        known = text.gazetteer.find(text.article.text, text.at(of.i + 1).start)
        if last > of.i + 2 and text.at(of.i + 1).tag == "NNP" and known is None:
            yield make_spot(text, of.i + 1, last, EntityKind.PLACE, sure=True)


def _sorted_bodies(text: Page) -> Iterator[Spot]:
    """Yield "the charity *Doctors for the Sahel*", "a campaign group, *Hands Off Our Hospital*,": names of bodies that
    the noun before them tells; "*Mothers for St Agnes*": people called after what they are for."""
    groups, small = text.groups, text.grammar.of | text.grammar.purpose | text.groups.articles
    sorts = groups.same_as | groups.trades | groups.callers
    for noun in text.tokens[:-2]:
        cause = _names_a_cause(text, noun)
        if not cause and not (noun.tag == "NN" and noun.text in sorts):
            continue
        comma = text.tokens[noun.i + 1].text == ","
        a = any(text.tokens[j].text.lower() in text.grammar.indefinite for j in with_dep(text, noun.i, Rel.DETERMINER))
        first = noun.i if cause else noun.i + 1 + comma
        last = _end_of_name(text, first, small)
        name = text.tokens[first:last]
        whose = len(name) < _TWO or any(t.entity in _TIMES or is_title(t, text) for t in name)
        whose |= words_of(text, first, last) in text.gazetteer.surfaces  # which is found as what it is
        told = not whose and name[0].entity != "PERSON" and (not comma or (a and text.at(last).text == ","))
        if len(name) > _TWO if cause else told:
            yield make_spot(text, first, last, EntityKind.ORGANIZATION, sure=True)


def _clubs(text: Page) -> Iterator[Spot]:
    """Yield "FC São Tomé do Norte": a team's name with small words in it, which a parser takes apart."""
    for opener in (t for t in text.tokens if t.text in text.groups.team_openers):
        last = _end_of_name(text, opener.i, PARTICLES)
        if any(t.text in PARTICLES for t in text.tokens[opener.i : last]):
            yield make_spot(text, opener.i, last, EntityKind.ORGANIZATION, sure=True)


def _names_a_cause(text: Page, noun: Token) -> bool:
    """Say whether people in capitals stand before what they are for; not "Lawyers for Lund Foods said"."""
    link, word = text.at(noun.i + 1).text, noun.text.lower()
    if link.lower() not in text.groups.causes or not noun.text[0].isupper():
        return False
    one = text.groups.singular(word)
    return one != word and one in text.humans and (link[0].isupper() or not text.opens(noun.i))


def _end_of_name(text: Page, first: int, small: Container[str]) -> int:
    """Return where a name of capitals and small words between them ends: "Doctors for the Sahel | said"."""
    last = first
    for t in text.tokens[first : text.sentence(first).last]:
        last = t.i + 1 if t.text[0].isupper() else last
        if not t.text[0].isupper() and (t.i == first or t.text not in small):
            break
    return last + (last > first and text.at(last).tag == "POS" and text.at(last + 1).pos not in _NAMING)  # "St Agnes's"


def _sorted_people(spot: Spot, text: Page) -> Spot:
    """ "the *Zeravshan* news agency": what the recognizer takes for a people is what the noun says, unless a people we
    know is called so."""
    guessed = spot.kind is EntityKind.GROUP and spot.text not in text.gazetteer.surfaces
    body = guessed and beside_noun(appearance(text, spot.first, spot.last), text.groups.same_as)
    return replace(spot, kind=EntityKind.ORGANIZATION) if body else spot


def _of_two_fields(text: Page) -> Iterator[Spot]:
    """Yield "the *Road and Depot Workers' Union*", "its *Land and Water Board*": one body of two fields, where the
    article stands before the first alone and neither field is a name of its own."""
    for link in text.tokens[2:-2]:
        if link.text not in text.groups.joining or not _capital(text.tokens[link.i + 1]):
            continue
        first = last = link.i
        while _is_field(text.at(first - 1)) and not text.opens(first - 1):  # "the | Dockers' and Pilots' Union"
            first -= 1
        while _is_field(text.at(last + 1)) and text.at(last + 1).text != ",":
            last += 1
        own = any(_is_named(t, text) for t in text.tokens[first:last] if _capital(t))
        body = last > link.i + 1 and text.at(last).text in text.groups.organization_words
        opener = text.at(first - 1)
        if body and first < link.i and not own and (opener.tag == "PRP$" or opener.pos == "DET"):
            yield make_spot(text, first, last + 1, EntityKind.ORGANIZATION, sure=True)


def _is_field(token: Token) -> bool:
    return token.text == "," or token.tag == "POS" or _capital(token)


def _is_named(token: Token, text: Page) -> bool:
    """Say whether a word of a field is a name by itself: an acronym, a place, a title, a body, one of a person."""
    body = token.text in text.groups.organization_words or token.text in text.groups.media_words
    known = token.text in text.gazetteer.surfaces or token.text.isupper()
    one = is_title(token, text) and not text.groups.is_plural(token.text)
    return body or known or one or (token.entity == "PERSON" and not text.groups.is_plural(token.text))


def _capital(token: Token) -> bool:
    return token.text[:1].isupper() and token.pos in _NAMING


def _with(spots: list[Spot], more: Iterable[Spot]) -> list[Spot]:
    return sorted([*spots, *more], key=lambda s: s.first)


def _capitals(text: Page, spots: list[Spot], adjectives: Adjectives) -> Iterator[Spot]:
    """Yield "the Norvalian | capital", "Norvale's | capital" as the town that it is."""
    ends = dict(adjectives)
    for spot in spots:
        if spot.known is not None and spot.kind is EntityKind.COUNTRY:
            ends[spot.last - 1] = spot.known
    for token in text.tokens:
        if token.text.lower() not in text.groups.capitals or text.at(token.i + 1).pos in _NAMING:
            continue  # "Norvalian capital flows"
        owned = text.at(token.i - 1).tag == "POS"
        told = ends.get(token.i - 1 - owned)
        if told is not None and not owned:  # "Norvalian capital left the market"
            known = text.at(token.i - 1 - len(told.surface.split())).text.lower() in text.groups.articles
            told = told if known else None
        state = told and text.gazetteer.capitals.get(told.key)
        if state:
            yield Spot(token.i, token.i + 1, EntityKind.PLACE, token.text, known=state, form=Form.NOMINAL, sure=True)


def _with_owner(spots: list[Spot], text: Page) -> list[Spot]:
    """ "Law Society | of | Kenya" is one name: a word for a body, "of", and whose it is."""
    starts, joined = {s.first: s for s in spots}, list[Spot]()
    for spot in spots:
        if joined and spot.first < joined[-1].last:
            continue
        body = spot.known is None and spot.text.split()[-1] in text.groups.organization_words
        after = spot.last + 1 + (text.at(spot.last + 1).text in text.groups.articles)
        owner = starts.get(after) if body and text.at(spot.last).text in text.grammar.of else None
        whole = owner is not None and owner.kind in _GROUND
        last = owner.last if owner is not None else spot.last
        joined.append(make_spot(text, spot.first, last, EntityKind.ORGANIZATION, sure=True) if whole else spot)
    return joined


def _site(spot: Spot, text: Page) -> Spot:
    """ "the Norvale power plant" is a place of its own in Norvale; "the Norvale region" shows Norvale to be one."""
    sites, places, place = text.groups.sites, text.groups.places, EntityKind.PLACE
    if spot.known is not None and spot.known.kind is not place:
        return spot
    for n in (3, 2, 1):
        phrase = " ".join(t.text for t in text.tokens[spot.last : spot.last + n])
        if phrase in sites and text.tokens[spot.last - 1].tag != "POS":
            town = spot.known.key if spot.known is not None else spot.text
            return make_spot(text, spot.first, min(spot.last + n, len(text.tokens)), place, sure=True, within=town)
    noun, link = text.at(spot.first - 2).text, text.at(spot.first - 1).text
    named = text.at(spot.last).text in places and spot.kind is not EntityKind.ORGANIZATION
    told = named or (link in text.grammar.of and noun in places | sites)
    return replace(spot, kind=place, sure=True) if spot.known is None and told else spot


def _part_of_land(spot: Spot, text: Page) -> Spot:
    """ "eastern Norvale": a part of the country's ground, not the state; "the eastern Vardan region" is Vardan."""
    known, first = spot.known, spot.first - 1
    if known is None or known.role not in {KnownRole.NAME, KnownRole.REGION} or known.kind is EntityKind.ORGANIZATION:
        return spot
    region = known.role is KnownRole.REGION and text.at(spot.last).text in text.groups.places
    if region or text.at(first).text.lower() not in text.groups.directions:
        return spot
    return make_spot(text, first, spot.last, EntityKind.PLACE, sure=True, within=known.key)


def _club(spot: Spot, text: Page, adjectives: Adjectives) -> Spot:
    """ "Dynamo Kyiv", "Real Madrid": a capitalised word bound to a town's name makes it another name."""
    before = text.at(spot.first - 1)
    bound = before.dep in {Rel.COMPOUND, Rel.NOUN} and spot.first <= before.head < spot.last
    plain = before.pos == "PROPN" and before.text[0].isupper() and not before.entity and before.i not in adjectives
    town = spot.known is not None and spot.known.role in _TOWNS and not is_title(before, text)
    return make_spot(text, before.i, spot.last, EntityKind.ORGANIZATION) if town and bound and plain else spot


def _merged(known: list[Spot], guessed: list[Spot], adjectives: Adjectives, text: Page) -> list[Spot]:
    """Return spots that do not overlap: a known name inside a longer name yields to it, else knowledge wins."""
    by_token = {i: k for k in known for i in range(k.first, k.last)}
    taken: dict[int, Spot] = {}
    longer = []
    for guess in sorted(guessed, key=lambda s: (-s.size, s.first)):
        inside = {by_token[i] for i in range(guess.first, guess.last) if i in by_token}
        if not inside or _longer_name(guess, inside, adjectives, text):
            longer.append(guess)
    for spot in (*longer, *known):
        if not any(i in taken for i in range(spot.first, spot.last)):
            taken.update(dict.fromkeys(range(spot.first, spot.last), spot))
    return sorted(set(taken.values()), key=lambda s: s.first)


def _longer_name(guess: Spot, inside: Collection[Spot], adjectives: Adjectives, text: Page) -> bool:
    """Say whether a guessed stretch is a name of its own around the known ones in it ("Israel Katz")."""
    if any(k.first < guess.first or k.last > guess.last or k.size == guess.size for k in inside):
        return False
    outside = [t for t in text.tokens[guess.first : guess.last] if not any(k.first <= t.i < k.last for k in inside)]
    named = [t for t in outside if _capital(t)]
    links = (t for t in outside if t not in named and t.pos != "NUM")
    return any(t.i not in adjectives for t in named) and all(t.text in text.groups.name_links for t in links)


def _plain(spot: Spot, plain: Container[str], text: Page, headlines: Container[int]) -> bool:
    """Words with a capital only because they open a sentence or stand in a headline, and in lower case elsewhere."""
    quoted = text.at(spot.first - 1).text in {'"', "“", "‘"}
    bare = (spot.size == 1 and (quoted or text.opens(spot.first))) or text.sentence_of[spot.first] in headlines
    return bare and not spot.text.isupper() and all(word in plain for word in spot.text.lower().split())


def _datelines(text: Page) -> Iterator[Spot]:
    """Yield "HAVERLY" of "HAVERLY, Pa. — The council …": a town in capitals where a report was written."""
    for sentence in text.sentences:
        first = last = sentence.first
        while last < sentence.last and text.tokens[last].text.isupper() and text.tokens[last].text.isalpha():
            last += 1
        if last == first or last + 3 > sentence.last or len(text.tokens[first].text) < 3:
            continue
        mark, state, dash = (t.text for t in text.tokens[last : last + 3])
        stated = mark == "," and state in text.groups.state_marks and dash in DASHES
        if (stated or mark in DASHES) and in_capitals(text.tokens[first], text) is None:
            yield make_spot(text, first, last, EntityKind.PLACE, sure=True)


def _no_name(spot: Spot, adjectives: Adjectives, text: Page) -> bool:
    """Adjectives ("Islamist"), portfolios ("Defence Minister"), titles alone ("the Bishop", "Brig."), marks of the
    calendar."""
    roles, words = text.roles, text.tokens[spot.first : spot.last]
    name, before = words[-1], text.at(spot.first - 1)
    alone = all(t.text.lower() in roles.titles or t.text in roles.portfolios for t in words)
    if alone and name.text.lower() in roles.titles and before.pos == "DET":
        return True
    if all(t.text in roles.short for t in words) or (
        spot.size == 1 and text.is_national(name.i) and before.pos == "DET"
    ):
        return True
    if all(t.i in adjectives for t in words) or spot.text in text.groups.no_names:
        return True
    if spot.kind is EntityKind.GROUP:
        return name.pos == "ADJ" or not text.groups.is_plural(name.text)
    return _is_office(spot, text)


def _is_office(spot: Spot, text: Page) -> bool:
    """Say whether words are what an office is for, alone or joined to more: "*Defence* Minister", "*Trade* and Industry
    Secretary", "Secretary of *State for Culture*", "*Shadow* Home Secretary"."""
    roles, words = text.roles, text.tokens[spot.first : spot.last]
    sorts, last = roles.portfolios, words[-1]
    if not all(t.text in sorts | roles.purposes or t.text.lower() in roles.prefixes for t in words):
        return False
    end, first = text.over_portfolios(spot.last), spot.first
    while text.at(first - 1).text in sorts or text.joins(first - 1):  # "Secretary for Foreign | Affairs, Ann Roe"
        first -= 1
    return text.at(end).text.lower() in roles.titles or (
        last.text in sorts and text.at(first - 1).text in roles.purposes
    )
