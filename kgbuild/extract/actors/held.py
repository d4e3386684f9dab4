"""Who holds which role where, once it is known which names mean the same."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace

from kgbuild.extract.actors.gazetteer import Known
from kgbuild.extract.actors.phrases import Title
from kgbuild.extract.actors.spots import Cluster, Spot, words_of
from kgbuild.extract.parse.view import View
from kgbuild.model.facts import Form, Role, Span


def implied_countries(
    titles: Sequence[Title], owner: Mapping[Spot, Cluster], adjectives: Mapping[int, Known], text: View
) -> Iterator[tuple[Spot, Cluster]]:
    """Yield "Estmark" of "Estmark President" as a nominal mention where nothing else names the country."""
    made = {c.key: c for c in owner.values()}
    there = set(made)
    for title in titles:
        if not title.at_key or title.at_key in there:
            continue
        inside = [i for i in range(title.first, title.head) if i in adjectives and adjectives[i].key == title.at_key]
        if not inside:
            continue
        known = adjectives[inside[0]]
        first, last = inside[0], inside[-1] + 1
        cluster = made.setdefault(known.key, Cluster(known.key, known.kind))
        spot = Spot(first, last, known.kind, words_of(text, first, last), known=known, form=Form.NOMINAL, sure=True)
        cluster.spots.append(spot)
        yield spot, cluster


def held_roles(titles: list[Title], owner: Mapping[Spot, Cluster], text: View) -> dict[str, list[tuple[Role, str]]]:
    """Return the roles of each person cluster with the cluster key they are held at; a role said twice counts once."""
    nominals = {s.last: s for s in owner if s.form is Form.NOMINAL}
    pronouns = {s.last: s for s in owner if s.form is Form.PRONOUN}
    found: dict[str, list[tuple[Role, str]]] = {}
    for title in titles:
        words, at = title.words, title.at_key
        if title.at is not None and title.at in owner:
            at = owner[title.at].key
        elif not at:
            words, at = _owner_named_before(title, nominals, pronouns, owner, text)
        start, end = text.tokens[title.first].start, text.tokens[title.last - 1].end
        role = Role(words, None, title.status, Span(start, end, text.slice(start, end)), title.frame)
        held = found.setdefault(owner[title.holder].key, [])
        same = [n for n, (r, k) in enumerate(held) if _same(r, role) and (k == at or not k or not at)]
        if not same:
            held.append((role, at))
        elif at and not held[same[0]][1]:
            held[same[0]] = (role, at)  # "President Norris", later "Estmark's President Norris"
    return found


def _same(one: Role, other: Role) -> bool:
    return one.title.lower() == other.title.lower() and one.status == other.status


def _owner_named_before(
    title: Title,
    nominals: Mapping[int, Spot],
    pronouns: Mapping[int, Spot],
    owner: Mapping[Spot, Cluster],
    text: View,
) -> tuple[str, str]:
    """ "the company's chief executive": the company may be resolved although it is not named here."""
    possessor = pronouns.get(title.first)
    if possessor is not None and text.tokens[possessor.first].tag == "PRP$":
        return title.words, owner[possessor].key
    for i in range(title.first, title.head):
        spot = nominals.get(i + 1)
        if spot is not None and text.tokens[i + 1].tag == "POS":
            return title.words.removeprefix(spot.text).strip(), owner[spot].key
    return title.words, ""


def with_counterparts(
    titles: Sequence[Title], owner: Mapping[Spot, Cluster], counterparts: Container[str]
) -> list[Title]:
    """Return the titles with "his Estmark counterpart" written out: the title last given to somebody else before."""
    found: list[Title] = []
    for title in sorted(titles, key=lambda t: t.first):
        words = title.words
        if words.lower().split()[-1] in counterparts:
            before = [t for t in found if owner[t.holder] is not owner[title.holder]]
            words = before[-1].words if before else words
        found.append(replace(title, words=words))
    return found
