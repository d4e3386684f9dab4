"""The sections `groups` and `roles` of a lexicon: nouns that name groups and bodies, and what says who somebody is."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from kgbuild import schema
from kgbuild.lexicon import Lexicon
from kgbuild.problems import Problem
from kgbuild.schema import FORMS, NAME, PLACES, TEXT, TEXTS, WORDS, entries, key, members, named, read_all, table

Words = frozenset[str]


class Pronoun(StrEnum):
    """How a language speaks of a person: as a man, as a woman, as either or several."""

    HE = "he"
    SHE = "she"
    THEY = "they"


TOLD = (Pronoun.HE, Pronoun.SHE)  # those that tell whom they mean
_BY_PRONOUN = named(*Pronoun, lower=False)


@dataclass(frozen=True, slots=True)
class GroupWords:
    """The section `groups`."""

    people: Words = key(FORMS, "plural nouns for people who act together or speak")
    ranks: Words = key(FORMS, "plural nouns for what people are, who are a group where they meet")
    bodies: Words = key(FORMS, "singular nouns for a body of people")
    governing: Words = key(FORMS, "what a capital's name before it means its government (“the Norburg *government*”)")
    own: Words = key(FORMS, "bodies that speak for whom they belong to (“his *office* said”)")
    assemblies: Words = key(FORMS, "bodies that act without a name (“*parliament* voted”)")
    sitting: Words = key(FORMS, "bodies that a meeting is called after (“a *board* meeting”)")
    branches: Words = key(FORMS, "tell a body from others of its sort (“the *supreme* court”)")
    numbered: Words = key(FORMS, "last words of a name that a number follows (“TWU *Local* 9”)")
    quantities: Words = key(FORMS, "nouns of number before a people (“*millions* of Ukrainians”)")
    alone: Words = key(FORMS, "groups that need nothing beside them to tell them apart")
    pairs: Words = key(FORMS, "what the two parties of a conflict or talks are called together")
    gendered: Mapping[str, str] = key(_BY_PRONOUN, "plural nouns, by the pronoun of each one")
    trades: Words = key(FORMS, "nouns for a firm by what it makes or trades")
    twosomes: Words = key(FORMS, "words that mean a pair without “both” or “two” (“the *pair*”)")
    lands: Words = key(FORMS, "which of `pairs` are countries")
    firms: Words = key(FORMS, "which of `pairs` are organisations")
    company_words: Words = key(FORMS, "last words of a company's name, which may be called by the words before them")
    media_words: Words = key(FORMS, "last words of the name of a newspaper or station")
    organization_words: Words = key(FORMS, "last words of the name of an organisation of another sort")
    parties: Words = key(FORMS, "parties called by a word that may be somebody's name")
    place_words: Words = key(FORMS, "last words of the name of a place")
    place_openers: Words = key(FORMS, "first words of names of places that may be given names (“*Ben* Varra”)")
    land_words: Words = key(FORMS, "last words of names of places that may be family names (“Pine *Ridge*”)")
    places: Words = key(FORMS, "nouns that make the name before them a place (“the Donbas *region*”)")
    towns: Words = key(FORMS, "nouns by which the place named last is called again (“in the *city*”)")
    lying: Words = key(FORMS, "nouns that make the name after “of” one (“the *streets* of Lund”)")
    town_sites: Words = key(
        WORDS, "what stands or lies in a town and is called after it (“the Dalo *market*”, “the council of X”)"
    )
    sites: Words = key(FORMS, "nouns for a site with a name of its own (“the Norvale *airport*”)")
    directions: Words = key(FORMS, "words before a name that make it a part of a territory (“*eastern* Norvale”)")
    no_names: Words = key(FORMS, "capitals that name nobody")
    capitals: Words = key(FORMS, "nouns for the town a state is governed from (“the Norvalian *capital*”)")
    toured: Words = key(FORMS, "verbs whose object is a place (“*visited* Norburg”)")
    moves: Words = key(FORMS, "verbs of going and bringing: the name after them is the ground (“flew *to* Norburg”)")
    journeys: Words = key(FORMS, "words whose “to” leads to the ground (“a *visit* to Norburg”)")
    held: Words = key(FORMS, "verbs of what happens somewhere: an unknown name after their “in” is a place")
    strikes: Words = key(FORMS, "words of attack and control: a capital after them is the city")
    grounds: Words = key(FORMS, "nouns whose “of Norburg” or “Norburg's” means the city")
    dull: Words = key(FORMS, "adjectives that tell no group apart from another")
    things: Words = key(FORMS, "nouns whose name is nobody's (“the *novel* Silent Harbour”)")
    thing_words: Words = key(FORMS, "last words that make a capitalised name a thing: laws, prizes, contests, days")
    team_openers: Words = key(FORMS, "first words of the name of a team (“*Real* Norburg”)")
    team_words: Words = key(FORMS, "last words of the name of a team (“Norburg *Rovers*”)")
    titled_things: Words = key(FORMS, "words before the name of a storm, ship or train")
    same_as: Words = key(FORMS, "nouns that say what the name beside them is (“the Tavrion *news agency*”)")
    winning: Words = key(FORMS, "verbs whose object in capitals is a prize (“*won* the Silver Circuit”)")
    climbing: Words = key(FORMS, "what leads up and down a mountain (“the path *up* Ben Varra”)")
    undertaking: Words = key(
        FORMS, "verbs of what a firm does, by its own words (“will *build* ships, the company said”)"
    )
    firm_verbs: Words = key(FORMS, "verbs of what firms do")
    firm_nouns: Words = key(FORMS, "nouns of what firms have (“Omnicrate *shares*”)")
    priced: Words = key(FORMS, "verbs of what shares do (“X *jumped* 9 percent”)")
    results: Words = key(FORMS, "what only firms report (“posted a *loss*”)")
    staff: Words = key(FORMS, "those who work at a firm (“*workers* at Omnicrate”)")
    employed: Words = key(FORMS, "verbs of who works for somebody")
    leaving: Words = key(FORMS, "verbs whose “from” leads to a firm (“*resigned* from Omnicrate”)")
    reporting: Words = key(FORMS, "verbs of outlets, with a clause (“X *reported* on Sunday that …”)")
    deals: Words = key(FORMS, "verbs of what is done to firms (“*acquired* X”)")
    definite: Words = key(FORMS, "words that open a phrase for somebody known")
    folk: Words = key(FORMS, "people as such: a group only where they are heard")
    dealing: Words = key(FORMS, "prepositions before whom somebody deals with, or who did something")
    asked: Words = key(FORMS, "prepositions before whom somebody asks (“called *on* bakers”)")
    seats: Words = key(FORMS, "seats of a body, which are the body only where they speak or meet")
    deeds: Words = key(FORMS, "what somebody says or does that others take a stand on (“management's *offer*”)")
    quoting: Words = key(FORMS, "verbs whose object is heard")
    country_nouns: Words = key(FORMS, "nouns for a country")
    firm_words: Words = key(FORMS, "nouns for any firm")
    called: Mapping[str, Words] = key(table(FORMS), "noun: words of the names of those it calls (“the *union*”)")
    no_firms: Words = key(FORMS, "words of names that are no firm's")
    callers: Words = key(FORMS, "further nouns for a body that its name follows (“the *network* Rising Tide”)")
    both: Words = key(FORMS, "make a plural a pair")
    each: Words = key(FORMS, "before one of a pair, for both (“*either* side”)")
    meets: Words = key(FORMS, "verbs of those who meet")
    companions: Words = key(FORMS, "prepositions before whom somebody does it with")
    openers: Words = key(FORMS, "words that open a phrase for somebody known, also for several")
    epithets: Words = key(FORMS, "words that give a second name (“also *known* as the Fox”)")
    epithet_links: Words = key(FORMS, "what may stand around them")
    within: Words = key(FORMS, "prepositions of being somewhere")
    toward: Words = key(FORMS, "prepositions of going somewhere")
    pronouns: Mapping[str, str] = key(_BY_PRONOUN, "the forms of each pronoun")
    endings: Mapping[str, str] = key(_BY_PRONOUN, "endings of titles that tell a pronoun")
    reflexive: Words = key(FORMS, "pronouns for who does it")
    empty_verbs: Words = key(FORMS, "verbs whose “it” may mean nothing (“it *took* years”)")
    leaning: Words = key(FORMS, "words before a hyphen and a name (“*pro*-Norvale”)")
    peoples: Words = key(FORMS, "plurals that may own a body's word (“Norvale *People*'s Party”)")
    contests: Words = key(FORMS, "verbs of what teams do to each other")
    victories: Words = key(FORMS, "nouns for how a contest ends (“a *victory* over Norburg”)")
    contest_words: Words = key(FORMS, "words that show it to be sport")
    opponents: Words = key(FORMS, "prepositions before whom a team plays")
    inside: Words = key(FORMS, "prepositions of being inside")
    beside: Words = key(FORMS, "prepositions of lying near something")
    stakes: Words = key(FORMS, "what one has in a firm")
    acting: Words = key(FORMS, "those who act for their states, of several as one (“*officials*”)")
    clients: Words = key(FORMS, "whom firms tell something")
    earning: Words = key(FORMS, "lead from what a firm reports to the firm")
    trusting: Words = key(FORMS, "what one has or does in people and firms (“*faith* in Ruiz”)")
    based: Words = key(FORMS, "words that say where a firm is (“X, *based* in Leeds”)")
    neuter: Words = key(FORMS, "how a body speaks of itself")
    state_marks: Words = key(FORMS, "states cut short after a town's name (“Naples, *Fla.*”)")
    articles: Words = key(FORMS, "definite articles")
    joining: Words = key(FORMS, "join the last of a list")
    listing: Words = key(FORMS, "join the last of a list, or one of several")
    causes: Words = key(FORMS, "lead from people to what they call themselves after (“Mothers *for* St Agnes”)")
    between: Words = key(FORMS, "lead to those who deal with each other")
    platforms: Words = key(FORMS, "words before the name of a platform that is one letter")
    name_links: Words = key(FORMS, "words in small letters and signs that a name may have inside")
    sources: Words = key(FORMS, "phrases before who is heard (“*according to* a guard”)")
    naming: Words = key(FORMS, "nouns for a name (“gave his *name* as Ada Norris”)")
    identified: Words = key(WORDS, "verbs that say what an unnamed person's name is (“a driver *named* as Abu Norris”)")
    personal: Words = key(FORMS, "what only people have (“Varga's *resignation*”)")
    lives: Words = key(FORMS, "verbs of what only people do (“*resigned*”, “*stepped down*”)")
    going: Words = key(FORMS, "verbs of what people do with a building (“*left* the court”)")
    bought: Words = key(FORMS, "verbs that make of an unknown name as object a firm, not a place (“*bought* Norvik”)")
    punished: Words = key(
        FORMS, "verbs that make of an unknown name as object somebody, not a place (“*fined* Norvik”)"
    )
    fates: Words = key(FORMS, "verbs of what only people have done to them (“was *arrested*”)")
    demanding: Words = key(WORDS, "verbs of asking somebody to do something")
    others_part: Words = key(
        WORDS, "what only another can do or suffer of what somebody asks for (“demanded his *resignation*”)"
    )
    agent_endings: Words = key(FORMS, "endings of plurals for people by what they do (“rescu*ers*”)")
    no_agents: Words = key(FORMS, "plurals with such an ending that are no people")
    mishaps: Words = key(FORMS, "words of what befalls people on a mountain, and who they are (“*died* on Ben Varra”)")
    crowds: Words = key(FORMS, "what is full of those who listen (“told a *hall* full of farmers”)")
    plural_endings: tuple[str, ...] = key(TEXTS, "endings of plurals")

    def is_plural(self, word: str) -> bool:
        """Say whether a word ends as plurals do."""
        return word.endswith(self.plural_endings)

    def does_trade(self, word: str) -> bool:
        """Say whether a plural is one of people by what they do: "rescuers", "forecasters", "deckhands"."""
        ends = any(word.endswith(end) and len(word) > len(end) + 2 for end in self.agent_endings)
        return ends and word not in self.no_agents

    def singular(self, word: str) -> str:
        """Return a word without the ending of a plural."""
        return next((word.removesuffix(end) for end in self.plural_endings if word.endswith(end)), word)


class Tells(StrEnum):
    """What a verb says of a title beside it."""

    NAMES = "names"  # of its object, not of its subject
    LINKED = "linked"  # after "as"
    BEGINS = "begins"  # that it is taken up
    ENDS = "ends"  # that it is no longer held
    LASTS = "lasts"  # its past tense means that it is over


@dataclass(frozen=True, slots=True)
class Predicate:
    """What verbs say of their subject, or of their object: that it is, or no longer is, what follows."""

    verbs: Words = key(WORDS, "lemmas, with their particle (“step down”)", needed=True)
    title: str = key(TEXT, "the role that the verb itself tells (“*leads*”: leader)")
    tells: tuple[Tells, ...] = key(
        members(Tells), "of its object; after “as”; that it begins or ends; that its past is over"
    )


@dataclass(frozen=True, slots=True)
class RoleWords:
    """The section `roles`; `given` also has the table of given names, `by_verb` the predicates by their verbs."""

    titles: Mapping[str, str] = key(PLACES, "nouns for what people are")
    plurals: Mapping[str, str] = key(table(TEXT), "plurals that are not made with an “s”, and their titles")
    short: Mapping[str, str] = key(table(NAME), "titles cut short (“*Gov.*”)")
    plural_short: Words = key(FORMS, "the same of several people")
    address: Mapping[str, str] = key(_BY_PRONOUN, "forms of address, by the pronoun they tell")
    given: Mapping[str, str] = key(_BY_PRONOUN, "given names, by the pronoun they tell")
    kin: Mapping[str, str] = key(_BY_PRONOUN, "members of a family, by the pronoun they tell")
    predicates: tuple[Predicate, ...] = key(entries(Predicate), "verbs that say what somebody is")
    letters: Words = key(FORMS, "letters behind a name that are none of it (“Ada Norris *MP*”)")
    partisan: Words = key(FORMS, "words before a name that tell a party (“*Tory* Ada Norris”)")
    former: Words = key(FORMS, "words before a title that end it")
    beside: Words = key(FORMS, "words before a title that make it another's (“the *deputy* mayor”)")
    another: Words = key(FORMS, "words before a noun that tell of one not named before (“the *rival* firm”)")
    current: Words = key(FORMS, "words before a title that say nothing of it")
    prefixes: Words = key(FORMS, "words in small letters before a title in capitals that belong to it")
    suffixes: Words = key(FORMS, "words after a title and a hyphen (“President-*elect*”)")
    purposes: Words = key(FORMS, "join a title to what it is for (“Minister *for* Trade”)")
    owners: Words = key(FORMS, "join a title to where it is held")
    person_owners: Words = key(FORMS, "join a title to the person it serves")
    denying: Words = key(FORMS, "words around a verb that deny what it says")
    no_longer: Words = key(FORMS, "words around a verb that end what it says")
    conditions: Words = key(FORMS, "words that leave open what a clause says", name="if")
    charging: Words = key(FORMS, "verbs whose object's “of” is theirs (“accused the mayor *of* lying”)")
    portfolios: Words = key(FORMS, "what a title is for, in capitals (“*Defence* Minister”)")
    firm_titles: Words = key(FORMS, "titles whose “of X” names an organisation")
    bodies_too: Words = key(FORMS, "titles that bodies have, too (“Telvar, the market *leader*”)")
    board: Words = key(FORMS, "titles that only a body has somebody for (“Hydrelan's *director*”)")
    officers: Words = key(
        FORMS, "titles that, alone before a name, are held at the body just named (“*Captain* Ada Norris”)"
    )
    local: Words = key(FORMS, "titles of those who govern a town or region (“the *mayor* of Norburg”)")
    served: Words = key(FORMS, "titles that the name of whom they serve may stand before (“Norris *aide* Ada Kolar”)")
    loose: Words = key(FORMS, "titles that also stand before what is no person")
    state_titles: Words = key(FORMS, "titles of those who act for a state, also after its capital's name")
    voices: Words = key(FORMS, "those who speak for whom they work")
    passing: Words = key(
        FORMS, "bodies made for an occasion: who led one then held no office (“the *delegation* was led by Lind”)"
    )
    strangers: Words = key(FORMS, "people who stay unnamed: a “he” after them may be theirs")
    envoys: Words = key(FORMS, "titles of those who may be called diplomats")
    leaders: Words = key(FORMS, "titles of who leads a country")
    any_leader: Words = key(FORMS, "what such a leader may be called under any title")
    sorts: Mapping[str, Words] = key(
        table(FORMS), "what people are called by the sort of their offices (“the *cleric*”)"
    )
    colleagues: Words = key(
        FORMS, "the same, only where it is said of which other state or body (“her *Dutch* colleague”)"
    )
    counterparts: Words = key(FORMS, "titles that stand for the one just given to somebody else (“his *counterpart*”)")
    compounds: Words = key(FORMS, "titles of fixed words (“chief *of* staff”)")
    joined: Words = key(FORMS, "titles whose first word could end a body's name (“*District* Attorney”)")
    alike: Mapping[str, str] = key(table(TEXT), "titles, with the one they are another word for")
    royal: Words = key(FORMS, "forms of address that belong to the name (“*King* Charles”)")
    by_verb: Mapping[str, Predicate] = field(default_factory=dict)


def read_group_words(lexicon: Lexicon, problems: list[Problem]) -> GroupWords:
    """Return the section `groups`; names of companies and outlets are names of organisations."""
    made = read_all(GroupWords, lexicon.section("groups"), problems)
    return replace(made, organization_words=made.organization_words | made.company_words | made.media_words)


def read_role_words(lexicon: Lexicon, problems: list[Problem]) -> RoleWords:
    """Return the section `roles` with the table of given names; titles cut short are titles."""
    made = read_all(RoleWords, lexicon.section("roles"), problems)
    short = {word.lower(): schema.place_of(whole) for word, whole in made.short.items()}
    verbs = {verb: one for one in reversed(made.predicates) for verb in sorted(one.verbs)}
    given = {**_given_names(lexicon.given_names), **made.given}
    return replace(made, titles={**made.titles, **short}, by_verb=verbs, given=given)


def _given_names(path: Path) -> dict[str, str]:
    """Return the pronoun that each given name of the table tells."""
    with path.open(encoding="utf-8", newline="") as source:
        return {row["name"]: row["pronoun"] for row in csv.DictReader(source)}
