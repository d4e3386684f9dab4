"""Who takes part in a mention, and what belongs to it: the tokens whose dates and places are its own."""

from __future__ import annotations

from dataclasses import dataclass

from kgbuild.extract.events.figures import Figure, amount_in, measure_of, tally_in
from kgbuild.extract.events.governed import margins_of, owners_of, read_governor
from kgbuild.extract.events.harm import Harm, culprits, is_afar, victims
from kgbuild.extract.events.roles import (
    Roles,
    actors_at,
    add_phrases,
    fill,
    given_to,
    is_among_them,
    leads_envoys,
    met_with,
    noun_roles,
    recipients,
)
from kgbuild.extract.events.scene import EventScene
from kgbuild.extract.events.site import Site, is_along, travel_for
from kgbuild.extract.events.vocabulary import MEETING, OWNER, EventFrame
from kgbuild.extract.events.where import places_on, read_mediators, read_where, sited, struck, towns
from kgbuild.extract.parse.clause import Argument, Clause, heads_of
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import conjuncts, objects_on, prepositions, with_dep
from kgbuild.extract.parse.verbs import is_infinitive
from kgbuild.model.facts import EntityKind

_HOSTS = "hosts"
_BESIDE = frozenset({_HOSTS, "mediators"})
_NOBODY = "none"
_PLACE = "place"


@dataclass(frozen=True, slots=True)
class Involved:
    """Who takes part; the tokens whose dates and places are the mention's own; what it counts. `adds`: it names one
    more participant beside others."""

    roles: Roles
    owners: set[int]
    confidence: float = 1.0
    adds: bool = False
    figures: tuple[Figure, ...] = ()


def meeting_noun(scene: EventScene, heads: tuple[int, ...], site: Site) -> Involved:
    """Read the phrase of a meeting noun (and of the unit that counts it), and the verb that governs it."""
    roles = Roles()
    for i in heads:
        noun_roles(scene, i, roles)
    sure, adds = read_governor(scene, site, heads, roles)
    owners = owners_of(scene, site, heads)
    if site.verb is not None and (site.is_argument or site.supports):
        owners |= {*read_where(scene, site.verb, roles), *travel_for(scene, site.verb)}
        _attended(scene, site.verb, roles)
    elif site.verb is not None and site.preposition in scene.text.grammar.attended:
        read_where(scene, site.verb, roles)  # "Lund, where she entertained him | at a lunch"
    where = Roles()
    places_on(scene, {*owners, *margins_of(scene, (site.verb if site.is_argument else None, heads[0]))}, where)
    roles.replace_place(where)  # "the Mekong summit | in Lund"
    read_mediators(scene, heads[0], owners, roles)
    return Involved(roles, owners, sure, adds)


def _attended(scene: EventScene, verb: int, roles: Roles) -> None:
    """Note who was there: "talks opened on Monday, with Togo and Benin *represented* by their ministers"."""
    text, known = scene.text, scene.frames.meetings.attending
    led = [v for p in with_dep(text, verb, Rel.PREPOSITION) for v in with_dep(text, p, Rel.PREP_CLAUSE)]
    for c in (*with_dep(text, verb, Rel.ADVERB_CLAUSE), *led):
        marks = {text.tokens[m].text.lower() for m in (*with_dep(text, c, Rel.MARKER), text.tokens[c].head)}
        clause = text.clauses.get(c)
        if clause is not None and clause.word in known and not marks.isdisjoint(text.grammar.together):
            sides = clause.things if clause.passive else clause.doers
            heads = (*heads_of(sides), *with_dep(text, c, Rel.SUBJECT))
            roles.add("participants", (a for h in heads for i in conjuncts(text, h) for a in actors_at(scene, i)))


def meeting_verb(scene: EventScene, clause: Clause, frame: EventFrame) -> Involved:
    """Read the arguments of a verb of meeting: who, to or with whom."""
    i, roles, grammar = clause.head, _verb_roles(scene, clause, frame), scene.text.grammar
    said = [scene.text.tokens[j] for j in scene.text.subtree(i) if scene.text.tokens[j].text.lower() in frame.needs]
    holders = {i, *(t.head if t.dep == Rel.COMPOUND else t.i for t in said)}  # "by phone | with"
    holders |= {*with_dep(scene.text, i, Rel.OBJECT)} if " " in frame.word else set()  # "crossed swords | with"
    words = (*grammar.together, *(frame.needs & grammar.across))
    for preposition, objects in (x for h in sorted(holders) for x in prepositions(scene.text, h, *words)):
        if preposition.head in holders:
            roles.add("participants", (a for o in objects for a in actors_at(scene, o)))
    roles.add("participants", (a for o in met_with(scene, i) for a in actors_at(scene, o)))
    if is_along(scene, i) and len(roles.get("participants")) == 1:  # "speaking by phone, Ruiz discussed it | with Sato"
        for holder in (above := scene.text.tokens[i].head, *with_dep(scene.text, above, Rel.OBJECT)):
            add_phrases(scene, holder, grammar.beside, roles)
    owners = {i, *travel_for(scene, i), *read_where(scene, i, roles), *with_dep(scene.text, i, Rel.ATTRIBUTE)}
    owners |= {j for j in scene.text.subtree(i) if leads_envoys(scene, j)}
    places_on(scene, {*owners, *margins_of(scene, (i,))}, roles)
    read_mediators(scene, i, owners, roles)
    return Involved(roles, owners)


def event_verb(scene: EventScene, clause: Clause, frame: EventFrame, harm: Harm) -> Involved:
    """Read the arguments of a verb that tells an event, with who came to harm and what it counts."""
    i, roles, owners = clause.head, _verb_roles(scene, clause, frame), {clause.head, *harm.words}
    owners |= _same_act(scene, i)
    _add_harmed(scene, roles, frame, harm)
    things = [a.head for a in clause.things]
    struck(scene, things if frame.object == "place" else (), roles)
    towns(scene, things, roles)
    if not roles.get("place"):
        places_on(scene, owners, roles, targets=True)
    if not roles.get("place"):
        places_on(scene, {*things, *(a.head for a in clause.doers)}, roles, targets=True)
    if not roles.get("place") and frame.object == "none":  # "won Kenya's runoff", "Kenya's jobless rate rose"
        told = frame.subject == _NOBODY and not scene.frames.counts(frame, "casualties")
        whose = heads_of(clause.doers) if told else []
        held = (c for o in (*things, *whose) for c in with_dep(scene.text, o, Rel.OWNER))
        struck(scene, (c for c in held if scene.text.tokens[c].pos != "PRON"), roles)
    if not roles.get("place"):
        read_where(scene, i, roles)
        towns(scene, [a.head for a in clause.doers], roles)
        sited(scene, (*things, *(a.head for a in clause.doers)), roles)
        given = not scene.text.grammar.toward.isdisjoint(frame.roles)  # "sent maize to the town of Lund"
        towns(scene, heads_of(clause.after(scene.text.grammar.toward)) if given else (), roles)
    _add_office(scene, clause, roles)
    amount = amount_in(scene, i) if scene.frames.counts(frame, "amount") else None
    votes = tally_in(scene, i, frame.tally) if frame.tally and scene.frames.counts(frame, "tally") else ()
    return Involved(roles, owners, figures=(*harm.figures, *((amount,) if amount else ()), *votes))


def event_noun(scene: EventScene, clause: Clause, frame: EventFrame, site: Site, harm: Harm) -> Involved:
    """Read the phrase of a noun that names an event, and the verb that governs it."""
    text, i, roles, grammar = scene.text, clause.head, Roles(), scene.text.grammar
    if frame.known:  # "the Kestria war" says where it is fought
        struck(scene, with_dep(text, i, Rel.COMPOUND), roles)
    for c in with_dep(text, i, Rel.OWNER, *(() if frame.known else (Rel.COMPOUND, Rel.ADJECTIVE, Rel.NOUN))):
        # "Holt's arrest", "the Holt trial"; not "police killings"
        own = text.tokens[c].dep == Rel.OWNER or scene.actors.kind(c) is EntityKind.PERSON
        done = own and frame.object != _NOBODY and bool(objects_on(text, i, *grammar.of))  # "Holt's arrest | of Ruiz"
        role = frame.roles.get(OWNER, frame.subject) if own and not done else frame.subject
        fill(scene, roles, role, [j for j in text.subtree(c) if j < i], envoys=False)
    plain = {**dict.fromkeys(grammar.doing, frame.subject), **dict.fromkeys(grammar.suffering, frame.object)}
    named = {**plain, **frame.roles}
    for a in clause.after(named):  # "filed a suit | against", "filed | a suit against"
        if a.holder == i or (a.holder == site.object_of and named[a.word] == frame.object):
            fill(scene, roles, named[a.word], a.heads, envoys=False)
            towns(scene, a.heads if named[a.word] == frame.object else (), roles)  # "capture of the town | of Sala"
    _add_harmed(scene, roles, frame, harm)
    support, held_by = site.support, site.object_of
    if support and held_by is not None and not frame.known and "none" not in {support.subject, frame.subject}:
        fill(scene, roles, support.subject, scene.text.doers(held_by), envoys=False)
    if frame.family != frame.type and site.verb is not None and site.preposition in grammar.beside:
        fill(scene, roles, frame.subject, scene.text.doers(site.verb), envoys=False)  # "ended the tour | with a win"
    for held in (text.clauses[v] for v in site.supports if site.is_subject and v in text.clauses):
        part = site.supports[held.head].subject
        by = heads_of(held.doers) if held.passive and part != _NOBODY else []
        fill(scene, roles, part if part in _BESIDE else frame.subject, by, envoys=False)  # "was staged | by nurses"
    fill(scene, roles, frame.object, given_to(scene, site.object_of), envoys=False)
    owners = {i, *with_dep(text, i, Rel.PARTICIPLE, Rel.RELATIVE), *harm.words, *site.supports}
    for verb in [v for v in site.supports if measure_of(scene, v)]:  # "killed or wounded 30 on Sunday"
        owners |= set(conjuncts(text, verb))
    places_on(scene, owners, roles, targets=True)
    told = [text.clauses[v] for v in site.supports if v in text.clauses]
    struck(scene, [o for c in told for o in (*heads_of(c.things), *with_dep(text, c.head, Rel.ADVERB))], roles)
    under = site.verb if site.preposition in grammar.undergone else None
    struck(scene, scene.text.doers(under), roles)  # "Lund came under attack"
    for told_by in (i, site.verb) if site.verb is not None and not roles.get(_PLACE) else (i,):
        read_where(scene, told_by, roles)
    return Involved(roles, owners, figures=harm.figures)


def _same_act(scene: EventScene, verb: int) -> set[int]:
    """Return the gerunds that have the day and place of a verb: "began | supplying power", "died after | hitting a
    tree" where the verb has no day of its own."""
    text, tokens = scene.text, scene.text.tokens
    below = with_dep(text, verb, Rel.OPEN_CLAUSE)
    if not any(d.earliest and j > verb and tokens[tokens[j].head].head == verb for j, d in scene.date_heads.items()):
        led = (p for p in with_dep(text, verb, Rel.PREPOSITION) if tokens[p].text.lower() in text.grammar.same_day)
        below += [c for p in led for c in with_dep(text, p, Rel.PREP_CLAUSE)]
    return {c for c in below if tokens[c].tag == "VBG" and c not in scene.triggers}


def _verb_roles(scene: EventScene, clause: Clause, frame: EventFrame) -> Roles:
    """Read who does it, to whom, and who stands after the prepositions that a frame names."""
    roles, envoys = Roles(), frame.type == MEETING or frame.envoys
    far = scene.frames.counts(frame, "casualties") and is_afar(scene, clause.head)
    doers = [] if far else [a.head for a in clause.doers]
    if frame.subject == _HOSTS:  # who receives somebody meets them
        fill(scene, roles, "participants", doers, envoys=envoys)
    bodies = "organization" in frame.doers
    fill(scene, roles, frame.subject, doers, envoys=envoys, bodies=bodies)
    if frame.type == MEETING and frame.object == "place":
        _visited(scene, clause.things, roles)
    else:
        bodies = "organization" in frame.kinds
        things = (a.head for a in clause.things if not is_among_them(scene, a.head))
        fill(scene, roles, frame.object, things, envoys=envoys, bodies=bodies)
    _owners(scene, clause, frame, roles)
    given = {frame.roles.get(w, _NOBODY) for w in scene.text.grammar.toward}  # "gave | Brann a win", "gave a win to"
    fill(scene, roles, max(given), recipients(scene, clause.head), envoys=False)
    far_off = {i for a in _aims(scene, clause) for i in heads_of(scene.text.clause(a).things)}
    below = heads_of(clause.phrases) if frame.envoys else []  # "walked out of talks | with Chile"
    below += [*_within(scene, clause), *with_dep(scene.text, clause.head, Rel.ATTRIBUTE)]  # "was the guest | of Ruiz"
    for o in (clause.head, *heads_of(clause.things), *below) if frame.roles else ():  # "opened an inquiry | into Ruiz"
        for marker, objects in prepositions(scene.text, o):
            role = frame.roles.get(marker.text.lower(), _NOBODY)
            role = role if o not in far_off or marker.text.lower() in scene.text.grammar.purpose else _NOBODY
            role = (
                _NOBODY if scene.text.tokens[marker.head].tag == "VBG" != scene.text.tokens[o].tag else role
            )  # "according to Ruiz"
            fill(scene, roles, role, objects, envoys=envoys, bodies=role != _PLACE)
            struck(scene, objects if role == _PLACE else (), roles)
            sited(scene, objects if role == _PLACE and not roles.get(_PLACE) else (), roles)
    return roles


def _within(scene: EventScene, clause: Clause) -> list[int]:
    """Return what the things done lead to or are for: "won an order for *ferries* | from Lund Lines", "a contract to
    *build ferries* | for Lund Lines"; from the last no more than whom it is for."""
    text, things, aims = scene.text, heads_of(clause.things), _aims(scene, clause)
    return [
        *(o for t in things for o in objects_on(text, t, *text.grammar.purpose)),
        *aims,
        *heads_of(x for c in aims for x in text.clause(c).things),
    ]


def _aims(scene: EventScene, clause: Clause) -> list[int]:
    text, things = scene.text, heads_of(clause.things)
    below = (c for t in things for c in with_dep(text, t, Rel.RELATIVE, Rel.PARTICIPLE))
    return [c for c in below if is_infinitive(text, c)]


def _owners(scene: EventScene, clause: Clause, frame: EventFrame, roles: Roles) -> None:
    """Note whose the verb's subject is, or who tells of it: "Nordvik's profit rose", "Nordvik said profit rose"."""
    role = frame.roles.get(OWNER)
    if role is None:
        return
    for s in (a.head for a in clause.doers):
        below = objects_on(scene.text, s)
        fill(scene, roles, role, [*with_dep(scene.text, s, Rel.OWNER, Rel.COMPOUND), *below], envoys=False)
    above = clause.above.verb if clause.above.rel == Rel.CLAUSE and not roles.get(role) else None
    if above is not None and above in scene.text.clauses:
        told = heads_of(scene.text.clauses[above].doers)  # a clerk who tells of losses has none
        one = {d for d in told if scene.actors.kind(d) is EntityKind.PERSON and scene.text.tokens[d].pos == "NOUN"}
        fill(scene, roles, role, [d for d in told if d not in one], envoys=False)


def _visited(scene: EventScene, things: tuple[Argument, ...], roles: Roles) -> None:
    """Note what was visited: a country is the host; a city or region is the place."""
    for c in heads_of(things):
        roles.add("place" if scene.actors.place(c) else _HOSTS, scene.named(c))


def _add_office(scene: EventScene, clause: Clause, roles: Roles) -> None:
    """Note whose office somebody gets or leaves: "was named | head of the port", "quit | as rector of the academy"."""
    words = [*clause.told, *(a.head for a in clause.after(scene.text.grammar.as_))]
    spots = [scene.text.tokens[i] for i in words]
    for who in (*roles.get("participants"), *roles.get("initiators")):
        held = (r for r in scene.actors.entities[who].roles if r.at is not None)
        for role in (r for r in held if any(r.span.start <= t.start < r.span.end for t in spots)):
            if role.at is not None and scene.actors.entities[role.at].kind is EntityKind.ORGANIZATION:
                roles.add("participants", [(role.at, role.span)])
            elif role.at is not None and scene.actors.entities[role.at].kind is EntityKind.PLACE:
                roles.add(_PLACE, [(role.at, role.span)] if not roles.get(_PLACE) else ())  # "elected mayor of Lund"


def _add_harmed(scene: EventScene, roles: Roles, frame: EventFrame, harm: Harm) -> None:
    """Note who came to harm as taking part, and who did it where the frame has someone do it."""
    fill(scene, roles, "participants", victims(scene, harm), envoys=False)
    if frame.subject != "none":
        fill(scene, roles, frame.subject, culprits(scene, harm), envoys=False)
