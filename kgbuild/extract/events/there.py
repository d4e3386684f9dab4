"""Who was at a meeting by what the sentences after it say: "Diallo attended", "Peru was represented by Ruiz", "her
counterpart, Sato, said"; and words that only take a meeting up. They join it and never stand alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, pairwise

from kgbuild.extract.events.match import Match
from kgbuild.extract.events.mentions import EventMention
from kgbuild.extract.events.modality import factuality_of
from kgbuild.extract.events.read import mention_of
from kgbuild.extract.events.roles import Roles, actors_at, is_among_them
from kgbuild.extract.events.scene import EventScene
from kgbuild.extract.events.site import Site, definite, name_of, support_at
from kgbuild.extract.events.vocabulary import MEETING, EventFrame, Tie
from kgbuild.extract.parse.clause import Argument, Clause, WordKind, heads_of, link_of
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import conjuncts, is_verb, objects_on, reached, with_dep
from kgbuild.extract.parse.verbs import is_infinitive
from kgbuild.model.facts import EntityKind, Factuality, Level

_MAIN = frozenset({Rel.ROOT, Rel.CONJUNCT, Rel.CLAUSE, Rel.PARATAXIS})
_LATE = 5  # sentences after which who leads a body is still heard in its session
_SITTING = frozenset({"hearing", "session"})
_NOBODY = EventFrame(words=frozenset(), part=WordKind.VERB)


def going_on(scene: EventScene, matches: Mapping[int, Match]) -> Iterator[EventMention]:
    """Yield the mentions that name who was there, and the definite nouns that matched no frame."""
    met = {i: m for i, m in matches.items() if m.frame.type == MEETING}
    for i, clause in scene.text.clauses.items():
        heard = _heard_by(scene, clause)
        those = set[str]() if _in_session(scene, i, met) else {e for o in heard for e, _ in actors_at(scene, o)}
        there = [([*heads_of(clause.doers), *(() if those else heard)], those)] if heard else _there(scene, clause)
        by_office = () if heard or clause.negated else _in_office(scene, clause, met)
        for who, of in (*there, *by_office) if i not in met and not clause.negated else ():
            roles, told = Roles(), replace(mention_of(scene, (i,), _NOBODY), sure=bool(heard and of))
            roles.add("participants", chain.from_iterable(actors_at(scene, h) for h in who))
            backing = (*(b for b in told.backing if b[0] != "participants"), *roles.backing)
            yield _known(replace(told, participants=roles.get("participants"), of=tuple(of), backing=backing))
    yield from (_known(replace(again, sure=False)) for again in _taken_up(scene, matches))


def _known(mention: EventMention) -> EventMention:
    return replace(mention, family="", level=None, ordinal=None, definite=True, adds=True, both=None)


def _there(scene: EventScene, clause: Clause) -> Iterator[tuple[Iterable[int], Iterable[str]]]:
    """Yield the nouns for who is said to have been at the meeting just told, and of whom it must be one, if anybody."""
    known, name, doers, things = scene.frames.meetings, name_of(scene, clause.head), *_sides(scene, clause)
    if last := _told_last(scene, clause):
        yield last, ()
    elif name in known.led and any(scene.is_envoy(o) for o in things):
        yield doers, ()  # "led the Peruvian delegation"
    elif _acts(scene, clause).intersection(known.present) - {clause.word} or _fills(scene, clause):
        yield doers, ()  # "*appeared for* the families"
    elif (name in known.present or _was_there(scene, clause)) and _says_no_more(scene, clause):
        hosted = (o for c in clause.told for o in objects_on(scene.text, c, *scene.text.grammar.toward))
        yield (*doers, *hosted), ()
    elif clause.word in known.sending and clause.mood is None:  # "sent her deputy, | Sato"
        yield [t for t in things if scene.actors.kind(t) is EntityKind.PERSON], ()
    elif name in known.joining and doers and things:
        of = {e for t in things for e, _ in actors_at(scene, t)}
        bodies = all(scene.actors.entities[e].kind is not EntityKind.PERSON for e in of)
        if of and (not bodies or _says_no_more(scene, clause)):
            yield (*things, *doers), () if bodies else of
    elif _acts(scene, clause).intersection(known.acts):
        yield from (([d], of) for d in doers if (of := _speaks_for(scene, d)))
    yield from (([d], of) for d in doers if clause.mood is None and (of := _counterpart_of(scene, d)))


def _in_office(
    scene: EventScene, clause: Clause, matches: Mapping[int, Match]
) -> Iterator[tuple[Iterable[int], Iterable[str]]]:
    """Yield who tells something and was there by office, and of whom it is one: "the union's lead *negotiator*, Ruiz,
    said"; of a body that sits who leads it: "the panel's *chairman* asked"."""
    known, token = scene.frames.meetings, scene.text.tokens[clause.head]
    told = token.tag in {"VBD", "VBZ"} and token.dep in _MAIN and not with_dep(scene.text, token.i, Rel.AUXILIARY)
    unseen = {w for f in scene.frames.verbs.get("tell", ()) if f.tied == Tie.ROOM for w in f.unless}
    if not told or clause.mood is not None or scene.text.called(heads_of(clause.phrases)) & unseen:
        return
    session = _in_session(scene, clause.head, matches, _LATE)
    titles = known.negotiators | (known.chairs if session else frozenset())
    for d in heads_of(clause.doers or clause.things):  # "'Why?' asked | Ruiz, the panel chair"
        if (of := _speaks_for(scene, d, titles)) or (session and _chairs(scene, d)):
            yield [d], of


def _chairs(scene: EventScene, i: int) -> bool:
    """Say whether somebody leads the body that sits, whichever it is: "asked Ruiz, *the panel chair*"."""
    entity = scene.actors.entities.get(scene.actors.who(i) or "")
    held = [r for r in entity.roles if r.at is None and r.status == "current"] if entity is not None else []
    return any(" " in r.title and r.title.lower() in scene.frames.meetings.chairs for r in held)


def _in_session(scene: EventScene, i: int, matches: Mapping[int, Match], far: int = 2) -> bool:
    """Say whether the meeting told last, in the sentences right before, is one at which a body sits or hears people: it
    is there that somebody "told *councillors* that"."""
    before = [j for j in matches if j < i and scene.text.sentence_of[i] - scene.text.sentence_of[j] <= far]
    last = matches[max(before)].frame if before else _NOBODY
    return last.level == Level.SESSION or last.family in _SITTING


def _heard_by(scene: EventScene, clause: Clause) -> list[int]:
    """Return the body or people whom somebody tells something, who may be those of the meeting: "told *the committee*
    that", "told *them*"; not what was told before it, or by other means than being there."""
    text, i = scene.text, clause.head
    deals = [f for f in scene.frames.verbs.get(clause.word, ()) if f.tied == Tie.ROOM]
    means = text.called(heads_of(clause.phrases))
    told = text.tokens[i].tag == "VBD" and text.tokens[i].dep in _MAIN and not with_dep(text, i, Rel.AUXILIARY)
    told = told and bool(with_dep(text, i, Rel.CLAUSE))  # not "urged the parties to agree", wherever they were
    heard = heads_of((*clause.things, *clause.after(text.grammar.across)))
    means |= text.called(heard)
    if not deals or clause.mood is not None or not told or any(not f.unless.isdisjoint(means) for f in deals):
        return []
    return [o for o in heard if text.tokens[o].pos != "PROPN" and any(True for _ in actors_at(scene, o))]


def _sides(scene: EventScene, clause: Clause) -> tuple[list[int], list[int]]:
    """Return who does it and to whom: all of "Peru was represented *by Ruiz* and Chile *by Sato*"."""
    doers, things, text = heads_of(clause.doers), heads_of(clause.things), scene.text
    if clause.passive:
        holders = (clause.head, *(c for d in doers for c in with_dep(text, d, Rel.APPOSITION)))
        return [o for h in holders for o in reached(text, h, *text.grammar.by)], things
    return doers, [t for t in things if not is_among_them(scene, t)]


def _told_last(scene: EventScene, clause: Clause) -> list[int]:
    """Return who was there where that is told first: "Also taking part was | Ruiz", "Among those present were | …"."""
    text, be, present = scene.text, scene.text.grammar.be, scene.frames.meetings.present
    told = [c for c in (clause.head, *with_dep(text, clause.head, Rel.AUXILIARY)) if text.tokens[c].lemma in be]
    if not told or any(d < told[0] and not is_verb(text.tokens[d]) for d in heads_of(clause.doers)):
        return []
    opening = text.tokens[text.sentence(clause.head).first : told[0]]
    before = [t.lemma.lower() for t in opening if t.dep != Rel.EXPLETIVE or t.i > opening[0].i]  # "There is | hope"
    said = {*before, *(f"{a} {b}" for a, b in pairwise(before)), *(f"{b} {w}" for b in be for w in before)}
    last = with_dep(text, clause.head, Rel.SUBJECT, Rel.ATTRIBUTE, Rel.OBJECT) if said & present else []
    return [i for c in last if c > told[0] for i in conjuncts(text, c)]


def _says_no_more(scene: EventScene, clause: Clause) -> bool:
    """Say whether a main verb only tells who was there: "also attended", "was present", "turned up at the hall"; not
    "attended a wedding"."""
    tokens, children = scene.text.tokens, scene.text.children
    bare = {o for a in clause.phrases for o in a.heads if tokens[o].tag == "NN" and not children[o]}  # "in person"
    told = (a for a in clause.phrases if a.word not in scene.text.grammar.among and not bare.issuperset(a.heads))
    rest = (a for a in told if not _is_there(scene, a) and not _is_when(scene, a))
    top = tokens[clause.head].head if tokens[clause.head].dep == Rel.OPEN_CLAUSE else clause.head  # "is to | attend"
    return next(rest, None) is None and tokens[top].dep in {*_MAIN, Rel.RELATIVE}


def _is_there(scene: EventScene, at: Argument) -> bool:
    """Say whether a phrase leads to where a meeting may have been: "at the hall"."""
    near, known = at.word in scene.text.grammar.placed | scene.text.grammar.toward, scene.frames.meetings
    spots = known.rooms | known.auspices
    return near and all(scene.text.is_one(o, spots) and definite(scene, o, Site()) for o in at.heads)


def _is_when(scene: EventScene, at: Argument) -> bool:
    """Say whether a phrase tells when or how long: "on Monday", "for the first hour"."""
    return all(o in scene.date_heads or scene.text.is_one(o, scene.text.grammar.moments) for o in at.heads)


def _was_there(scene: EventScene, clause: Clause) -> bool:
    """Say whether somebody "was at the hall", one of which the report spoke before, and did nothing else there."""
    text, token = scene.text, scene.text.tokens[clause.head]
    was = token.lemma in text.grammar.be and token.tag == "VBD" and not clause.told
    if not was or with_dep(text, clause.head, Rel.ADVERB_CLAUSE, Rel.OPEN_CLAUSE):
        return False
    before = {t.text.lower() for t in text.tokens[: clause.head]} | scene.frames.meetings.auspices  # "in the chair"
    at = (o for a in clause.phrases if _is_there(scene, a) for o in a.heads)
    return any(text.tokens[o].text.lower() in before for o in at)


def _fills(scene: EventScene, clause: Clause) -> bool:
    """Say whether people come together in a room: "parents *crowded* into the school hall"."""
    text, rooms = scene.text, scene.frames.meetings.rooms
    inside = [o for o in heads_of((*clause.things, *clause.after(text.grammar.shown))) if text.is_one(o, rooms)]
    told = (f for f in scene.frames.verbs.get(clause.word, ()) if f.tied == Tie.ROOM and f.subjects and inside)
    return any(text.is_one(d, f.subjects) for f in told for d in heads_of(clause.doers))


def _acts(scene: EventScene, clause: Clause) -> set[str]:
    """Return the names of what somebody does, if a sentence says no more than that: "tabled a plan", "took questions",
    "had come with an offer"."""
    text, lemma = scene.text, scene.text.tokens[clause.head].lemma.lower()
    if clause.passive or text.tokens[clause.head].dep not in _MAIN:
        return set()
    things = {f"{lemma} {text.tokens[t].lemma.lower()}" for t in heads_of(clause.things)}
    return {clause.word, *things, *(f"{lemma} {a.word}" for a in clause.phrases)}


def _speaks_for(scene: EventScene, i: int, titles: frozenset[str] = frozenset()) -> set[str]:
    """Return whom somebody acts for: "Chad's Ana Ruiz", "the mill's chief, Ana Ruiz"; with `titles` by one of them."""
    names = [i, *with_dep(scene.text, i, Rel.APPOSITION)]
    people = {e for j in names if (e := scene.actors.who(j)) and scene.actors.kind(j) is EntityKind.PERSON}
    held = (r for e in people for r in scene.actors.entities[e].roles if r.status == "current" and r.at)
    at = {r.at for r in held if r.at and (not titles or any(r.title.lower().endswith(t) for t in titles))}
    if titles:
        return at
    owners = (e for c in with_dep(scene.text, i, Rel.OWNER) if (e := scene.actors.who(c)) and people)
    return {*at, *owners} - people


def _counterpart_of(scene: EventScene, i: int) -> set[str]:
    """Return whose counterpart, with a name of their own, does something: "*her* counterpart, Sato, said"; the state of
    "her Omani counterpart"."""
    text, token = scene.text, scene.text.tokens[i]
    said = {token.lemma.lower(), f"{text.tokens[i - 1].text.lower()} {token.lemma.lower()}"}  # "opposite number"
    if said.isdisjoint(scene.frames.meetings.counterparts) or token.dep not in SUBJECTS:
        return set()
    lands = [c for c in with_dep(text, i, Rel.ADJECTIVE, Rel.COMPOUND) if text.tokens[c].text[0].isupper()]
    known = {e for c in lands if (e := scene.actors.adjectives.get(c)) is not None}
    owner = {e for c in with_dep(text, i, Rel.OWNER) if (e := scene.actors.who(c)) is not None}
    return known if lands else owner


def _taken_up(scene: EventScene, matches: Mapping[int, Match]) -> Iterator[EventMention]:
    """Yield what takes up the meeting just told: "It was held in Lund", "The session ended", "who led the call"."""
    for i, clause in scene.text.clauses.items():
        if i not in matches and (it := _it(scene, clause, matches)) is not None:
            word = scene.text.tokens[it].text.lower()
            told = mention_of(scene, (it,), EventFrame(words=frozenset(), word=word))
            ahead = is_infinitive(scene.text, i)  # "It was to | reconvene in May"
            yield replace(told, factuality=factuality_of(scene, i)) if ahead else told
    for token in scene.text.tokens:
        frames = [f for f in scene.frames.nouns.get(token.text.lower(), ()) if f.type == MEETING]
        if token.i in matches or token.tag != "NN" or not frames or not definite(scene, token.i, Site()):
            continue
        if scene.actors.actor(token.i) is not None:
            continue  # "The Forum *party* of Stros said"
        led = support_at(scene, link_of(scene.text, token.i).verb or -1)
        off = led is not None and led.factuality == Factuality.CANCELLED and token.dep in {*SUBJECTS, Rel.OBJECT}
        adds = led is not None and led.adds and token.dep == Rel.OBJECT
        if adds or off or (token.dep in SUBJECTS and not frames[0].held):
            yield mention_of(scene, (token.i,), frames[0])


def _it(scene: EventScene, clause: Clause, matches: Mapping[int, Match]) -> int | None:
    """Return the "it" that takes up the meeting a sentence before ends with: "had a meeting. *It* was held in Lund"."""
    text, frame, told = scene.text, support_at(scene, clause.head), scene.text.sentence_of[clause.head] - 1
    off = frame is not None and frame.factuality == Factuality.CANCELLED  # "called *it* off"
    said = clause.things if clause.passive or off else clause.doers
    its = (d for d in heads_of(said) if text.tokens[d].pos == "PRON")
    before = [i for i in matches if text.sentence_of[i] == told]
    last = text.tokens[max(before)] if before else None
    many = (
        last is not None and last.tag == "NNS" and last.dep in SUBJECTS
    )  # "The talks began. *They* were held in Lund"
    words = text.grammar.it | (text.grammar.they if many and clause.passive else frozenset())
    it = next((d for d in its if text.tokens[d].text.lower() in words), None)
    done = text.tokens[clause.head].dep == Rel.OPEN_CLAUSE or not with_dep(text, clause.head, Rel.OPEN_CLAUSE)
    held = frame is not None and (clause.passive or frame.boundary or off) and done  # once: "was | to reopen"
    return it if held and before and matches[max(before)].frame.type == MEETING else None
