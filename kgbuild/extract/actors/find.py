"""Actors of one article: who and what is named, in which role, and what short forms refer to."""

from __future__ import annotations

from collections.abc import Sequence

from kgbuild.extract.actor_index import ActorIndex
from kgbuild.extract.actors.assemble import assemble
from kgbuild.extract.actors.clusters import cluster_spots
from kgbuild.extract.actors.context import kind_here
from kgbuild.extract.actors.groups import Groups
from kgbuild.extract.actors.held import Holders, Tenures, implied_countries, with_counterparts
from kgbuild.extract.actors.knowledge import ActorKnowledge
from kgbuild.extract.actors.names import find_names
from kgbuild.extract.actors.page import page_of
from kgbuild.extract.actors.phrases import Phrases
from kgbuild.extract.actors.references import resolve_references
from kgbuild.extract.actors.roles import Beside, Predicates
from kgbuild.extract.actors.scene import Discourse
from kgbuild.extract.parse.view import View
from kgbuild.model.facts import DateFact, EntityKind, Form


def find_actors(view: View, *, knowledge: ActorKnowledge, dates: Sequence[DateFact] = ()) -> ActorIndex:
    """Return the entities and mentions of an annotated article; ids `e1`, `e2`, … by first mention. The article's
    `dates` say from when to when roles were held."""
    text = page_of(view, knowledge)
    names, adjectives = find_names(text)
    groups = Groups(text, names, adjectives).spots()
    phrases = Phrases(text, [*names, *groups], adjectives)
    beside = Beside(phrases)
    titles = [t for s in names if s.kind is EntityKind.PERSON for t in beside.titles(s)]
    titles += Predicates(phrases, phrases.person).titles()
    spots = sorted([*names, *groups], key=lambda s: (s.first, -s.last))
    owner, genders = cluster_spots(text, [(s, kind_here(s, text)) for s in spots])
    titles = with_counterparts(titles, owner, text.roles.counterparts)
    scene = Discourse(text, owner, adjectives)
    resolve_references(scene, titles, genders)
    pronouns = {s.first: s for s in scene.found if s.form is Form.PRONOUN and s.kind is EntityKind.PERSON}
    titles += Predicates(phrases, pronouns.get).titles()
    titles = Tenures(phrases, dates).dated(titles)
    everyone = {**owner, **scene.found}
    everyone.update(implied_countries(titles, everyone, adjectives, text))
    demonyms = {i: known.key for i, known in adjectives.items()}
    roles = Holders(text, everyone).roles(titles)
    return assemble(text, everyone, roles=roles, members=scene.members, adjectives=demonyms)
