"""The sections `groups` and `roles` of a lexicon: nouns that name groups and bodies, and what says who somebody is."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from kgbuild.problems import Problem
from kgbuild.yamlio import Node

Words = frozenset[str]
_GENDERS = ("he", "she", "they")
_TELLS = ("names", "linked", "ends", "lasts")


@dataclass(frozen=True, slots=True)
class GroupWords:
    """Nouns that name groups and bodies, each list under its name in `groups.yml`, where it is explained."""

    people: Words
    bodies: Words
    quantities: Words
    alone: Words
    pairs: Words
    twosomes: Words
    organization_words: Words
    place_words: Words
    places: Words
    directions: Words
    no_names: Words
    sites: Words
    governing: Words
    moves: Words
    journeys: Words
    held: Words
    strikes: Words
    disasters: Words
    grounds: Words
    dull: Words
    assemblies: Words
    own: Words
    branches: Words
    numbered: Words
    lands: Words
    firms: Words
    company_words: Words
    media_words: Words
    gendered: Mapping[str, str]  # plural noun -> the pronoun of each
    pronouns: Mapping[str, str]  # each form -> the pronoun
    endings: Mapping[str, str]  # how a title ends that tells a pronoun
    trades: Words
    definite: Words
    folk: Words
    dealing: Words
    quoting: Words
    peoples: Words
    results: Words
    country_nouns: Words
    firm_words: Words
    no_firms: Words
    both: Words
    meets: Words
    openers: Words
    epithets: Words
    epithet_links: Words
    within: Words
    toward: Words
    empty_verbs: Words
    companions: Words
    leaning: Words
    reflexive: Words
    reporting: Words
    deals: Words
    things: Words
    thing_words: Words
    titled_things: Words
    same_as: Words
    firm_verbs: Words
    firm_nouns: Words
    contests: Words
    contest_words: Words
    opponents: Words
    inside: Words
    based: Words
    neuter: Words
    state_marks: Words


@dataclass(frozen=True, slots=True)
class Predicate:
    """What a verb says of its subject, or of its object if it `names`: that it is, or no longer is (`ends`), what
    follows; after "as" if `linked`. `lasts` says that its past tense means it is over; `title` is the role that the
    verb itself tells ("leads": leader)."""

    names: bool = False
    linked: bool = False
    ends: bool = False
    lasts: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class RoleWords:
    """What says who somebody is, each list under its name in `roles.yml`, where it is explained."""

    titles: Mapping[str, str]  # lower case -> file and line
    plurals: Mapping[str, str]
    short: Mapping[str, str]
    plural_short: Words
    address: Mapping[str, str]  # form of address -> pronoun
    given: Mapping[str, str]  # first name in plain letters -> pronoun
    kin: Mapping[str, str]  # noun -> pronoun
    predicates: Mapping[str, Predicate]  # by lemma
    of: str
    as_: str
    former: Words
    current: Words
    prefixes: Words
    suffixes: Words
    purposes: Words
    owners: Words
    person_owners: Words
    denying: Words
    no_longer: Words
    if_: Words
    charging: Words
    portfolios: Words
    firm_titles: Words
    loose: Words
    state_titles: Words
    voices: Words
    strangers: Words
    envoys: Words
    leaders: Words
    any_leader: Words
    compounds: Words
    joined: Words
    alike: Mapping[str, str]  # title -> the title it is another word for
    royal: Words


def read_group_words(nodes: tuple[Node, ...], problems: list[Problem]) -> GroupWords:
    """Return the lists of the section `groups`; each is a list of words or of lists of them."""
    found: dict[str, set[str]] = {field.name: set() for field in fields(GroupWords) if field.type == "Words"}
    told: dict[str, dict[str, str]] = {f.name: {} for f in fields(GroupWords) if f.name not in found}
    for node in nodes:
        for key, value in node.want_map(problems, known=(*found, *told)).items():
            if key in told:
                for pronoun, words in value.want_map(problems, known=_GENDERS).items():
                    told[key].update(dict.fromkeys(words.want_texts(problems), pronoun))
            elif key in found:
                for line in value.want_list(problems):
                    found[key].update(line.want_texts(problems))
    found["organization_words"] |= found["company_words"] | found["media_words"]
    sets = {key: frozenset(words) for key, words in found.items()}
    return GroupWords(gendered=told["gendered"], pronouns=told["pronouns"], endings=told["endings"], **sets)


def read_role_words(nodes: tuple[Node, ...], problems: list[Problem], names: Path) -> RoleWords:
    """Return the lists of the section `roles`, with the given names of the table `names`."""
    lists: dict[str, set[str]] = {f.name.rstrip("_"): set() for f in fields(RoleWords) if f.type == "Words"}
    told: dict[str, dict[str, str]] = {"address": {}, "given": _given_names(names), "kin": {}}
    spelt: dict[str, dict[str, str]] = {"short": {}, "plurals": {}, "alike": {}}
    single = {"of": "", "as": ""}
    titles: dict[str, str] = {}
    predicates: dict[str, Predicate] = {}
    known = (*lists, *told, *spelt, *single, "titles", "predicates")
    for node in nodes:
        for key, value in node.want_map(problems, known=known).items():
            if key in lists:
                lists[key].update(value.want_texts(problems))
            elif key in told:
                for gender, words in value.want_map(problems, known=_GENDERS).items():
                    told[key].update(dict.fromkeys(words.want_texts(problems), gender))
            elif key in spelt:
                spelt[key].update({k: v.want_text(problems) for k, v in value.want_map(problems).items()})
                if key == "short":
                    titles.update({k.lower(): f"{v.where.file}:{v.where.line}" for k, _, v in value.pairs})
            elif key in single:
                single[key] = value.want_text(problems)
            elif key == "predicates":
                predicates.update(_predicates(value, problems))
            else:
                titles.update(_titles(value, problems))
    sets = {f"{key}_" if key == "if" else key: frozenset(words) for key, words in lists.items()}
    return RoleWords(
        titles=titles,
        predicates=predicates,
        plurals=spelt["plurals"],
        short=spelt["short"],
        alike=spelt["alike"],
        address=told["address"],
        given=told["given"],
        kin=told["kin"],
        of=single["of"],
        as_=single["as"],
        **sets,
    )


def _titles(node: Node, problems: list[Problem]) -> dict[str, str]:
    """Return the title nouns with the file and line of each."""
    return {t.want_text(problems).lower(): f"{t.where.file}:{t.where.line}" for t in node.want_list(problems)}


def _predicates(node: Node, problems: list[Problem]) -> dict[str, Predicate]:
    """Return by lemma what verbs say of their subject: `{verbs: [be], tells: [lasts]}`."""
    found: dict[str, Predicate] = {}
    for item in node.want_list(problems):
        entry = item.want_map(problems, known=("verbs", "title", "tells"), needed=("verbs",))
        title = entry["title"].want_text(problems) if "title" in entry else ""
        tells = [t.want_choice(problems, _TELLS) for t in entry["tells"]] if "tells" in entry else []
        for verb in entry["verbs"].want_texts(problems) if "verbs" in entry else ():
            found[verb] = Predicate(**{flag: flag in tells for flag in _TELLS}, title=title)
    return found


def _given_names(path: Path) -> dict[str, str]:
    """Return the pronoun that each given name of the table tells."""
    with path.open(encoding="utf-8", newline="") as source:
        return {row["name"]: row["pronoun"] for row in csv.DictReader(source)}
