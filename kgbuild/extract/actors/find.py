"""Actors of one article: who and what is named, in which role, what short forms refer to; and the index of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kgbuild.extract.actor_index import ActorIndex
from kgbuild.extract.actors.clusters import cluster_spots
from kgbuild.extract.actors.gazetteer import KnownName
from kgbuild.extract.actors.groups import Groups
from kgbuild.extract.actors.held import Holders, Tenures, implied_countries, with_counterparts
from kgbuild.extract.actors.kinds import kind_here
from kgbuild.extract.actors.knowledge import ActorKnowledge
from kgbuild.extract.actors.meant import with_meant
from kgbuild.extract.actors.names import find_names
from kgbuild.extract.actors.page import Page, Referent, Spot, page_of
from kgbuild.extract.actors.phrases import Phrases
from kgbuild.extract.actors.references import References
from kgbuild.extract.actors.roles import Beside, Predicates
from kgbuild.extract.actors.scene import Discourse
from kgbuild.extract.actors.talks import with_speakers
from kgbuild.extract.dateline import town_at, town_line
from kgbuild.extract.parse.view import View
from kgbuild.model.facts import DateFact, Entity, EntityKind, Form, Mention, Role
from kgbuild.names.organizations import is_common
from kgbuild.names.persons import parse_person

_TIMES = frozenset(["DATE", "TIME"])


def find_actors(view: View, *, knowledge: ActorKnowledge, dates: Sequence[DateFact] | None = None) -> ActorIndex:
    """Return the entities and mentions of an annotated article; ids `e1`, `e2`, … by first mention. The article's
    `dates` say from when to when roles were held."""
    text = page_of(view if dates is None else _undated(view, dates), knowledge)
    names, adjectives = find_names(text)
    groups = Groups(text, names, adjectives).spots()
    phrases = Phrases(text, [*names, *groups], adjectives)
    beside = Beside(phrases)
    beside_names = [t for s in names if s.kind is EntityKind.PERSON for t in beside.titles(s)]
    titles = [*beside_names, *Predicates(phrases, phrases.person).titles()]
    spots = sorted([*names, *groups], key=lambda s: (s.first, -s.last))
    owner, genders = cluster_spots(text, [(s, kind_here(s, text)) for s in spots], beside_names)
    titles = with_counterparts(titles, owner, text.roles)
    scene = Discourse(text, owner, adjectives)
    References(scene, titles, genders).read()
    pronouns = {s.first: s for s in scene.found if s.form is Form.PRONOUN and s.kind is EntityKind.PERSON}
    titles += Predicates(phrases, pronouns.get).titles()
    titles = Tenures(phrases, dates or ()).dated(titles)
    everyone = {**owner, **scene.found}
    everyone.update(implied_countries(titles, everyone, adjectives, text))
    roles = Holders(text, everyone).roles(titles)
    index = assemble(text, everyone, roles=roles, members=scene.members, adjectives=adjectives)
    return with_speakers(text, with_meant(text, _with_town(index, text)))


def _with_town(index: ActorIndex, text: Page) -> ActorIndex:
    """Return an index with the town of the dateline, should the text not name it again."""
    line = town_line(text)
    if line is None or town_at(index, line) is not None:
        return index
    name = line.text.title() if line.text.isupper() else line.text
    known = text.gazetteer.surfaces.get(name) or text.gazetteer.surfaces.get(line.text)
    if known is not None and known.kind is EntityKind.ORGANIZATION:
        return index  # "AFP - …" is who sent it
    known = known if known is not None and known.kind is EntityKind.PLACE else None
    town = Entity(f"e{len(index.entities) + 1}", EntityKind.PLACE, name, (name,))
    if known is not None:
        wikidata, own = known.wikidata or None, known.name
        town = replace(town, name=own, wikidata=wikidata, known=known.line, key=known.key, within=known.within)
    mention = Mention(line.start, line.end, line.text, Form.NAME, town.id, town.kind)
    return replace(index, entities={**index.entities, town.id: town}, mentions=(mention, *index.mentions))


def _undated(view: View, dates: Sequence[DateFact]) -> View:
    """Return a view without the recognizer's times where an article with dates has none: "in Stavern" is a town."""
    days = [(d.start, d.end) for d in dates]
    wrong = {
        t.i
        for t in view.tokens
        if t.entity in _TIMES and t.pos == "PROPN" and not any(a <= t.start < b for a, b in days)
    }
    return replace(view, tokens=tuple(replace(t, entity="") if t.i in wrong else t for t in view.tokens))


def assemble(
    text: Page,
    owner: Mapping[Spot, Referent],
    *,
    roles: Mapping[str, Sequence[tuple[Role, str]]],
    members: Mapping[str, Sequence[str]],
    adjectives: Mapping[int, KnownName],
) -> ActorIndex:
    """Return the index: entities numbered by first mention, mentions in text order, tokens mapped innermost first.

    `roles` gives by cluster key the roles with the cluster key they are held at ("" for none); `members` the cluster
    keys a plural stands for, `adjectives` by token the countries that demonyms belong to.
    """
    spots = sorted(owner, key=lambda s: (s.first, -s.last))
    clusters = list({owner[s].key: owner[s] for s in spots}.values())
    ids = {c.key: f"e{n}" for n, c in enumerate(clusters, 1)}
    entities = {ids[c.key]: _entity(c, ids, text, roles.get(c.key, ())) for c in clusters}
    plural = {ids[k]: tuple(ids[m] for m in ms if m in ids) for k, ms in members.items() if k in ids}
    for one, meant in plural.items():  # those that only pronouns stand for: "they" of two people by both names
        name = entities[one].name or ", ".join(entities[m].name for m in meant)
        entities[one] = replace(entities[one], name=name)
    mentions: list[Mention] = []
    token_mention: dict[int, Mention] = {}
    for spot in spots:
        cluster = owner[spot]
        start, end = text.tokens[spot.first].start, text.tokens[spot.last - 1].end
        end -= text.slice(start, end) == f"{spot.text}."  # a full stop that the last token keeps
        mention = Mention(start, end, text.slice(start, end), spot.form, ids[cluster.key], cluster.kind)
        mentions.append(mention)
        for i in range(spot.first, spot.last):  # outer spots come first, so that inner ones overwrite them
            token_mention[i] = mention
    demonyms = {i: ids[k.key] for i, k in adjectives.items() if k.key in ids}
    return ActorIndex(entities, tuple(mentions), token_mention, plural, demonyms)


def _entity(cluster: Referent, ids: Mapping[str, str], text: Page, roles: Sequence[tuple[Role, str]]) -> Entity:
    known = next((s.known for s in cluster.spots if s.known is not None), None)
    entry = text.gazetteer.by_key.get(cluster.key) or known
    names = cluster.names
    best = entry.name if entry is not None else _best_name(cluster, names)
    held = tuple(replace(r, at=ids.get(at)) for r, at in roles)
    identity = cluster.key if entry is not None else ""
    within = entry.within if entry is not None else next((s.within for s in cluster.spots if s.within), "")
    if entry is None and not within and cluster.kind is EntityKind.ORGANIZATION:
        within = _owner(best, text)
    wikidata = (entry.wikidata or None) if entry is not None else None
    line = known.line if known is not None else ""
    return Entity(ids[cluster.key], cluster.kind, best, names, wikidata, held, line, identity, within)


def _owner(name: str, text: Page) -> str:
    """Return the key of the country that a body's name begins or ends with, of what every country has: "the Foreign
    Ministry of Norvale", "the Norvalian Foreign Ministry"; or nothing."""
    head, of, owner = name.rpartition(" of ")
    first, _, rest = name.partition(" ")
    for country, body in ((owner, head if of else ""), (first, rest)):
        found = text.gazetteer.surfaces.get(country) if is_common(body) else None
        if found is not None and found.kind is EntityKind.COUNTRY:
            return found.key
    return ""


def _best_name(cluster: Referent, names: tuple[str, ...]) -> str:
    person = cluster.kind is EntityKind.PERSON
    nominal = next((s.text for s in cluster.spots if s.form is not Form.PRONOUN), "")
    return max(names, key=lambda n: len(parse_person(n).keys) if person else len(n), default=nominal)
