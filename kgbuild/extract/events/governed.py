"""What the verb above a meeting noun says: who took part, which dates are the meeting's, whether it took place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from kgbuild.extract.events.dating import dates_on, day_apart, days_after
from kgbuild.extract.events.modality import factuality_of
from kgbuild.extract.events.roles import (
    Roles,
    actor_at,
    actors_at,
    add_phrases,
    given_to,
    met_with,
    noun_roles,
    verb_roles,
)
from kgbuild.extract.events.scene import EventScene
from kgbuild.extract.events.site import Site, definite, is_motion, leads_to, participles_of, support_at, tells_at
from kgbuild.extract.parse.clause import Argument, heads_of
from kgbuild.extract.parse.mood import is_perfect, is_unmet
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import prepositions, reached, with_dep
from kgbuild.extract.parse.verbs import agents, is_passive, word
from kgbuild.model.facts import EntityKind, Factuality, Span

_GUESSED = 0.9
_NOBODY = "none"
_UNHELD = frozenset({Factuality.NEGATED, Factuality.PLANNED})
_CLAUSES = (Rel.PARTICIPLE, Rel.RELATIVE)


def owners_of(scene: EventScene, site: Site, heads: tuple[int, ...]) -> set[int]:
    """Return the tokens whose dates and places are the mention's: its nouns, their participles, the eventive verbs."""
    text, words = scene.text, scene.frames
    found = {*heads, *site.supports}
    found |= {c for i in heads for c in (*participles_of(scene, i), *with_dep(text, i, Rel.RELATIVE))}
    below = (j for i in heads for j in text.subtree(i) if text.tokens[j].dep in _CLAUSES)
    others = scene.triggers.difference(heads)  # not "talks on the truce | that collapsed on Monday"
    # "of the ministers that was held in …"
    found |= {j for j in below if support_at(scene, j) and text.tokens[j].head not in others}
    found |= {t.i for t in text.words(text.sentence(heads[0])) if _tells_of(scene, t.i, heads[0])}
    verbs = {v for v in (*found, *([site.verb] if site.is_subject else ())) if text.tokens[v].pos in {"VERB", "AUX"}}
    told = words.support.keys() | words.meetings.modality.keys()
    found |= {c for verb in verbs for c in leads_to(scene, verb) if word(text, c) in told}
    ended = site.edge is not None and site.supports[site.edge].boundary == "end"  # "signed in Lund at the end of talks"
    link = site.link.word if ended else site.preposition
    parted = days_after(scene, heads[0]) is not None  # "on Thursday, a day after | talks in Lund"
    dated = any(True for _ in dates_on(scene, set(heads)))  # "said on Monday after | a meeting the day before"
    parted = parted or dated
    if site.verb is not None and link in text.grammar.same_day and not parted and _told_with(scene, site.verb, site):
        found |= {site.verb, *_done(scene, site.verb)}
    return found


def _tells_of(scene: EventScene, verb: int, noun: int) -> bool:
    """Say whether a clause that parsers hang on somebody is of the meeting named last: "talks between Ruiz and three
    growers, one of them Sato, | that began on Monday"."""
    text, token, frame = scene.text, scene.text.tokens[verb], support_at(scene, verb)
    if token.dep != Rel.RELATIVE or frame is None or not frame.boundary or scene.actors.actor(token.head) is None:
        return False
    which = any(text.tokens[c].tag == "WDT" for c in with_dep(text, verb, *SUBJECTS))
    return which and noun < token.head and max(t for t in scene.triggers if t < token.head) == noun


def _done(scene: EventScene, verb: int) -> list[int]:
    """Return the verbs that an infinitive completes: "*failed* on Monday to | agree"."""
    way, tokens = [verb], scene.text.tokens
    while tokens[way[-1]].dep == Rel.OPEN_CLAUSE and tokens[way[-1]].tag == "VB":
        way.append(tokens[way[-1]].head)
    return way[1:]


def _told_with(scene: EventScene, verb: int, site: Site) -> bool:
    """Say whether a verb's day and place are those of the meeting it hangs on: "said on Monday after talks"; not where
    it goes on to something else ("after the summit, she will fly to …")."""
    frame = support_at(scene, verb)
    moves = frame is not None and frame.motion
    told = scene.text.tokens[[verb, *_done(scene, verb)][-1]]  # "failed to agree on Monday after talks"
    return site.preposition in scene.text.grammar.meanwhile or (not moves and told.tag in {"VBD", "VBN", "VBG"})


def _is_told_of(scene: EventScene, site: Site) -> bool:
    """ "Two people *briefed on* | the meeting": who is told of it was not there."""
    passive = site.verb is not None and scene.text.clause(site.verb).passive
    return passive and site.preposition in scene.text.grammar.concerning


def read_governor(scene: EventScene, site: Site, heads: tuple[int, ...], roles: Roles) -> tuple[float, bool]:
    """Read the verbs above into `roles`; return how certain the participants are and whether they add to others."""
    support, verb = site.support, site.verb
    if verb is None or _is_told_of(scene, site):
        return 1.0, False
    clause, others = scene.text.clause(verb), _with_others(scene, heads, roles)
    doers, things = (list(_at(scene, said)) for said in (clause.doers, clause.things))
    _read_whose(scene, site, heads, roles)
    if site.is_subject:
        return (_GUESSED if _read_as_subject(scene, site, heads, roles) else 1.0), False
    alone = not roles.get("participants")
    if support is not None and site.object_of is not None:
        verb_roles(scene, verb, roles, subject=support.subject)
        # "cancelled a meeting with Sato", "put off a visit"
        own = support.factuality and (others or (alone and _is_own_visit(scene, heads[0])))
        roles.add("participants", doers if own else ())
        if support.object != _NOBODY and (given := _given(scene, verb, heads[0])):
            roles.add("participants", [*given, *doers])
        return 1.0, support.adds and alone
    if site.object_of is not None and clause.word in scene.text.grammar.departing:  # "left a session with Sato"
        roles.add("participants", doers)
        add_phrases(scene, verb, scene.text.grammar.together, roles)
    spoken = clause.word in scene.frames.meetings.reports and all(d > verb for d in heads_of(clause.doers))
    if spoken and not clause.passive and site.preposition:  # "at a meeting in Lund they fell out, *said Ruiz*"
        return 1.0, False
    away = clause.negated and (site.preposition in scene.text.grammar.at or (support is not None and support.adds))
    if away:  # "was not at | the talks"
        return 1.0, False
    told = tells_at(scene, clause, site.preposition)  # who is told something at a meeting is there
    things += _at(scene, clause.after(scene.text.grammar.across)) if told else ()
    if support is not None:
        called = support.object != _NOBODY
        verb_roles(scene, verb, roles, subject=support.subject if called else "participants")
        roles.add("participants", things if called or told else ())
        return 1.0, support.adds
    if (told and things) or _takes_subject(scene, site, heads, roles, {e for e, _ in doers}):
        roles.add("participants", [*doers, *(things if told else ())])
        add_phrases(scene, verb, scene.text.grammar.beside, roles)  # "argued at a hearing, | with Sato in the chair"
        return _GUESSED, definite(scene, heads[0], site)
    return 1.0, False


def _given(scene: EventScene, verb: int, noun: int) -> list[tuple[str, Span]]:
    """Return who is given a meeting: "granted *the widows* an audience", not "has granted *every* group a hearing"."""
    usual, text = scene.frames.meetings.habits, scene.text
    given = [o for o in given_to(scene, verb) if o != noun]
    one = (o for o in given if usual.isdisjoint(text.tokens[c].text.lower() for c in text.children[o]))
    return [a for o in one for a in actors_at(scene, o)]


def _at(scene: EventScene, said: Iterable[Argument]) -> Iterator[tuple[str, Span]]:
    return (a for s in heads_of(said) for a in actor_at(scene, s))


def _read_whose(scene: EventScene, site: Site, heads: tuple[int, ...], roles: Roles) -> None:
    """Note whose "their meeting" or "its session" is."""
    text, clause = scene.text, scene.text.clause(site.verb or 0)
    if roles.get("participants") or site.is_argument:
        return
    if _is_of(scene, heads[0], text.grammar.theirs):
        above = text.clauses.get(clause.above.verb or -1, clause)  # "would not ask Sato to yield at | their meeting"
        roles.add(
            "participants",
            _at(scene, (*above.doers, *clause.doers, *clause.things, *clause.after(text.grammar.together))),
        )
    elif _is_of(scene, heads[0], text.grammar.its):
        roles.add("participants", _at(scene, clause.doers))


def _read_as_subject(scene: EventScene, site: Site, heads: tuple[int, ...], roles: Roles) -> bool:
    """Read the verb whose subject a meeting is; return whether who took part is guessed."""
    text, verb = scene.text, site.verb or 0
    said, beside = with_dep(text, verb, Rel.ATTRIBUTE, Rel.PREDICATE), Roles()
    for told in said:  # "the meeting was the first between X and Y"
        noun_roles(scene, told, beside)
    for v, frame in site.supports.items():
        verb_roles(scene, v, beside, subject=frame.subject if is_passive(text, v) else None)
    for role, entity, span in beside.backing:
        roles.add(role, [] if said and _is_any(scene, entity) else [(entity, span)])
    if text.clause(verb).word in scene.frames.meetings.gathers:  # "the talks | brought together Ruiz and Sato"
        roles.add("participants", _at(scene, text.clause(verb).things))
    main = text.clauses.get(text.clause(verb).above.verb or -1)  # "resigned after | talks with the union failed"
    after = any(text.tokens[c].text.lower() in text.grammar.during for c in with_dep(text, verb, Rel.MARKER))
    guessed = main is not None and after and _with_others(scene, heads, roles)
    roles.add("participants", _at(scene, main.doers) if main is not None and guessed else ())
    return guessed


def _is_any(scene: EventScene, entity: str) -> bool:
    """Say whether an entity is one person without a name: "their first with *a member* of the board"."""
    one = scene.actors.entities[entity]
    return one.kind is EntityKind.PERSON and not (one.names or one.key)


def _is_own_visit(scene: EventScene, noun: int) -> bool:
    """Say whether a journey that nobody is said to make is that of whoever puts it off: "a visit", not "the visit"."""
    new = any(scene.text.tokens[c].text.lower() in scene.text.grammar.indefinite for c in scene.text.children[noun])
    below = (j for j in scene.text.subtree(noun) if j != noun)
    led_to = any(j in scene.triggers for j in below)  # "a trip on which she was to meet"
    return new and not led_to and scene.frames.is_visit(scene.text.tokens[noun].text.lower())


def _is_of(scene: EventScene, noun: int, words: Collection[str]) -> bool:
    """Say whether a meeting is of those whom its sentence names: "Ruiz told Sato at | their meeting"."""
    return any(scene.text.tokens[c].text.lower() in words for c in with_dep(scene.text, noun, Rel.OWNER))


def _with_others(scene: EventScene, heads: tuple[int, ...], roles: Roles) -> bool:
    """Say whether a noun names only whom somebody else meets: "talks with Sato", "a meeting with Sato and Diallo"."""
    return any(met_with(scene, i) for i in heads) and bool(roles.get("participants"))


def _takes_subject(scene: EventScene, site: Site, heads: tuple[int, ...], roles: Roles, doers: Collection[str]) -> bool:
    """Say whether the clause's subject took part unsaid: "Ruiz spoke after talks with Sato", "the board agreed at a
    meeting", "Ruiz and Sato signed after a long meeting", "voiced worry about the crew in a call with Sato"."""
    link, grammar = site.link, scene.text.grammar
    several = any(scene.actors.entities[e].kind is EntityKind.GROUP for e in doers)
    if link.nested:  # "shareholders rejected the pay | at the annual meeting"
        known = definite(scene, heads[0], site) or scene.text.tokens[heads[0]].tag == "NNS"  # "| at talks in Lund"
        at = site.preposition in grammar.meanwhile and (several or len(doers) > 1) and known
        return at or (site.preposition in grammar.same_day and _with_others(scene, heads, roles))
    owner = next((c for i in heads for c in with_dep(scene.text, i, Rel.OWNER) if c not in scene.date_heads), None)
    later = owner is not None and scene.actors.who(owner) is None and link.verb is not None and owner < link.verb
    if link.word not in grammar.around or (owner is not None and not later):
        return False  # "after her meeting": hers, whoever speaks
    if later:  # "after | his meeting with Sato, Ruiz left"
        person = [scene.actors.entities[e].kind for e in doers] == [EntityKind.PERSON]
        return person and _with_others(scene, heads, roles)
    linked = (p for i in heads for p, _ in prepositions(scene.text, i, *grammar.together))
    if link.word in grammar.attended and next(linked, None) is None:
        return bool(doers)
    chairs = {
        e
        for i in heads
        for c in participles_of(scene, i)
        for o in agents(scene.text, c)
        for e, _ in actors_at(scene, o)
    }
    if not chairs.issuperset(roles.get("participants")):
        return _with_others(scene, heads, roles)
    if definite(scene, heads[0], site) and scene.text.tokens[heads[0]].tag != "NNS":
        return False
    visit = scene.frames.is_visit(scene.text.tokens[heads[0]].text.lower())
    left = link.word in grammar.following and link.verb is not None and is_motion(scene, link.verb)
    # "ministers agreed | after a meeting", "left Lund | after talks"
    return len(doers) > 1 or several or (bool(doers) and (visit or left))


def mood_of_noun(scene: EventScene, top: int, site: Site) -> Factuality:
    """Return whether the meeting took place; "the collapse of", "the cancellation of" and "ahead of" count."""
    if site.edge is not None and site.supports[site.edge].factuality:
        return Factuality(site.supports[site.edge].factuality)
    told = ((v, s.factuality) for v, s in site.supports.items() if site.is_subject)
    if site.is_subject and any(is_unmet(scene.text, v) for v in leads_to(scene, site.link.verb or 0)):
        return Factuality.CANCELLED  # "the talks were to have opened on Monday"
    if any(f == Factuality.CANCELLED and not scene.text.clause(v).negated for v, f in told):
        return Factuality.CANCELLED  # "was planned for May, but was called off"
    found = factuality_of(scene, site.edge if site.edge is not None else top)
    held = (c for c in with_dep(scene.text, top, Rel.RELATIVE) if scene.text.tokens[c].tag == "VBD")
    held = (c for c in held if not with_dep(scene.text, c, Rel.OPEN_CLAUSE))  # not "that was to have been held"
    if any(support_at(scene, c) and factuality_of(scene, c) is Factuality.ACTUAL for c in held):
        return Factuality.ACTUAL  # "would not describe | the talks that Ruiz *had* with Sato"
    if found in _UNHELD and _was_set(scene, top):
        return Factuality.CANCELLED
    above, grammar = scene.text.clauses.get(site.link.verb or -1), scene.text.grammar
    coming = above is not None and above.mood is Factuality.PLANNED and site.link.word in grammar.meanwhile
    since = bool(days_after(scene, top)) and (is_perfect(scene.text, site.link.verb or 0) or day_apart(scene, top))
    # "will meet | during a summit", not "a day before | the vote, they had met"
    ahead = (site.link.word in grammar.ahead and not since) or coming or _on_eve(scene, top)
    return Factuality.PLANNED if ahead and found is Factuality.ACTUAL else found


def _on_eve(scene: EventScene, noun: int) -> bool:
    """Say whether a meeting not known yet is that before which something was: "on the eve of | a visit"."""
    tokens, grammar = scene.text.tokens, scene.text.grammar
    new = any(tokens[c].text.lower() in grammar.indefinite for c in scene.text.children[noun])
    return new and tokens[tokens[tokens[noun].head].head].lemma.lower() in grammar.eves


def _was_set(scene: EventScene, top: int) -> bool:
    """Say whether a noun's own clause tells of a plan that came to nothing: "a round planned for 8 May" that was never
    held, "a summit that was to have opened on Monday"."""
    text = scene.text
    negated = factuality_of(scene, top) is Factuality.NEGATED
    below = [c for c in text.subtree(top) if text.tokens[c].dep in _CLAUSES and text.tokens[c].head <= c]
    planned = any(scene.frames.meetings.modality.get(text.tokens[c].lemma.lower()) == "planned" for c in below)
    return (negated and planned) or any(is_unmet(text, x) for c in below for x in with_dep(text, c, Rel.OPEN_CLAUSE))


def beside(scene: EventScene, heads: Iterable[int | None]) -> int | None:
    """Return the greater meeting at which a meeting took place: "met at a summit", "talks on the sidelines of …".

    `heads` are the meeting's verb and noun.
    """
    text, grammar = scene.text, scene.text.grammar
    tops = [i for i in heads if i is not None]
    held_at = [o for i in tops for o in reached(text, i, *grammar.held_at)]
    on = (o for i in tops for o in reached(text, i, *grammar.on))  # "on a visit to Lund she met Ruiz"
    held_at += [o for o in on if scene.frames.is_visit(text.tokens[o].text.lower())]
    return next((o for o in (*held_at, *margins_of(scene, tops)) if o in scene.triggers), None)


def margins_of(scene: EventScene, heads: Iterable[int | None]) -> list[int]:
    """Return the nouns of "on the sidelines of a forum" that hang on one of `heads`: their place is the meeting's."""
    text, grammar = scene.text, scene.text.grammar
    on = (o for i in heads if i is not None for o in reached(text, i, *grammar.on))
    margins = [o for o in on if text.tokens[o].text.lower() in scene.frames.meetings.margins]
    return [*margins, *(c for o in margins for c in reached(text, o, *grammar.of))]
