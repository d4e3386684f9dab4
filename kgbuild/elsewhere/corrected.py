"""Facts that a person corrected: they stand instead of ours; what they left alone stays as we found it."""

from __future__ import annotations

from dataclasses import replace

from kgbuild.model.facts import ArticleFacts, Entity


def corrected(own: ArticleFacts, theirs: ArticleFacts) -> ArticleFacts:
    """Return `theirs` with the sentences of `own`; who is still called the same is still known by the same lexicon line
    and identity."""
    ours = {e.id: e for e in own.entities}
    entities = tuple(_known(e, ours.get(e.id)) for e in theirs.entities)
    return replace(theirs, article=own.article, sentences=own.sentences or theirs.sentences, entities=entities)


def _known(theirs: Entity, ours: Entity | None) -> Entity:
    if ours is None or (ours.name, ours.kind) != (theirs.name, theirs.kind):
        return theirs
    return replace(theirs, known=ours.known, key=ours.key, within=ours.within, found=ours.found)
