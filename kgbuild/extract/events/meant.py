"""Whom a word stands for by its own sentence: a quantity of some, the largest of a sort, "it" of who tells."""

from __future__ import annotations

from kgbuild.extract.events.scene import EventScene
from kgbuild.extract.events.vocabulary import SOMEBODY
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import counted_by, objects_on, with_dep
from kgbuild.model.facts import EntityKind

_PLURAL = frozenset({"NNS", "NNPS"})


def meant(scene: EventScene, i: int) -> list[int]:
    """Return what a nameless noun stands for: what a quantity is of, who tells, what one is ("Apec is a forum")."""
    text, token = scene.text, scene.text.tokens[i]
    found = [*counted_by(scene.text, i), *teller(scene, i), *_by_rank(scene, i)]
    if token.dep == Rel.ATTRIBUTE and text.tokens[token.head].lemma in text.grammar.be:
        found += [c for c in with_dep(text, token.head, Rel.SUBJECT) if scene.actors.actor(c) is not None]
    return found


def takes_up(scene: EventScene, i: int) -> bool:
    """Say whether a plural speaks of those who met before: "*the two sides* will meet again", "will see *both
    parties*"; of people only one that nobody is known for."""
    text, token, grammar = scene.text, scene.text.tokens[i], scene.text.grammar
    known = scene.actors.actor(i) in scene.actors.members
    told = {text.tokens[c].text.lower() for c in with_dep(text, i, Rel.DETERMINER, Rel.PREDETERMINER, Rel.NUMBER)}
    if scene.actors.kind(i) not in {None, EntityKind.GROUP} or not told & grammar.definite:
        return False
    if counted_by(text, i) or objects_on(text, i, *grammar.of):
        return False
    two = bool(told & (grammar.both | grammar.two))
    sides = token.lemma.lower() in grammar.camps or (two and token.lemma.lower() in grammar.sides)
    return token.tag in _PLURAL and (sides or (two and not known and text.is_one(i, SOMEBODY)))


def _by_rank(scene: EventScene, i: int) -> list[int]:
    """Return the body named last in the sentence before a noun that ranks one: "Shares in Lund fell after Denmark's
    *largest bank* reported a loss"."""
    text = scene.text
    if text.tokens[i].dep not in SUBJECTS:
        return []
    below = (j for c in with_dep(text, i, Rel.ADJECTIVE) for j in text.subtree(c))
    if not any(text.tokens[j].tag == "JJS" for j in below):
        return []
    before = range(text.sentence(i).first, i)
    return [j for j in before if scene.actors.kind(j) is EntityKind.ORGANIZATION][-1:]


def teller(scene: EventScene, i: int) -> list[int]:
    """Return whom a pronoun nobody is known for stands for, in what somebody tells: "the army said | it had …"; not to
    whom something was done: "they were charged, *police* said"."""
    token = scene.text.tokens[i]
    clause = scene.text.clauses.get(token.head) if token.pos == "PRON" and scene.actors.who(i) is None else None
    above = clause.above.verb if clause is not None and clause.above.rel == Rel.CLAUSE else None
    told = scene.text.clauses.get(above) if above is not None else None
    one = token.text.lower() in scene.text.grammar.single  # "doctors said | he …", "the palace said he …": none of them
    done = token.dep == Rel.PASSIVE_SUBJECT
    doers = [a.head for a in told.doers if a.head != i and (a.head < i or not done)] if told is not None else []
    several = (EntityKind.ORGANIZATION, EntityKind.GROUP)
    return [
        d for d in doers if not one or (scene.text.tokens[d].tag not in _PLURAL and scene.actors.kind(d) not in several)
    ]
