"""Actor or place: the same name is the state that acts or the ground on which something happens."""

from __future__ import annotations

from kgbuild.extract.actors.gazetteer import KnownRole
from kgbuild.extract.actors.page import Page
from kgbuild.extract.actors.spots import Spot, head_of
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import with_dep
from kgbuild.model.facts import EntityKind
from kgbuild.model.text import Token

DASHES = frozenset(["—", "–", "―", "--", "-"])
_GROUND = frozenset(["GPE", "LOC"])
_ALONE = frozenset([Rel.ROOT, Rel.ATTRIBUTE, Rel.OTHER, Rel.ADJECTIVE, Rel.META])


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
    if dateline or _after_city(spot, text):
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
            return lemma in groups.moves or _struck_by_nature(head, text)
        case Rel.OWNER if capital:
            return word in groups.places | groups.grounds or _town_title(head, text)
    return capital and token.dep in _ALONE


def _in_phrase(head: Token, text: Page, *, capital: bool) -> bool:
    above, word, groups = text.tokens[head.head], head.text.lower(), text.groups
    lemma = above.lemma.lower()
    if word in groups.within:
        return True
    if word in groups.toward:
        leads = word in text.grammar.toward and lemma in groups.journeys
        return leads or (above.pos == "VERB" and lemma in groups.moves)
    if word in text.grammar.aimed and capital:  # "an attack on Moscow"
        return lemma in groups.strikes
    titles = (text.tokens[c] for c in with_dep(text, above.i, Rel.COMPOUND))  # "Mayor Ann Roe of Oslo"
    of_town = above.text.lower() in groups.grounds or any(_town_title(title, text) for title in (above, *titles))
    return word in text.grammar.of and of_town


def _struck_by_nature(verb: Token, text: Page) -> bool:
    """ "Floods hit Malta": the ground, not the state."""
    heads = with_dep(text, verb.i, Rel.SUBJECT) if verb.lemma.lower() in text.groups.strikes else []
    doers = [*heads, *(a for h in heads for a in with_dep(text, h, Rel.APPOSITION))]
    return any(text.tokens[d].lemma.lower() in text.groups.disasters for d in doers)


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
