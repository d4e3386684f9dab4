"""Mentions of one and the same meeting, gathered: five mentions, one meeting; two meetings stay two.

Mentions are read in text order. Each joins the best earlier cluster it does not contradict, if its wording speaks of
something known or it agrees on who, when or where; else it opens a cluster of its own if it says enough.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from kgbuild.extract.events.hierarchy import MentionCluster, Relations
from kgbuild.extract.events.mentions import (
    IRREAL,
    Dated,
    EventMention,
    of_one_noun,
    stands,
    stands_if_nothing_better,
)
from kgbuild.extract.events.vocabulary import MEETING, VISITS
from kgbuild.extract.parse.quotations import Whose
from kgbuild.model.facts import Factuality

_MIXED = frozenset({"talks", "summit", "session", "calls", "hearing", "conference", ""})
_GENERAL = frozenset({"talks", "session", ""})
_SITTING = frozenset({"hearing", "session"})
_BRIEF = frozenset({"calls", VISITS})
_SOON = 3  # sentences
_LATE = 5  # sentences after which somebody may still be told to have been there for one of them
_NEXT = 2  # sentences that who was there may be told after
_REAL = frozenset({Factuality.ACTUAL, Factuality.PLANNED})
_OPEN = frozenset({Factuality.PLANNED, Factuality.HYPOTHETICAL, Factuality.CANCELLED})


def merge(drafts: Iterable[EventMention], relations: Relations) -> list[MentionCluster]:
    """Return the clusters of all mentions, in the order of their first mention.

    By `relations` a city and its country do not contradict each other, nor do a president and the state.
    """
    clusters: list[MentionCluster] = []
    home: dict[int, MentionCluster] = {}
    named: dict[int, MentionCluster] = {}  # by the noun that a verb tells of
    left: list[EventMention] = []

    def put(draft: EventMention, cluster: MentionCluster | None) -> None:
        if cluster is None:
            cluster = MentionCluster([])
            clusters.append(cluster)
        heard = draft.of if draft.sure and not cluster.participants else ()
        cluster.drafts.append(replace(draft, participants=(*draft.participants, *heard)))
        home[draft.token] = cluster
        if draft.verbal and draft.same is not None:
            named[draft.same] = cluster

    for draft in (_of_both(d, clusters, relations) for d in of_one_noun(drafts)):
        same = home.get(draft.same) if draft.same is not None else None  # what it is an apposition to
        same = same or (None if draft.verbal else named.get(draft.token))
        cluster = same or _best(draft, clusters, home, relations)
        alone = cluster is None and (stands(draft) or (draft.ordinal is not None and draft.within in home))
        counted = draft.within in home or (alone and len(draft.participants) > 1)
        part = part_of_known(draft, clusters) if cluster is None and not counted else None
        if cluster is not None or part is not None or alone:
            put(part or draft, cluster)
        else:
            left.append(draft)
    for draft in left:  # what is told in passing before the meeting itself is ("the second day was hard")
        soon = [c for c in clusters if draft.definite and _told_soon(draft, c)]
        told = not draft.verbal or (draft.sure and draft.of)
        cluster = _best(draft, soon, home, relations) if told else None
        part = part_of_known(draft, clusters) if cluster is None else None
        if cluster is not None or part is not None or stands_if_nothing_better(draft):
            put(part or draft, cluster)
    return clusters


def _of_both(draft: EventMention, clusters: Sequence[MentionCluster], relations: Relations) -> EventMention:
    """Return the mention with those who were at the meeting told last, if a word for them says who met."""
    several = [c for c in clusters if len(c.participants) > 1 and not c.said("family") <= _BRIEF - {draft.family}]
    if draft.both is None or not several:
        return draft
    last, guessed = _meant(draft, several)[-1], draft.both - relations.nameless
    far = draft.sentence - last.drafts[-1].sentence > _SOON
    if guessed and (far or guessed <= last.participants or relations.sent(last.participants, guessed)):
        return draft  # what is said of them elsewhere agrees
    known = [b for d in last.drafts for b in d.backing if b[0] == "participants"]
    own = [p for p in draft.participants if p not in relations.nameless | draft.both]
    backing = [b for b in draft.backing if b[0] != "participants" or b[1] in own]
    return replace(
        draft,
        participants=tuple(dict.fromkeys((*own, *(p for d in last.drafts for p in d.participants)))),
        backing=(*backing, *known),
    )


def _told_soon(draft: EventMention, cluster: MentionCluster) -> bool:
    """Say whether a meeting is told so soon after a bare mention that the mention may be its first."""
    first = cluster.drafts[0]
    if draft.adds and not draft.family and first.sentence > draft.sentence:
        return False
    if (draft.sure and draft.of) or (draft.dates and MentionCluster([draft]).bounds == cluster.bounds):
        return True  # "Barlow told council", "Monday's hearing", however late
    return bool(draft.ordinal) or (abs(first.sentence - draft.sentence) <= _SOON and not first.apart)


def _best(
    draft: EventMention, clusters: list[MentionCluster], home: dict[int, MentionCluster], relations: Relations
) -> MentionCluster | None:
    inside = home.get(draft.within) if draft.within is not None else None
    fitting = [(k, c) for k, c in enumerate(clusters) if c is not inside and _compatible(draft, c, relations)]
    found = [(_score(draft, c, relations), k, c) for k, c in fitting]
    found = [f for f in found if f[0] > 0]
    return max(found, key=lambda f: f[:2])[2] if found else None


def _compatible(draft: EventMention, cluster: MentionCluster, relations: Relations) -> bool:
    """Say whether nothing the mention says contradicts the cluster."""
    if draft.type != cluster.drafts[0].type or not _same_family(draft, cluster):
        return False
    there = {e for d in cluster.drafts for e in (*d.participants, *d.hosts, *d.mediators)}
    nobody = draft.sure and not there and not cluster.said("family").isdisjoint(_SITTING)  # "told council", which sat
    if draft.of and there.isdisjoint(draft.of) and not nobody:
        return False  # "Sato was joined by his aide", who met nobody
    late = _LATE if not there.isdisjoint(draft.of) else _NEXT
    if draft.adds and not (draft.family or draft.sure) and draft.sentence - cluster.drafts[-1].sentence > late:
        return False  # "the session", two sentences on; whoever "told the board" may be heard later
    if draft.verb is not None and any(d.verb == draft.verb for d in cluster.drafts):
        return False  # "held talks ahead of the summit": one verb, two meetings
    if _part(draft.level) != _part(next(iter(sorted(cluster.said("level"))), None)):
        return False
    if draft.ordinal and cluster.said("ordinal") and draft.ordinal not in cluster.said("ordinal"):
        return False
    first, last = cluster.bounds
    if draft.level == "session" and not draft.family and any(d.days != (first, last or first) for d in draft.dates):
        return False  # "Saturday's session" of longer talks
    loose = draft.voice is not Whose.REPORTER and cluster.factuality is Factuality.ACTUAL
    loose = loose or (draft.taken_up and not draft.dates and {draft.factuality, cluster.factuality} <= _REAL)
    if draft.factuality is not cluster.factuality and not (loose or _undone(draft, cluster)):
        return False
    places = {d.place for d in cluster.drafts if d.place and "place" not in d.guessed}
    own = draft.place if "place" not in draft.guessed else None
    if own and places and not relations.same_place(own, places) and not _goes_on(draft, cluster.drafts[-1]):
        return False
    if draft.known and _others(draft, cluster.drafts[0]):
        return False
    if any(_beside(draft, d) for d in cluster.drafts):
        return False
    return _same_people(draft, cluster, relations) and _same_time(draft, cluster)


def _undone(draft: EventMention, cluster: MentionCluster) -> bool:
    """Say whether what was just told to lie ahead is said to have come to nothing: "was to meet Ruiz on Monday. *The
    meeting* was called off"."""
    off = draft.factuality in {Factuality.CANCELLED, Factuality.NEGATED} and cluster.factuality in _OPEN
    known = not draft.dates or MentionCluster([draft]).bounds == cluster.bounds
    bare = draft.definite and known and not (draft.participants or draft.apart)
    return off and bare and 0 <= draft.sentence - cluster.drafts[-1].sentence < _NEXT


def _goes_on(draft: EventMention, last: EventMention) -> bool:
    """Say whether what was just told comes to one more place: "*The flood* reached Lund by nightfall"."""
    own = any(b[0] == "place" and draft.span.start <= b[2].start < draft.span.end for b in draft.backing)
    again = draft.type != MEETING and draft.definite and not (draft.verbal or draft.apart or own)
    words = sorted((last.words.lower(), draft.words.lower()), key=len)
    alike = bool(words[0]) and words[1].startswith(words[0])  # "floods", "the flood"
    return again and not draft.figures and alike and draft.sentence - last.sentence == 1


def _beside(draft: EventMention, other: EventMention) -> bool:
    """Say whether two verbs of one sentence tell of two doers: "gunmen *killed* a judge and a bomber *killed* ten"."""
    told = draft.verbal and other.verbal and draft.sentence == other.sentence and draft.type != MEETING
    return told and bool(draft.initiators and other.initiators) and set(draft.initiators).isdisjoint(other.initiators)


def _others(*told: EventMention) -> bool:
    """Say whether two mentions of something known name none of the same: "the Kestria war", "Lund's war on Moss"."""
    mine, theirs = ({*d.participants, *d.initiators, *filter(None, [d.place])} for d in told)
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _part(level: str | None) -> str:
    """Return the kind of part: a day or series is never the whole; round, session and plain talks may be one."""
    return level if level in {"day", "series"} else "whole"


def _same_family(draft: EventMention, cluster: MentionCluster) -> bool:
    families = cluster.said("family")
    if draft.family in families or not families:
        return True
    if not draft.family:  # "they telephoned": no "first round"
        return draft.type != MEETING or not draft.level or not all(d.verbal for d in cluster.drafts)
    return draft.family in _GENERAL and draft.definite and families <= _MIXED


def _same_people(draft: EventMention, cluster: MentionCluster, relations: Relations) -> bool:
    mine, theirs = set(draft.participants), cluster.participants
    if not mine or not theirs or (draft.adds and draft.definite):
        return True
    if mine <= theirs or theirs <= mine or relations.sent(mine, theirs) or relations.sent(theirs, mine):
        return True
    return (
        _one_story(draft, cluster) or _is_retold(draft, cluster, relations) or _one_hearing(draft, cluster, relations)
    )


def _one_hearing(draft: EventMention, cluster: MentionCluster, relations: Relations) -> bool:
    """Say whether those who hear somebody are soon told in other words: "told the board … *members* questioned her"."""
    mine, theirs = set(draft.participants), cluster.participants
    soon = abs(draft.sentence - cluster.drafts[-1].sentence) < _NEXT and not draft.apart
    sits = {draft.family, *cluster.said("family")} <= _SITTING and bool(mine & theirs)
    return soon and sits and (mine - theirs <= relations.nameless or theirs - mine <= relations.nameless)


def _one_story(draft: EventMention, cluster: MentionCluster) -> bool:
    """Say whether words of one family tell an event in one sentence: "*scored* twice as Lund *beat* Harwick"."""
    last = cluster.drafts[-1]
    told = draft.type != MEETING and draft.type != draft.family == last.family and draft.sentence == last.sentence
    return told and min(len(draft.participants), len(last.participants)) < 2  # not "A beat B and C beat D"


def _is_retold(draft: EventMention, cluster: MentionCluster, relations: Relations) -> bool:
    """Say whether a mention tells at more length what the article opens with: "*Growers* met the miller … *Ann Roe of
    the growers' league* met miller Bo Ek": it names who had no name."""
    first, mine, theirs = cluster.drafts[0], set(draft.participants), cluster.participants
    soon = first.lead and 0 < draft.sentence - first.sentence <= _SOON and not (draft.apart or draft.adds)
    if not soon or draft.type != MEETING or draft.factuality is not Factuality.ACTUAL or len(mine) < 2:
        return False
    agree = MentionCluster([draft]).bounds == cluster.bounds != (None, None) or draft.place in cluster.said("place")
    return bool(mine & theirs or agree) and relations.sent(mine, theirs, loosely=True)


def _same_time(draft: EventMention, cluster: MentionCluster) -> bool:
    if draft.voice is not Whose.REPORTER and draft.dates:
        return any(d.days == cluster.bounds for d in draft.dates)
    if "when" in draft.guessed or all("when" in d.guessed for d in cluster.drafts if d.dates):
        return True  # what only the course of the report tells may be another day
    mine, theirs = MentionCluster([draft]).bounds, cluster.bounds
    if any(a and b and a > b for a, b in ((mine[0], theirs[1]), (theirs[0], mine[1]))):
        return False
    whole = [d for d in draft.dates if d.boundary == "whole"]
    known = [d for d in cluster.dates if d.boundary == "whole"]
    return not whole or not known or any(_agree(a, b) for a in whole for b in known)


def _agree(new: Dated, old: Dated) -> bool:
    """Say whether two dates may be of one meeting; a single day of several told before is a part, not the whole."""
    if new.exact and old.exact:
        return new.days == old.days or _covers(new.days, old.days)
    return _covers(new.days, old.days) or _covers(old.days, new.days)


def _covers(a: tuple[str | None, str | None], b: tuple[str | None, str | None]) -> bool:
    return bool(a[0] and a[1] and b[0] and b[1] and a[0] <= b[0] and b[1] <= a[1])


def _score(draft: EventMention, cluster: MentionCluster, relations: Relations) -> int:
    """Return how strongly a mention asks for a cluster it is compatible with; 0 for not at all."""
    score = 0
    shared = set(draft.participants) & cluster.participants
    if draft.once and (shared or (draft.definite and not draft.apart)):
        return 4
    sent = relations.sent(draft.participants, cluster.participants)
    sent = sent or relations.sent(cluster.participants, draft.participants)
    again = _is_retold(draft, cluster, relations) or _one_hearing(draft, cluster, relations)
    score += 3 * (len(shared) >= 2 or sent or again) + (len(shared) == 1)
    score += 2 * bool(set(draft.initiators) & {i for d in cluster.drafts for i in d.initiators})
    score += 2 * bool(draft.place and draft.place in cluster.said("place"))
    score += 2 * bool(draft.dates and MentionCluster([draft]).bounds == cluster.bounds)
    score += 2 * bool(draft.ordinal and draft.ordinal in cluster.said("ordinal"))
    if draft.verbal and len(draft.participants) > 1 and not (draft.apart or cluster.participants):
        score += 3 * (draft.sentence - cluster.drafts[-1].sentence == 1)  # who met is told right after that they did
    if draft.type != MEETING and (_one_story(draft, cluster) or _told_again(draft, cluster, score)):
        return score + 3
    if draft.apart:
        return 0
    if draft.definite:
        return score + 1 + (draft.family in {"", *cluster.said("family")} and not all(d.verbal for d in cluster.drafts))
    return score if score >= 3 else 0


def _told_again(draft: EventMention, cluster: MentionCluster, score: int) -> bool:
    """Say whether headline and lead tell the same: a verb and a noun of one event, or two verbs that agree on
    something; "an attack" and "a bombing" are two."""
    first = cluster.drafts[0]
    if not (draft.lead and first.lead) or draft.apart:
        return False
    known = {f[0]: f[1] for f in first.figures}
    if any(known.get(f[0], f[1]) != f[1] for f in draft.figures):
        return False  # they give different numbers of the same
    if draft.verbal and first.verbal:
        return score > 0 or draft.frame == first.frame
    return draft.verbal or first.verbal or draft.words == first.words


_LESS_SURE = 0.7


def part_of_known(draft: EventMention, clusters: Sequence[MentionCluster]) -> EventMention | None:
    """Return the mention completed by the meeting it is a part or successor of, or None where there is none."""
    if draft.type != "meeting":
        return None
    if draft.level == "day" and draft.ordinal:
        whole = _near(draft, clusters, {draft.factuality, Factuality.ACTUAL})
        return replace(draft, within=whole.drafts[0].token) if whole is not None else None
    return _one_day(draft, clusters) or _another(draft, clusters)


def _near(
    draft: EventMention, clusters: Sequence[MentionCluster], real: Collection[Factuality]
) -> MentionCluster | None:
    """Return the meeting mentioned last before a draft, else the first one after it."""
    wholes = [
        c for c in clusters if not c.said("level") & {"day", "series"} and c.factuality in real and _kindred(draft, c)
    ]
    if draft.level in {"day", "round"}:  # "they met" has no second day, a phone call no second round
        wholes = [c for c in wholes if not (c.said("family") <= _BRIEF or all(d.verbal for d in c.drafts))] or wholes
    before = [c for c in wholes if c.drafts[0].sentence <= draft.sentence]
    mine = set(draft.participants)  # "a second meeting *with the leader*" is after one that he was at
    before = [c for c in before if mine & c.participants] or _meant(draft, before)
    soon = (c for c in wholes if c.drafts[0].sentence - draft.sentence <= _SOON and draft.apart != "past")
    return before[-1] if before else next(soon, None)


def _meant(draft: EventMention, before: list[MentionCluster]) -> list[MentionCluster]:
    """Return which meetings told before a mention may mean: what was told right before, else the news, else any."""
    last = [c for c in before if draft.sentence - c.drafts[-1].sentence < _NEXT]
    return last or [c for c in before if c.drafts[0].lead] or before


def _kindred(draft: EventMention, cluster: MentionCluster) -> bool:
    again = draft.apart in {"past", "next"} and {draft.family, *cluster.said("family")} <= _MIXED
    return not draft.family or again or draft.family in cluster.said("family")


def _one_day(draft: EventMention, clusters: Sequence[MentionCluster]) -> EventMention | None:
    """Complete "yesterday's meetings": a definite mention, in whoever's voice, dated to one day of a longer meeting."""
    if not draft.definite or draft.verbal or draft.factuality is not Factuality.ACTUAL:
        return None
    for d in draft.dates:
        for c in clusters:
            if _is_day_of(d, c) and _kindred(draft, c) and "series" not in c.said("level"):
                own = c.drafts[0].token
                return replace(draft, level="day", within=own, voice=Whose.REPORTER, confidence=_LESS_SURE)
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
    if draft.voice is Whose.QUOTED or (draft.voice is Whose.REPORTED and not planned) or draft.factuality in IRREAL:
        return None
    other = _near(draft, clusters, {Factuality.ACTUAL, *((Factuality.PLANNED,) if draft.apart == "past" else ())})
    if other is None:
        return None
    first = other.drafts[0]
    both = next(([d] for d in other.drafts if len(d.participants) > 1), other.drafts)
    known = [b for d in both for b in d.backing if b[0] == "participants"]
    own, others = draft.participants, tuple(dict.fromkeys(p for d in both for p in d.participants))
    says = draft.dates or (draft.eventive if planned else draft.place)
    same = draft.apart in {"past", "next"} and set(own) <= set(others)  # "a previous meeting, in Lund"
    session = draft.level == "session" and draft.definite and bool(draft.dates)  # "Saturday's session"
    off = draft.factuality is Factuality.CANCELLED and bool(draft.dates)
    bare = bool(draft.apart) or (off and not own)  # "a meeting set for Friday was called off"
    counted = draft.level == "round" or session or same or ((planned or off) and bare)
    if not (says and counted and (draft.ordinal or draft.apart or draft.definite or off)):
        return None
    one = len(own) == 1 and (draft.level == "round" or own[0] in others)  # "he flies to Lund for the last round"
    lone = one or not own
    return replace(
        draft,
        family=first.family,
        words=draft.words or first.words,
        frame=draft.frame or first.frame,
        participants=tuple(dict.fromkeys((*own, *others))) if lone else own,
        backing=(*draft.backing, *known) if lone else draft.backing,
        confidence=_LESS_SURE,
    )
