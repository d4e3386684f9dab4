"""The day and place a report goes on telling of where a sentence names none: what happened last, the day of the lead,
the city of the dateline."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from kgbuild.extract.dateline import town_at, town_line
from kgbuild.extract.events.dating import days_after, moved
from kgbuild.extract.events.mentions import Dated, EventMention
from kgbuild.extract.events.roles import Roles
from kgbuild.extract.events.scene import EventScene
from kgbuild.extract.events.site import is_along
from kgbuild.extract.events.vocabulary import CALLS, MEETING
from kgbuild.extract.events.where import went_to
from kgbuild.extract.parse.clause import heads_of
from kgbuild.extract.parse.quotations import Whose
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import ancestors, first_conjunct, predicate, with_dep
from kgbuild.extract.parse.verbs import word
from kgbuild.model.facts import DateFact, Factuality, Level, Span

_MAIN = frozenset({Rel.ROOT, Rel.CONJUNCT, Rel.CLAUSE, Rel.PARATAXIS})
_TOLD_OF = frozenset({Rel.CLAUSE, Rel.PREP_CLAUSE})
_SET = "SET"  # what happens again and again
_NEAR = 3  # sentences
_RECENT = 8  # days before publication that news tells of
_LESS_SURE = 0.88
_HOURS = "PT"  # what lengths of less than a day begin with


def in_story(scene: EventScene, mention: EventMention) -> EventMention:
    """Complete a mention that tells of news without its day, and the lead's without a place."""
    joins = mention.adds and not mention.family  # "Sato was present": when the meeting was
    if mention.factuality is Factuality.PLANNED and mention.verbal and not (mention.dates or mention.apart):
        return _as_planned(scene, mention)
    if joins or mention.factuality is not Factuality.ACTUAL or mention.voice is Whose.QUOTED:
        return mention
    recalled = mention.definite and not mention.verbal and mention.type != MEETING  # "died in *the blast*": when it was
    if not (mention.dates or recalled) and (mention.verbal or mention.eventive or _is_scene(scene, mention)):
        day = _day_before(scene, mention) if _is_news(scene, mention) else None
        day = _day_after(scene, mention) if day is None and mention.lead and mention.main else day
        if day is not None and (steps := days_after(scene, mention.token)) is not None:
            day = moved(day, -steps) if steps else None  # "The vote came a week after | they met"
        if day is not None:
            told = ("when", day.text, Span(day.start, day.end, day.text))
            sure = min(mention.confidence, _LESS_SURE)
            edge = "end" if (mention.duration or "").endswith("D") else "whole"  # "agreed on Monday … after two days"
            dates, guessed = (Dated(day, edge),), mention.guessed | {"when"}
            mention = replace(mention, dates=dates, guessed=guessed, backing=(*mention.backing, told), confidence=sure)
    if mention.place is None and mention.type == MEETING and mention.family != CALLS:
        first = mention.sentence == scene.text.sentence_of[0]
        return _at_dateline(scene, mention) if first else _where_one_came(scene, mention)
    return mention


def without_guesses(scene: EventScene, told: list[EventMention]) -> list[EventMention]:
    """Return the mentions of one meeting without the day and place that only the course of the report tells where one
    of them says its own; of places, which town it was."""
    entities, own = scene.actors.entities, [m for m in told if "when" not in m.guessed and m.dates]
    if own:
        told = [_without(m, "when", dates=()) for m in told]
    towns = (m.place for m in told if m.place and "place" not in m.guessed)
    return [_without(m, "place", place=None) for m in told] if any(not entities[p].is_room for p in towns) else told


def _without(mention: EventMention, field: str, **values: Any) -> EventMention:
    """Return a mention without a guess, if it is one."""
    if field not in mention.guessed:
        return mention
    return replace(mention, backing=tuple(b for b in mention.backing if b[0] != field), **values)


def _where_one_came(scene: EventScene, mention: EventMention) -> EventMention:
    """Return it with the place that one came to in the sentence before: "visited Narva. He met the mayor"."""
    came = Roles()
    for verb in _before(scene, mention) if mention.verbal else ():
        went_to(scene, verb, came)
    backing = tuple(b for b in came.backing if b[0] == "place")[:1]
    if not backing:
        return mention
    sure = min(mention.confidence, _LESS_SURE)
    return replace(mention, place=backing[0][1], backing=(*mention.backing, *backing), confidence=sure)


def _as_planned(scene: EventScene, mention: EventMention) -> EventMention:
    """Return it with the day on which, by the sentence before, one will be somewhere: "will be in Lund on Monday. She
    is to see the mayor"."""
    verbs = _before(scene, mention, Factuality.PLANNED)
    days = [d for h, d in scene.date_heads.items() if predicate(scene.text, h) in verbs and d.earliest]
    if len(days) != 1 or (days[0].earliest or "") <= (scene.text.article.published or ""):
        return mention
    told = ("when", days[0].text, Span(days[0].start, days[0].end, days[0].text))
    guessed, sure = mention.guessed | {"when"}, min(mention.confidence, _LESS_SURE)
    backing = (*mention.backing, told)
    return replace(mention, dates=(Dated(days[0], "whole"),), guessed=guessed, backing=backing, confidence=sure)


def _before(scene: EventScene, mention: EventMention, mood: Factuality | None = None) -> list[int]:
    """Return the main verbs of the sentence before that tell what somebody of the mention did, on a day that a mention
    with one of its own shares; in a `mood` what one will do."""
    text, clause = scene.text, scene.text.clauses.get(mention.token)
    who = {scene.actors.who(i) for i in heads_of(clause.doers)} - {None} if clause is not None else set()
    found = []
    for sentence in text.sentences[max(mention.sentence - 1, 0) : mention.sentence]:
        for verb in (t.i for t in text.words(sentence) if t.i in text.clauses and t.dep in _MAIN):
            told = text.clauses[verb]
            days = [d for h, d in scene.date_heads.items() if predicate(text, h) == verb]
            shared = not mention.dates or not days or {d.fact.edtf for d in mention.dates} & {d.edtf for d in days}
            doers = {scene.actors.who(i) for i in heads_of(told.doers)}
            found += [verb] if told.mood is mood and shared and who & doers else []  # not "will visit Narva"
    return found


def _is_scene(scene: EventScene, mention: EventMention) -> bool:
    """Say whether somebody did something at a meeting or right after: "approved it | at a meeting in Lund"."""
    token = scene.text.tokens[mention.token]
    led = token.dep == Rel.PREP_OBJECT and scene.text.tokens[token.head].text.lower() in scene.text.grammar.same_day
    return mention.type == MEETING and led and bool(mention.participants) and not mention.definite


def _is_news(scene: EventScene, mention: EventMention) -> bool:
    """Say whether a mention is told in the simple past, and its sentence names no time."""
    text = scene.text
    verb = mention.token if mention.verbal else predicate(text, mention.token)
    met = mention.type == MEETING
    while met and verb is not None and text.tokens[verb].tag == "VBG" and is_along(scene, verb):
        verb = text.tokens[verb].head  # "*Appearing* before the board, Ruiz said"
    short = (mention.duration or _HOURS).startswith(_HOURS) or (mention.duration or "").endswith("D")
    if verb is None or mention.apart or not short:
        return False
    helped = with_dep(text, first_conjunct(text, verb), Rel.PASSIVE) if text.tokens[verb].tag == "VBN" else []
    if "VBD" not in {text.tokens[verb].tag, *(text.tokens[c].tag for c in helped)}:
        return False  # "was arrested" is news, "has been arrested" may be long ago
    part = mention.level is not None and (mention.level != Level.SESSION or mention.ordinal or not mention.family)
    if with_dep(text, verb, Rel.AUXILIARY) or part:
        return False
    words = text.words(text.sentence(verb))
    told = [t.i for t in words if t.i in scene.date_heads and scene.date_heads[t.i].edtf]  # not "…, she *said Monday*"
    late = scene.frames.meetings.reports if mention.type == MEETING else ()
    at = (predicate(text, i) or verb for i in told)  # not "asked why boats | had sailed in May"
    tells = met and word(text, verb) in late  # what "met" leads to is no clause that somebody told
    below = (i for i in at if not (tells and text.tokens[i].dep in _TOLD_OF and verb in ancestors(text, i)))
    dated = any(word(text, i) not in late for i in below)
    plain = (t for t in words if not (met and any(d.start <= t.start < d.end for d in scene.dates)))  # "*last* Oct. 21"
    return not dated and not any(t.text.lower() in text.grammar.formerly for t in plain)


def _day_before(scene: EventScene, mention: EventMention) -> DateFact | None:
    """Return the day told last: of the sentences before, else of the lead; none where those tell of other times."""
    start = scene.text.tokens[mention.token].start
    before = [(n, d) for n, d in _told(scene, mention) if d.end <= start]
    near = [d for n, d in before if mention.sentence - n <= _NEAR]
    first = [d for n, d in before if n - scene.text.sentence_of[0] < 2]
    day = near[-1] if near else next(iter(first), None)
    told = day is not None and (_is_recent(scene, day) or _goes_on(scene, mention, day))
    return day if told else None


def _goes_on(scene: EventScene, mention: EventMention, day: DateFact) -> bool:
    """Say whether a mention goes on telling, in the next sentence, what one did on a day, however long ago: "Ruiz came
    on May 3. She sat down with growers"."""
    she = any(scene.text.tokens[i].pos == "PRON" for i in scene.text.doers(mention.token))
    told = {predicate(scene.text, h) for h, d in scene.date_heads.items() if d is day}
    return she and day.earliest is not None and not told.isdisjoint(_before(scene, mention))


def _day_after(scene: EventScene, mention: EventMention) -> DateFact | None:
    """Return the day of the sentence after the one that opens the report; none where its own names one."""
    days = list(_told(scene, mention))
    if any(n == mention.sentence for n, _ in days):
        return None
    day = next((d for n, d in days if n == mention.sentence + 1), None)
    return day if day is not None and _is_recent(scene, day) else None


def _told(scene: EventScene, mention: EventMention) -> Iterator[tuple[int, DateFact]]:
    """Yield the days that main clauses tell, with their sentences; of what a source tells not those of words, for "said
    *on Thursday*" is no day of what they tell."""
    for head, date in sorted(scene.date_heads.items()):
        verb = predicate(scene.text, head)
        clause = scene.text.clauses.get(verb) if verb is not None else None
        main = clause is not None and clause.mood is None and scene.text.tokens[clause.head].dep in _MAIN
        main = main and not _is_of_another(scene, head)
        if mention.voice is Whose.REPORTED and mention.type != MEETING and clause is not None:
            main = main and clause.word not in scene.frames.meetings.reports
        ahead = (date.earliest or "") > (scene.text.article.published or "")
        named = date.resolved and date.edtf and date.timex.type != _SET
        whose = scene.voices.whose(head)  # a day that a source tells ("…, police said") counts if it is of late
        fresh = whose is Whose.REPORTER or (whose is Whose.REPORTED and _is_recent(scene, date))
        if main and named and fresh and not ahead:
            yield scene.text.sentence_of[head], date


def _is_of_another(scene: EventScene, head: int) -> bool:
    """Say whether a day is that of something which is not what the clause is about: "won seats in | Sunday's vote"."""
    token = scene.text.tokens[head]
    return token.dep == Rel.OWNER and scene.text.tokens[token.head].dep not in SUBJECTS


def _is_recent(scene: EventScene, date: DateFact) -> bool:
    today = scene.text.article.published
    if not today or date.earliest is None or date.earliest != date.latest or date.earliest > today:
        return False
    return (datetime.date.fromisoformat(today) - datetime.date.fromisoformat(date.earliest)).days < _RECENT


def _at_dateline(scene: EventScene, mention: EventMention) -> EventMention:
    """Return the mention with the town that the report comes from ("LIMA, May 3 (ABC) -")."""
    line = town_line(scene.text)
    town = town_at(scene.actors, line) if line is not None else None
    if line is None or town is None:
        return mention
    return replace(
        mention, place=town, guessed=mention.guessed | {"place"}, backing=(*mention.backing, ("place", town, line))
    )
