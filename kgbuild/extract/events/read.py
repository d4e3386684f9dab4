"""One mention of a meeting or another event, read off its clause: who, where, when, whether it took place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kgbuild.extract.events.agenda import agenda
from kgbuild.extract.events.dating import (
    ClauseFacts,
    backing_of,
    clause_facts,
    day_apart,
    day_from,
    days_after,
    of_edges,
    told_last,
    with_dates,
)
from kgbuild.extract.events.figures import measure_of
from kgbuild.extract.events.governed import beside, mood_of_noun
from kgbuild.extract.events.harm import Harm
from kgbuild.extract.events.meant import takes_up
from kgbuild.extract.events.mentions import Backing, Dated, EventMention
from kgbuild.extract.events.modality import factuality_of
from kgbuild.extract.events.roles import actors_at
from kgbuild.extract.events.scene import EventScene
from kgbuild.extract.events.site import (
    Site,
    apart,
    definite,
    is_new,
    leads_to,
    name_of,
    nearby,
    ordinal_of,
    phrase,
    plain_words,
    site_of,
    support_at,
)
from kgbuild.extract.events.vocabulary import MEETING, OWNER, EventFrame, Known, Support
from kgbuild.extract.events.where import around, places_on, went_to
from kgbuild.extract.events.who import Involved, event_noun, event_verb, meeting_noun, meeting_verb
from kgbuild.extract.parse.clause import Clause, WordKind, heads_of
from kgbuild.extract.parse.mood import is_perfect
from kgbuild.extract.parse.quotations import Whose
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import first_conjunct, objects_on, span_of, with_dep
from kgbuild.extract.parse.verbs import is_infinitive
from kgbuild.model.facts import Factuality

_TOLD = frozenset({Rel.ROOT, Rel.CONJUNCT, Rel.CLAUSE, Rel.ADVERB_CLAUSE})  # what a sentence says, not what it mentions
_LEAD = 3  # sentences that say what the article is about
_LONG = re.compile(r"P\d+[WMY]")  # weeks and more, as an ISO duration


@dataclass(frozen=True, slots=True)
class _Told:
    """What a mention is read from: its `heads` are the unit, if any, and the word of the frame."""

    heads: tuple[int, ...]
    frame: EventFrame
    clause: Clause
    site: Site
    found: Involved
    facts: ClauseFacts

    @property
    def verbal(self) -> bool:
        return self.frame.part is WordKind.VERB


def mention_of(scene: EventScene, heads: tuple[int, ...], frame: EventFrame, harm: Harm | None = None) -> EventMention:
    """Read one mention; `heads` are its unit, if any, and the word of its frame; `harm` is what came of it."""
    verbal, meeting = frame.part is WordKind.VERB, frame.type == MEETING
    support = scene.frames.support if meeting else scene.frames.event_support
    site = Site(supports=_said_of(frame, heads[0])) if verbal else _site_of(scene, heads[0], frame, support)
    clause, harm = scene.text.clause(heads[-1]), harm or Harm()
    if meeting:
        found = meeting_verb(scene, clause, frame) if verbal else meeting_noun(scene, heads, site)
    else:
        found = event_verb(scene, clause, frame, harm) if verbal else event_noun(scene, clause, frame, site, harm)
    facts = clause_facts(scene, site, found.owners)
    facts = _completed(scene, clause, site, found, facts, targets=not meeting)
    if verbal and not meeting:  # "sentenced to nine years" did not last nine years
        kept = tuple(b for b in facts.backing if b[0] != "duration")
        facts = replace(told_last(scene, heads[0], facts), duration=None, qualifier=None, backing=kept)
        facts = _day_told(scene, clause, frame, facts)
    if frame.known == Known.STATE:  # "a war that enters its third year on Monday"
        facts = of_edges(facts)
    if not meeting and not found.roles.get("place"):
        around(scene, heads[0], found.roles)
    told = _Told(heads, frame, clause, site, found, facts)
    made = _as_meeting(scene, told) if meeting else _as_event(scene, told)
    named = scene.actors.actor(heads[-1]) if meeting and not verbal else None
    return _filled(made, told, _more(scene, told, made.ordinal), named)


def _site_of(scene: EventScene, noun: int, frame: EventFrame, support: Mapping[str, Support]) -> Site:
    """Return where a noun stands, with what it says of its own event: "made *a bid* on Monday" dates no purchase."""
    site = site_of(scene, noun, support)
    said = _said_of(frame, site.verb) if site.verb is not None and frame.boundary else {}
    return replace(site, supports={**site.supports, **said}) if said else site


def _said_of(frame: EventFrame, verb: int) -> Mapping[int, Support]:
    """Return what a verb says of the event it tells, as verbs above a noun do: "the search | *was called off*"."""
    says = frame.boundary or frame.factuality
    return {verb: Support(frame.words, boundary=frame.boundary, factuality=frame.factuality)} if says else {}


def _mood(scene: EventScene, told: _Told) -> Factuality:
    """Return what is told of an event's reality, by its verb too; a plan to call it off leaves that open."""
    found, own = factuality_of(scene, told.heads[0]), told.frame.factuality
    if not own:
        return found
    return Factuality(own) if found is Factuality.ACTUAL else Factuality.HYPOTHETICAL


def _day_told(scene: EventScene, clause: Clause, frame: EventFrame, facts: ClauseFacts) -> ClauseFacts:
    """Return the facts of what somebody tells of their own with the day it is told: "reported on Monday that profit
    had doubled", whatever quarter they speak of."""
    if OWNER not in frame.roles or clause.above.rel != Rel.CLAUSE or clause.above.verb is None:
        return facts
    told = clause_facts(scene, Site(), {clause.above.verb})
    rest = tuple(b for b in facts.backing if b[0] != "when")
    return with_dates(replace(facts, backing=rest), told) if told.dates else facts


def _completed(
    scene: EventScene, clause: Clause, site: Site, found: Involved, facts: ClauseFacts, *, targets: bool
) -> ClauseFacts:
    """Complete day and place by what the clauses around say of theirs, unless it lasted longer than they did: a treaty
    signed on Tuesday "ended eight months of negotiations"."""
    if facts.duration and _LONG.fullmatch(facts.duration):
        return facts
    alone = clause.part is WordKind.VERB or not site.supports
    held = clause if alone else scene.text.clauses.get(site.verb or -1, clause)
    parted = days_after(scene, clause.head if held is clause else held.head) is not None
    for verb in nearby(scene, held, site, ahead=not targets) if not parted else ():
        if not found.roles.get("place"):
            places_on(scene, {verb}, found.roles, targets=targets)
        if not found.roles.get("place"):
            went_to(scene, verb, found.roles)  # "visited Lund and met weavers"
        facts = facts if facts.dates else with_dates(facts, clause_facts(scene, site, {verb}))
    apart = () if facts.dates else day_apart(scene, held.head) or day_from(scene, held.head)
    told = (*facts.backing, *(backing_of(d.fact) for d in apart))
    return replace(facts, dates=apart, backing=told) if apart else facts


def _filled(made: EventMention, told: _Told, more: Iterable[Backing], named: str | None) -> EventMention:
    """Return a mention with who, where, when, how long and what about, each value with its words. Nobody does to
    themselves what they do ("Togo banned it" does not ban Togo), and no meeting that is `named` as an actor sits in
    itself ("told an *investors' conference*")."""
    roles, facts = told.found.roles, told.facts
    doers = frozenset([*roles.get("initiators"), *([named] if named else [])])
    backing = (*(b for b in roles.backing if b[0] != "participants" or b[1] not in doers), *facts.backing, *more)
    return replace(
        made,
        participants=tuple(p for p in roles.get("participants") if p not in doers),
        initiators=roles.get("initiators"),
        mediators=roles.get("mediators"),
        hosts=roles.get("hosts"),
        place=next(iter(roles.get("place")), None),
        dates=facts.dates,
        duration=facts.duration,
        qualifier=facts.qualifier,
        outcome=facts.outcome,
        issues=tuple(dict.fromkeys(value for field, value, _ in backing if field == "issues")),
        figures=told.found.figures,
        confidence=told.found.confidence,
        backing=backing,
    )


def _more(scene: EventScene, told: _Told, ordinal: int | None) -> Iterable[Backing]:
    """Return the backing of figures, of an ordinal and of what a meeting is about."""
    if told.frame.type != MEETING:
        return [("figures", f"{measure} {number}", span) for measure, number, _, span in told.found.figures]
    numbered = ordinal_of(scene, told.heads[0]) if ordinal else None
    counted = [("ordinal", str(numbered[0]), numbered[1])] if numbered else []
    verb = told.heads[0] if told.verbal else told.site.verb
    return [*counted, *agenda(scene, told.heads, verb, subject=told.site.is_subject)]


def _plain(scene: EventScene, told: _Told) -> EventMention:
    top, frame, verbal = told.heads[0], told.frame, told.verbal
    return EventMention(
        token=top,
        sentence=scene.text.sentence_of[top],
        span=span_of(scene.text, top, told.clause.last) if verbal else phrase(scene, *told.heads),
        type=frame.type,
        family=frame.family,
        words="" if verbal or not frame.family else plain_words(scene, told.heads[-1]),
        frame=frame.frame,
        voice=scene.voice(top),
        verbal=verbal,
        once=frame.once,
        lead=_leads(scene, top),
    )


def _as_meeting(scene: EventScene, told: _Told) -> EventMention:
    plain, site, frame, top = _plain(scene, told), told.site, told.frame, told.heads[0]
    mood = factuality_of(scene, top) if told.verbal else mood_of_noun(scene, top, site)
    if mood is Factuality.NEGATED and scene.is_denied(top):  # "denied having met": the report tells that it is denied
        plain = replace(plain, voice=Whose.REPORTED)
    if told.verbal:
        # "*invited* them to Lund", "*promised* them *an hour*"
        said = scene.frames.meetings.modality.get(frame.word if frame.tied or " " in frame.word else "")
        mood = Factuality(said) if said and mood is Factuality.ACTUAL else mood
        so = {scene.text.tokens[c].text.lower() for c in with_dep(scene.text, top, Rel.ADVERB)}
        one = "apart" if any(map(scene.text.grammar.numbers.ordinal, so)) else ""  # "she *first* met growers"
        return replace(
            plain,
            words=_noun_for(scene, frame),
            factuality=mood,
            definite=mood is Factuality.CANCELLED,  # "they were to have met": at what is said to be off
            apart="past" if so & scene.text.grammar.formerly else "next" if so & scene.text.grammar.again else one,
            eventive=bool(frame.subjects),
            both=_of_both(scene, told),
            verb=top,
            beside=beside(scene, (top,)),
        )
    numbered = ordinal_of(scene, top) if frame.level else None
    more = not frame.level and (ordinal_of(scene, top) or (0,))[0] > 1 and is_new(scene, top)  # "a second meeting"
    return replace(
        plain,
        level=frame.level or None,
        ordinal=numbered[0] if numbered else None,
        factuality=mood,
        definite=definite(scene, top, site),
        apart=apart(scene, *told.heads) or ("apart" if more else _before_or_after(scene, top, site)),
        same=_same_as(scene, top, site),
        beside=beside(scene, (site.verb, top) if site.is_argument else (top,)),
        verb=site.verb,
        both=_of_both(scene, told),
        adds=told.found.adds,
        eventive=bool(site.supports) or _is_somebodys(scene, told),
        sure=bool(site.supports) and (site.verb is None or not is_infinitive(scene.text, site.verb)),
    )


def _of_both(scene: EventScene, told: _Told) -> frozenset[str] | None:
    """Return who stands for those of a meeting before, if a word for them says who met: "*the two sides* met", "talks
    between *the parties*"."""
    text, verb = scene.text, told.clause.head if told.verbal else told.site.verb
    held = text.clauses.get(verb) if verb is not None and (told.verbal or told.site.object_of) else None
    who = heads_of((*held.doers, *held.things)) if held is not None else []
    who += [o for i in told.heads for o in objects_on(text, i, *text.grammar.between, *text.grammar.beside)]
    both = [i for i in who if takes_up(scene, i)]
    return frozenset(e for i in both for e, _ in actors_at(scene, i)) if both else None


def _before_or_after(scene: EventScene, top: int, site: Site) -> str:
    """Return "next" where talks are to resume or go on, "past" where a verb goes back in time: "a meeting in Lund *had
    brought* no deal"."""
    verb = site.verb if site.is_subject else None
    if verb is None:
        return ""
    further = [] if scene.text.clause(verb).negated else leads_to(scene, verb)
    told = (name_of(scene, v) for v in (*site.supports, *further))
    if any(scene.frames.meetings.markers.get(name) == "next" for name in told):
        return "next"
    had = any(scene.text.tokens[c].tag == "VBD" for c in with_dep(scene.text, verb, Rel.AUXILIARY))
    return "past" if had and is_perfect(scene.text, verb) and not definite(scene, top, site) else ""


def _is_somebodys(scene: EventScene, told: _Told) -> bool:
    """Say whether a noun is told as held: "talks held in Lund", "her meeting with Ruiz", whoever she is."""
    held = any(support_at(scene, o) for o in told.found.owners if o != told.heads[0])
    return held or any(c not in scene.date_heads for c in with_dep(scene.text, told.heads[-1], Rel.OWNER))


def _as_event(scene: EventScene, told: _Told) -> EventMention:
    plain, top, site, owners = _plain(scene, told), told.heads[0], told.site, told.found.owners
    harmed = any(measure_of(scene, o) for o in owners if o != top)
    known = bool(told.frame.known and (told.verbal or definite(scene, top, site) or told.facts.duration))
    mood = Factuality.ACTUAL if known else _mood(scene, told)
    plain = replace(plain, voice=Whose.REPORTED) if mood is Factuality.NEGATED and scene.is_denied(top) else plain
    named = _named(scene, told)
    taken_up = named is not None and _taken_up(scene, named)
    return replace(
        plain,
        words=_noun_for(scene, told.frame) if told.verbal else plain.words,
        known=known,
        ordinal=_years(scene, told) if told.frame.known else None,
        factuality=mood,
        definite=taken_up or (not told.verbal and _known(scene, top, told.facts.dates)),
        taken_up=taken_up or (not told.verbal and bool(site.supports) and _taken_up(scene, top)),
        same=named if named in scene.triggers else None,
        apart="" if told.verbal else apart(scene, top),
        eventive=harmed
        or (site.is_subject and scene.text.tokens[top].pos == "PROPN")
        or (not told.verbal and bool(told.clause.things))
        or any(s.boundary or s.factuality or s.subject == "initiators" for s in site.supports.values()),
        main=told.frame.lead or any(_opens(scene, o) for o in (*owners, *([] if site.verb is None else [site.verb]))),
        sure=(
            scene.text.tokens[top].dep in _TOLD and bool(told.frame.needs or told.frame.objects or told.frame.subjects)
        )
        or (mood is Factuality.NEGATED and not is_infinitive(scene.text, top)),
    )


def _noun_for(scene: EventScene, frame: EventFrame) -> str:
    """Return the noun for what a verb tells: "sale", else that for its family or type."""
    forms = scene.frames.words.labels
    said = frame.family if frame.type == MEETING else frame.type
    return forms.verbs.get(frame.type, {}).get(frame.word) or forms.words.get(said, said)


def _named(scene: EventScene, told: _Told) -> int | None:
    """Return the noun that names what a verb tells of: "called | a *strike*", "the *deal* | was reached"."""
    nouns = scene.frames.nouns
    things = heads_of(told.clause.things) if told.verbal and told.clause.word not in scene.frames.words.undoing else []
    named = (o for o in things for f in nouns.get(scene.text.tokens[o].text.lower(), ()) if f.type == told.frame.type)
    return next(named, None)


def _taken_up(scene: EventScene, i: int) -> bool:
    """Say whether a noun takes up what was told and adds nothing: "the deal", not "the gas deal" or "a deal"."""
    added = with_dep(scene.text, i, Rel.COMPOUND, Rel.ADJECTIVE, Rel.PREPOSITION, Rel.NOUN, Rel.OWNER, Rel.NUMBER)
    return not added and _known(scene, i, ())


def _years(scene: EventScene, told: _Told) -> int | None:
    """Return which anniversary is told: the fourth, also by what enters its fifth year."""
    if not told.verbal:
        found = ordinal_of(scene, told.heads[0])
        return found[0] if found else None
    years = (ordinal_of(scene, o) for thing in told.clause.things for o in (thing.head,))
    return next((found[0] - 1 for found in years if found and found[0] > 1), None)


def _same_as(scene: EventScene, i: int, site: Site) -> int | None:
    """Return the mention this one repeats: what it is apposed to, or the verb of "met for talks"."""
    token = scene.text.tokens[i]
    if token.dep == Rel.APPOSITION:
        return token.head
    clause = scene.text.clauses.get(site.verb) if site.verb is not None else None
    if clause is not None and site.preposition in scene.text.grammar.at and not site.link.nested:
        alone = len(heads_of(clause.doers)) == 1 and not clause.things and clause.head in scene.triggers
        if alone and not any(clause.after(scene.text.grammar.beside)):
            return clause.head  # "ministers met | at the summit"; not "Ruiz and Lind met at the summit"
    if site.preposition in scene.text.grammar.meeting_for and site.verb is not None:
        # "met | for talks", "paid a visit | for talks"
        held = heads_of(clause.things) if clause is not None and not clause.passive else []
        held = held if site.link.nested else [site.verb, *held]
        if not scene.triggers.isdisjoint(held):
            return next(h for h in held if h in scene.triggers)
    if token.dep != Rel.ATTRIBUTE:
        return None
    named = with_dep(scene.text, token.head, Rel.SUBJECT)
    return named[0] if named and scene.text.tokens[token.head].lemma in scene.text.grammar.be else None


def _opens(scene: EventScene, verb: int) -> bool:
    """Say whether a verb is a main one of the headline or the sentence after it, or of what they report."""
    text = scene.text
    top = text.tokens[first_conjunct(text, verb)]
    if top.dep in {Rel.CLAUSE, Rel.PARATAXIS}:
        top = text.tokens[top.head]
    return top.dep == Rel.ROOT and _leads(scene, verb)


def _leads(scene: EventScene, i: int) -> bool:
    """Say whether a word stands in the headline or the sentence after it."""
    return scene.text.sentence_of[i] - scene.text.sentence_of[0] < _LEAD


def _known(scene: EventScene, i: int, dates: tuple[Dated, ...]) -> bool:
    """Say whether one event is spoken of as known: "the attack", "the 3 May coup"; a plural may be others besides."""
    token = scene.text.tokens[i]
    dated = any(0 <= token.start - d.fact.end <= 2 for d in dates)
    return token.tag != "NNS" and (dated or definite(scene, i, Site()))
