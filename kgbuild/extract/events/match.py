"""The matcher: which words of an article name or tell a meeting or event, each with the frame whose conditions hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from kgbuild.extract.events.meant import meant, takes_up
from kgbuild.extract.events.modality import factuality_of
from kgbuild.extract.events.near import Near, is_by_others, is_seen
from kgbuild.extract.events.roles import actors_at
from kgbuild.extract.events.scene import EventScene
from kgbuild.extract.events.site import (
    Site,
    definite,
    is_along,
    is_attended,
    participles_of,
    site_of,
    tells_at,
    travel_for,
)
from kgbuild.extract.events.timeless import is_general, is_habit, is_in_story
from kgbuild.extract.events.vocabulary import ANY, MEETING, OWNER, SOMEBODY, VISITS, EventFrame
from kgbuild.extract.frames.conditions import Sight, hold, sight_of
from kgbuild.extract.parse.clause import Argument, Clause, WordKind, heads_of, link_of, nominal
from kgbuild.extract.parse.relations import HELPING, Rel
from kgbuild.extract.parse.tree import predicate, with_dep
from kgbuild.extract.parse.verbs import is_infinitive, word
from kgbuild.extract.parse.view import View
from kgbuild.model.facts import EntityKind, Factuality
from kgbuild.model.text import Token

_NOMINAL = frozenset({"NOUN", "PROPN"})
_NAMING = _NOMINAL | {"ADJ"}
_ARGUMENTS = frozenset({Rel.OBJECT, Rel.SUBJECT, Rel.PASSIVE_SUBJECT, Rel.PREP_OBJECT})
_MODIFYING = frozenset({Rel.ADJECTIVE, Rel.COMPOUND})
_PRESENT = frozenset({"VBZ", "VBP"})
_NOBODY = "none"
_BUILT = frozenset({"$structure"})
_BODIES = frozenset({EntityKind.ORGANIZATION, EntityKind.PLACE})


@dataclass(frozen=True, slots=True)
class Match:
    """A frame with the clause that it was found in; `event`: what the word of a meeting tells besides."""

    frame: EventFrame
    clause: Clause
    event: EventFrame | None = None


def find_matches(scene: EventScene) -> dict[int, Match]:
    """Return by token what names or tells a meeting or event: the first frame of the word that fits; a noun said again
    means what it meant before ("two bomb *blasts* … one *blast*")."""
    found: dict[int, Match] = {}
    said: dict[str, EventFrame] = {}
    # asked of one noun for many frames
    sight = sight_of(scene.text, partial(described, scene), partial(kinds_at, scene), partial(_may_be, scene))
    for token in (t for t in scene.text.tokens if t.pos in _NAMING or t.i in scene.text.clauses):
        frames = _frames(scene, token)
        if frames and not is_general(scene, token) and not is_in_story(scene, token.i):
            clause = scene.text.clauses.get(token.i) or nominal(scene.text, token.i)
            fitting = _fitting(scene, sight, clause, (f for f in frames if not f.lead))
            if fitting is not None:
                if fitting.part is WordKind.NOUN:
                    fitting = _said_before(scene, token, said) or said.setdefault(token.lemma.lower(), fitting)
                others = (f for f in frames if fitting.loose and f.type != MEETING and not f.lead)
                found[token.i] = Match(fitting, clause, _fitting(scene, sight, clause, others))
    own = {i: Match(m.event, m.clause) if m.event and _is_consumed(scene, m, found) else m for i, m in found.items()}
    kept = {i: m for i, m in own.items() if m is not found[i] or not _is_consumed(scene, m, found)}
    return kept | _told_by_lead(scene, sight, kept)


def _said_before(scene: EventScene, noun: Token, said: Mapping[str, EventFrame]) -> EventFrame | None:
    """Return what a known noun was called at more length before: "a wildfire … *the fire*"."""
    known = definite(scene, noun.i, Site())
    return next((frame for word, frame in said.items() if known and word.endswith(noun.lemma.lower())), None)


def _told_by_lead(scene: EventScene, sight: Sight, found: Mapping[int, Match]) -> dict[int, Match]:
    """Return what the main verb of the first sentence tells by a frame for leads, where nothing else says it."""
    text, known, verbs = scene.text, scene.frames.verbs, list(_main_verbs(scene))
    told = (i for i, m in found.items() if i in verbs or (m.clause.above.is_argument and m.clause.above.verb in verbs))
    if any(factuality_of(scene, i) is not Factuality.HYPOTHETICAL for i in told):
        return {}
    for clause in (text.clauses[i] for i in verbs if text.clauses[i].mood in {None, Factuality.PLANNED}):
        rel = Rel.AUXILIARY if text.tokens[clause.head].tag == "VBG" else Rel.PASSIVE  # "is campaigning"
        helps = with_dep(text, clause.head, rel) or [clause.head]
        now, who = any(text.tokens[c].tag in _PRESENT for c in helps), heads_of(clause.doers)
        seen = any(scene.actors.kind(d) is EntityKind.PERSON or is_seen(scene, d) for d in who)
        if now and rel is Rel.PASSIVE and (is_in_story(scene, clause.head) or not seen):
            continue  # "The drugmaker Velmora recalls 900 beds"
        plain = now or clause.word in scene.frames.words.dull
        frames = (*known.get(clause.word, ()), *(() if plain else known.get(ANY, ())))
        fitting = _fitting(scene, sight, clause, (f for f in frames if f.lead))
        if fitting is not None:
            return {clause.head: Match(fitting, clause)}
    return {}


def _main_verbs(scene: EventScene) -> Iterator[int]:
    """Yield the main verb of the first sentence, what it reports and what is joined to or completes them."""
    text = scene.text
    top = next((t.i for t in text.tokens if t.dep == Rel.ROOT), None)
    left = [] if top is None else [top]
    while left:
        verb = left.pop(0)
        if verb in text.clauses:
            yield verb
            left += with_dep(text, verb, Rel.CLAUSE, Rel.OPEN_CLAUSE, Rel.CONJUNCT, Rel.PARATAXIS)
        elif verb == top:  # "thieves | made off with a sketch", to the parser a noun and its participle
            left += with_dep(text, verb, Rel.PARTICIPLE)
            left += [c for c in with_dep(text, verb, Rel.RELATIVE) if is_infinitive(text, c)]  # "Lund Foods | to buy"


def _is_consumed(scene: EventScene, match: Match, found: Mapping[int, Match]) -> bool:
    """Say whether a noun is only a part of what the verb above tells ("opened | fire" on somebody), or a verb only the
    way to a meeting that a noun names ("was summoned | to a hearing")."""
    calls = scene.frames.support.get(match.clause.word)
    if match.clause.part is WordKind.VERB and calls is not None and calls.object != _NOBODY:
        nouns = (m.clause.above for m in found.values() if m.frame.type == MEETING and m.clause.part is WordKind.NOUN)
        return any(n.verb == match.clause.head and n.word in scene.text.grammar.destined for n in nouns)
    if match.frame.type == MEETING and _is_told_beside(scene, match, found):
        return True
    if match.clause.part is WordKind.VERB and match.clause.passive and match.frame.type == MEETING:
        nouns_of = (i for i, m in found.items() if m.frame.type == MEETING and m.clause.part is WordKind.NOUN)
        return any(match.clause.head in participles_of(scene, i) for i in nouns_of)  # "a lunch | hosted by Ruiz"
    above = match.clause.above
    told = (m for d in match.clause.doers if (m := found.get(d.head)) is not None and m.frame.type != match.frame.type)
    if any(m.frame.type != MEETING and match.frame.subject == _NOBODY for m in told):
        return True  # "artillery *fire* | hit a market"
    built = above.is_subject and scene.text.is_one(match.clause.head, _BUILT)  # "a *workshop* | collapsed"
    verb = found.get(above.verb) if above.verb is not None and (above.is_object or built) else None
    if verb is None or verb.frame.type == match.frame.type:
        return False
    return scene.text.is_one(match.clause.head, verb.frame.subjects if built else verb.frame.objects)


def _is_told_beside(scene: EventScene, match: Match, found: Mapping[int, Match]) -> bool:
    """Say whether another word tells the same meeting: "*speaking* by phone, Ruiz | discussed it with Sato", "*met* to
    | discuss it", "held *talks* to | discuss it"."""
    text, verb, below = scene.text, match.clause.head, with_dep(scene.text, match.clause.head, Rel.ADVERB_CLAUSE)
    along = [c for c in below if c in found and is_along(scene, c) and not is_by_others(scene, verb, c)]
    above = text.tokens[verb].head
    if match.clause.part is WordKind.VERB and is_infinitive(text, verb) and match.frame.object == _NOBODY:
        along += [i for i, m in found.items() if above in {i, m.clause.above.verb} and i != verb]
    if match.clause.part is WordKind.VERB:  # "heard growers | at a hearing", "signed it in Lund | at the end of talks"
        links = {o: link_of(text, o).word for o in found if o != verb and predicate(text, o) == verb}
        own = {"", *text.grammar.concerning, *text.grammar.purpose} if match.frame.tied else set(links.values())
        deals = (o for o, link in links.items() if link not in own or tells_at(scene, match.clause, link))
        along += [*deals, *(o for o in links if text.is_one(o, match.frame.needs))]
    told = [found[c].frame for c in along if found[c].frame.type == MEETING]
    return any(match.frame.family == VISITS or f.family != VISITS for f in told)  # "*visiting* Oslo, Ruiz | met Sato"


def _frames(scene: EventScene, token: Token) -> Sequence[EventFrame]:
    """Return the frames that a word may have, by its part of speech and place."""
    clause, known = scene.text.clauses.get(token.i), scene.frames
    if clause is not None:
        if token.lemma.lower() not in known.verb_heads or token.dep in _MODIFYING or token.dep in HELPING:
            return ()
        # "capsized off Lagos": the parser calls a preposition a particle
        words = clause.word.split()  # also "sat down | together"
        plain = next((f for n in range(len(words), 0, -1) if (f := known.verbs.get(" ".join(words[:n])))), ())
        own = with_dep(scene.text, token.i, Rel.OBJECT, Rel.PREDICATE, Rel.ADVERB, Rel.ATTRIBUTE, Rel.NOUN_ADVERB)
        said = (f"{words[0]} {scene.text.tokens[c].lemma.lower()}" for c in own)
        led = [c for c in with_dep(scene.text, token.i, Rel.PREPOSITION) if c == token.i + 1]  # "went | over the plan"
        over = (f"{words[0]} {scene.text.tokens[c].lemma.lower()}" for c in led)
        met = (f for w in over for f in known.verbs.get(w, ()) if f.type == MEETING)
        return (*plain, *(f for w in said for f in known.verbs.get(w, ())), *met)
    bare = not with_dep(scene.text, token.i, Rel.DETERMINER, Rel.OWNER)
    person = bare and scene.actors.kind(token.i) is EntityKind.PERSON
    if token.pos == "PROPN" and (person or token.i in scene.date_heads):
        return ()  # "in March", "Tom *Gale*"
    inside = token.dep == Rel.COMPOUND and scene.text.tokens[token.head].pos in _NOMINAL
    # the parser calls the object of "held a bilateral" an adjective
    named = token.pos in _NOMINAL or (token.pos == "ADJ" and token.dep in _ARGUMENTS)
    beside = with_dep(scene.text, token.i, Rel.ADJECTIVE, Rel.COMPOUND)
    unreal = {scene.text.tokens[c].text.lower() for c in beside}
    if inside or not named or not scene.text.grammar.pretended.isdisjoint(unreal):
        return ()
    frames = known.nouns.get(token.text.lower(), ()) or _in_name(scene, token)
    if token.pos == "PROPN" and scene.actors.kind(token.i) in _BODIES:
        holder = scene.text.tokens[token.head]
        if holder.tag in _PRESENT and holder.lemma in scene.frames.meetings.led:
            return ()  # "*heads* the Weavers' Congress"
        frames = [f for f in frames if f.type == MEETING]  # "Vantor Acquisition said"
    return frames


def _in_name(scene: EventScene, token: Token) -> Sequence[EventFrame]:
    """Return the frames of an event that has a name: "Cyclone Hilda"."""
    if token.pos != "PROPN" or scene.actors.kind(token.i) in _BODIES:
        return ()
    tokens = scene.text.tokens
    first = (tokens[c].text for c in with_dep(scene.text, token.i, Rel.COMPOUND)[:1] if tokens[c].text.istitle())
    return [f for w in first for f in scene.frames.nouns.get(w.lower(), ()) if f.subject == _NOBODY]


def _fitting(scene: EventScene, sight: Sight, clause: Clause, frames: Iterable[EventFrame]) -> EventFrame | None:
    """Return the first frame all of whose conditions hold of a clause."""
    verb, near = clause.part is WordKind.VERB, Near(scene, clause)
    if verb and is_habit(scene, clause.head):
        return None
    told = (f for f in frames if (_told_as_verb if verb else _told_as_noun)(near, f))
    return next((f for f in told if _has_arguments(scene, sight, clause, f)), None)


def _told_as_verb(near: Near, frame: EventFrame) -> bool:
    scene, text, clause = near.scene, near.text, near.clause
    i, meeting = clause.head, frame.type == MEETING
    if frame.needs and frame.needs.isdisjoint(near.around(lead=frame.lead, meeting=meeting)):
        return False
    if meeting and clause.passive and not frame.passive:
        return False
    called = meeting or (frame.of_things and text.tokens[i].lemma in text.grammar.calling)
    if called and with_dep(text, i, Rel.RESULT):
        return False  # "called Ruiz a liar", "called the strike illegal"
    if (frame.journey and not travel_for(scene, i, joined=True)) or (frame.ahead and not _lies_ahead(scene, i)):
        return False
    if frame.tied and frame.tied not in near.ties:
        return False
    below = (c for c in text.subtree(i) if c != i) if frame.closed else ()
    if any(is_infinitive(text, c) or (text.tokens[c].head == i and text.tokens[c].dep == Rel.CLAUSE) for c in below):
        return False
    if not (frame.known or (meeting and not frame.several)) and near.usual:
        return False
    if frame.besides and frame.besides & near.before:  # "*retail* sales rose" are no results
        return False
    # "*oil* prices", "cases of *mumps* rose" are as they say
    return not frame.marks or any(text.grammar.is_one(w, frame.marks) for w in near.marks)


def _lies_ahead(scene: EventScene, verb: int) -> bool:
    """Say whether a verb that is not in the past has a day, and nothing that somebody is seen doing."""
    text = scene.text
    told = text.tokens[verb].head if text.tokens[verb].dep == Rel.OPEN_CLAUSE else verb  # "on Friday she is | to see"
    below = [j for j in text.subtree(told) if j != verb]
    said = any(text.tokens[j].head == verb and text.tokens[j].dep in {Rel.CLAUSE, Rel.OPEN_CLAUSE} for j in below)
    day = any(j in scene.date_heads and scene.date_heads[j].earliest for j in below)
    real = factuality_of(scene, verb) is not Factuality.HYPOTHETICAL
    return text.tokens[verb].tag in {"VB", *_PRESENT} and day and real and not said


def _told_as_noun(near: Near, frame: EventFrame) -> bool:
    """Say whether the words around a noun allow its frame; "strikes" that kill need no "air" before them."""
    scene, text, clause, i = near.scene, near.text, near.clause, near.clause.head
    if frame.besides and frame.besides & {*near.own, clause.above.word}:  # "*on* sale"
        return False
    if frame.public and _is_ones_own(scene, clause, frame):
        return False
    if not (frame.needs or frame.links or frame.held) or any(text.grammar.is_one(w, frame.needs) for w in near.own):
        return True
    if text.tokens[i].text.istitle() and _is_title(text, i):
        return False
    above = clause.above.verb if clause.above.is_subject else None
    measured = above is not None and word(text, above) in scene.frames.words.measures
    if measured and scene.frames.counts(frame, "casualties"):
        return True
    dated = any(c in scene.date_heads for c in text.children[i] if c < i)  # "a *2014* accord"
    return (frame.held and (dated or _is_held(scene, clause))) or _is_linked(scene, clause, frame)


def _is_title(text: View, noun: int) -> bool:
    """Say whether a word that names no meeting by itself stands as a title: "told *Breakfast with Lund*", a programme;
    in a heading all words stand so."""
    words = text.words(text.sentence(noun))
    return words[0].i != noun and any(t.text.islower() and t.pos in {"NOUN", "VERB"} for t in words)


def _is_ones_own(scene: EventScene, clause: Clause, frame: EventFrame) -> bool:
    """Say whether what several do is one person's: "her *attacks* on the press", "told a *rally*"."""
    text, verb, alone = scene.text, scene.text.clauses.get(clause.above.verb or -1), frame.object == _NOBODY
    whose = with_dep(text, clause.head, Rel.OWNER, Rel.COMPOUND)
    whose += heads_of(verb.doers) if alone and verb is not None else []
    own = (i for i in whose if scene.actors.kind(i) is EntityKind.PERSON or text.is_one(i, SOMEBODY))
    hurt = verb is not None and verb.word in scene.frames.words.measures
    return not hurt and any(alone or text.tokens[i].pos == "PROPN" for i in own if text.tokens[i].tag != "NNS")


def _is_linked(scene: EventScene, clause: Clause, frame: EventFrame) -> bool:
    """Say whether a name stands where a noun has whom it is with: "a call with Sato", "Sato's visit"."""
    owners = with_dep(scene.text, clause.head, Rel.OWNER) if OWNER in frame.links else ()
    if any(scene.actors.actor(c) for c in owners) or (frame.type == MEETING and is_attended(scene, clause.head)):
        return True
    direct = [a for a in clause.after(frame.links) if a.holder in {clause.head, clause.above.verb}]
    for c in with_dep(scene.text, clause.head, Rel.RELATIVE, Rel.PARTICIPLE):  # "a lunch (that) Ruiz had | with Sato"
        direct += scene.text.clause(c).after(frame.links)
    named = (scene.actors.who(o) is not None or any(actors_at(scene, o)) for a in direct for o in a.heads)
    return any(named) or _together(scene, clause)


def _together(scene: EventScene, clause: Clause) -> bool:
    """Say whether several people have what a noun names ("Ruiz and Sato had dinner"), or one tells others something
    there ("told analysts | on a call")."""
    verb = scene.text.clauses.get(clause.above.verb if clause.above.verb is not None else -1)
    frame = scene.frames.support.get(verb.word) if verb is not None else None
    has = clause.above.rel == Rel.OBJECT and frame is not None and frame.subject == "participants"
    if verb is None or not (has or tells_at(scene, verb, clause.above.word)):
        return False
    there = verb.doers if has else (*verb.doers, *verb.things)
    return len({e for s in there for e, _ in actors_at(scene, s.head)}) > 1


def _is_held(scene: EventScene, clause: Clause) -> bool:
    """Say whether the verb above a noun tells that it was held, began or ended, or of the way there."""
    said = site_of(scene, clause.head, scene.frames.support)
    if said.support is not None and said.support.motion:  # "flew to Oman | for a visit"
        return True
    edges, hosts = {"start", "end"}, {"participants", "hosts"}
    return said.is_argument and any(s.boundary in edges or s.subject in hosts for s in said.supports.values())


def _has_arguments(scene: EventScene, sight: Sight, clause: Clause, frame: EventFrame) -> bool:
    """Say whether who does it and to whom it is done are what a frame asks for."""
    if clause.passive and not clause.doers and frame.bare:  # "after a tunnel | caved in", to parsers a passive
        clause = clause._replace(doers=clause.things)
    if frame.known and clause.part is WordKind.VERB:  # "the war, | that is likely to enter its fifth year"
        before = scene.text.tokens[scene.text.sentence(clause.head).first : clause.head]
        named = (t.i for t in before if scene.text.is_one(t.i, frame.subjects))
        spoken_of = [Argument(i, (i,), clause.head) for i in named]
        clause = clause._replace(doers=(*clause.doers, *spoken_of[-1:]))
    if frame.type == MEETING and clause.part is WordKind.VERB and not _meets_somebody(scene, clause, frame):
        return False
    if frame.unless:
        by = with_dep(scene.text, clause.head, Rel.NOUN_ADVERB)
        bound = [c for c in by if c + 1 < clause.head and scene.text.tokens[c + 1].tag == "HYPH"]
        led = with_dep(scene.text, clause.head, Rel.ADVERB, Rel.PREPOSITION)  # "shot | wide", "was fired | upon"
        beside = (*(a.marker for a in clause.phrases), *led, *clause.told)
        if any(scene.text.is_one(o, frame.unless) for o in (*beside, *bound)):  # "| test-fired"
            return False
    unsaid = (frame.passive or frame.of_things) and not clause.doers and clause.passive
    return hold(frame, scene.text, clause, sight, unsaid=unsaid)


def _meets_somebody(scene: EventScene, clause: Clause, frame: EventFrame) -> bool:
    """Say whether it may be somebody that is met: not "met delays", "met with winds", "the road meets the river"."""
    text, grammar = scene.text, scene.text.grammar
    where = {text.tokens[c].text.lower() for c in with_dep(text, clause.head, Rel.ADVERB)} & grammar.where
    if where and text.tokens[clause.head].tag in _PRESENT:
        return False
    if frame.object != "participants":
        return True
    met = heads_of(clause.things)
    if len(heads_of(clause.doers)) < 2:  # "envoys and rebels met | with a general present"
        met += [o for a in clause.after(grammar.beside) if a.holder == clause.head for o in a.heads]
    return not met or any(_is_somebody(scene, i) for i in met)


def _is_somebody(scene: EventScene, i: int) -> bool:
    plain = scene.text.tokens[i].pos == "NOUN" and not scene.text.is_one(i, SOMEBODY)
    return not plain or any(True for _ in actors_at(scene, i)) or bool(meant(scene, i)) or takes_up(scene, i)


def described(scene: EventScene, i: int) -> Iterator[int]:
    """Yield the nouns that say what an argument is: itself, its apposition, what stands within its name ("Retailer
    Bonmart"), and of a quantity what there is so much of ("half of the workers")."""
    text = scene.text
    yield i
    yield from _stood_for(scene, i)
    for named in with_dep(text, i, Rel.APPOSITION):
        yield from (named, *with_dep(text, named, Rel.APPOSITION))
    if text.tokens[i].pos == "PROPN":
        yield from with_dep(text, i, Rel.COMPOUND)
    for o in meant(scene, i):
        yield from described(scene, o)


def _stood_for(scene: EventScene, i: int) -> list[int]:
    """Return the noun that a pronoun stands for, of its sentence or the last before: "police said | they had caught
    him", "The committee met on Monday. | It will sit again"."""
    text, who = scene.text, scene.actors.who(i)
    if text.tokens[i].pos != "PRON":
        return []
    before = range(text.sentence(i).first, i)
    if who is None:  # "lost a satellite after it | was launched"
        things = [j for j in before if text.tokens[j].pos == "NOUN" and text.tokens[j].dep in _ARGUMENTS]
        told = text.tokens[text.tokens[i].head].tag not in _PRESENT and text.tokens[i].lemma.lower() in text.grammar.it
        return things if told else []
    named = [j for j in range(i) if text.tokens[j].pos in _NOMINAL and scene.actors.who(j) == who]
    return [j for j in named if j in before][:1] or named[-1:]


def _may_be(scene: EventScene, i: int, kinds: Collection[str]) -> bool:
    """Say whether a name is of nobody known where a body could stand, the kind that names hide most."""
    if EntityKind.ORGANIZATION not in kinds:
        return False
    return scene.text.tokens[i].pos == "PROPN" and scene.actors.who(i) is None and not scene.actors.adjectives.get(i)


def kinds_at(scene: EventScene, i: int) -> set[str]:
    """Return what kinds of actor or place the noun at token `i` names; any noun for a person is one of a person."""
    named: set[str | None] = {entity for entity, _ in actors_at(scene, i, envoys=False)} or {scene.actors.who(i)}
    found = {scene.actors.entities[entity].kind.value for entity in named if entity is not None}
    if "place" in found and scene.text.tokens[i].pos == "PROPN":
        found.add("organization")  # a club or firm may be called after a town
    folk = {"person"} if scene.text.is_one(i, SOMEBODY) else {"group"} if takes_up(scene, i) else set()
    return found | folk
