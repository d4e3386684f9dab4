"""What shows that a name is a place's: how it is called, what leads to it, who governs it, what stands there."""

from __future__ import annotations

from collections.abc import Container
from itertools import takewhile

from kgbuild.extract.actors.appearance import Appearance, has_given
from kgbuild.extract.actors.gazetteer import KnownRole
from kgbuild.extract.actors.page import NO_TOKEN
from kgbuild.extract.parse.relations import Rel
from kgbuild.model.facts import EntityKind

_ENDS = frozenset([",", ".", "IN", "WP", "WDT"])  # what ends a noun phrase
_TOLD = 8  # tokens after a name that say what it is
_SUFFERING = frozenset([Rel.OBJECT, Rel.PASSIVE_SUBJECT])
_CLOSING = frozenset(["", "PUNCT", "ADP", "CCONJ", "SCONJ", "VERB", "AUX"])  # what no name goes on with


def called_as_land(site: Appearance) -> bool:
    """ "Pine Ridge", but not "Nathan Lane"."""
    given = has_given(site) and site.opener not in site.text.groups.place_openers
    return site.size > 1 and site.name.text in site.text.groups.land_words and not given


def of_ground(site: Appearance) -> bool:
    """ "off Ben Varra", "to Isla Norvik": a name that opens as places do, after a word of place."""
    opens = site.size > 1 and site.opener in site.text.groups.place_openers
    return opens and site.link.text.lower() in site.text.groups.within | site.text.groups.toward


def climbed(site: Appearance) -> bool:
    """ "the path up Ben Varra is shut", "the hut on Ben Varra", "died on Ben Varra"."""
    groups = site.text.groups
    above = {t.lemma.lower() for t in (site.linked, *site.below(site.linked, Rel.OBJECT))}
    if site.size < 2 or site.opener not in groups.place_openers or site.before().dep != Rel.PREPOSITION:
        return False
    there = not above.isdisjoint(site.text.sites | site.text.lands | groups.mishaps)
    return site.before().text.lower() in groups.climbing or (there and site.before().text in site.text.grammar.on)


def called_ground(site: Appearance) -> bool:
    """ "X, a mountain north of Lund"."""
    if site.after().text != "," or site.after(2).pos != "DET":
        return False
    phrase = takewhile(lambda t: t.tag not in _ENDS, (site.after(n) for n in range(3, _TOLD)))
    nouns = [t.lemma.lower() for t in phrase if t.text.lower() not in site.text.groups.directions]
    return bool(nouns) and nouns[-1] in site.text.lands


def bound_to_land(site: Appearance) -> bool:
    """ "the X peninsula", "X island": the noun right behind a name says what ground it is."""
    return _bound_to(site, site.text.lands)


def bound_to_site(site: Appearance) -> bool:
    """ "the *Dalo* market", "the *Sembe* base", of one word: what stands there is called after the place."""
    return site.size == 1 and not has_given(site) and _bound_to(site, site.text.groups.town_sites)


def _bound_to(site: Appearance, nouns: Container[str]) -> bool:
    bound = site.name.dep == Rel.COMPOUND and site.name.head == site.after().i
    return bound and site.after().text.islower() and site.after().lemma in nouns


def governed(site: Appearance) -> bool:
    """ "the mayor of X", "X's mayor": a town."""
    local, of = site.text.roles.local, site.text.grammar.of
    owned = site.name.dep == Rel.OWNER and site.above.text.lower() in local
    alone = site.size == 1 and not site.below(site.name, Rel.CONJUNCT)
    called = alone and site.after().text in local  # "Arzen mayor Jo Lind"
    return owned or called or (site.before().text in of and site.before(2).text.lower() in local)


def struck(site: Appearance) -> bool:
    """ "a storm hit X", "floods swept through X"."""
    leads = site.link.text.lower() in site.text.groups.within | site.text.groups.toward
    verb = site.linked if leads else site.above if site.name.dep in _SUFFERING else NO_TOKEN
    return site.size < 3 and verb.lemma.lower() in site.text.groups.strikes and site.text.storms(verb.i)


def called_town(site: Appearance) -> bool:
    """ "the market town of X", "the streets of X", "east of X"."""
    words, noun = site.text.groups, site.before(2)
    if site.name.dep == Rel.OWNER or not _led_by(site, site.text.grammar.of):
        return False
    there = site.text.lands | (words.town_sites if site.size == 1 else frozenset())  # "the market of X"
    return noun.text.lower() in words.places | words.lying | words.directions or noun.lemma.lower() in there


def in_a_land(site: Appearance) -> bool:
    """ "over X, Norvale", "at X, Norvale": after a word of place, with the country it lies in."""
    leads = site.text.groups.within | site.text.groups.toward | site.text.grammar.targeting
    land = site.text.gazetteer.find(site.text.article.text, site.after(2).start) if site.after().text == "," else None
    closed = land is not None and site.text.article.text[site.after(2).start + len(land.surface) :][:1] in {",", "."}
    state = land is not None and land.kind is EntityKind.COUNTRY and land.role is KnownRole.NAME
    return state and closed and _led_by(site, leads)


def lies_near(site: Appearance) -> bool:
    """ "a bus crash near X", "just outside X"."""
    return _led_by(site, site.text.groups.beside) and (site.size == 1 or not has_given(site))


def stands_there(site: Appearance) -> bool:
    """ "a court in X", "the mill at X": not "a stake in X"."""
    nouns = (site.linked.text.lower(), site.before(2).text.lower())
    return not site.text.sites.isdisjoint(nouns) and _led_by(site, site.text.groups.inside | site.text.grammar.at)


def _led_by(site: Appearance, words: Container[str]) -> bool:
    short = site.size < 4 and not site.articled and not site.letter
    return short and site.link.i == site.first - 1 and site.link.text.lower() in words


def gone_to(site: Appearance) -> bool:
    """ "flew to X", "met in X", "the road to X", of a name that the recognizer takes for a body."""
    link, above = site.link.text.lower(), site.linked.lemma.lower()
    goes = link in site.text.grammar.toward and above in site.text.groups.moves | site.text.groups.journeys
    if site.size == 1 and site.name.dep == Rel.OBJECT and not site.articled:  # people are told by more than one word
        goes = site.above.lemma.lower() in site.text.groups.toured
    held = link in site.text.groups.inside and (above in site.text.groups.held or site.text.gathers(site.linked.i))
    return site.size < 3 and not site.name.text.isupper() and (goes or held)


def located(site: Appearance) -> bool:
    """ "signed in Redcliff on Monday", "rents in Redcliff rose", "pupils from Redcliff": a name right after the "in" of
    something, but for what one has in people and firms ("faith in Ruiz"), or the "from" of people."""
    words, over = site.text.groups, site.linked
    if site.size > 2 or site.name.text.isupper() or site.link.i != site.first - 1:
        return False
    link, after = site.link.text.lower(), site.after().pos
    folk = over.text.lower() in words.people and after != ""  # "told mourners in Redcliff that"
    if link not in words.inside or over.lemma.lower() in words.trusting:
        folk |= over.tag == "NNS" and over.lemma.lower() in site.text.persons
        return folk and link in site.text.grammar.source and after in _CLOSING
    return after == "ADP" or (over.pos in {"VERB", "NOUN", "ADV"} and after in _CLOSING)  # "back in Redcliff,"
