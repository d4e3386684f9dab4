"""All mentions of meetings and of other events in an article, from what the matcher found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kgbuild.extract.events.continued import going_on
from kgbuild.extract.events.harm import find_harm
from kgbuild.extract.events.listed import with_listed
from kgbuild.extract.events.match import Match
from kgbuild.extract.events.mentions import EventMention
from kgbuild.extract.events.read import mention_of
from kgbuild.extract.events.roles import actors_at
from kgbuild.extract.events.scene import EventScene
from kgbuild.extract.events.units import counted_mentions
from kgbuild.extract.events.vocabulary import MEETING
from kgbuild.extract.parse.clause import WordKind
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import with_dep


def meeting_mentions(scene: EventScene, matches: Mapping[int, Match]) -> Iterator[EventMention]:
    """Yield the mentions of meetings: nouns, what counts them, and verbs."""
    found = {i: m for i, m in matches.items() if m.frame.type == MEETING}
    nouns = counted_mentions(scene, {i: m for i, m in found.items() if m.frame.part is WordKind.NOUN})
    yield from (one for mention in nouns for one in _apiece(scene, with_listed(scene, mention)))
    yield from going_on(scene, matches)
    for i, match in found.items():
        if match.frame.part is WordKind.VERB:
            mention = with_listed(scene, mention_of(scene, (i,), match.frame))
            if not match.frame.several or len(mention.participants) > 1:
                yield from _apiece(scene, mention)


def _apiece(scene: EventScene, mention: EventMention) -> list[EventMention]:
    """Return a mention of several meetings as one for each: "met separately with Ruiz and Sato"."""
    text = scene.text
    said = {text.tokens[c].text.lower() for c in with_dep(text, mention.token, Rel.ADVERB, Rel.ADJECTIVE)}
    clause = text.clauses.get(mention.token if mention.verb is None else mention.verb)
    if clause is None or said.isdisjoint(scene.frames.meetings.apiece):
        return [mention]
    doers = {e for a in clause.doers for e, _ in actors_at(scene, a.head)}
    met = [p for p in mention.participants if p not in doers]
    if len(met) < 2 or not doers:
        return [mention]
    rest = [b for b in mention.backing if b[1] not in met]
    return [
        replace(
            mention,
            participants=tuple(p for p in mention.participants if p in doers or p == one),
            backing=(*rest, *(b for b in mention.backing if b[1] == one)),
        )
        for one in met
    ]


def event_mentions(scene: EventScene, matches: Mapping[int, Match]) -> Iterator[EventMention]:
    """Yield the mentions of other events; what only tells of harm in one of them is none of its own."""
    found = {i: m for i, m in matches.items() if m.frame.type != MEETING}
    harms = find_harm(scene, found)
    yield from (
        mention_of(scene, (i,), m.frame, harms.by_event.get(i)) for i, m in found.items() if i not in harms.told
    )
