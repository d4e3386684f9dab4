"""What is no event of the news, whatever its word: what is so at any time, what happens in a novel, a habit."""

from __future__ import annotations

from kgbuild.extract.events.scene import EventScene
from kgbuild.extract.events.vocabulary import SOMEBODY
from kgbuild.extract.parse.clause import heads_of
from kgbuild.extract.parse.relations import HELPING, Rel
from kgbuild.extract.parse.tree import ancestors, objects_on, with_dep
from kgbuild.model.text import Token

_PRESENT = frozenset({"VBZ", "VBP"})


def is_general(scene: EventScene, noun: Token) -> bool:
    """Say whether a noun tells what is so at any time: "wildfires *are* common here", "the film *is* a riot"."""
    text, be = scene.text, scene.text.tokens[noun.head]
    before = {text.tokens[c].dep for c in text.children[noun.i] if c < noun.i}
    bare = noun.dep == Rel.ATTRIBUTE and noun.tag == "NN" and before <= {Rel.COMPOUND}
    if bare and not with_dep(text, be.i, Rel.EXPLETIVE):
        return True  # "said the fee was daylight *robbery*", not "there was *unrest*"
    if noun.dep not in {Rel.SUBJECT, Rel.ATTRIBUTE} or be.tag not in _PRESENT or be.lemma not in text.grammar.be:
        return False
    words = {text.tokens[c].text.lower() for c in with_dep(text, noun.i, Rel.DETERMINER, Rel.OWNER)}
    bare = noun.tag == "NNS" and not words
    new = not words.isdisjoint(text.grammar.indefinite) or bare
    dated = any(text.sentence_of[i] == text.sentence_of[noun.i] for i in scene.date_heads)
    if not new or dated or with_dep(text, be.i, Rel.AUXILIARY):
        return False
    said = [text.tokens[c] for c in with_dep(text, be.i, Rel.ATTRIBUTE, Rel.PREDICATE)]
    told = noun.dep == Rel.ATTRIBUTE or any(t.dep == Rel.ATTRIBUTE and t.pos == "NOUN" for t in said)
    return told or any(t.lemma.lower() in text.grammar.usual for t in said)


def is_in_story(scene: EventScene, i: int) -> bool:
    """Say whether a word tells what happens in a novel or film: "*imagines* a town where the judge is kidnapped", "in
    the film a nurse is killed", "a play about a priest who is shot"."""
    text, works = scene.text, scene.text.grammar.works
    verb = next((a for a in (i, *ancestors(text, i)) if a in text.clauses), None)
    if verb is None or not _is_present(scene, verb):
        return False
    way = (verb, *ancestors(text, verb))
    tells = (s for a in way[1:] if a in text.clauses and _is_present(scene, a) for s in text.clauses[a].doers)
    nouns = [a for a in way[1:] if text.tokens[a].pos == "NOUN"]
    # "her *novel* imagines", a noun
    nouns += [c for a in nouns for c in with_dep(text, a, Rel.COMPOUND, Rel.ADJECTIVE)]
    placed, told = text.grammar.placed, [text.clauses[a] for a in way if a in text.clauses]
    led = [o for c in told for o in heads_of(c.after(placed))]
    led += [
        o for c in told for s in heads_of(c.doers) if text.is_one(s, SOMEBODY) for o in objects_on(text, s, *placed)
    ]
    inside = (j for o in led for j in (o, *with_dep(text, o, Rel.APPOSITION)))
    return any(text.tokens[h].lemma.lower() in works for h in (*heads_of(tells), *nouns, *inside))


def _is_present(scene: EventScene, verb: int) -> bool:
    """Say whether a verb or what helps it stands in the present."""
    return any(scene.text.tokens[j].tag in _PRESENT for j in with_dep(scene.text, verb, *HELPING) or (verb,))


def is_habit(scene: EventScene, verb: int) -> bool:
    """ "often", "twice a year", not "twice before", "twice, most recently in May", "its sharpest *monthly* rise"; what
    befalls whoever does something ("*anyone convicted* of it")."""
    text, clause = scene.text, scene.text.clauses[verb]
    meant = [
        i for i in heads_of((*clause.doers, *clause.things)) if text.tokens[i].lemma.lower() in text.grammar.anyone
    ]
    if any(text.tokens[i].dep == Rel.SUBJECT or with_dep(text, i, Rel.PARTICIPLE, Rel.RELATIVE) for i in meant):
        return True
    told = [j for c in with_dep(text, verb, Rel.ADVERB, Rel.NOUN_ADVERB) for j in text.subtree(c)]
    adverbs = {text.tokens[j].text.lower() for j in told if text.tokens[j].dep != Rel.ADJECTIVE}
    if not adverbs & scene.frames.meetings.habits or adverbs & text.grammar.lately:
        return False
    twice = {text.tokens[j + 1].text.lower() for j in told if text.tokens[j].text.lower() in text.grammar.twice}
    if twice and twice.isdisjoint(text.grammar.indefinite):
        return False  # "met twice this month", not "twice a month"
    below = (scene.date_heads[j] for j in text.subtree(verb) if j in scene.date_heads)
    return not any(d.timex.type == "DATE" and d.earliest and d.earliest == d.latest for d in below)
