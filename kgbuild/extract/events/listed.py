"""Who took part, where a list tells it: "Those present at the talks:", then a line for each."""

from __future__ import annotations

from dataclasses import replace

from kgbuild.extract.events.mentions import Backing, EventMention
from kgbuild.extract.events.scene import EventScene
from kgbuild.extract.parse.tree import is_verb

_OPENS = ":"
_SHORT = 6  # tokens of a line that only opens a list: "Those who took part:"


def with_listed(scene: EventScene, mention: EventMention) -> EventMention:
    """Return a mention with those whom the lines after its sentence begin with; there are two of them at least."""
    after = list(scene.text.sentences[mention.sentence : mention.sentence + 2])
    opens = [s for s in after if scene.text.slice(s.start, s.end).rstrip().endswith(_OPENS)]
    far = bool(opens) and opens[0].index != after[0].index and len(scene.text.words(opens[0])) > _SHORT
    if mention.participants or not opens or far:
        return mention
    listed: list[Backing] = []
    for sentence in scene.text.sentences[opens[0].index + 1 :]:
        words = scene.text.words(sentence)
        found = next((w.i for w in words if scene.actors.actor(w.i) is not None or is_verb(w)), None)
        entity = scene.actors.actor(found) if found is not None else None
        if found is None or entity is None:
            break
        listed.append(("participants", entity, scene.mention_span(found)))
    if len(listed) < 2:
        return mention
    who = tuple(dict.fromkeys(entity for _, entity, _ in listed))
    return replace(mention, participants=who, backing=(*mention.backing, *listed))
