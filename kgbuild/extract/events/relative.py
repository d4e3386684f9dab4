"""Dates that hang on meetings and events: "the second day", "the eve of the talks", "a week before the election".

Only what the text fixes to days is given; "after the talks" stays unsaid.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from kgbuild.extract.dates.calendar import Unit, shift_date
from kgbuild.extract.events.hierarchy import Meeting
from kgbuild.extract.events.scene import EventScene
from kgbuild.extract.events.site import ordinal_of
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import prepositions, with_dep
from kgbuild.model.facts import DateFact, Timex
from kgbuild.model.text import Token


def event_dates(scene: EventScene, meetings: Iterable[Meeting], events: Iterable[Meeting]) -> list[DateFact]:
    """Return the event-relative dates of the article that the text fixes (ids are left empty)."""
    known = [*meetings, *events]
    counted = [f for m in known if m.level == "day" for f in _counted_days(scene, m)]
    leaning = [t for t in scene.text.tokens if _leans(scene, t)]
    if not leaning:
        return counted
    anchors = _anchors(scene, known)
    days = [*_anniversary_days(scene, leaning, anchors)]
    passed = _distances(scene, leaning, {**anchors, **{t.i: day for t, _, day in days}})
    yearly = (_fact(scene, start, token.end, day) for token, start, day in days)
    return [*counted, *_eves(scene, leaning, anchors), *passed, *yearly]


def with_event_dates(given: Iterable[DateFact], found: Iterable[DateFact]) -> tuple[DateFact, ...]:
    """Return all dates in text order with new ids; a found one replaces unresolved ones it overlaps."""
    kept = list(given)
    for new in found:
        touching = [d for d in kept if d.start < new.end and new.start < d.end]
        if any(d.resolved and d.timex.type != "DURATION" for d in touching):
            continue
        kept = [d for d in kept if d not in touching] + [new]
    ordered = sorted(kept, key=lambda d: (d.start, d.end))
    ids = (f"d{n}" for n in range(1, len(ordered) + 1))
    return tuple(d if d.id == i else replace(d, id=i) for i, d in zip(ids, ordered, strict=True))


def _counted_days(scene: EventScene, day: Meeting) -> Iterator[DateFact]:
    if day.bounds[0] is None or day.bounds[0] != day.bounds[1]:
        return
    for draft in day.cluster.drafts:
        numbered = ordinal_of(scene, draft.token)
        if numbered is not None:
            yield _fact(scene, numbered[1].start, scene.text.tokens[draft.token].end, day.bounds[0])


def _leans(scene: EventScene, token: Token) -> bool:
    """Say whether a word may begin what leans on an event: "eve", "anniversary", "week before"."""
    lemma, grammar = token.lemma.lower(), scene.text.grammar
    if _side(scene, token):
        return token.i > 1 and scene.text.tokens[token.i - 1].lemma.lower() in grammar.day_units
    return lemma in grammar.eves or lemma in grammar.anniversaries


def _side(scene: EventScene, token: Token) -> int:
    """Return -1 for a word by which something lies before, 1 for after, 0 for others."""
    lemma, grammar = token.lemma.lower(), scene.text.grammar
    return -1 if lemma in grammar.earlier else 1 if lemma in grammar.later else 0


def _anchors(scene: EventScene, known: Iterable[Meeting]) -> dict[int, str]:
    """Return the first day of what a noun names, by token, for meetings, events and dated nouns ("the 2019 coup")."""
    days = {d.token: m.bounds[0] for m in known for d in m.cluster.drafts if m.bounds[0]}
    named: dict[str, set[str]] = {}
    nouns = [t for t in scene.text.tokens if t.pos == "NOUN"]
    before = _followers(scene)
    for noun in nouns:
        day = before.get(noun.start) or _dated_by_phrase(scene, noun)
        if day is not None:
            named.setdefault(noun.lemma.lower(), set()).add(day)
    single = {lemma: next(iter(found)) for lemma, found in named.items() if len(found) == 1}
    for noun in nouns:
        if noun.i not in days and noun.lemma.lower() in single:
            days[noun.i] = single[noun.lemma.lower()]
    return {i: day for i, day in days.items() if day is not None}


def _followers(scene: EventScene) -> dict[int, str]:
    """Return the days of the article by where the word right after them begins ("the March 3, 2021, coup")."""
    text, found = scene.text.article.text, dict[int, str]()
    for d in scene.dates:
        if d.resolved and d.earliest is not None and d.earliest == d.latest:
            rest = text[d.end :]
            found.setdefault(d.end + len(rest) - len(rest.lstrip(" ,")), d.earliest)
    return found


def _dated_by_phrase(scene: EventScene, noun: Token) -> str | None:
    """Return the day that hangs on a noun ("the coup on …")."""
    for _, objects in prepositions(scene.text, noun.i, "on", "of"):
        for o in objects:
            fact = scene.date_heads.get(o)
            if fact is not None and fact.resolved and fact.earliest == fact.latest:
                return fact.earliest
    return None


def _of(scene: EventScene, i: int) -> list[int]:
    return [o for t, objects in prepositions(scene.text, i, "of") if t.head == i for o in objects]


def _eves(scene: EventScene, leaning: Iterable[Token], anchors: Mapping[int, str]) -> Iterator[DateFact]:
    for token in leaning:
        for o in _of(scene, token.i) if token.text.lower() in scene.text.grammar.eves else ():
            if o in anchors:
                day = _moved(anchors[o], -1)
                yield _fact(scene, token.start, scene.text.tokens[o].end, day, about=True)


def _anniversary_days(
    scene: EventScene, leaning: Iterable[Token], anchors: Mapping[int, str]
) -> Iterator[tuple[Token, int, str]]:
    for token in leaning:
        numbered = ordinal_of(scene, token.i) if token.lemma.lower() in scene.text.grammar.anniversaries else None
        for o in _of(scene, token.i) if numbered else ():
            if o in anchors and numbered:
                yield token, numbered[1].start, _moved(anchors[o], numbered[0], Unit.YEAR)


def _distances(scene: EventScene, leaning: Iterable[Token], known: Mapping[int, str]) -> Iterator[DateFact]:
    """Yield "two days after the vote", "a week before the third anniversary of …"."""
    tokens = scene.text.tokens
    for token in leaning:
        side, grammar = _side(scene, token), scene.text.grammar
        if not side:
            continue
        count, days = tokens[token.i - 2], grammar.day_units[tokens[token.i - 1].lemma.lower()]
        one = count.text.lower() in grammar.indefinite
        number = 1 if one else grammar.numbers.value([count.text], {})
        anchor = next((c for c in with_dep(scene.text, token.i, Rel.PREP_OBJECT) if c in known), None)
        if number is not None and anchor is not None:
            day = _moved(known[anchor], number * days * side)
            yield _fact(scene, count.start, token.end, day, about=days > 1)


def _moved(day: str, steps: int, unit: Unit = Unit.DAY) -> str:
    """Return a day moved by `steps`; beyond the calendar the day itself."""
    start = date.fromisoformat(day)
    return (shift_date(start, steps, unit) or start).isoformat()


def _fact(scene: EventScene, start: int, end: int, day: str, *, about: bool = False) -> DateFact:
    text = scene.text.slice(start, end)
    return DateFact("", start, end, text, f"{day}~" if about else day, day, day, Timex("DATE", day), True)
