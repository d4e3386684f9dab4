"""Actors of one article: who and what is named, in which role, and what short forms refer to."""

from __future__ import annotations

from kgbuild.extract.actor_index import ActorIndex
from kgbuild.extract.actors.assemble import assemble
from kgbuild.extract.actors.clusters import cluster_spots
from kgbuild.extract.actors.context import kind_here
from kgbuild.extract.actors.knowledge import ActorKnowledge
from kgbuild.extract.actors.names import find_names
from kgbuild.model.text import AnnotatedText


def find_actors(text: AnnotatedText, *, knowledge: ActorKnowledge) -> ActorIndex:
    """Return the entities and mentions of an annotated article; ids `e1`, `e2`, … by first mention."""
    names, _adjectives = find_names(text, knowledge)
    owner = cluster_spots([(s, kind_here(s, text, knowledge)) for s in names], knowledge)
    return assemble(text, owner, knowledge, roles={}, members={})
