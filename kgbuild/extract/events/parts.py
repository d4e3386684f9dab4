"""Mentions that only make sense beside a meeting already told: its second day, the next round, yesterday's session."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from kgbuild.extract.events.clusters import MentionCluster
from kgbuild.extract.events.mentions import Dated, EventMention
from kgbuild.extract.parse.voice import Whose
from kgbuild.model.facts import Factuality

_LESS_SURE = 0.7
_SOON = 3  # sentences


def part_of_known(draft: EventMention, clusters: Sequence[MentionCluster]) -> EventMention | None:
    """Return the mention completed by the meeting it is a part or successor of, or None where there is none."""
    if draft.type != "meeting":
        return None
    if draft.level == "day" and draft.ordinal:
        whole = _near(draft, clusters, {draft.factuality})
        return replace(draft, within=whole.drafts[0].token) if whole is not None else None
    return _one_day(draft, clusters) or _another(draft, clusters)


def _near(
    draft: EventMention, clusters: Sequence[MentionCluster], real: Collection[Factuality]
) -> MentionCluster | None:
    """Return the meeting mentioned last before a draft, else the first one after it."""
    wholes = [
        c for c in clusters if not c.said("level") & {"day", "series"} and c.factuality in real and _kindred(draft, c)
    ]
    if draft.level == "day":  # "they met" has no second day
        wholes = [c for c in wholes if not all(d.verbal for d in c.drafts)] or wholes
    before = [c for c in wholes if c.drafts[0].sentence <= draft.sentence]
    soon = (c for c in wholes if c.drafts[0].sentence - draft.sentence <= _SOON)
    return before[-1] if before else next(soon, None)


def _kindred(draft: EventMention, cluster: MentionCluster) -> bool:
    return not draft.family or draft.family in cluster.said("family")


def _one_day(draft: EventMention, clusters: Sequence[MentionCluster]) -> EventMention | None:
    """Complete "yesterday's meetings": a definite mention, in whoever's voice, dated to one day of a longer meeting."""
    if not draft.definite or draft.verbal or draft.factuality is not Factuality.ACTUAL:
        return None
    for d in draft.dates:
        for c in clusters:
            if _is_day_of(d, c) and _kindred(draft, c) and "series" not in c.said("level"):
                return replace(
                    draft, level="day", within=c.drafts[0].token, voice=Whose.REPORTER, confidence=_LESS_SURE
                )
    return None


def _is_day_of(date: Dated, cluster: MentionCluster) -> bool:
    """Say whether a date is one day of a meeting that took more than one."""
    (first, last), (start, end) = date.days, cluster.bounds
    if not (date.exact and first and start and end):
        return False
    return first == last and start != end and start <= first <= end


def _another(draft: EventMention, clusters: Sequence[MentionCluster]) -> EventMention | None:
    """Complete "the second round opened in Oslo" and "further talks are planned" from the meeting before."""
    planned = draft.factuality is Factuality.PLANNED
    if draft.voice is Whose.QUOTED or (draft.voice is Whose.REPORTED and not planned):
        return None
    says = draft.dates or (draft.eventive if planned else draft.place)
    past = draft.apart == "past" and not draft.participants  # "a previous meeting, in Lund in June"
    session = draft.level == "session" and draft.definite and bool(draft.dates)  # "Saturday's session"
    off = draft.factuality is Factuality.CANCELLED and bool(draft.dates)
    more = draft.apart == "next" and not draft.participants  # "they will meet again", "talks resumed on Monday"
    counted = draft.level == "round" or session or past or more or ((planned or off) and bool(draft.apart))
    if not (says and counted and (draft.ordinal or draft.apart or draft.definite or off)):
        return None
    other = _near(draft, clusters, {Factuality.ACTUAL, *((Factuality.PLANNED,) if past else ())})
    if other is None:
        return None
    first = other.drafts[0]
    both = next(([d] for d in other.drafts if len(d.participants) > 1), other.drafts)
    known = [b for d in both for b in d.backing if b[0] == "participants"]
    own, others = draft.participants, tuple(dict.fromkeys(p for d in both for p in d.participants))
    lone = not own or (len(own) == 1 and draft.level == "round")  # "he flies to Lund for the last round"
    return replace(
        draft,
        family=first.family,
        words=draft.words or first.words,
        frame=draft.frame or first.frame,
        participants=tuple(dict.fromkeys((*own, *others))) if lone else own,
        backing=(*draft.backing, *known) if lone else draft.backing,
        confidence=_LESS_SURE,
    )
