"""Actors of one article: who and what is named, in which role, and what short forms refer to."""

from __future__ import annotations

from collections.abc import Mapping

from kgbuild.extract.actor_index import ActorIndex
from kgbuild.extract.actors.assemble import assemble
from kgbuild.extract.actors.clusters import Cluster, cluster_spots
from kgbuild.extract.actors.context import kind_here
from kgbuild.extract.actors.groups import find_groups
from kgbuild.extract.actors.knowledge import ActorKnowledge
from kgbuild.extract.actors.names import find_names
from kgbuild.extract.actors.references import Resolver
from kgbuild.extract.actors.roles import RoleFinder, Title
from kgbuild.extract.actors.spots import Spot
from kgbuild.model.facts import EntityKind, Form, Role, Span
from kgbuild.model.text import AnnotatedText


def find_actors(text: AnnotatedText, *, knowledge: ActorKnowledge) -> ActorIndex:
    """Return the entities and mentions of an annotated article; ids `e1`, `e2`, … by first mention."""
    names, adjectives = find_names(text, knowledge)
    groups = find_groups(text, names, adjectives, knowledge)
    finder = RoleFinder(text, [*names, *groups], adjectives, knowledge)
    titles = [t for s in names if s.kind is EntityKind.PERSON for t in finder.titles(s)]
    spots = sorted([*names, *groups], key=lambda s: (s.first, -s.last))
    owner = cluster_spots(text, [(s, kind_here(s, text, knowledge)) for s in spots], knowledge)
    found = Resolver(text, owner, titles, knowledge).resolve()
    everyone = {**owner, **found.owner}
    demonyms = {i: known.key for i, known in adjectives.items()}
    roles = _roles(titles, everyone, text)
    return assemble(text, everyone, knowledge, roles=roles, members=found.members, adjectives=demonyms)


def _roles(
    titles: list[Title], owner: Mapping[Spot, Cluster], text: AnnotatedText
) -> dict[str, list[tuple[Role, str]]]:
    """Return the roles of each person cluster with the cluster key they are held at; a role said twice counts once."""
    nominals = {s.last: s for s in owner if s.form is Form.NOMINAL}
    found: dict[str, list[tuple[Role, str]]] = {}
    for title in titles:
        words, at = title.words, title.at_key
        if title.at is not None and title.at in owner:
            at = owner[title.at].key
        elif not at:
            words, at = _owner_named_before(title, nominals, owner, text)
        words = _counterpart(words, title, titles, owner)
        start, end = text.tokens[title.first].start, text.tokens[title.last - 1].end
        role = Role(words, None, title.status, Span(start, end, text.slice(start, end)), title.frame)
        held = found.setdefault(owner[title.holder].key, [])
        same = [r for r, k in held if r.title.lower() == words.lower() and r.status == role.status and k in {at, ""}]
        if not same:
            held.append((role, at))
    return found


def _owner_named_before(
    title: Title, nominals: Mapping[int, Spot], owner: Mapping[Spot, Cluster], text: AnnotatedText
) -> tuple[str, str]:
    """ "the company's chief executive": the company may be resolved although it is not named here."""
    for i in range(title.first, title.head):
        spot = nominals.get(i + 1)
        if spot is not None and text.tokens[i + 1].tag == "POS":
            return title.words.removeprefix(spot.text).strip(), owner[spot].key
    return title.words, ""


def _counterpart(words: str, title: Title, titles: list[Title], owner: Mapping[Spot, Cluster]) -> str:
    """ "his Estmark counterpart": the title last given to somebody else before."""
    if words.lower().split()[-1:] != ["counterpart"]:
        return words
    before = [t for t in titles if t.first < title.first and owner[t.holder] is not owner[title.holder]]
    return max(before, key=lambda t: t.first).words if before else words
