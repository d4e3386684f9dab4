"""Mentions that only go on about a meeting just told: "The delegations were led by Ruiz and Sato", "Diallo attended",
"The session lasted four hours". They join it and never stand alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kgbuild.extract.events.match import Match
from kgbuild.extract.events.mentions import EventMention
from kgbuild.extract.events.read import mention_of
from kgbuild.extract.events.scene import EventScene
from kgbuild.extract.events.site import Site, definite, name_of
from kgbuild.extract.events.vocabulary import MEETING, EventFrame
from kgbuild.extract.parse.clause import Clause, WordKind, heads_of
from kgbuild.extract.parse.relations import SUBJECTS, Rel

_MAIN = frozenset({Rel.ROOT, Rel.CONJUNCT, Rel.CLAUSE})
_THERE = EventFrame(words=frozenset(), part=WordKind.VERB, subject="participants")


def going_on(scene: EventScene, matches: Mapping[int, Match]) -> Iterator[EventMention]:
    """Yield the mentions that name who was there, and the definite nouns that matched no frame."""
    for i, clause in scene.text.clauses.items():
        if i not in matches and not clause.negated and (_leads(scene, clause) or _is_there(scene, clause)):
            yield _known(mention_of(scene, (i,), _THERE))
    for token in scene.text.tokens:
        if token.i not in matches and token.dep in SUBJECTS and definite(scene, token.i, Site()):
            frames = scene.frames.nouns.get(token.text.lower(), ())
            if token.tag == "NN" and frames and frames[0].type == MEETING and not frames[0].held:
                yield _known(mention_of(scene, (token.i,), frames[0]))


def _known(mention: EventMention) -> EventMention:
    return replace(mention, family="", level=None, ordinal=None, definite=True, adds=True)


def _leads(scene: EventScene, clause: Clause) -> bool:
    """Say whether a verb tells who headed envoys: "led the Peruvian delegation"."""
    known, tokens = scene.frames.meetings, scene.text.tokens
    led = clause.word in known.led and clause.doers
    return bool(led) and any(tokens[o].lemma.lower() in known.envoys for o in heads_of(clause.things))


def _is_there(scene: EventScene, clause: Clause) -> bool:
    """Say whether a verb only tells who was there: "also attended", "was present"."""
    name = name_of(scene, clause.head)
    if scene.text.tokens[clause.head].dep not in _MAIN:
        return False
    alone = name != clause.word or not clause.things  # "attended | the wedding"
    return name in scene.frames.meetings.present and alone and not clause.passive and not clause.phrases
