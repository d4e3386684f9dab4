"""Find the meetings and other events of one article, and the dates that depend on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kgbuild.extract.actor_index import ActorIndex
from kgbuild.extract.events.build import build
from kgbuild.extract.events.clusters import Relations
from kgbuild.extract.events.dating import by_time, in_time
from kgbuild.extract.events.hierarchy import Meeting, arrange
from kgbuild.extract.events.match import Match, find_matches
from kgbuild.extract.events.mentions import EventMention
from kgbuild.extract.events.merge import merge
from kgbuild.extract.events.narrative import in_story
from kgbuild.extract.events.relative import event_dates, with_event_dates
from kgbuild.extract.events.scene import EventScene, make_scene
from kgbuild.extract.events.told import event_mentions, meeting_mentions
from kgbuild.extract.events.vocabulary import EventLexicon
from kgbuild.extract.parse.view import View
from kgbuild.extract.parse.voice import token_voices
from kgbuild.model.facts import DateFact, Event, Voice


@dataclass(frozen=True, slots=True)
class ArticleEvents:
    """Meetings and other events in text order, and all dates of the article, those that hang on them included."""

    meetings: tuple[Event, ...] = ()
    events: tuple[Event, ...] = ()
    dates: tuple[DateFact, ...] = ()


def find_events(
    text: View,
    actors: ActorIndex,
    dates: Sequence[DateFact],
    *,
    frames: EventLexicon,
    voices: Sequence[Voice] = (),
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
    return ArticleEvents(again.meetings, again.events, first.dates)


def _read(scene: EventScene, matches: Mapping[int, Match]) -> ArticleEvents:
    scene = replace(scene, triggers=frozenset(matches))
    relations = _relations(scene)
    meetings = _gathered(scene, meeting_mentions(scene, matches), relations)
    events = _gathered(scene, event_mentions(scene, matches), relations)
    found = event_dates(scene, meetings, events)
    return ArticleEvents(build(scene, meetings, "m"), build(scene, events, "v"), with_event_dates(scene.dates, found))


def _gathered(scene: EventScene, mentions: Iterable[EventMention], relations: Relations) -> list[Meeting]:
    """Return each meeting or event once, its mentions in text order."""
    dated = (in_story(scene, in_time(scene, one)) for mention in mentions for one in by_time(scene, mention))
    return arrange(merge(sorted(dated, key=lambda d: (d.sentence, d.within is not None, d.token)), relations))


def _relations(scene: EventScene) -> Relations:
    """Return which places lie in which, and who speaks for whom, as far as the actors' part knows."""
    entities = scene.actors.entities
    by_key = {k: e.id for e in entities.values() for k in (e.key, e.name) if k}
    within = {e.id: frozenset({by_key[e.within]}) for e in entities.values() if e.within in by_key}
    speaks = {e.id: r.at for e in entities.values() for r in e.roles if r.at is not None and r.status == "current"}
    return Relations(within, speaks)
