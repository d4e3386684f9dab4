"""Find the meetings and other events of one article, with the dates that depend on them, and make facts of them: merged
values, labels, ids, and the words behind each value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kgbuild.extract.actor_index import ActorIndex
from kgbuild.extract.events.hierarchy import Meeting, Relations, arrange, when_of
from kgbuild.extract.events.labels import label_of
from kgbuild.extract.events.match import Match, find_matches
from kgbuild.extract.events.mentions import Backing, EventMention
from kgbuild.extract.events.merge import merge
from kgbuild.extract.events.narrative import in_story, without_guesses
from kgbuild.extract.events.relative import event_dates, with_event_dates
from kgbuild.extract.events.scene import EventScene, hearsay, make_scene
from kgbuild.extract.events.timing import by_time, in_time
from kgbuild.extract.events.told import elliptical, event_mentions, meeting_mentions
from kgbuild.extract.events.vocabulary import MEETING, EventLexicon
from kgbuild.extract.parse.quotations import Whose, token_voices
from kgbuild.extract.parse.view import View
from kgbuild.model.facts import Assertion, DateFact, Event, Factuality, Voice


@dataclass(frozen=True, slots=True)
class ArticleEvents:
    """Meetings and other events in text order, and all dates of the article, those that hang on them included;
    `denials`: whose words say of an event that others tell that it did not take place."""

    meetings: tuple[Event, ...] = ()
    events: tuple[Event, ...] = ()
    dates: tuple[DateFact, ...] = ()
    denials: tuple[Voice, ...] = ()


def find_events(
    text: View, actors: ActorIndex, dates: Sequence[DateFact], *, frames: EventLexicon, voices: Sequence[Voice] = ()
) -> ArticleEvents:
    """Return what happened as the reporter or a source tells it: each meeting and event once, however often mentioned.

    `actors`, `dates` and `voices` are those found in `text`. The dates come back with "the second day of the talks" and
    the like added where the text fixes the day, numbered anew in text order.
    """
    scene = make_scene(text, actors, dates, frames, token_voices(text, voices))
    matches = find_matches(scene)
    first = _read(scene, matches)
    if {(d.start, d.end, d.edtf) for d in first.dates} == {(d.start, d.end, d.edtf) for d in dates}:
        return first
    # "On the eve of the talks, …" dates another event; one more round is enough, for it adds no meeting
    again = _read(make_scene(text, actors, first.dates, frames, scene.voices), matches)
    return replace(again, dates=first.dates)


def _read(scene: EventScene, matches: Mapping[int, Match]) -> ArticleEvents:
    told = {scene.text.sentence_of[i] for i, match in matches.items() if match.frame.type == MEETING}
    near = {n + far for n in told for far in (0, 1, 2)}  # "four rounds of talks, *the last* in May"
    one_more = (t.i for t in scene.text.tokens if scene.text.sentence_of[t.i] in near and elliptical(scene, t))
    scene = replace(scene, triggers=frozenset({*matches, *one_more}))
    relations = _relations(scene)
    meetings = _gathered(scene, meeting_mentions(scene, matches), relations)
    events = _gathered(scene, event_mentions(scene, matches, relations), relations)
    found = event_dates(scene, meetings, events)
    dates, denials = with_event_dates(scene.dates, found), tuple(_denials(scene, (*meetings, *events)))
    return ArticleEvents(build(scene, meetings, "m"), build(scene, events, "v"), dates, denials)


def _denials(scene: EventScene, told: Iterable[Meeting]) -> Iterator[Voice]:
    """Yield who says that it was not so, of what is told as so elsewhere: "the union said *no deal was signed*"."""
    for draft in (d for m in told if m.cluster.factuality is Factuality.ACTUAL for d in m.cluster.drafts):
        voice = scene.voices.at(draft.token) if draft.factuality is Factuality.NEGATED else None
        if voice is not None and voice.assertion is not Assertion.DENIED:
            yield replace(voice, start=draft.span.start, end=draft.span.end, assertion=Assertion.DENIED)


def _gathered(scene: EventScene, mentions: Iterable[EventMention], relations: Relations) -> list[Meeting]:
    """Return each meeting or event once, its mentions in text order."""
    dated = (in_story(scene, in_time(scene, one)) for mention in mentions for one in by_time(scene, mention))
    clusters = merge(sorted(dated, key=lambda d: (d.sentence, d.within is not None, d.token)), relations)
    for cluster in clusters:
        cluster.drafts = without_guesses(scene, cluster.drafts)
    return arrange(clusters)


def _relations(scene: EventScene) -> Relations:
    """Return which places lie in which, and who speaks for whom, as far as the actors' part knows."""
    entities = scene.actors.entities
    by_key = {k: e.id for e in entities.values() for k in (e.key, e.name) if k}
    within = {e.id: frozenset({by_key[e.within]}) for e in entities.values() if e.within in by_key}
    speaks = {e.id: r.at for e in entities.values() for r in e.roles if r.at is not None and r.status == "current"}
    nameless = frozenset(e.id for e in entities.values() if not (e.names or e.known or e.key))
    return Relations(within, nameless, speaks)


def build(scene: EventScene, meetings: list[Meeting], prefix: str) -> tuple[Event, ...]:
    """Return the events in text order with ids `prefix`1, `prefix`2, …"""
    ordered = sorted(meetings, key=lambda m: min(d.span for d in m.cluster.drafts))
    ids = {id(m): f"{prefix}{n}" for n, m in enumerate(ordered, 1)}
    made = [_one(scene, m, meetings, ids) for m in ordered]
    return tuple(replace(h, label=label_of(scene, h, m)) for h, m in zip(made, ordered, strict=True))


def _one(scene: EventScene, meeting: Meeting, meetings: list[Meeting], ids: dict[int, str]) -> Event:
    far = Whose.REPORTED if meeting.cluster.factuality is Factuality.PLANNED else Whose.REPORTER
    told = [d for d in meeting.cluster.drafts if d.voice <= far] or meeting.cluster.drafts  # "is expected to attend"
    counted = [d for d in meeting.cluster.drafts if d in told or d.voice is Whose.REPORTED]
    family = _relatives(meeting, meetings)
    parent = meeting.parent
    lasting = next((d for d in told if d.duration), None) if meeting.duration else None
    backing = [b for d in told for b in d.backing]
    participants, more = _shared("participants", told, family)
    around = meeting.beside.cluster.drafts if meeting.beside is not None else []
    places, where = _shared("place", told, [*family, *around])
    places = tuple(sorted(places, key=lambda p: scene.actors.entities[p].is_room))  # the town before the town hall
    mediators, by = _shared("mediators", told, family)
    backing = [b for b in (*backing, *more, *where, *by) if meeting.duration or b[0] != "duration"]
    first = told[0]
    return Event(
        id=ids[id(meeting)],
        type=first.type,
        label="",
        spans=tuple(sorted({d.span for d in meeting.cluster.drafts})),
        level=meeting.level,
        part_of=ids[id(parent)] if parent is not None else None,
        participants=tuple(p for p in participants if p not in mediators),
        initiators=_values("initiators", told),
        mediators=mediators,
        hosts=_values("hosts", told),
        place=places[0] if places else None,
        when=when_of(meeting),
        ordinal=next((d.ordinal for d in meeting.cluster.drafts if d.ordinal), None),
        duration=lasting.duration if lasting else None,
        qualifier=lasting.qualifier if lasting else None,
        issues=_values("issues", told),
        outcome=next((d.outcome for d in told if d.outcome), None),
        figures=tuple({f[:3]: f for d in reversed(counted) for f in reversed(d.figures)}.values())[::-1],
        factuality=meeting.cluster.factuality,
        confidence=round(min(d.confidence for d in told) * _sure(scene, meeting, told), 2),
        frame=next((d.frame for d in (*told, *meeting.cluster.drafts) if d.frame), ""),
        backing=tuple(dict.fromkeys(backing)),
    )


def _sure(scene: EventScene, meeting: Meeting, told: list[EventMention]) -> float:
    """Return how often events told like this one are right."""
    traits = {
        "lead": any(d.lead for d in told),
        "figures": any(d.figures for d in told),
        "dated": any(d.dates for d in told),
        "parties": any(d.participants or d.initiators for d in told),
        "actual": meeting.cluster.factuality is Factuality.ACTUAL,
        "source": any(hearsay(scene, d.token) for d in told),  # "…, police said"
    }
    kind = "meeting" if told[0].type == MEETING else "event"
    levels = {trait: "yes" if holds else "no" for trait, holds in traits.items()}
    return scene.frames.calibration.sure({"kind": kind, **levels})


def _relatives(meeting: Meeting, meetings: list[Meeting]) -> list[EventMention]:
    """Return the mentions of the whole, then of the parts: what one leaves unsaid the other may tell."""
    wholes = [m for m in (meeting.parent,) if m is not None]
    parts = [m for m in meetings if m.parent is meeting]
    return [d for m in (*wholes, *parts) for d in m.cluster.drafts if d.voice is Whose.REPORTER]


def _values(role: str, drafts: Iterable[EventMention]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for d in drafts:
        value = getattr(d, role)
        found.update(dict.fromkeys((value,) if isinstance(value, str) else value or ()))
    return tuple(found)


def _shared(role: str, told: list[EventMention], family: list[EventMention]) -> tuple[tuple[str, ...], list[Backing]]:
    """Return a role's values, taken from the whole or the parts where the mentions themselves tell none."""
    own = _values(role, told)
    if own:
        return own, []
    return _values(role, family), [b for d in family for b in d.backing if b[0] == role]
