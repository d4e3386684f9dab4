"""A draft: one mention of a meeting or event with all that its own sentence says of it, and whether that is enough to
stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kgbuild.extract.events.vocabulary import MEETING, VISITS
from kgbuild.extract.parse.quotations import Whose
from kgbuild.model.facts import DateFact, Factuality, Span

Backing = tuple[str, str, Span]
_AHEAD = frozenset({Factuality.PLANNED, Factuality.CANCELLED})
IRREAL = frozenset({Factuality.HYPOTHETICAL, Factuality.NEGATED})
_DAYS = re.compile(r"\d{4}-\d\d-\d\d(T\w*(:\d\d)*)?(/\d{4}-\d\d-\d\d)?")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date that hangs on a draft; `boundary` is "whole", or "start" or "end" where it says when it began or ended."""

    fact: DateFact
    boundary: str

    @property
    def exact(self) -> bool:
        """Say whether it names days ("17-18 May", "Monday"), not a week or month they lie in."""
        return bool(_DAYS.fullmatch(self.fact.timex.value)) and "~" not in (self.fact.edtf or "")

    @property
    def days(self) -> tuple[str | None, str | None]:
        """Return the first and last day it can mean."""
        return self.fact.earliest, self.fact.latest


@dataclass(frozen=True, slots=True)
class EventMention:
    """One mention. `token` is its head.

    `within`, `same` and `beside` point to the tokens of other drafts: the meeting it is a part of, the mention it is
    an apposition to, the greater meeting it was held at; `verb` is the verb above it. `definite` says it speaks of
    something known; `apart` of another one than the one just spoken of; `once` that nobody does it twice in one
    report; `both` who stand for those at a meeting told before, if anybody does; `known` that it is spoken of as known,
    which makes it an event without more; `adds` that it names one more participant beside others; `taken_up` that it is
    known and told by a bare noun ("the strike"); `eventive` that its verb tells of its taking place; `main` that a main
    clause of the lead tells it; `lead` that it stands there; `sure`
    that its frame asked for more than its word; `guessed` which of "place" and "when" only the course of the report
    tells; `of`, if it has any: it is of a meeting that one of these was at.
    """

    token: int
    sentence: int
    span: Span
    type: str
    family: str
    words: str
    frame: str
    voice: Whose = Whose.REPORTER
    level: str | None = None
    ordinal: int | None = None
    participants: tuple[str, ...] = ()
    initiators: tuple[str, ...] = ()
    mediators: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    place: str | None = None
    dates: tuple[Dated, ...] = ()
    duration: str | None = None
    qualifier: str | None = None
    issues: tuple[str, ...] = ()
    outcome: str | None = None
    figures: tuple[tuple[str, float, str, Span], ...] = ()
    factuality: Factuality = Factuality.ACTUAL
    definite: bool = False
    apart: str = ""
    verbal: bool = False
    once: bool = False
    both: frozenset[str] | None = None
    known: bool = False
    adds: bool = False
    taken_up: bool = False
    of: tuple[str, ...] = ()
    eventive: bool = False
    main: bool = False
    lead: bool = False
    sure: bool = False
    guessed: frozenset[str] = frozenset()
    within: int | None = None
    same: int | None = None
    beside: int | None = None
    verb: int | None = None
    confidence: float = 1.0
    backing: tuple[Backing, ...] = ()


def of_one_noun(mentions: Iterable[EventMention]) -> Iterator[EventMention]:
    """Yield mentions so that a verb and the noun that it tells of agree: the day is the noun's ("called a strike for
    Friday"), who does what the verb's: a union that calls a strike does not walk out."""
    every = list(mentions)
    nouns = {m.token: m for m in every if not m.verbal}
    verbs = {m.same: m for m in every if m.verbal and m.same in nouns}
    for one in every:
        noun, verb = nouns.get(one.same or -1) if one.verbal else None, None if one.verbal else verbs.get(one.token)
        if noun is not None and noun.dates and not one.dates:
            yield replace(one, factuality=noun.factuality)
        elif verb is not None:
            doers, others = verb.initiators, verb.participants
            yield replace(
                one,
                participants=tuple(p for p in one.participants if p not in doers),
                initiators=tuple(i for i in one.initiators if i not in others),
                backing=tuple(b for b in one.backing if (b[0], b[1]) not in _swapped(verb)),
            )
        else:
            yield one


def _swapped(verb: EventMention) -> set[tuple[str, str]]:
    return {("participants", i) for i in verb.initiators} | {("initiators", p) for p in verb.participants}


def stands(draft: EventMention) -> bool:
    """Say whether a mention says enough to be a meeting of its own."""
    if draft.voice is Whose.QUOTED or not draft.family:
        return False
    if draft.type != MEETING:
        return _stands_as_event(draft)
    facts = (len(draft.participants) >= 2) + bool(draft.place) + bool(draft.dates) + bool(draft.ordinal)
    facts += (bool(draft.outcome) and not draft.apart) + bool(draft.duration)
    if draft.factuality in _AHEAD and draft.dates and (draft.definite or draft.eventive):
        return True
    if draft.factuality in IRREAL:
        return len(draft.participants) >= 2 or facts >= 2 or bool(draft.dates and draft.apart)
    held = draft.sure or (draft.eventive and draft.definite)  # "will hold a meeting", "her meeting"
    if len(draft.participants) >= 2 or draft.level == "series" or (draft.participants and held):
        return True
    return facts >= 2 or (bool(draft.participants) and facts >= 1)


def stands_if_nothing_better(draft: EventMention) -> bool:
    """Say whether a mention that no other meeting took in is one: a dated noun ("after a public meeting on Monday"), or
    one that is told to take place somewhere or some time ("talks to end the strike resumed on Tuesday")."""
    if draft.type != MEETING or draft.voice is not Whose.REPORTER or draft.factuality in IRREAL:
        return False
    if not draft.family or draft.family == VISITS:  # a trip says nothing of whom it led to
        return False
    if (any(d.exact for d in draft.dates) or (draft.place and draft.definite)) and not draft.verbal:
        return True
    placed = bool(draft.place) or any(d.fact.earliest and d.fact.latest for d in draft.dates)
    return draft.eventive and not draft.apart and placed


def _stands_as_event(draft: EventMention) -> bool:
    """Say whether a mention of another event says enough: the article opens with it, or it tells whom it befell, how
    many, where or when; a noun where or when, what is spoken of as known two of them."""
    placed = bool(draft.place) + bool(draft.dates) + bool(draft.duration)
    facts = placed + bool(draft.participants) + bool(draft.initiators)
    if draft.factuality is Factuality.NEGATED and draft.voice is Whose.REPORTED and draft.verbal:
        return (
            draft.sure and 0 < placed < facts
        )  # "denied that it had attacked the base on Monday": another may tell it
    if draft.factuality in IRREAL or draft.known:
        return draft.known
    if draft.figures or (draft.main and (draft.eventive or draft.verbal)):
        return True
    if draft.verbal or draft.eventive or (draft.main and not draft.definite):
        return facts >= 1 or draft.sure
    if not draft.definite:  # "a 6-4 win over Lund" says enough of a game
        return placed >= 1 or facts >= (2 if draft.family == draft.type else 1)
    return (facts >= 2 and (bool(draft.dates) or draft.main)) or any(d.exact for d in draft.dates)
