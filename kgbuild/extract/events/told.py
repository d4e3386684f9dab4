"""All mentions of meetings and of other events in an article, from what the matcher found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kgbuild.extract.events.harm import find_harm
from kgbuild.extract.events.match import Match, of_type
from kgbuild.extract.events.mentions import EventMention
from kgbuild.extract.events.read import mention_of
from kgbuild.extract.events.scene import EventScene
from kgbuild.extract.events.units import counted_mentions
from kgbuild.extract.parse.clause import WordKind


def meeting_mentions(scene: EventScene, matches: Mapping[int, Match]) -> Iterator[EventMention]:
    """Yield the mentions of meetings: nouns, what counts them, and verbs."""
    found = of_type(matches, meetings=True)
    yield from counted_mentions(scene, {i: m for i, m in found.items() if m.frame.part is WordKind.NOUN})
    for i, match in found.items():
        if match.frame.part is WordKind.VERB:
            mention = mention_of(scene, (i,), match.frame)
            if match.frame.subject != "hosts" or len(mention.participants) > 1:  # "received with cheers" is no meeting
                yield mention


def event_mentions(scene: EventScene, matches: Mapping[int, Match]) -> Iterator[EventMention]:
    """Yield the mentions of other events; what only tells of harm in one of them is none of its own."""
    found = of_type(matches, meetings=False)
    harms = find_harm(scene, found)
    yield from (mention_of(scene, (i,), m.frame, harms.of(i)) for i, m in found.items() if i not in harms.told)
