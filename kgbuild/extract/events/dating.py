"""Which dates and durations hang on a mention, and whether a date says when it began or ended."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from kgbuild.extract.events.mentions import Backing, Dated
from kgbuild.extract.events.outcomes import outcome_of
from kgbuild.extract.events.scene import EventScene, hedge_at
from kgbuild.extract.events.site import Site, support_at
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import ancestors, counted_by, predicate, prepositions, with_dep
from kgbuild.extract.parse.verbs import is_infinitive
from kgbuild.model.edtf import edtf_bounds
from kgbuild.model.facts import DateFact, Span
from kgbuild.model.text import Token

_CLOCK = "T"  # in the value of a time of a day
_WITHIN = frozenset({Rel.COMPOUND, Rel.ADJECTIVE, Rel.NOUN})
_VERBAL = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class ClauseFacts:
    """What a clause says of when, how long and with what result."""

    dates: tuple[Dated, ...]
    duration: str | None
    qualifier: str | None
    outcome: str | None
    backing: tuple[Backing, ...]


def clause_facts(scene: EventScene, site: Site, owners: Collection[int]) -> ClauseFacts:
    """Read the dates, the duration and the outcome that hang on `owners` (a mention and the verb above it)."""
    dates = tuple(
        Dated(d, boundary)
        for o, d in dates_on(scene, owners)
        if (boundary := _boundary(scene, site, None if _is_of_itself(scene, site, o, d) else o, d)) is not None
    )
    dates = _moved_to(scene, dates, owners) or dates
    backing = [backing_of(d.fact) for d in dates]
    lasting = _duration_on(scene, owners)
    hedge = hedge_at(scene, lasting.start) or None if lasting else None
    if lasting:
        backing.append(("duration", lasting.timex.value, Span(lasting.start, lasting.end, lasting.text)))
    outcome = outcome_of(scene, site)
    if outcome:
        backing.append(("outcome", outcome.text, outcome))
    value = lasting.timex.value if lasting else None
    return ClauseFacts(dates, value, hedge, outcome.text if outcome else None, tuple(backing))


def _is_of_itself(scene: EventScene, site: Site, i: int, date: DateFact) -> bool:
    """Say whether a date hangs on a word that tells an event, and not its start or end alone."""
    said = site.verb is None and i in site.supports  # "the search | was called off"
    return i in scene.triggers and not (said or _bounds(scene, i, date))


def _bounds(scene: EventScene, i: int, date: DateFact) -> bool:
    """Say whether a word that tells something by itself says when it began or ended: "the trial *began* | in May"."""
    noun = scene.triggers.intersection(with_dep(scene.text, i, *SUBJECTS))  # not "will close its mill next year"
    frame = support_at(scene, i) if date.earliest != date.latest and noun else None
    return frame is not None and frame.boundary in {"start", "end"}


def _moved_to(scene: EventScene, dates: tuple[Dated, ...], owners: Collection[int]) -> tuple[Dated, ...]:
    """Return the date a meeting was moved to ("planned for Monday, was put off to Friday"): the others are history."""
    told = [(d, frame) for o, d in dates_on(scene, owners) if (frame := support_at(scene, o)) is not None]
    planned = [d for d, frame in told if frame.factuality == "planned"]
    moved = {d for d in planned if _preposition(scene, d) in scene.text.grammar.moved_to}
    return tuple(d for d in dates if d.fact in moved)


def told_last(scene: EventScene, i: int, facts: ClauseFacts) -> ClauseFacts:
    """Return the facts of a clause with the day that stands last in it: "voted to ban fur on Tuesday"; a day to come is
    that of what they voted for."""
    text = scene.text  # "rejected a bill | to lower the age on Monday", "seized tusks | hidden in a boat on Monday"
    led = [o for p in with_dep(text, i, Rel.PREPOSITION) for o in with_dep(text, p, Rel.PREP_OBJECT)]
    things = with_dep(text, i, Rel.OBJECT, Rel.ATTRIBUTE)
    below = {c for j in (i, *things, *led) for c in text.children[j] if is_infinitive(text, c)}
    of = [o for j in things for o in counted_by(text, j)]
    below |= {c for j in (*things, *of) for c in with_dep(text, j, Rel.PARTICIPLE) if c not in scene.triggers}
    ways = with_dep(text, i, Rel.PREPOSITION)  # "expelled them for | spying on Monday"
    below |= {c for p in ways for c in with_dep(text, p, Rel.PREP_CLAUSE) if c not in scene.triggers}
    today = scene.text.article.published
    if facts.dates or not below or not today:
        return facts
    days = (d for _, d in dates_on(scene, below) if d.latest is not None)
    past = tuple(Dated(d, "whole") for d in days if d.earliest == d.latest and (d.latest or "") <= today)
    backing = tuple(backing_of(d.fact) for d in past)
    return with_dates(facts, replace(facts, dates=past, backing=backing))


def backing_of(date: DateFact) -> Backing:
    """Return the words of a date as what backs the day of a mention."""
    return "when", date.text, Span(date.start, date.end, date.text)


def day_apart(scene: EventScene, i: int) -> tuple[Dated, ...]:
    """Return the day of what is told to have been so many days before or after another day: "shut on Tuesday, *two days
    after* talks failed", "on Thursday, *a day after* talks in Lund", "on Thursday, *the day after* she resigned"."""
    text, steps = scene.text, days_after(scene, i)
    if not steps:
        return ()
    beside = (*with_dep(text, i, Rel.MARKER, Rel.NOUN_ADVERB), text.tokens[i].head)
    days = [d for c in beside if (d := scene.date_heads.get(c)) is not None and d.edtf is not None]
    above = next((a for a in ancestors(text, i) if text.tokens[a].pos in _VERBAL), i)
    days = days or [d for _, d in dates_on(scene, {above})]
    return _shifted(days, -steps)


def day_from(scene: EventScene, i: int) -> tuple[Dated, ...]:
    """Return the day of what is told to have been so many days before or after another thing, by the day of that: "met
    *a week before* the deal was signed on 30 June", "met two days after | the vote on 3 May"."""
    below = [*with_dep(scene.text, i, Rel.ADVERB_CLAUSE), *(o for _, led in prepositions(scene.text, i) for o in led)]
    steps = ((c, days_after(scene, c)) for c in below if c > i)
    return next((_shifted([d for _, d in dates_on(scene, {c})], step) for c, step in steps if step), ())


def _shifted(days: Iterable[DateFact], steps: int) -> tuple[Dated, ...]:
    """Return the only day told, so many days later."""
    days = [d for d in days if d.earliest is not None and d.earliest == d.latest]
    return (Dated(moved(days[0], steps), "whole"),) if len({d.earliest for d in days}) == 1 else ()


def days_after(scene: EventScene, i: int) -> int | None:
    """Return how many days after what a verb or noun tells the clause above it is, below 0 for before: "two days after
    | talks failed", "a week before | the vote"; 0 where that is not told ("months after"), None where it is not said to
    be another day at all."""
    tokens, grammar = scene.text.tokens, scene.text.grammar
    marks = (*with_dep(scene.text, i, Rel.MARKER), tokens[i].head)
    mark = next((m for m in marks if 1 < m < i and tokens[m].text.lower() in grammar.earlier | grammar.later), 0)
    unit, count = tokens[mark - 1].lemma.lower(), tokens[max(mark - 2, 0)].text.lower()
    if not mark or unit not in (grammar.stretches | grammar.day_units.keys()) - grammar.moments:
        return None
    one = count in grammar.indefinite | grammar.definite and tokens[mark - 1].tag == "NN"  # "the day after"
    number = 1 if one else grammar.numbers.value([count], {}) or 0
    return number * grammar.day_units.get(unit, 0) * (1 if tokens[mark].text.lower() in grammar.later else -1)


def moved(date: DateFact, shift: int) -> DateFact:
    """Return a day so many days later."""
    day = (datetime.date.fromisoformat(date.earliest or "") + datetime.timedelta(days=shift)).isoformat()
    return replace(date, edtf=day, earliest=day, latest=day)


def of_edges(facts: ClauseFacts) -> ClauseFacts:
    """Return the facts of a clause without the dates that are not those of a beginning or end."""
    kept = tuple(d for d in facts.dates if d.boundary != "whole")
    words = {d.fact.text for d in kept}
    return replace(facts, dates=kept, backing=tuple(b for b in facts.backing if b[0] != "when" or b[1] in words))


def with_dates(facts: ClauseFacts, others: ClauseFacts) -> ClauseFacts:
    """Return the facts of a clause with the dates of another."""
    told = tuple(b for b in others.backing if b[0] == "when")
    return replace(facts, dates=others.dates, backing=(*facts.backing, *told))


def _boundary(scene: EventScene, site: Site, owner: int | None, fact: DateFact) -> str | None:
    """Return which end of a meeting a date gives ("start", "end" or "whole"), or None where it dates something else.

    With a verb of planning or cancelling only a date it is set for counts ("called off on Monday" dates the news);
    with a verb of ending, "until" names the day it will go on ("adjourned until Monday"). `owner` is None where the
    date hangs on what names the meeting or event itself ("the roof collapsed on Monday").
    """
    frame = None
    if owner is not None:
        tried = with_dep(scene.text, owner, Rel.OPEN_CLAUSE)  # "failed on Monday to agree at talks" ends none
        apart = owner == site.verb and not site.supports  # "promised wells on Monday | at talks"
        frame = site.supports.get(owner) or (None if tried or apart else support_at(scene, owner))
    verb = site.verb
    if frame is None and verb is not None and site.support is not None and site.is_argument:
        after = fact.start > scene.text.tokens[verb].start
        frame = site.support if after else None  # "concluded talks in Oslo on Monday": the day they ended
    day = fact.earliest in {None, fact.latest} and _CLOCK not in fact.timex.value  # "until midnight on Sunday": Sunday
    edge = scene.text.grammar.edges.get(_preposition(scene, fact), "") if day else ""
    if frame is not None and (frame.factuality or frame.boundary == "telling"):  # "announced the layoffs on Tuesday"
        ahead = frame.factuality == "planned" and (fact.earliest or "") > (scene.text.article.published or "9")
        both = frame.factuality == "cancelled" and len(fact.edtf or "") == len("2023")  # "pulled its offering in 2023"
        return "whole" if ahead or both or _preposition(scene, fact) in scene.text.grammar.set_for else None
    if frame is not None and frame.boundary in {"start", "end"}:
        on = edge == "end" or _preposition(scene, fact) in scene.text.grammar.moved_to
        return None if on and frame.boundary == "end" else frame.boundary  # "adjourned to Friday": when it goes on
    return edge or "whole"


def _preposition(scene: EventScene, fact: DateFact) -> str:
    """Return the word a date hangs on, lower case."""
    head = next((i for i, d in scene.date_heads.items() if d is fact), None)
    return "" if head is None else scene.text.tokens[scene.text.tokens[head].head].text.lower()


def _counts(scene: EventScene, head: int, date: DateFact) -> bool:
    """Say whether a span only says since when it is counted: "raised rates for the fifth time | this year", "was their
    first | since May"."""
    tokens, first, told = scene.text.tokens, head, predicate(scene.text, head)
    if date.latest is None and told is not None and tokens[told].lemma in scene.text.grammar.be:
        return any(scene.text.grammar.numbers.ordinal(t.text) for t in tokens[told:head])
    while first > 0 and tokens[first - 1].start >= date.start:
        first -= 1
    before = scene.text.children[first - 1] if first else ()
    return date.earliest != date.latest and any(scene.text.grammar.numbers.ordinal(tokens[c].text) for c in before)


def dates_on(scene: EventScene, owners: Collection[int]) -> Iterator[tuple[int, DateFact]]:
    """Yield (owner, date) for resolved calendar dates that hang on one of `owners`, in text order."""
    for head, date in _dates_near(scene, owners):
        if date.timex.type == "SET" or not date.resolved or date.edtf is None:
            continue
        if scene.text.tokens[head].dep == Rel.MARKER or _counts(scene, head, date):
            continue  # "on Thursday, the day after | she resigned"
        barred = _barred(scene, head, scene.text.grammar.not_at) and not _limits(scene, head, date)
        barred |= _is_base(scene, head, date)
        found = None if barred else _owner(scene, head, owners)
        if found is None and (found := _told_by_when(scene, head, owners)) is not None:
            yield found, _named_by(date)
            continue
        found = _stands_before(scene, date, owners) if found is None else found
        if found is not None:
            yield found, date


def _is_base(scene: EventScene, head: int, date: DateFact) -> bool:
    """Say whether a time is that from which a change is counted: "fell in July | from June"."""
    text = scene.text
    for a in ancestors(text, head):
        token = text.tokens[a]
        if token.text.lower() in text.grammar.source and token.start < date.start:
            told = predicate(text, head)
            return told is not None and any(j < a and predicate(text, j) == told for j in scene.date_heads)
        if token.pos in _VERBAL:
            break
    return False


def _dates_near(scene: EventScene, owners: Collection[int]) -> Iterator[tuple[int, DateFact]]:
    """Yield the dates of the sentences of `owners` and those beside them, for none hangs on what is farther."""
    of = scene.text.sentence_of
    near = {of[o] + k for o in owners for k in (-1, 0, 1)}
    return ((head, date) for head, date in scene.date_heads.items() if of[head] in near)


def _named_by(date: DateFact) -> DateFact:
    """Return the time itself of one from which something has gone on: "since May, when they met"."""
    named = (date.edtf or "").removesuffix("/..")
    first, last = edtf_bounds(named)
    return date if named == date.edtf else replace(date, edtf=named, earliest=first, latest=last)


def _told_by_when(scene: EventScene, head: int, owners: Collection[int]) -> int | None:
    """Return the one of `owners` that a time is explained by: "in May, when the talks collapsed"."""
    text = scene.text
    for c in with_dep(text, head, Rel.RELATIVE, Rel.ADVERB_CLAUSE):
        if c in owners and any(text.tokens[w].text.lower() in text.grammar.when for w in with_dep(text, c, Rel.ADVERB)):
            return c
    return None


def _stands_before(scene: EventScene, date: DateFact, owners: Collection[int]) -> int | None:
    """Return the noun a date stands right before ("the May 3, 2021, coup"), which parsers often miss, or behind
    without a word between ("ahead of a meeting next month")."""
    for i in sorted(owners):
        token = scene.text.tokens[i]
        if token.pos not in {"NOUN", "NUM"}:  # "the next one, | on May 3"
            continue
        between = scene.text.slice(token.end, date.start).split() if token.end < date.start else ["-"]
        if not between or (between[0] == "," and set(between[1:]) <= scene.text.grammar.on):  # "the next meeting, on"
            return i
        if _is_inside(scene, token, date):
            return i
        led_away = date.text.split()[-1].lower() in scene.text.grammar.not_at  # "a day after | the vote": not its day
        if not led_away and token.start >= date.end and scene.text.slice(date.end, token.start).strip(" ,") == "":
            return i
    return None


def _is_inside(scene: EventScene, noun: Token, date: DateFact) -> bool:
    """Say whether a date stands between a subject and its verb: "the session | in Lund on Monday | brought no deal"."""
    tokens = scene.text.tokens
    if noun.dep not in SUBJECTS or not noun.end < date.start < tokens[noun.head].start:
        return False
    own = set(scene.text.subtree(noun.i))
    between = scene.text.between(noun.end, date.start)
    others = scene.triggers.intersection(t.i for t in between)  # "the trial of farmers charged after a riot in 2012"
    return not others and all(t.i in own or t.text.lower() in scene.text.grammar.on for t in between)


def _duration_on(scene: EventScene, owners: Collection[int]) -> DateFact | None:
    for head, date in _dates_near(scene, owners):
        lasting = is_duration(date) and not _barred(scene, head, scene.text.grammar.not_lasting)
        lasting = lasting and not _is_of_another(scene, head, owners)
        if lasting and not _shifts(scene, head, date) and _owner(scene, head, owners, through_things=False) is not None:
            return date
    return None


def _is_of_another(scene: EventScene, head: int, owners: Collection[int]) -> bool:
    """Say whether a length is that of some other thing: "resumed talks after a | ten-day *break*"."""
    token = scene.text.tokens[head]
    return token.dep in _WITHIN and token.head not in owners and scene.text.tokens[token.head].pos == "NOUN"


def _shifts(scene: EventScene, head: int, date: DateFact) -> bool:
    """Say whether a length leads from one thing to another: "a day after they met", not "met for two days before"."""
    while head >= 0 and scene.text.tokens[head].start >= date.start:
        head -= 1
    leads = head >= 0 and scene.text.tokens[head].pos == "ADP"
    return date.text.split()[-1].lower() in scene.text.grammar.far and not leads


def is_duration(date: DateFact) -> bool:
    """Say whether a time is a length only; "the past month" is a stretch of the calendar."""
    return date.timex.type == "DURATION" and date.edtf is None


def _barred(scene: EventScene, head: int, words: Collection[str]) -> bool:
    """Say whether a word such as "before" or "since" governs a time, so that nothing happened at it."""
    leader, date = scene.text.tokens[scene.text.tokens[head].head], scene.date_heads.get(head)
    within = date is not None and " " in date.text and _CLOCK in (date.timex.value or "")
    if leader.text.lower() not in words or within:  # "before dawn on Sunday" is on Sunday
        return False
    # "fell by a fifth | last year" to parsers is "by last year"
    between = scene.text.tokens[leader.i + 1 : head] if date is not None and date.start > leader.end + 1 else ()
    return not any(t.end <= date.start and t.pos in {"ADJ", "NUM", "NOUN"} for t in between if date is not None)


def _limits(scene: EventScene, head: int, date: DateFact) -> bool:
    """Say whether a date with an open side tells when a verb's act took place.

    "Have marched since Friday", "must leave no later than May 3", but not "the worst attack since 2020".
    """
    tokens = scene.text.tokens
    above = tokens[tokens[tokens[head].head].head]
    above = tokens[above.head] if above.pos == "ADV" else above
    return date.earliest != date.latest and None in (date.earliest, date.latest) and above.pos in _VERBAL


def _owner(scene: EventScene, head: int, owners: Collection[int], *, through_things: bool = True) -> int | None:
    """Return the one of `owners` that a time hangs on; other mentions and verbs in between are in the way.

    A length may not pass through what a verb acts on: "produced a 90-day truce" is no meeting of 90 days.
    """
    tokens, grammar = scene.text.tokens, scene.text.grammar
    link, date = tokens[tokens[head].head], scene.date_heads[head]
    thing = link.head if tokens[link.head].pos == "NOUN" else link.i - 1
    ahead = date.earliest != date.latest and (date.latest or "") > (scene.text.article.published or "9")
    led = grammar.of | (grammar.purpose if ahead else frozenset())
    apart = {thing, *counted_by(scene.text, thing)}.isdisjoint({*owners, *scene.triggers, *scene.date_heads})
    if link.text.lower() in led and tokens[thing].pos == "NOUN" and apart:
        return None  # "kept it under a *treaty* of 1929", "approved the *budget* for 2027"
    i, whose = head, False
    while tokens[i].head != i:
        whose |= tokens[i].dep == Rel.OWNER and tokens[i].head not in owners
        i = tokens[i].head
        if i in owners:  # "won | Sunday's run-off", not "failed to settle | next year's budget at talks"
            return i if not whose or i in scene.triggers else None
        if tokens[i].lemma in scene.text.grammar.be:  # "on Friday she is | to meet"
            return next((c for c in with_dep(scene.text, i, Rel.OPEN_CLAUSE) if c in owners), None)
        if any(c in scene.triggers for c in counted_by(scene.text, i)):  # "a series of bombings | in 2019"
            return next((c for c in counted_by(scene.text, i) if c in owners), None)
        thing = not through_things and tokens[i].dep in {Rel.OBJECT, Rel.SUBJECT, Rel.PASSIVE_SUBJECT}
        lasting = grammar.held_at - grammar.spots  # "arrested ten during a march | on Monday"
        lasting |= grammar.with_or_without  # "ended without a deal | on Monday"
        at_same = through_things and tokens[i].dep == Rel.PREP_OBJECT and tokens[tokens[i].head].text.lower() in lasting
        if (i in scene.triggers and not at_same) or thing or tokens[i].pos in {"VERB", "AUX"}:
            return None
    return None
