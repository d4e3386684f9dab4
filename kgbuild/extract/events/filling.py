"""A draft filled with what its roles and its clause say, each value with its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kgbuild.extract.events.dating import ClauseFacts
from kgbuild.extract.events.drafts import Backing, Draft
from kgbuild.extract.events.roles import Roles
from kgbuild.extract.events.scene import Scene, hearsay

_HEARSAY = 0.8


def filled(scene: Scene, draft: Draft, roles: Roles, facts: ClauseFacts, more: Iterable[Backing]) -> Draft:
    """Return a draft with who, where, when, how long and what about; `more` is backing read elsewhere (issues too).

    A sentence that names its source ("…, police said") makes it less sure.
    """
    backing = (*roles.backing, *facts.backing, *more)
    return replace(
        draft,
        participants=roles.get("participants"),
        initiators=roles.get("initiators"),
        mediators=roles.get("mediators"),
        hosts=roles.get("hosts"),
        place=next(iter(roles.get("place")), None),
        dates=facts.dates,
        duration=facts.duration,
        qualifier=facts.qualifier,
        outcome=facts.outcome,
        issues=tuple(dict.fromkeys(value for field, value, _ in backing if field == "issues")),
        confidence=min(draft.confidence, _HEARSAY) if hearsay(scene, draft.token) else draft.confidence,
        backing=backing,
    )
