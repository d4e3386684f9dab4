"""Events other than meetings: attacks, elections, signings, appointments and what else the lexicon names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from kgbuild.extract.events.dating import ClauseFacts, clause_facts, dates_on
from kgbuild.extract.events.drafts import Dated, Draft
from kgbuild.extract.events.figures import Figure, amount_in, measure_of, tally_in
from kgbuild.extract.events.filling import filled
from kgbuild.extract.events.harm import Harm, culprits, find_harm, victims
from kgbuild.extract.events.modality import factuality_of
from kgbuild.extract.events.nouns import phrase, plain_words
from kgbuild.extract.events.roles import Roles, actors_at, demonym, places_on
from kgbuild.extract.events.scene import Scene
from kgbuild.extract.events.site import Site, apart, definite, site_of
from kgbuild.extract.events.vocabulary import Noun, Verb
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import conjuncts, first_conjunct, prepositions, span_of, with_dep
from kgbuild.extract.parse.verbs import agents, is_infinitive, particles_of, subjects
from kgbuild.model.facts import EntityKind, Span

OWNER = "'s"  # in the roles of a frame: whose its subject is ("profit at Nordvik rose")
_BY, _TO = ("by", "between"), ("on", "against", "of")  # who does it, to whom


def event_drafts(
    scene: Scene, nouns: Mapping[int, Noun], verbs: Mapping[int, Verb], triggers: Collection[int]
) -> Iterator[Draft]:
    """Yield a draft for every mention of an event."""
    known: Mapping[int, Noun | Verb] = {**nouns, **verbs}
    frames = {i: f for i, f in known.items() if f.type != "meeting"}
    harms = find_harm(scene, frames)
    for i, frame in sorted(frames.items()):
        if i in harms.told:
            continue
        if isinstance(frame, Noun):
            yield _from_noun(scene, i, frame, triggers, harms.of(i))
        else:
            yield _from_verb(scene, i, frame, triggers, harms.of(i))


def _from_noun(scene: Scene, i: int, frame: Noun, triggers: Collection[int], harm: Harm) -> Draft:
    text = scene.text
    site = site_of(scene, i, scene.frames.event_support)
    roles = Roles()
    for c in with_dep(text, i, Rel.OWNER, Rel.COMPOUND, Rel.ADJECTIVE, Rel.NOUN):
        _add(scene, roles, frame.subject, [j for j in text.subtree(c) if j < i])
    named = {**dict.fromkeys(_BY, frame.subject), **dict.fromkeys(_TO, frame.object), **frame.roles}
    # "filed a suit | against", "filed | a suit against"
    holders = {i} if site.link != "object" or site.verb is None else {i, site.verb}
    for p, objects in (x for h in sorted(holders) for x in prepositions(text, h, *named)):
        if p.head == i or (p.head == site.verb and named[p.text.lower()] == frame.object):
            _add(scene, roles, named[p.text.lower()], objects)
    _add_harmed(scene, roles, frame, harm)
    owners = {i, *with_dep(text, i, Rel.PARTICIPLE, Rel.RELATIVE), *harm.words}
    owners |= site.supports.keys()
    for verb in [v for v in site.supports if measure_of(scene, v)]:  # "killed or wounded 30 on Sunday"
        owners |= set(conjuncts(text, verb))
    if site.verb is not None and site.support is not None and site.support.subject != "none" and site.link == "object":
        _add(scene, roles, site.support.subject, agents(text, site.verb) or subjects(text, site.verb))
    _place(
        scene, owners, triggers, roles, [o for v in site.supports for o in with_dep(text, v, Rel.OBJECT, Rel.ADVERB)]
    )
    span = span_of(text, *phrase(scene, i))
    return _draft(scene, i, frame, span, roles, (site, owners, triggers, harm.figures))


def _from_verb(scene: Scene, i: int, frame: Verb, triggers: Collection[int], harm: Harm) -> Draft:
    text = scene.text
    roles = Roles()
    doers, done = ([a.head for a in found] for found in (text.clauses[i].doers, text.clauses[i].things))
    _add(scene, roles, frame.subject, doers)
    _add(scene, roles, frame.object, done)
    if OWNER in frame.roles:
        for s in doers:
            below = [o for p, objects in prepositions(text, s) if p.head == s for o in objects]
            _add(scene, roles, frame.roles[OWNER], [*with_dep(text, s, Rel.OWNER, Rel.COMPOUND), *below])
    for p, objects in prepositions(text, i, *frame.roles) if frame.roles else ():
        if p.head == i:
            _add(scene, roles, frame.roles[p.text.lower()], objects)
    _add_harmed(scene, roles, frame, harm)
    amount = amount_in(scene, i) if _counts(scene, frame, "amount") else None
    owners = {i, *harm.words}
    _place(scene, owners, triggers, roles, done if frame.object == "place" else [])
    if not roles.get("place"):
        _place(scene, {*doers, *done}, triggers, roles, [])
    votes = tally_in(scene, i, frame.tally) if frame.tally and _counts(scene, frame, "tally") else ()
    more = (*harm.figures, *((amount,) if amount else ()), *votes)
    span = span_of(text, i, max([i, *particles_of(text, i)]))
    return _draft(scene, i, frame, span, roles, (Site(), owners, triggers, more))


def _place(scene: Scene, owners: set[int], triggers: Collection[int], roles: Roles, struck: Iterable[int]) -> None:
    """Note where it happened: a place that hangs on `owners`, else what was `struck` ("shook the province of Lund")."""
    places_on(scene, owners, triggers, roles, targets=True)
    for top in struck:
        below = [o for _, objects in prepositions(scene.text, top, "of") for o in objects]
        for i in (j for o in (top, *below) for j in conjuncts(scene.text, o)):
            found = scene.actors.who(i)
            if found is not None and scene.actors.entities[found].kind in {EntityKind.PLACE, EntityKind.COUNTRY}:
                roles.add("place", [(found, scene.mention_span(i))])


def _counts(scene: Scene, frame: Noun | Verb, figure: str) -> bool:
    """Say whether events of a frame's type count something: "amount", "tally", …"""
    kind = scene.frames.types.get(frame.type)
    return kind is not None and figure in kind.figures


def _add_harmed(scene: Scene, roles: Roles, frame: Noun | Verb, harm: Harm) -> None:
    """Note who came to harm as taking part, and who did it where the frame has someone do it."""
    _add(scene, roles, "participants", victims(scene, harm))
    if frame.subject != "none":
        _add(scene, roles, frame.subject, culprits(scene, harm))


def _told_last(scene: Scene, i: int, facts: ClauseFacts, triggers: Collection[int]) -> ClauseFacts:
    """Return the facts of a clause with the day that stands last in it: "voted to ban fur on Tuesday"; a day to come is
    that of what they voted for."""
    below = {c for c in with_dep(scene.text, i, Rel.OPEN_CLAUSE) if is_infinitive(scene.text, c)}
    today = scene.text.article.published
    if facts.dates or not below or not today:
        return facts
    past = [d for _, d in dates_on(scene, below, triggers) if d.latest is not None and d.latest <= today]
    backing = [("when", d.text, Span(d.start, d.end, d.text)) for d in past]
    return replace(facts, dates=tuple(Dated(d, "whole") for d in past), backing=(*facts.backing, *backing))


def _opens(scene: Scene, verb: int) -> bool:
    """Say whether a verb is the main one of the first sentence of the article, or of what that sentence reports."""
    text = scene.text
    top = text.tokens[first_conjunct(text, verb)]
    if top.dep in {Rel.CLAUSE, Rel.PARATAXIS}:
        top = text.tokens[top.head]
    return top.dep == Rel.ROOT and text.sentence_of[verb] == text.sentence_of[0]


def _known(scene: Scene, i: int, dates: tuple[Dated, ...]) -> bool:
    """Say whether one event is spoken of as known: "the attack", "the 3 May coup"; a plural may be others besides."""
    token = scene.text.tokens[i]
    dated = any(0 <= token.start - d.fact.end <= 2 for d in dates)
    return token.tag != "NNS" and (dated or definite(scene, i, Site()))


def _add(scene: Scene, roles: Roles, role: str, heads: Iterable[int]) -> None:
    """Note the actors that `heads` and their conjuncts name in a role; a place is where it happened."""
    for head in heads:
        for i in conjuncts(scene.text, head):
            place, people = scene.actors.place(i), demonym(scene, i)
            if place is not None:
                roles.add("place", [(place, scene.mention_span(i))])
            elif people is not None and role not in {"none", "place"}:
                roles.add(role, [(people, scene.token_span(i))])
        if role not in {"none", "place"}:
            roles.add(role, actors_at(scene, head, envoys=False))


def _draft(
    scene: Scene,
    i: int,
    frame: Noun | Verb,
    span: Span,
    roles: Roles,
    rest: tuple[Site, set[int], Collection[int], tuple[Figure, ...]],
) -> Draft:
    site, owners, triggers, figures = rest
    facts = clause_facts(scene, site, owners, triggers)
    verbal = isinstance(frame, Verb)
    harmed = [o for o in owners if o != i and measure_of(scene, o)]
    if verbal:
        facts = _told_last(scene, i, facts, triggers)
    if verbal:  # "sentenced to nine years" did not last nine years
        kept = tuple(b for b in facts.backing if b[0] != "duration")
        facts = replace(facts, duration=None, qualifier=None, backing=kept)
    draft = Draft(
        token=i,
        sentence=scene.text.sentence_of[i],
        span=span,
        type=frame.type,
        family=frame.type,
        words=frame.type if verbal else plain_words(scene, i),
        frame=frame.frame,
        voice=scene.voice(i),
        figures=figures,
        factuality=factuality_of(scene, i),
        definite=not verbal and _known(scene, i, facts.dates),
        apart="" if verbal else apart(scene, i),
        verbal=verbal,
        once=frame.once,
        eventive=any(s.boundary or s.subject == "initiators" for s in site.supports.values()) or bool(harmed),
        main=any(_opens(scene, o) for o in owners),
    )
    counted = (("figures", f"{measure} {number}", span) for measure, number, _, span in figures)
    return filled(scene, draft, roles, facts, counted)
