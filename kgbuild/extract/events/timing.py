"""Dates of one mention brought together: several meetings told as one, plans and facts by the day of publication."""

from __future__ import annotations

import datetime
from dataclasses import replace
from itertools import pairwise

from kgbuild.extract.events.mentions import Dated, EventMention
from kgbuild.extract.events.scene import EventScene
from kgbuild.extract.events.site import support_at
from kgbuild.extract.events.vocabulary import MEETING
from kgbuild.extract.events.where import places_in
from kgbuild.extract.parse.relations import Rel
from kgbuild.model.facts import DateFact, Factuality, Timex

_TOLD = frozenset({Rel.OBJECT, Rel.PASSIVE_SUBJECT})
_LINK = 10  # characters that the word before a date may take
_FAR_APART = 14  # days; nearer ones may be of one meeting
_LINKING = frozenset({"CCONJ", "ADP", "ADV", "PUNCT", "SCONJ", "DET"})


def by_time(scene: EventScene, mention: EventMention) -> list[EventMention]:
    """Return a mention of several meetings or events as one for each: "made state visits in 2015 and 2022"."""
    each = tuple(part for d in mention.dates for part in _each(scene, d))
    apart = len(each) > len(mention.dates) or all(_joined(scene, a, b) for a, b in pairwise(each))
    if len(each) < 2 or not apart:
        return [mention]
    told = [b for b in mention.backing if b[0] == "when"]
    rest = tuple(b for b in mention.backing if b[0] != "when")
    own = ((d, [b for b in told if d.fact.text in b[1]]) for d in each)
    parts = [replace(mention, dates=(d,), backing=(*rest, *words)) for d, words in own]
    ends = [scene.text.tokens[mention.token].end, *(d.fact.end for d in each)]
    return [_placed(scene, part, start, end) for part, start, end in zip(parts, ends, ends[1:], strict=False)]


def _each(scene: EventScene, date: Dated) -> tuple[Dated, ...]:
    """Return the two days of "on 3 and 9 May", each for itself; days that follow each other may be those of one."""
    first, last = date.days
    words = scene.text.between(date.fact.start - _LINK, date.fact.end)
    mark = next((t for t in words if t.text.lower() in scene.text.grammar.adding), None)
    apart = any(t.text.lower() in scene.text.grammar.between for t in words)  # "between 3 and 9 May"
    if mark is None or apart or not (date.exact and first and last) or date.boundary != "whole":
        return (date,)
    if (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days < 2:
        return (date,)
    ends = ((first, date.fact.start, mark.start - 1), (last, mark.end + 1, date.fact.end))
    made = (DateFact("", a, b, scene.text.slice(a, b), day, day, day, Timex("DATE", day), True) for day, a, b in ends)
    return tuple(Dated(fact, date.boundary) for fact in made)


def _placed(scene: EventScene, mention: EventMention, start: int, end: int) -> EventMention:
    """Return one of several with the place told before its day: "in Lima in May and | in Oslo in June"."""
    where = places_in(scene, start, end)
    rest = tuple(b for b in mention.backing if b[0] != "place")
    return replace(mention, place=where[0][1], backing=(*rest, *where[:1])) if where else mention


def _joined(scene: EventScene, a: Dated, b: Dated) -> bool:
    """Say whether two dates, far from each other, stand beside each other: "in 2014 and 2022", or are said to be of two
    things: "in May and again in June", "in 2009 and another in 2018"."""
    between, anew = scene.text.between(a.fact.end, b.fact.start), scene.text.grammar.anew
    place = {t.i for t in between if scene.actors.place(t.i) is not None}  # "in Lima in May and *in Oslo* in June"
    linked = all(
        t.pos in _LINKING or t.i in place or t.text.lower() in anew | scene.text.grammar.indefinite for t in between
    )
    if not any(t.pos == "CCONJ" for t in between) or not linked:
        return False
    (_, last), (start, _) = a.days, b.days
    if a.boundary != "whole" or b.boundary != "whole" or not last or not start:
        return False
    apart = (datetime.date.fromisoformat(start) - datetime.date.fromisoformat(last)).days
    said = {t.text.lower() for t in between} & anew  # "on Monday and again on Tuesday" may be two days of one
    if place and apart > 0:
        return True  # each in its own
    return apart > _FAR_APART or (apart > 0 and bool(said - (scene.text.grammar.again if apart < 2 else frozenset())))


def _announced(scene: EventScene, mention: EventMention) -> EventMention:
    """ "announced the *death* of two men": it has happened, and who tells it has not done it; "ordered the *arrest* of
    two men" tells of none yet."""
    text, noun = scene.text, scene.text.tokens[mention.token]
    if mention.verbal or noun.dep not in _TOLD or mention.type not in scene.frames.words.sudden:
        return mention
    verb = text.tokens[noun.head].lemma.lower()
    if verb in text.grammar.bidding and mention.factuality is Factuality.ACTUAL:
        return replace(mention, factuality=Factuality.PLANNED)
    if verb not in text.grammar.telling:
        return mention
    held = Factuality.ACTUAL if mention.factuality is Factuality.PLANNED else mention.factuality
    return replace(mention, factuality=held, initiators=())


def in_time(scene: EventScene, mention: EventMention) -> EventMention:
    """Bring dates and factuality together: what is dated after the day of publication is planned; a plan has no past
    date (that is the day it was made) but for a limit ("was to leave by Monday")."""
    mention = _announced(scene, mention)
    today = scene.text.article.published
    if not today or not mention.dates:
        return mention
    coming = [d for d in mention.dates if (d.fact.earliest or d.fact.latest or "") > today and d.boundary != "end"]
    if mention.factuality is Factuality.ACTUAL and len(coming) == len(mention.dates):
        return replace(mention, factuality=Factuality.PLANNED)
    called = support_at(scene, mention.verb) if mention.verb is not None else None
    if mention.factuality is Factuality.HYPOTHETICAL and called is not None and called.object != "none" and coming:
        return replace(mention, factuality=Factuality.PLANNED)  # "invited growers to a meeting on Monday"
    begun = any(d.boundary == "start" and (d.fact.latest or today) <= today for d in mention.dates)
    if mention.factuality is Factuality.PLANNED and begun and coming:
        return replace(mention, factuality=Factuality.ACTUAL)  # "which opened on Monday, is to end on Friday"
    if mention.factuality is Factuality.PLANNED and not mention.verbal and mention.type != MEETING and not coming:
        return replace(mention, factuality=Factuality.ACTUAL)  # "announced 90 layoffs last month"
    if mention.factuality is Factuality.PLANNED:
        # "was due to | see Ruiz on Monday", not "agreed on Monday to | see"
        at = scene.text.tokens[mention.token].start
        tells = mention.type == MEETING and (mention.verbal or mention.adds)
        own = [d for d in mention.dates if tells and d.fact.start > at]
        kept = tuple(d for d in mention.dates if d in own or not d.fact.earliest or (d.fact.latest or today) >= today)
        gone = {d.fact.text for d in mention.dates if d not in kept}
        backing = tuple(b for b in mention.backing if b[0] != "when" or b[1] not in gone)
        return replace(mention, dates=kept, backing=backing)
    return mention
