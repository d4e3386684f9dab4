"""Dates that hang on meetings and events: "the second day", "the eve of the talks", "a week before the election".

Only what the text fixes to days is given; "after the talks" stays unsaid.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kgbuild.extract.dates.calendar import Unit, shift_date
from kgbuild.extract.events.dating import days_after
from kgbuild.extract.events.hierarchy import Meeting
from kgbuild.extract.events.scene import EventScene
from kgbuild.extract.events.site import ordinal_of
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import objects_on, with_dep
from kgbuild.model.facts import DateFact, Timex
from kgbuild.model.text import Token


@dataclass(frozen=True, slots=True)
class _Lean:
    """Words that place something beside an event: "the eve of the talks", "a week before the vote", "the third
    anniversary of the coup". `token` is their head, `of` what they lean on, where the words end without an `end`.
    """

    token: Token
    start: int
    end: int | None
    of: Sequence[int]
    steps: int
    unit: Unit = Unit.DAY
    about: bool = False


def event_dates(scene: EventScene, meetings: Iterable[Meeting], events: Iterable[Meeting]) -> list[DateFact]:
    """Return the event-relative dates of the article that the text fixes (ids are left empty)."""
    known = [*meetings, *events]
    found = [f for m in known if m.level == "day" for f in _counted_days(scene, m)]
    grammar = scene.text.grammar
    words = grammar.eves | grammar.anniversaries | grammar.earlier | grammar.later
    told = (t for t in scene.text.tokens if t.lemma.lower() in words)
    leaning = [lean for t in told if (lean := _lean(scene, t)) is not None]
    days = _anchors(scene, known) if leaning else {}
    for lean in sorted(leaning, key=lambda x: x.unit is Unit.DAY):  # "a week before | the third anniversary"
        anchor = next((o for o in lean.of if o in days), None)
        if anchor is not None:
            start = date.fromisoformat(days[anchor])
            days[lean.token.i] = day = (shift_date(start, lean.steps, lean.unit) or start).isoformat()
            end = scene.text.tokens[anchor].end if lean.end is None else lean.end
            found.append(_fact(scene, lean.start, end, day, about=lean.about))
    return found


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


def _lean(scene: EventScene, token: Token) -> _Lean | None:
    """Return what a word leans on an event, if it is one of those that do."""
    tokens, grammar, lemma = scene.text.tokens, scene.text.grammar, token.lemma.lower()
    if lemma in grammar.eves or lemma in grammar.anniversaries:
        of = objects_on(scene.text, token.i, *grammar.of)
        if lemma in grammar.eves:
            return _Lean(token, token.start, None, of, -1, about=True)
        numbered = ordinal_of(scene, token.i)
        return _Lean(token, numbered[1].start, token.end, of, numbered[0], Unit.YEAR) if numbered else None
    below = (*with_dep(scene.text, token.i, Rel.PREP_OBJECT), *([token.head] if token.dep == Rel.MARKER else ()))
    steps = next(filter(None, (days_after(scene, o) for o in below)), 0)
    about = grammar.day_units.get(tokens[token.i - 1].lemma.lower(), 0) > 1
    return _Lean(token, tokens[token.i - 2].start, token.end, below, steps, about=about) if steps else None


def _anchors(scene: EventScene, known: Iterable[Meeting]) -> dict[int, str]:
    """Return the first day of what a noun names, by token, for meetings, events and dated nouns ("the 2019 coup")."""
    days = {d.token: day for m in known for d in m.cluster.drafts if (day := m.bounds[0])}
    nouns = [t for t in scene.text.tokens if t.pos == "NOUN" and t.i not in days]
    named, before, grammar = dict[str, set[str]](), _followers(scene), scene.text.grammar
    for noun in (t for t in scene.text.tokens if t.pos == "NOUN" and t.start in before):
        named.setdefault(noun.lemma.lower(), set()).add(before[noun.start])
    exact = [(d.end, d.latest) for d in scene.dates if d.resolved and d.earliest in {None, d.latest} and d.latest]
    for noun in nouns:
        told = {scene.text.tokens[c].text.lower() for c in scene.text.children[noun.i]}
        found = sorted(named.get(noun.lemma.lower(), ()))
        if noun.lemma.lower() in grammar.day_names and told & grammar.demonstratives:  # "a week after | that date"
            found = [day for end, day in exact if end <= noun.start][-1:]
        if len(found) == 1:
            days[noun.i] = found[0]
    return days


def _followers(scene: EventScene) -> dict[int, str]:
    """Return the days of the article by where the word right after them begins ("the March 3, 2021, coup")."""
    text, found = scene.text.article.text, dict[int, str]()
    for d in scene.dates:
        if d.resolved and d.earliest is not None and d.earliest == d.latest:
            rest = text[d.end :]
            found.setdefault(d.end + len(rest) - len(rest.lstrip(" ,")), d.earliest)
    return found


def _fact(scene: EventScene, start: int, end: int, day: str, *, about: bool = False) -> DateFact:
    text = scene.text.slice(start, end)
    return DateFact("", start, end, text, f"{day}~" if about else day, day, day, Timex("DATE", day), True)
