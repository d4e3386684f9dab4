"""The words of time: section `dates` of the lexicon, read once into a table that the lexer looks words up in."""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from kgbuild.extract.dates.calendar import easter_sunday, nth_weekday
from kgbuild.problems import Problem
from kgbuild.schema import FORMS, NUMBER, TEXT, TEXTS, Kind, choice, key, record, table
from kgbuild.yamlio import Node

Words = frozenset[str]
_V = TypeVar("_V", bound="Vocabulary")
_HOLIDAY = "holiday"  # the kind of a holiday's name

# what words stand for: a number, a piece of TIMEX3, a unit
NUMBERED = ("month", "weekday", "weekdays", "number", "ordinal", "deictic", "decade", "nthquarter")
CODED = ("season", "part", "ref", "set", "noon", "era", "parts", "ampm")
UNITS = ("unit", "units")
UNIT_CODES = ("TS", "TM", "TH", "D", "W", "F", "M", "Q", "Y", "E", "C", "L")  # F: a fortnight; L: a millennium
PLAIN = (
    "a", "the", "own", "final", "opening",
    "this", "that", "last", "past", "next", "coming", "previous", "following", "same", "current", "latest",
    "recent", "each", "few", "couple", "early", "begin", "mid", "late", "end", "ended", "earlier", "later", "ago",
    "before", "after", "from", "to", "and", "or", "between", "of", "in", "since", "half", "fiscal", "old", "weekend",
    "zone", "oclock", "period", "time", "more", "tonight", "overnight", "none", "or_so",
)  # fmt: skip
_ALONE = {"tonight", "overnight", "weekend", "oclock", "past", "latest"}  # make expressions without others
_INERT = frozenset({*PLAIN, "number", "ordinal"}) - _ALONE
KINDS = (*NUMBERED, *CODED, *UNITS, *PLAIN)
MODS = ("APPROX", "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE")
_LEAP = 2000  # a year that has every day
_LETTERS = re.compile(r"[^\W\d_]+")
HEAD = re.compile(r"[^\W\d_]+|\d+")  # what words are looked up by


class Feast(StrEnum):
    """Feasts without a day of their own."""

    EASTER = "easter"  # with the days before or after it
    MOVES = "moves"  # follows another calendar


_RULE = re.compile(
    rf"(?P<month>\d\d)-(?P<day>\d\d)|{Feast.EASTER}(?P<offset>[+-]\d+|)|(?P<nth>-?\d) (?P<weekday>[1-7]) (?P<of>\d\d)"
    rf"|{Feast.MOVES}|(?P<once>\d{{4}}-\d\d-\d\d)"
)


class Limit(StrEnum):
    """On which side of a day something lies: the TIMEX3 modifier."""

    BEFORE = "BEFORE"
    ON_OR_BEFORE = "ON_OR_BEFORE"
    ON_OR_AFTER = "ON_OR_AFTER"
    AFTER = "AFTER"


class Ending(StrEnum):
    """What endings say of the word or number they end."""

    ORDINAL = "ordinal"  # 3rd
    DECADE = "decade"  # 1990s
    OWNER = "owner"  # Friday's
    CLOCK = "clock"  # 20h
    HUNDRED = "hundred"  # 0800 hours


@dataclass(frozen=True, slots=True)
class Word:
    """What a word or phrase means: its kind, a number or a piece of TIMEX3, and whether it needs its capital."""

    kind: str
    number: int = 0
    code: str = ""
    capital: bool = False
    pattern: re.Pattern[str] | None = None  # the whole, where it is more than one run of letters
    short: bool = False  # an abbreviation, which may end in a dot


def _is_word(text: str, node: Node, problems: list[Problem]) -> bool:
    """Words are looked up by their first letters or digits."""
    if HEAD.match(text):
        return True
    what = f"`{text}` does not begin with a letter or a digit"
    problems.append(Problem(node.where, what, "write words as they stand in a text"))
    return False


def _plain(node: Node, problems: list[Problem]) -> dict[str, str]:
    texts = ((item.want_text(problems), item) for item in node.want_list(problems))
    return {text: text for text, item in texts if _is_word(text, item, problems)}


def _worded(kind: Kind) -> Kind:
    """A table by words that can be looked up."""

    def each(node: Node, problems: list[Problem]) -> dict[str, Any]:
        found = node.want_map(problems).items()
        return {text: kind.read(value, problems) for text, value in found if _is_word(text, value, problems)}

    return replace(table(kind), read=each)


def _holiday_rule(node: Node, problems: list[Problem]) -> Callable[[int], date | None]:
    rule = _RULE.fullmatch(node.want_text(problems))
    try:
        if rule is not None:
            found = _Holiday(rule.groupdict())
            found(_LEAP)
            return found
    except ValueError:  # the 45th of a 13th month
        pass
    fix = f"write `12-25`, `easter-2`, `4 4 11` (the 4th Thursday of November), `2001-09-11` or `{Feast.MOVES}`"
    problems.append(Problem(node.where, f"`{node.text}` is no rule for a holiday", fix))
    return _Holiday()


_WORDS_OF_TIME = record(
    {
        **dict.fromkeys(NUMBERED, _worded(NUMBER)),
        **dict.fromkeys(CODED, _worded(TEXT)),
        **dict.fromkeys(UNITS, _worded(choice(*UNIT_CODES))),
        **dict.fromkeys(PLAIN, Kind(_plain, {}, TEXTS.schema, TEXTS.said)),
    }
)
_HOLIDAYS = _worded(
    Kind(_holiday_rule, None, TEXT.schema, "rule (`12-25`, `easter-2`, `4 4 11`, `2001-09-11`, `moves`)")
)
_MOD = choice(*MODS)
_LIMIT = choice(*Limit)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of the section `dates`. Also what is made of them: words and phrases by their first word in lower case,
    longest phrase first; `tokens`, which cuts a text into words, numbers and signs, each of the shape that its group
    names; `triggers`, without one of which there is no expression of time; `days` of the holidays by the code of their
    word.
    """

    kinds: Mapping[str, Mapping[str, Any]] = key(_WORDS_OF_TIME, "words by their kind", name="words")
    holidays: Mapping[str, Callable[[int], date | None]] = key(_HOLIDAYS, "names of days, with the rule of each")
    endings: Mapping[str, tuple[str, ...]] = key(table(TEXTS, known=tuple(Ending)), "endings of numbers")
    plans: Words = key(FORMS, "lemmas that put what hangs on them into the future (“*scheduled*”)")
    acts: Words = key(FORMS, "those of them that somebody does on a day (“was *agreed* on Friday”)")
    dropped: Words = key(FORMS, "verbs of giving up a plan, the day of which may be over (“*called off*”)")
    lasting: Words = key(FORMS, "verbs whose past with “until” is over")
    hedges: Mapping[str, str] = key(table(_MOD), "words before an expression (“*nearly*”), with the TIMEX3 modifier")
    limits: Mapping[str, str] = key(table(_MOD), "the same before so long ago (“*less than*”)")
    bounds: Mapping[str, str] = key(table(_LIMIT), "words before a day that only limits (“*no later than*”)")
    trailing: Mapping[str, str] = key(table(_LIMIT), "words after a day that only limits (“*at the latest*”)")
    close: Words = key(FORMS, "words before “before” for what lay close by (“*shortly* before”)")
    moving: Words = key(FORMS, "verbs whose “until” names the new day (“*put* off until Monday”)")
    numbered: Words = key(FORMS, "lemmas of what has a number (“*flight* 2001”)")
    counted: Words = key(FORMS, "lemmas of what a number before it counts (“1999 *copies*”)")
    scales: Words = key(FORMS, "lemmas of what runs in the eighties and is no decade (“*temperatures*”)")
    done: Words = key(FORMS, "nouns of what is over (“Friday's *ruling*”)")
    granting: Words = key(FORMS, "verbs whose “until” is how long they grant (“had *given* her until Friday”)")
    standing: Words = key(FORMS, "nouns of what is overnight by its kind (“the overnight *train*”)")
    priced: Words = key(FORMS, "nouns of prices, whose day is over (“the closing *price* on Tuesday”)")
    aging: Words = key(FORMS, "nouns of what lasts (“a year-old *war*”)")
    rates: Words = key(FORMS, "what comes before what is done so often (“*twice* a week”)")
    marking: Words = key(FORMS, "verbs of giving and getting marks (“*scored* 9/11”)")
    amounts: Words = key(FORMS, "nouns before “of” and a number (“a *crowd* of 1950”)")
    sides: Mapping[str, str] = key(table(choice("PAST", "FUTURE")), "words that look back or ahead (“*since*”)")
    until: Words = key(FORMS, "looks ahead or back with its verb")
    toward: Words = key(FORMS, "leads away from a past verb's time (“put off *to*”)")
    deadline: Words = key(FORMS, "looks ahead or back with its verb (“*by*”)")
    denials: Words = key(FORMS, "words that deny")
    modals: Words = key(FORMS, "helping words of what may be")
    future: Words = key(FORMS, "helping words of what will be")
    perfect: Words = key(FORMS, "helping words of what has been")
    infinitive: Words = key(FORMS, "marks of an infinitive")
    able: Words = key(FORMS, "helping words that are past where denied (“*could* not”)")
    telling: Words = key(FORMS, "verbs that tell in the present what is over")
    aims: Words = key(FORMS, "verbs that set the time of their object")
    ordering: Words = key(FORMS, "verbs that set that of the infinitive after them (“*agreed* to meet on Friday”)")
    words: Mapping[str, tuple[Word, ...]] = field(default_factory=dict)
    tokens: re.Pattern[str] = re.compile(r"(?!)")
    triggers: Words = frozenset()
    days: Mapping[str, Callable[[int], date | None]] = field(default_factory=dict)


def with_words(whole: _V, parts: Iterable[Vocabulary]) -> _V:
    """Return a vocabulary ready for look-up; a word of a later part replaces the same one of an earlier part."""
    found: dict[str, Word] = {}
    for part in parts:
        for kind, entries in part.kinds.items():
            found.update(_word(text, kind, value) for text, value in entries.items())
        found.update(_word(name, _HOLIDAY, name.lower()) for name in part.holidays)
    days = {name.lower(): rule for name, rule in whole.holidays.items()}
    words, tokens = _by_first_word(found), _tokens(whole.endings)
    return replace(whole, days=days, words=words, tokens=tokens, triggers=_triggers(found))


def _tokens(endings: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """Compile the shapes of a text's pieces; a language says what its ordinals, decades and clock times end in."""
    longest = {name: sorted(set(endings.get(name, ())), key=lambda word: (-len(word), word)) for name in Ending}
    ends = {name: "|".join(map(re.escape, words)) for name, words in longest.items()}
    apart = {name: f"(?:{words})" if words else "(?!)" for name, words in ends.items()}
    return re.compile(
        rf"""
        (?P<ordinal>\b\d{{1,3}}{apart[Ending.ORDINAL]}\b)
        | (?P<decade>(?:\b\d\d|[’']|\b)[1-9]0{apart[Ending.DECADE]}\b | \b\d\d00{apart[Ending.DECADE]}\b)
        | (?P<mixed>[^\W\d_]+[\d_]\w*)
        | (?P<word>[^\W\d_]+)
        | (?P<iso>\d{{4}}-\d\d-\d\d(?!\d))
        | (?P<numeric>\d{{1,2}}(?P<sign>[/.])\d{{1,2}}(?P=sign)\d{{4}}(?!\d) | \d{{1,2}}/\d{{1,2}}/\d\d(?!\d))
        | (?P<half>1/2(?![\d/]) | ½)
        | (?P<clock>\d{{1,2}}:\d\d(?::\d\d)?(?!\d) | \d{{1,2}}\.\d\d(?=\s?[ap]\.?m\b)
            | \b\d{{1,2}}{apart[Ending.CLOCK]}(?:\d\d)?\b)
        | (?P<hundreds>\b[0-2]\d[0-5]\d(?=\s(?:[A-Z]{{2,4}}|{apart[Ending.HUNDRED]})\b))
        | (?P<decimal>\d+(?:[.,]\d+)+)
        | (?P<digits>\d+)
        | (?P<possessive>[’']{apart[Ending.OWNER]}?(?!\w))
        | (?P<punctuation>\S)
        """,
        re.VERBOSE,
    )


def _triggers(found: Mapping[str, Word]) -> frozenset[str]:
    """Return the words that give entries away: of a phrase its longest, of number words those that begin years."""
    makers = [text for text, word in found.items() if word.kind not in _INERT or word.number in {19, 20}]
    alone = {text for text in makers if text.isalpha()}
    phrases = (_LETTERS.findall(text) for text in makers)
    return frozenset(alone | {max(words, key=len) for words in phrases if words and alone.isdisjoint(words)})


def _word(text: str, kind: str, value: int | str) -> tuple[str, Word]:
    pattern = None
    if not text.isalpha():
        parts = (re.escape(part).replace("'", "['’]") for part in text.split())
        pattern = re.compile(r"[\s-]+".join(parts) + r"(?!\w)", re.IGNORECASE)
    number, code = (value, "") if isinstance(value, int) else (0, value)
    return text.lower(), Word(kind, number, code, text[:1].isupper(), pattern)


def _by_first_word(found: dict[str, Word]) -> dict[str, tuple[Word, ...]]:
    table: dict[str, list[tuple[int, Word]]] = {}
    names = [(text, word.kind) for text, word in found.items() if word.kind in {"month", "weekday"}]
    for text, entry in found.items():
        short = any(kind == entry.kind and name != text and name.startswith(text) for name, kind in names)
        word = replace(entry, short=short)
        table.setdefault(HEAD.match(text)[0], []).append((-len(text), word))  # type: ignore[index]  # read so
    return {first: tuple(w for _, w in sorted(words, key=lambda lw: lw[0])) for first, words in table.items()}


@dataclass(frozen=True, slots=True)
class _Holiday:
    """The day of a holiday in a year, by its rule (nothing: it follows another calendar and is not computed here)."""

    rule: Mapping[str, Any] = field(default_factory=lambda: dict.fromkeys(_RULE.groupindex))

    def __call__(self, year: int) -> date | None:
        """Return the day. Raises `ValueError` where the rule names one that no year has."""
        rule = self.rule
        if rule["once"]:
            return date.fromisoformat(rule["once"])
        if rule["month"]:
            day = date(_LEAP, int(rule["month"]), int(rule["day"]))
            return None if (day.month, day.day) == (2, 29) and not isleap(year) else day.replace(year=year)
        if rule["weekday"]:
            return nth_weekday(year, int(rule["of"]), int(rule["weekday"]), int(rule["nth"]))
        return None if rule["offset"] is None else easter_sunday(year) + timedelta(days=int(rule["offset"] or 0))
