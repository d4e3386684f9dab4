"""Meeting verbs: "X met Y in Z on Monday", "the ministers spoke by phone"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from kgbuild.extract.events.agenda import agenda
from kgbuild.extract.events.dating import clause_facts
from kgbuild.extract.events.drafts import Draft
from kgbuild.extract.events.filling import filled
from kgbuild.extract.events.governed import beside
from kgbuild.extract.events.modality import factuality_of
from kgbuild.extract.events.roles import Roles, actors_at, places_on, read_where
from kgbuild.extract.events.scene import Scene
from kgbuild.extract.events.site import Site, name_of
from kgbuild.extract.events.vocabulary import Verb
from kgbuild.extract.parse.clause import Clause, heads_of
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import conjuncts, prepositions, span_of, with_dep
from kgbuild.extract.parse.verbs import particles_of
from kgbuild.extract.parse.view import View
from kgbuild.model.facts import Factuality

SCORE = "score"  # what the lexicon calls figures such as 3-1
_SCORE = re.compile(r"(?<!\S)\d{1,3}\s?[-–]\s?\d{1,3}(?![\w-])")
_MODIFYING = frozenset({Rel.ADJECTIVE, Rel.COMPOUND})
_BESIDE = (
    *(Rel.PREPOSITION, Rel.AGENT, Rel.ADVERB, Rel.NOUN_ADVERB, Rel.PARTICLE, Rel.PREDICATE, Rel.RESULT, Rel.ATTRIBUTE),
    *(Rel.NUMBER, Rel.RECIPIENT),
)
_ACROSS = frozenset({"to", "from", "opposite"})  # "spoke to", "sat across from"


def verb_frames(scene: Scene) -> dict[int, Verb]:
    """Return the verbs of the article that name a meeting or event by themselves, each with the frame that fits."""
    found = {}
    for i, clause in scene.text.clauses.items():
        token = scene.text.tokens[i]
        if token.lemma.lower() not in scene.frames.verb_heads or token.dep in _MODIFYING or token.pos == "AUX":
            continue
        known = scene.frames.verbs
        # "capsized off Lagos": the parser calls a preposition a particle
        frames = known.get(clause.word) or known.get(token.lemma.lower(), ())
        fitting = next((f for f in frames if _fits(scene, clause, f)), None)
        if fitting is not None:
            found[i] = fitting
    return found


def _fits(scene: Scene, clause: Clause, frame: Verb) -> bool:
    text, i = scene.text, clause.head
    if any(text.tokens[c].text.lower() in scene.frames.habits for c in with_dep(text, i, Rel.ADVERB, Rel.NOUN_ADVERB)):
        return False
    if clause.passive and frame.type == "meeting" and not frame.passive:
        return False
    if frame.journey and not _journey(scene, i):
        return False
    doers, objects = heads_of(clause.doers), heads_of(clause.things)
    unsaid = frame.passive and not doers and clause.passive
    if not unsaid and not _is_one(scene, doers, frame.subjects, frame.doers):
        return False
    if frame.needs and not frame.needs & _around(text, i):
        return False
    if (frame.alone and objects) or not _is_one(scene, objects, frame.objects, frame.kinds):
        return False
    after = heads_of(clause.phrases)
    if any(text.tokens[o].lemma.lower() in frame.unless for o in (*objects, *after)):
        return False
    return not frame.spares or not {k for o in objects for k in _kinds(scene, o)} & frame.spares


def _is_one(scene: Scene, heads: Collection[int], words: Collection[str], kinds: Collection[str]) -> bool:
    """Say whether one of `heads` is one of `words` or names one of `kinds`; where neither is asked for, all will do."""
    if not words and not kinds:
        return True
    named = (scene.text.tokens[h].lemma.lower() in words or not _kinds(scene, h).isdisjoint(kinds) for h in heads)
    return any(named)


def _around(text: View, verb: int) -> set[str]:
    """Return the words that hang on a verb beside its subject and object, as they stand and as lemmas."""
    below = [text.tokens[j] for c in with_dep(text, verb, *_BESIDE) for j in text.subtree(c)]
    below += [text.tokens[c] for c in with_dep(text, verb, Rel.ADVERB_CLAUSE, Rel.OPEN_CLAUSE)]
    below += [text.tokens[c] for c in with_dep(text, verb, Rel.CLAUSE) if text.tokens[c].pos == "ADJ"]
    sentence = text.sentences[text.sentence_of[verb]]
    score = {SCORE} if _SCORE.search(text.slice(text.tokens[verb].end, sentence.end)) else set()
    return {t.text.lower() for t in below} | {t.lemma.lower() for t in below} | score


def _kinds(scene: Scene, i: int) -> set[str]:
    """Return what kinds of actor or place the noun at token `i` names; any noun for a person is one of a person."""
    named = next((entity for entity, _ in actors_at(scene, i, envoys=False)), None)
    entity = scene.actors.who(i) if named is None else named
    found = set() if entity is None else {scene.actors.entities[entity].kind.value}
    return found | ({"person"} if scene.text.tokens[i].lemma.lower() in scene.frames.persons else set())


def meeting_verbs(scene: Scene, frames: dict[int, Verb], triggers: Collection[int]) -> Iterator[Draft]:
    """Yield a draft for every verb of meeting, calling or visiting."""
    for i, frame in sorted(frames.items()):
        if frame.type == "meeting":
            draft = _draft(scene, i, frame, triggers)
            if frame.subject != "hosts" or len(draft.participants) > 1:  # "was received with cheers" is no meeting
                yield draft


def _roles(scene: Scene, i: int, frame: Verb) -> Roles:
    """Read who did it, to or with whom, where the verb's object or with-phrase says so."""
    text = scene.text
    roles = Roles()
    doers = [a.head for a in scene.text.clauses[i].doers]
    if frame.subject == "hosts":  # who receives somebody meets them
        doers = doers or _at_whose(scene, i)
        roles.add("participants", (a for s in doers for a in actors_at(scene, s)))
    roles.add(frame.subject, (a for s in doers for a in actors_at(scene, s)))
    for o in (a.head for a in scene.text.clauses[i].things):
        if frame.object == "place":
            for c in conjuncts(text, o):
                visited = scene.actors.who(c)
                if visited is not None:  # a country that is visited is the host; a city or region is the place
                    roles.add("place" if scene.actors.place(c) else "hosts", [(visited, scene.mention_span(c))])
        elif frame.object != "none":
            roles.add(frame.object, actors_at(scene, o))
    said = [text.tokens[j] for j in text.subtree(i) if text.tokens[j].text.lower() in frame.needs]
    holders = {i, *(t.head if t.dep == Rel.COMPOUND else t.i for t in said)}  # "by phone | with"
    for preposition, objects in (
        x for h in sorted(holders) for x in prepositions(text, h, *text.grammar.together, *(frame.needs & _ACROSS))
    ):
        if preposition.head in holders:
            roles.add("participants", (a for o in objects for a in actors_at(scene, o)))
    return roles


def _draft(scene: Scene, i: int, frame: Verb, triggers: Collection[int]) -> Draft:
    text = scene.text
    roles = _roles(scene, i, frame)
    owners = {i, *_journey(scene, i), *read_where(scene, i, roles)}
    places_on(scene, owners, triggers, roles)
    facts = clause_facts(scene, Site(), owners, triggers)
    adverbs = {text.tokens[c].text.lower() for c in with_dep(text, i, Rel.ADVERB)}
    mood = factuality_of(scene, i)
    draft = Draft(
        token=i,
        sentence=text.sentence_of[i],
        span=span_of(text, i, max([i, *particles_of(text, i)])),
        type=frame.type,
        family=frame.family,
        words={"talks": "meeting"}.get(frame.family, frame.family),
        frame=frame.frame,
        voice=scene.voice(i),
        factuality=mood,
        definite=mood is Factuality.CANCELLED,  # "they were to have met": at what is said to be off
        apart="past" if adverbs & {"last", "previously", "earlier", "once"} else "",
        verbal=True,
        eventive=bool(frame.subjects),
        verb=i,
        beside=beside(scene, (i,), triggers),
    )
    return filled(scene, draft, roles, facts, agenda(scene, (i,), Site(i)))


def _at_whose(scene: Scene, i: int) -> list[int]:
    """Return whose place somebody was received at: "was shown into her office"."""
    found = [o for p, objects in prepositions(scene.text, i, "to", "into", "at", "in") if p.head == i for o in objects]
    return [c for o in found for c in with_dep(scene.text, o, Rel.OWNER)]


def _journey(scene: Scene, i: int) -> list[int]:
    """Return the verb of travel that a meeting is the purpose of ("will fly to Oslo on Friday to meet …")."""
    token = scene.text.tokens[i]
    frame = scene.frames.support.get(name_of(scene, token.head))
    purpose = token.dep in {Rel.ADVERB_CLAUSE, Rel.OPEN_CLAUSE} and any(
        scene.text.tokens[c].text.lower() == "to" for c in with_dep(scene.text, i, Rel.AUXILIARY)
    )
    if not purpose or frame is None or not frame.motion:
        return []
    return [token.head, *with_dep(scene.text, token.head, Rel.PREDICATE)]
