"""Clauses that share their time and place: "was hurt when a lorry hit", "surprised markets on Monday by cutting"."""

from __future__ import annotations

from collections.abc import Iterator

from kgbuild.extract.events.scene import EventScene
from kgbuild.extract.events.site import Site, is_motion
from kgbuild.extract.parse.clause import Clause, WordKind
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import with_dep
from kgbuild.extract.parse.verbs import is_infinitive, word


def nearby(scene: EventScene, clause: Clause, site: Site) -> list[int]:
    """Return the verbs whose day and place are those of an event, too, nearest first: of a verb those joined to it,
    above and below; of a noun the verb that it is an argument of or that happened at it."""
    if clause.part is WordKind.VERB:
        return [v for v in _beside(scene, clause.head) if _shares(scene, v)]
    if site.verb is not None and site.preposition in _past(scene) and is_motion(scene, site.verb):
        return []  # "arrived in Lund on Monday after a summit"
    held = site.preposition in scene.text.grammar.same_day or (site.is_argument and _is_new(scene, clause.head))
    return [site.verb] if site.verb is not None and held and _shares(scene, site.verb) else []


def _past(scene: EventScene) -> frozenset[str]:
    return scene.text.grammar.same_day - scene.text.grammar.meanwhile


def _beside(scene: EventScene, verb: int) -> Iterator[int]:
    text = scene.text
    token = text.tokens[verb]
    if is_along(scene, verb) or (token.dep == Rel.CONJUNCT and text.tokens[token.head].pos == "VERB"):
        yield token.head
        if is_along(scene, token.head):  # "seized power on Monday, detaining Ruiz and | closing the border"
            yield text.tokens[token.head].head
    if token.dep == Rel.PREP_CLAUSE and text.tokens[token.head].text.lower() in text.grammar.manner:
        yield text.tokens[token.head].head
    yield from (c for c in with_dep(text, verb, Rel.CONJUNCT, Rel.ADVERB_CLAUSE) if c > verb and _goes_on(scene, c))


def _goes_on(scene: EventScene, verb: int) -> bool:
    return scene.text.tokens[verb].dep == Rel.CONJUNCT or is_along(scene, verb)


def is_along(scene: EventScene, verb: int) -> bool:
    """Say whether an adverbial clause tells of the same moment: "as a fire raged", "killing nine"."""
    text = scene.text
    if text.tokens[verb].dep != Rel.ADVERB_CLAUSE or is_infinitive(text, verb):
        return False
    before = (c for h in (verb, *with_dep(text, verb, Rel.MARKER)) for c in with_dep(text, h, Rel.NOUN_ADVERB))
    if any(text.tokens[c].lemma.lower() in text.grammar.moments for c in before):  # "left, hours after talks failed"
        return True
    opens = with_dep(text, verb, Rel.MARKER) or [c for c in with_dep(text, verb, Rel.ADVERB) if c < verb]
    if opens:
        return text.tokens[opens[0]].text.lower() in text.grammar.while_
    return not with_dep(text, verb, *SUBJECTS)


def _shares(scene: EventScene, verb: int) -> bool:
    """Say whether a verb tells of something done, not said or to come."""
    clause = scene.text.clauses.get(verb)
    told = clause is not None and clause.mood is None and not is_infinitive(scene.text, verb)
    return told and word(scene.text, verb) not in scene.frames.meetings.reports


def _is_new(scene: EventScene, noun: int) -> bool:
    words = (scene.text.tokens[c].text.lower() for c in with_dep(scene.text, noun, Rel.DETERMINER))
    return any(w in scene.text.grammar.indefinite for w in words)
