"""Whether a meeting or event took place: planned, cancelled, denied, or only imagined."""

from __future__ import annotations

from kgbuild.extract.events.scene import Scene
from kgbuild.extract.parse.grammar import Scope
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import ancestors, with_dep
from kgbuild.extract.parse.verbs import word
from kgbuild.model.facts import Factuality

_STOP = frozenset({Rel.RELATIVE, Rel.ROOT, Rel.PARATAXIS})


def factuality_of(scene: Scene, i: int) -> Factuality:
    """Return what the grammar above token `i` (the head of a mention) says of its reality."""
    found = _read(scene, i)
    return Factuality.CANCELLED if found is Factuality.PLANNED and _dropped(scene, i) else found


def _read(scene: Scene, i: int) -> Factuality:
    found = _modifiers(scene, i)
    token = scene.text.tokens[i]
    if found is None and token.dep in {Rel.SUBJECT, Rel.PASSIVE_SUBJECT} and not _about_it(scene, token.head):
        return Factuality.ACTUAL  # "the talks will be remembered" says nothing of the talks' own time
    below = token.dep
    while found is None:
        if token.pos in {"VERB", "AUX"}:
            found = _clause(scene, token.i)
            if found is not None:
                break
        if token.dep in _STOP or token.head == token.i:
            break
        if token.dep == Rel.ADVERB_CLAUSE and not _infinitive(scene, token.i):
            break
        if token.dep == Rel.CLAUSE and scene.text.tokens[token.head].lemma.lower() in scene.frames.reports:
            break
        purpose = token.dep == Rel.ADVERB_CLAUSE  # an infinitive, for other adverbial clauses ended above
        below, token = Rel.OPEN_CLAUSE if purpose else token.dep, scene.text.tokens[token.head]
        day = scene.text.tokens[i].text.lower() in scene.frames.units  # "on the second day, they agreed"
        lead, grammar = token.text.lower(), scene.text.grammar
        if token.pos == "ADP" and (lead not in grammar.governing or (day and lead in grammar.on)):
            if below not in {Rel.PREP_CLAUSE, Rel.CONJUNCT}:
                break
            found = _mood(scene, Scope.LEADER, lead)  # "without meeting", "kept them from meeting"
            continue
        found = _governor(scene, token.i, below)
    if found is None and _infinitive(scene, i) and not _leads_to(scene, i):
        return Factuality.HYPOTHETICAL  # "was cleared to buy": nobody says that it did
    return found if found is not None else Factuality.ACTUAL


def _about_it(scene: Scene, verb: int) -> bool:
    """Say whether a verb tells that its subject takes place, ends, is planned and the like."""
    name, frames = word(scene.text, verb), scene.frames
    noun = scene.text.tokens[verb].pos not in {"VERB", "AUX"}
    frame = frames.support.get(name) or frames.event_support.get(name)
    tells = frame is not None and not (frame.outcome and frame.boundary == "whole")
    return noun or tells or name in frames.modality or scene.text.tokens[verb].lemma in scene.text.grammar.idle


def _modifiers(scene: Scene, i: int) -> Factuality | None:
    for c in with_dep(scene.text, i, Rel.ADJECTIVE, Rel.DETERMINER, Rel.COMPOUND, Rel.OWNER):
        lower = scene.text.tokens[c].text.lower()
        inner = with_dep(scene.text, c, Rel.DETERMINER) if scene.text.tokens[c].dep in {Rel.COMPOUND, Rel.OWNER} else []
        before = (lower, *(scene.text.tokens[d].text.lower() for d in inner))
        found = next((m for w in before if (m := _mood(scene, Scope.DETERMINER, w)) is not None), None)
        if found is not None:
            return found
        if scene.text.tokens[c].dep == Rel.ADJECTIVE and lower in scene.frames.modality:
            return Factuality(scene.frames.modality[lower])
    return None


def _clause(scene: Scene, verb: int) -> Factuality | None:
    """Read a verb's own auxiliaries, negation and conjunction."""
    text = scene.text
    words = {text.tokens[c].text.lower(): text.tokens[c].dep for c in text.children[verb]}
    opens = (_mood(scene, Scope.OPENER, w) for w, d in words.items() if d in {Rel.MARKER, Rel.ADVERB})
    found = next((m for m in opens if m is not None), None) or _inverted(scene, verb)
    if found is not None:
        return found
    objects = (d for o in with_dep(text, verb, Rel.OBJECT) for d in text.children[o])
    none = any(_mood(scene, Scope.DETERMINER, text.tokens[d].text.lower()) for d in objects)
    if none or any(d == Rel.NEGATION for d in words.values()):
        return Factuality.NEGATED
    if unmet(scene, verb):
        return Factuality.CANCELLED
    if any(_mood(scene, Scope.HELPER, w) is Factuality.PLANNED for w in words) or text.tokens[verb].tag == "MD":
        return Factuality.PLANNED
    grammar = text.grammar
    if grammar.would & words.keys():
        unreal = bool(grammar.have & words.keys()) or _has_condition(scene, verb)
        return Factuality.HYPOTHETICAL if unreal else Factuality.PLANNED
    possible = {d for w, d in words.items() if _mood(scene, Scope.HELPER, w) is Factuality.HYPOTHETICAL}
    return Factuality.HYPOTHETICAL if Rel.AUXILIARY in possible else None


def _mood(scene: Scene, where: Scope, lower: str) -> Factuality | None:
    """Return what a word says of the clause it stands so in, if anything."""
    found = scene.text.grammar.mood.get(where, {}).get(lower)
    return Factuality(found) if found else None


def _dropped(scene: Scene, i: int) -> bool:
    """Say whether a plan comes to nothing in the same breath: "planned to fly to Oslo …, but scrapped the trip",
    "foreseen for June but did not take place"."""
    text, frames = scene.text, scene.frames
    for c in (c for a in (i, *ancestors(text, i)) for c in with_dep(text, a, Rel.CONJUNCT)):
        support = frames.support.get(word(text, c))
        if support is None or text.tokens[c].pos not in {"VERB", "AUX"}:
            continue
        things = {text.tokens[o].lemma.lower() for o in with_dep(text, c, Rel.OBJECT)}
        if support.factuality == "cancelled" and things & (
            frames.nouns.keys() | frames.modality.keys() | text.grammar.it
        ):
            return True
        if text.grammar.taken_place & things and with_dep(text, c, Rel.NEGATION):
            return True
    return False


def _inverted(scene: Scene, verb: int) -> Factuality | None:
    """Read an auxiliary that opens its clause: "had they ever met, there would be no need"."""
    text = scene.text
    subject = with_dep(text, verb, Rel.SUBJECT, Rel.PASSIVE_SUBJECT)
    if text.tokens[verb].dep == Rel.ROOT or not subject:
        return None
    before = (text.tokens[c].text.lower() for c in with_dep(text, verb, Rel.AUXILIARY) if c < subject[0])
    return next((m for w in before if (m := _mood(scene, Scope.INVERTED, w)) is not None), None)


def unmet(scene: Scene, verb: int) -> bool:
    """Say whether a verb tells of a plan that came to nothing: "was to have opened", "were to have met"."""
    text = scene.text
    helpers = {text.tokens[c].text.lower() for c in with_dep(text, verb, Rel.AUXILIARY)}
    above = text.tokens[text.tokens[verb].head]
    grammar = text.grammar
    perfect = grammar.to & helpers and grammar.have & helpers
    return bool(perfect) and above.lemma in grammar.be and above.i != verb


def _has_condition(scene: Scene, verb: int) -> bool:
    text = scene.text
    return any(
        _mood(scene, Scope.OPENER, text.tokens[m].text.lower())
        for c in with_dep(text, verb, Rel.ADVERB_CLAUSE)
        for m in with_dep(text, c, Rel.MARKER)
    )


def _governor(scene: Scene, i: int, below: str) -> Factuality | None:
    """Read a word that governs the mention: "plans for", "agreed to", "were called off", "refused"."""
    token = scene.text.tokens[i]
    if token.pos not in {"VERB", "AUX", "NOUN", "ADJ"}:
        return None
    if token.pos == "VERB" and below in {Rel.SUBJECT, Rel.ADVERB_CLAUSE, Rel.NOUN_ADVERB, Rel.CONJUNCT, Rel.RELATIVE}:
        return None
    name = word(scene.text, i)
    support = scene.frames.support.get(name)
    if support is not None and support.factuality and below in {Rel.OBJECT, Rel.PASSIVE_SUBJECT}:
        return Factuality(support.factuality)
    said = [scene.text.tokens[c].lemma.lower() for c in with_dep(scene.text, i, Rel.PREDICATE)]  # "is due to meet"
    moods = (scene.frames.modality.get(w) for w in (name, token.text.lower(), *said))
    return next((Factuality(mood) for mood in moods if mood), None)


def _infinitive(scene: Scene, verb: int) -> bool:
    return any(
        scene.text.tokens[c].text.lower() in scene.text.grammar.to for c in with_dep(scene.text, verb, Rel.AUXILIARY)
    )


def _leads_to(scene: Scene, verb: int) -> bool:
    """Say whether a verb above an infinitive makes it a fact, or as good as one: "flew to Oslo to meet"."""
    above = scene.text.tokens[verb].head
    frame = scene.frames.support.get(word(scene.text, above))
    return scene.text.tokens[above].lemma in scene.text.grammar.be or (frame is not None and frame.motion)
