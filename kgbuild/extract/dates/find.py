"""Time expressions of an article: from annotated text to `DateFact`s; also those that name a day or year on one side of
which something lies ("no later than March 31", "since 2011")."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kgbuild.extract.dates.calendar import Unit
from kgbuild.extract.dates.grammar import reduce
from kgbuild.extract.dates.knowledge import DateKnowledge
from kgbuild.extract.dates.lexer import Lexeme, lex, may_have_time, merge_numbers
from kgbuild.extract.dates.lookalikes import Lookalikes
from kgbuild.extract.dates.reading import Context, Look, Reading
from kgbuild.extract.dates.tense import Clauses
from kgbuild.extract.dates.vocabulary import UNITS, Limit, Vocabulary
from kgbuild.extract.parse.quotations import Quotation
from kgbuild.extract.parse.view import View
from kgbuild.model.article import CLOCK, BlockKind
from kgbuild.model.edtf import approximate, edtf_bounds, interval
from kgbuild.model.facts import DateFact, Timex
from kgbuild.model.text import Sentence

_WORD = re.compile(r"[^\W\d_]+")
_FROM_ON = {Limit.AFTER: Limit.ON_OR_AFTER, Limit.BEFORE: Limit.ON_OR_BEFORE}


@dataclass(frozen=True, slots=True)
class Found:
    """An expression in a text with its meaning."""

    start: int
    end: int
    reading: Reading


def find_dates(text: View, *, knowledge: DateKnowledge, quotations: Sequence[Quotation] = ()) -> tuple[DateFact, ...]:
    """Return the time expressions of an article's body sentences, ids `d1` … in text order.

    Relative ones lean on the day of publication; without one they stay unresolved. Days named in `quotations` carry no
    story on.
    """
    vocabulary = knowledge.words
    published = _published(text.article.published)
    narrative = _outside(quotations)
    context = Context(published, lambda _place: Look(), vocabulary.days, narrative=narrative)
    clauses = Clauses(text, vocabulary, narrative)
    lookalikes = Lookalikes(text, vocabulary)
    facts: list[DateFact] = []
    for sentence in text.sentences:
        words = text.slice(sentence.start, sentence.end)
        if text.article.blocks[sentence.paragraph].why == CLOCK:
            context = _of_day(words, sentence.start, replace(context, published=published), knowledge) or context
        if sentence.kind is not BlockKind.BODY or not may_have_time(words, vocabulary):
            continue
        lexemes = merge_numbers(lex(words, vocabulary, offset=sentence.start))
        here = replace(context, look=clauses.look_in(sentence), year=None)
        found, context = _read(lookalikes.put_aside(lexemes, sentence), here, knowledge, text.article.text)
        for expression in found:
            if _is_amount(text, sentence, expression, vocabulary):
                continue
            before = text.slice(sentence.start, expression.start)
            hedged = _hedged(expression, before, vocabulary, context.published)
            if clauses.is_limit(sentence, expression.start, expression.end):
                hedged = _as_limit(hedged, text.article.text, (sentence.start, sentence.end), vocabulary)
            facts.append(_fact(hedged, text.article.text, len(facts) + 1))
    return tuple(facts)


def _of_day(words: str, start: int, context: Context, knowledge: DateKnowledge) -> Context | None:
    """Return the context of the entries below a line of a live blog that says of which day they are; None where it only
    has the time of day."""
    lexemes = merge_numbers(lex(words, knowledge.words, offset=start))
    found, _ = _read(lexemes, replace(context, year=None), knowledge, " " * start + words)
    read = [(f.reading.type, f.reading.cell.first) for f in found if f.reading.cell is not None]
    day = next((day for kind, day in read if kind == "DATE" or day != context.published), None)
    return replace(context, published=day, anchor=None) if day else None


def _read(lexemes: list[Lexeme], context: Context, knowledge: DateKnowledge, text: str) -> tuple[list[Found], Context]:
    for rules in knowledge.tiers:
        lexemes, context = reduce(lexemes, rules, context)
        if not any(lexeme.reading for lexeme in lexemes):  # later tiers only join what the first has found
            return [], context
    found = [Found(x.start, x.end, x.reading) for x in lexemes if x.reading is not None and not x.reading.loose]
    return [f for f in found if not _is_title(f, text, knowledge.words)], context


def _is_title(found: Found, text: str, vocabulary: Vocabulary) -> bool:
    """Whether a stretch is a name in capitals: "60 Minutes", "the Six-Day War", "on the show This Week"."""
    reading, named = found.reading, _WORD.findall(text, found.start, found.end)[-2:]
    day = reading.type != "DURATION" and (reading.stretch is None or reading.stretch.unit is Unit.DAY)  # "Labor Day"
    if day or len(named) < 2 or not all(word[0].isupper() for word in named):
        return False
    return any(entry.kind in {"unit", "units"} for entry in vocabulary.words.get(named[-1].lower(), ()))


def _is_amount(text: View, sentence: Sentence, found: Found, vocabulary: Vocabulary) -> bool:
    """Whether an expression counts something: "four flights *a week*", "$2 a share *a year*"; or tells how old somebody
    or something is: "a six-year-old boy", but not "a four-year-old war"."""
    after = [word.lemma.lower() for word in text.words(sentence) if word.start >= found.end][:3]
    if found.reading.age and vocabulary.aging.isdisjoint(after):
        return True
    first = text.slice(found.start, found.end).split()[0].lower()
    single = any(entry.kind == "a" and entry.pattern is None for entry in vocabulary.words.get(first, ()))
    if found.reading.type != "DURATION" or not single:
        return False
    before = [word for word in text.words(sentence) if word.end <= found.start][-1:]
    return any(w.pos in {"NOUN", "PROPN", "NUM", "SYM"} or w.lemma in vocabulary.rates for w in before)


def _published(written: str) -> date | None:
    """Return the day of an ISO date, with or without a time of day; None for what is no date."""
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None


def _outside(quotations: Sequence[Quotation]) -> Callable[[int], bool]:
    """Return whether a character stands outside quotation marks."""
    starts = [q.start for q in quotations]

    def outside(place: int) -> bool:
        n = bisect_right(starts, place) - 1
        return n < 0 or place >= quotations[n].end

    return outside


def _hedged(found: Found, before: str, vocabulary: Vocabulary, published: date | None) -> Found:
    """Add the modifier of the words just before an expression ("nearly two years")."""
    reading, words = found.reading, before.lower().split()[-3:]
    phrases = [" ".join(words[k:]) for k in range(len(words))]  # the longest first
    if reading.bound is not None and published is not None:
        limit = next((vocabulary.limits[p] for p in phrases if p in vocabulary.limits), None)
        if limit is not None:
            recent = limit in {"LESS_THAN", "EQUAL_OR_LESS"}  # between then and publication, else before then
            within = f"{reading.bound}/{published}" if recent else f"../{reading.bound}"
            return replace(found, reading=replace(reading, mod=limit, edtf=within))
    mod = next((vocabulary.hedges[p] for p in phrases if p in vocabulary.hedges), None)
    if mod is None or reading.mod is not None:
        return found
    edtf = approximate(reading.edtf) if reading.edtf and mod == "APPROX" else reading.edtf
    return replace(found, reading=replace(reading, mod=mod, edtf=edtf))


def _as_limit(found: Found, text: str, within: tuple[int, int], vocabulary: Vocabulary) -> Found:
    """Open one side of a date that the words around it make a limit ("until Friday")."""
    mod = limit_of(text[within[0] : found.start], text[found.end : within[1]], vocabulary)
    feast = text[found.start : found.end].lower() in vocabulary.days  # "after 9/11": from that day on
    mod = _FROM_ON.get(Limit(mod), mod) if mod and feast else mod
    return replace(found, reading=limited(found.reading, mod)) if mod else found


def _fact(found: Found, text: str, number: int) -> DateFact:
    reading = found.reading
    earliest, latest = edtf_bounds(reading.edtf) if reading.edtf else (None, None)
    return DateFact(
        id=f"d{number}", start=found.start, end=found.end, text=text[found.start : found.end], edtf=reading.edtf,
        earliest=earliest, latest=latest, timex=Timex(reading.type, reading.value, reading.mod),
        resolved=reading.resolved,
    )  # fmt: skip


_LONGEST = 4  # words of a phrase that sets a limit
_OPEN = ".."
_FIRST, _LAST = "0001-01-01", "9999-12-31"  # the days that can be counted from


def limit_of(before: str, after: str, words: Vocabulary) -> str | None:
    """Return the TIMEX3 modifier that the text around an expression makes it a limit with, or None.

    What lies close to a day does not lie anywhere before it: "shortly before Christmas", "the day after March 3".
    """
    spelled = _WORD.findall(before.lower())[-_LONGEST - 1 :]
    behind = " ".join(_WORD.findall(after.lower())[:3])
    trailing = next((mod for words_, mod in words.trailing.items() if f"{behind} ".startswith(f"{words_} ")), None)
    if trailing is not None:
        return trailing
    for k in range(len(spelled)):  # the longest first
        mod = words.bounds.get(" ".join(spelled[k:]))
        if mod is not None:
            before = spelled[k - 1] if k else ""
            unit = any(entry.kind in UNITS for entry in words.words.get(before, ()))
            return None if unit or before in words.close else mod
    return None


def limited(reading: Reading, mod: str) -> Reading:
    """Return a reading as the open stretch on one side of it; what is no stretch of days stays as it is."""
    if reading.edtf is None or reading.type != "DATE" or reading.mod is not None or _OPEN in reading.edtf:
        return reading
    first, _, last = reading.edtf.partition("/")
    earliest, latest = edtf_bounds(reading.edtf)
    if earliest is None or latest is None or not _FIRST < earliest <= latest < _LAST:
        return reading
    return replace(reading, mod=mod, edtf=_side(mod, (first, last or first), (earliest, latest)))


def _side(mod: str, named: tuple[str, str], days: tuple[str, str]) -> str:
    match mod:
        case Limit.BEFORE:
            return interval(_OPEN, _beside(days[0], -1))
        case Limit.ON_OR_BEFORE:
            return interval(_OPEN, named[1])
        case Limit.AFTER:
            return interval(_beside(days[1], 1), _OPEN)
        case _:
            return interval(named[0], _OPEN)


def _beside(day: str, step: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=step)).isoformat()
