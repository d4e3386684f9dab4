"""Events other than meetings: attacks, elections, signings, appointments and what else the lexicon names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from kgbuild.extract.events.dating import clause_facts
from kgbuild.extract.events.drafts import Dated, Draft
from kgbuild.extract.events.figures import MEASURING, Figure, amount_in, figures_at, measure_of
from kgbuild.extract.events.filling import filled
from kgbuild.extract.events.lexicon import Noun, Verb
from kgbuild.extract.events.modality import factuality_of
from kgbuild.extract.events.nouns import phrase, plain_words
from kgbuild.extract.events.roles import Roles, actors_at, demonym, places_on
from kgbuild.extract.events.scene import Scene
from kgbuild.extract.events.site import Site, apart, definite, site_of
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import ancestors, conjuncts, prepositions, span_of, with_dep
from kgbuild.extract.parse.verbs import agents, is_passive, particles_of, subjects
from kgbuild.model.facts import Span

_PRICED = frozenset({"acquisition", "agreement"})


def event_drafts(
    scene: Scene, nouns: Mapping[int, Noun], verbs: Mapping[int, Verb], triggers: Collection[int]
) -> Iterator[Draft]:
    """Yield a draft for every mention of an event."""
    figures = _figures_by_trigger(scene, triggers)
    for i, noun in sorted(nouns.items()):
        if noun.type != "meeting":
            yield _from_noun(scene, i, noun, triggers, figures.get(i, ()))
    for i, verb in sorted(verbs.items()):
        if verb.type != "meeting":
            yield _from_verb(scene, i, verb, triggers, figures.get(i, ()))


def _figures_by_trigger(scene: Scene, triggers: Collection[int]) -> dict[int, tuple[Figure, ...]]:
    """Return the figures of the article by the event they belong to: the nearest one that governs or is governed."""
    found: dict[int, tuple[Figure, ...]] = {}
    for token in scene.text.tokens:
        if token.pos not in MEASURING or measure_of(scene, token.i) is None:
            continue
        owner = _owner(scene, token.i, triggers)
        if owner is not None:
            found[owner] = (*found.get(owner, ()), *figures_at(scene, token.i))
    return found


def _owner(scene: Scene, i: int, triggers: Collection[int]) -> int | None:
    """Return the event that a measure word speaks of: itself, its subject, its in- or by-phrase, what it hangs on."""
    text = scene.text
    if i in triggers:
        return i
    first = i
    while text.tokens[first].dep == Rel.CONJUNCT:
        first = text.tokens[first].head
    chain = conjuncts(text, first)
    near = [*subjects(text, i), *(o for v in chain for _, objects in prepositions(text, v) for o in objects)]
    near += [c for v in chain for c in with_dep(text, v, Rel.ADVERB_CLAUSE)]
    for c in near:
        if c in triggers:
            return c
    for a in ancestors(text, first):
        if a in triggers:
            return a
        for c in with_dep(text, a, Rel.SUBJECT, Rel.OBJECT):
            if c in triggers:
                return c
    return None


def _from_noun(scene: Scene, i: int, frame: Noun, triggers: Collection[int], figures: tuple[Figure, ...]) -> Draft:
    text = scene.text
    site = site_of(scene, i, scene.frames.event_support)
    roles = Roles()
    for c in with_dep(text, i, Rel.OWNER, Rel.COMPOUND, Rel.ADJECTIVE, Rel.NOUN):
        _add(scene, roles, frame.subject, [j for j in text.subtree(c) if j < i])
    for words, role in ((("by", "between"), frame.subject), (("on", "against", "of"), frame.object)):
        for p, objects in prepositions(text, i, *words):
            if p.head == i:
                _add(scene, roles, role, objects)
    owners = {i, *with_dep(text, i, Rel.PARTICIPLE, Rel.RELATIVE)}
    owners |= site.supports.keys()
    for verb in [v for v in site.supports if measure_of(scene, v)]:  # "killed or wounded 30 on Sunday"
        owners |= set(conjuncts(text, verb))
    if site.verb is not None and site.support is not None and site.support.subject != "none" and site.link == "object":
        _add(scene, roles, site.support.subject, agents(text, site.verb) or subjects(text, site.verb))
    places_on(scene, owners, triggers, roles, targets=True)
    span = span_of(text, *phrase(scene, i))
    return _draft(scene, i, frame, span, roles, (site, owners, triggers, figures))


def _from_verb(scene: Scene, i: int, frame: Verb, triggers: Collection[int], figures: tuple[Figure, ...]) -> Draft:
    text = scene.text
    roles = Roles()
    turned = is_passive(text, i)
    doers = agents(text, i) if turned else subjects(text, i)
    done = with_dep(text, i, Rel.PASSIVE_SUBJECT) if turned else with_dep(text, i, Rel.OBJECT)
    if turned and not done and text.tokens[i].dep == Rel.PARTICIPLE:
        done = [text.tokens[i].head]
    _add(scene, roles, frame.subject, doers)
    _add(scene, roles, frame.object, done)
    for p, objects in prepositions(text, i, "on", "against", "with"):
        if p.head == i and (frame.on != "none" or p.text.lower() == "with"):
            _add(scene, roles, frame.on if p.text.lower() != "with" else frame.subject, objects)
    amount = amount_in(scene, i)
    owners = {i}
    places_on(scene, owners, triggers, roles, targets=True)
    more = (*figures, amount) if amount and frame.type in _PRICED else figures
    span = span_of(text, i, max([i, *particles_of(text, i)]))
    return _draft(scene, i, frame, span, roles, (Site(), owners, triggers, more))


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
    )
    counted = (("figures", f"{measure} {number}", span) for measure, number, _, span in figures)
    return filled(scene, draft, roles, facts, counted)
