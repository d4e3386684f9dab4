"""Actor or place: the same name is the state that acts or the ground on which something happens."""

from __future__ import annotations

from kgbuild.extract.actors.gazetteer import KnownRole
from kgbuild.extract.actors.page import Page
from kgbuild.extract.actors.spots import Spot, head_of
from kgbuild.extract.actors.words import GroupWords
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import with_dep
from kgbuild.model.facts import EntityKind
from kgbuild.model.text import Token

DASHES = frozenset(["—", "–", "―", "--", "-"])


def acts_as_place(spot: Spot, text: Page) -> bool:
    """Say whether a country's or capital's name means its ground here."""
    token = text.tokens[head_of(text, spot.first, spot.last)]
    capital = spot.known is not None and spot.known.role is KnownRole.CAPITAL
    if _after_city(spot, text, text.groups) or (capital and _dateline(spot, text)):
        return True
    seen = set()
    while token.dep in {Rel.CONJUNCT, Rel.APPOSITION} and token.head not in seen:  # "in France and Germany"
        seen.add(token.i)
        token = text.tokens[token.head]
    head = text.tokens[token.head]
    if token.dep == Rel.PREP_OBJECT:
        return _in_phrase(head, text, capital=capital)
    if token.dep in {Rel.COMPOUND, Rel.NOUN, Rel.NOUN_ADVERB} and capital:
        return not _acting_noun(head, text)
    if token.dep in {Rel.COMPOUND, Rel.NOUN}:
        return head.text.lower() in text.groups.places
    if token.dep == Rel.OBJECT and capital:
        return head.lemma.lower() in text.groups.moves | text.groups.strikes
    if token.dep == Rel.OBJECT:
        return head.lemma.lower() in text.groups.moves or _struck_by_nature(head, text)
    if token.dep == Rel.OWNER and capital:
        return head.text.lower() in text.groups.places | text.groups.grounds or _town_title(head, text)
    return capital and token.dep in {Rel.ROOT, Rel.ATTRIBUTE, Rel.OTHER, Rel.ADJECTIVE, Rel.META}


def _in_phrase(head: Token, text: Page, *, capital: bool) -> bool:
    above = text.tokens[head.head]
    word = head.text.lower()
    if word in text.groups.within:
        return True
    if word in text.groups.toward:
        moves = above.pos == "VERB" and above.lemma.lower() in text.groups.moves
        return moves or (word in text.grammar.toward and above.lemma.lower() in text.groups.journeys)
    if word in text.grammar.aimed and capital:  # "an attack on Moscow"
        return above.lemma.lower() in text.groups.strikes
    if word in text.grammar.of:
        titles = (text.tokens[c] for c in with_dep(text, above.i, Rel.COMPOUND))  # "Mayor Ann Roe of Oslo"
        held = _town_title(above, text) or any(_town_title(title, text) for title in titles)
        return above.text.lower() in text.groups.grounds or held
    return False


def _struck_by_nature(verb: Token, text: Page) -> bool:
    """ "Floods hit Malta": the ground, not the state."""
    if verb.lemma.lower() not in text.groups.strikes:
        return False
    heads = with_dep(text, verb.i, Rel.SUBJECT)
    doers = [*heads, *(a for h in heads for a in with_dep(text, h, Rel.APPOSITION))]
    return any(text.tokens[d].lemma.lower() in text.groups.disasters for d in doers)


def _acting_noun(head: Token, text: Page) -> bool:
    word = head.text.lower()
    return word in text.groups.governing or word in text.roles.state_titles


def _town_title(head: Token, text: Page) -> bool:
    """ "Moscow's mayor", "the archbishop of Warsaw": a title held in a town, not in the state it is the capital of."""
    word = head.text.lower()
    return word in text.roles.titles and word not in text.roles.state_titles


def _dateline(spot: Spot, text: Page) -> bool:
    """ "Nairobi — …", "NAIROBI (Agency) - …": where a report was written."""
    opens = text.opens(spot.first)
    return opens and spot.last < len(text.tokens) and text.tokens[spot.last].text in DASHES | {"("}


def _after_city(spot: Spot, text: Page, groups: GroupWords) -> bool:
    """ "Geneva, Switzerland": a place name, a comma, the country."""
    before = text.tokens[spot.first - 2 : spot.first] if spot.first >= 2 else ()
    return (
        len(before) == 2
        and before[1].text == ","
        and before[0].entity in {"GPE", "LOC"}
        and _closed(spot, text, groups)
    )


def _closed(spot: Spot, text: Page, groups: GroupWords) -> bool:
    """Say that no further item follows, so that it is no enumeration ("France, Germany and Italy")."""
    if spot.last >= len(text.tokens):
        return True
    after = text.tokens[spot.last]
    if after.text.lower() in groups.listing:
        return False
    return (
        after.text != ","
        or spot.last + 1 >= len(text.tokens)
        or text.tokens[spot.last + 1].entity not in {"GPE", "LOC"}
    )


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
    if acts_as_place(spot, text):
        return EntityKind.PLACE
    return actor.kind if actor is not None else known.kind


def _met_there(spot: Spot, text: Page) -> bool:
    """ "met at the White House": a seat is the place where something happens, not who sits there."""
    token = text.tokens[head_of(text, spot.first, spot.last)]
    link = text.tokens[token.head]
    above = text.tokens[link.head]
    object_of = above.dep in {Rel.OBJECT, Rel.PREP_OBJECT}
    return (
        token.dep == Rel.PREP_OBJECT and link.text.lower() in text.groups.within and (above.pos == "VERB" or object_of)
    )
