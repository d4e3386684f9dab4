"""Words that count the parts of a meeting: "the third round of talks", "the second day", "two days of talks"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from kgbuild.extract.events.dating import dates_on, is_duration
from kgbuild.extract.events.match import Match
from kgbuild.extract.events.mentions import Dated, EventMention
from kgbuild.extract.events.phrases import phrase
from kgbuild.extract.events.read import mention_of
from kgbuild.extract.events.scene import EventScene
from kgbuild.extract.events.site import Site, apart, definite, ordinal_of
from kgbuild.extract.events.vocabulary import EventFrame
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import first_conjunct, prepositions, with_dep
from kgbuild.model.facts import Level, Span
from kgbuild.model.text import Token

_OF_WHOLE = frozenset({"when", "duration", "ordinal", "outcome"})  # what a part does not share with its whole


def counted_mentions(scene: EventScene, matches: Mapping[int, Match]) -> Iterator[EventMention]:
    """Yield the mentions of meetings by noun, and of the day or round that counts one."""
    counted = set()
    for i, match in matches.items():
        unit = _unit_above(scene, i)
        if unit is None:
            yield _lasting(scene, i, mention_of(scene, (i,), match.frame))
        else:
            counted.add(unit)
            yield from _counted(scene, unit, i, match.frame)
    yield from _lone_units(scene, counted | matches.keys())


def _lone_units(scene: EventScene, taken: Collection[int]) -> Iterator[EventMention]:
    """Yield "the second day", "the third round", "the first day of the Oslo round"."""
    for token in scene.text.tokens:
        unit = scene.frames.units.get(token.text.lower())
        if unit is None or token.i in taken or unit.level == Level.SERIES or not _stands_alone(scene, token):
            continue
        frame = EventFrame(words=unit.words, word=token.text.lower(), frame=unit.frame, level=unit.level)
        whole = next(iter(_of(scene, token.i)), None)
        yield replace(mention_of(scene, (token.i,), frame), within=whole)


def _of(scene: EventScene, i: int) -> list[int]:
    return [o for p, objects in prepositions(scene.text, i, *scene.text.grammar.of) if p.head == i for o in objects]


def _counter(scene: EventScene, i: int) -> Token | None:
    """Return the noun before "of" that counts the one at token `i`."""
    tokens = scene.text.tokens
    of = tokens[tokens[i].head]
    counts = tokens[i].dep == Rel.PREP_OBJECT and of.text.lower() in scene.text.grammar.of
    return tokens[of.head] if counts else None


def _unit_above(scene: EventScene, i: int) -> int | None:
    """Return the unit that counts a meeting: "round" in "round of talks"; none in "two days of talks"."""
    unit = _counter(scene, i)
    frame = scene.frames.units.get(unit.text.lower()) if unit is not None else None
    if unit is None or frame is None or (unit.tag == "NNS" and frame.level in {Level.DAY, Level.SESSION}):
        return None
    return unit.i


def _lasting(scene: EventScene, i: int, mention: EventMention) -> EventMention:
    """Read "two days of talks" as talks that lasted two days, with what is said of the days; eight months of them are
    a series."""
    counter = _counter(scene, i)
    if counter is None or counter.lemma.lower() not in scene.text.grammar.stretches:
        return mention
    top = first_conjunct(scene.text, counter.i)  # "a day | and a half of talks"
    fact = scene.date_heads.get(top)
    fact = fact if fact is not None and is_duration(fact) else None
    above = mention_of(scene, (top, i), EventFrame(words=frozenset(), family=mention.family, frame=mention.frame))
    value = fact.timex.value if fact is not None else None
    own = [("duration", fact.timex.value, Span(fact.start, fact.end, fact.text))] if fact is not None else []
    return replace(
        above, token=i, span=mention.span, words=mention.words, definite=mention.definite, duration=value, ordinal=None,
        level=None if value is None or value.startswith("PT") or value.endswith("D") else Level.SERIES,
        backing=(*(b for b in above.backing if b[0] not in {"duration", "ordinal"}), *own),
    )  # fmt: skip


def _stands_alone(scene: EventScene, token: Token) -> bool:
    """Say whether "the second day" or "the third round" may be one of a meeting told elsewhere."""
    units = scene.frames.units
    if token.tag != "NN" or any(scene.text.tokens[o].text.lower() not in units for o in _of(scene, token.i)):
        return False
    numbered, other = ordinal_of(scene, token.i) is not None, apart(scene, token.i)
    match units[token.text.lower()].level:
        case Level.DAY:
            return numbered
        case Level.SESSION:
            of_a_day = any(c in scene.date_heads for c in with_dep(scene.text, token.i, Rel.OWNER))
            return other in {"past", "next"} or of_a_day  # "Saturday's session"
        case _:
            return numbered or bool(other) or definite(scene, token.i, Site()) or _was_planned(scene, token.i)


def _was_planned(scene: EventScene, i: int) -> bool:
    """Say whether a noun is followed by when or where it was to be: "a round planned for 8 May"."""
    told = with_dep(scene.text, i, Rel.PARTICIPLE)
    return any(scene.frames.meetings.modality.get(scene.text.tokens[c].lemma.lower()) == "planned" for c in told)


def _counted(scene: EventScene, unit: int, noun: int, frame: EventFrame) -> Iterator[EventMention]:
    level = scene.frames.units[scene.text.tokens[unit].text.lower()].level
    part = mention_of(scene, (unit, noun), replace(frame, level=level))
    if level == Level.DAY:
        yield _whole(scene, part, noun)
        yield replace(part, within=noun)
        return
    inner = {noun, *with_dep(scene.text, noun, Rel.PARTICIPLE, Rel.RELATIVE)}
    told = tuple(Dated(d, "whole") for _, d in dates_on(scene, inner))
    if level == Level.ROUND and not all(d.exact for d in told):  # "a round of the talks that began in May"
        own = {d.fact for d in told}
        yield replace(_whole(scene, part, noun), level=Level.SERIES, dates=told)
        part = replace(part, dates=tuple(d for d in part.dates if d.fact not in own))
    yield part


def _whole(scene: EventScene, part: EventMention, noun: int) -> EventMention:
    """Return the mention of what a part belongs to: the talks of "the second day of talks"."""
    return replace(
        part, token=noun, span=phrase(scene, noun), level=None, ordinal=None, dates=(), duration=None, qualifier=None,
        outcome=None, definite=True, apart="", same=None,
        backing=tuple(b for b in part.backing if b[0] not in _OF_WHOLE),
    )  # fmt: skip
