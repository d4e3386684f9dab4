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
from kgbuild.model.facts import EntityKind, Role, Span
from kgbuild.model.text import AnnotatedText


def find_actors(text: AnnotatedText, *, knowledge: ActorKnowledge) -> ActorIndex:
    """Return the entities and mentions of an annotated article; ids `e1`, `e2`, … by first mention."""
    names, adjectives = find_names(text, knowledge)
    groups = find_groups(text, names, adjectives, knowledge)
    finder = RoleFinder(text, [*names, *groups], adjectives, knowledge)
    titles = [t for s in names if s.kind is EntityKind.PERSON for t in finder.titles(s)]
    spots = sorted([*names, *groups], key=lambda s: (s.first, -s.last))
    owner = cluster_spots([(s, kind_here(s, text, knowledge)) for s in spots], knowledge)
    found = Resolver(text, owner, titles, knowledge).resolve()
    everyone = {**owner, **found.owner}
    demonyms = {i: known.key for i, known in adjectives.items()}
    roles = _roles(titles, owner, text)
    return assemble(text, everyone, knowledge, roles=roles, members=found.members, adjectives=demonyms)


def _roles(
    titles: list[Title], owner: Mapping[Spot, Cluster], text: AnnotatedText
) -> dict[str, list[tuple[Role, str]]]:
    """Return the roles of each person cluster with the cluster key they are held at; a role said twice counts once."""
    found: dict[str, list[tuple[Role, str]]] = {}
    for title in titles:
        start, end = text.tokens[title.first].start, text.tokens[title.last - 1].end
        at = owner[title.at].key if title.at is not None and title.at in owner else title.at_key
        role = Role(title.words, None, title.status, Span(start, end, text.slice(start, end)), title.frame)
        held = found.setdefault(owner[title.holder].key, [])
        same = [
            r for r, k in held if r.title.lower() == role.title.lower() and r.status == role.status and k in {at, ""}
        ]
        if not same:
            held.append((role, at))
    return found
