"""The words of time: section `dates` of the lexicon, read once into a table that the lexer looks words up in."""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kgbuild.extract.dates.calendar import easter_sunday, nth_weekday
from kgbuild.lexicon import Lexicon
from kgbuild.problems import Problem
from kgbuild.yamlio import Node

NUMBERED = (
    "month",
    "weekday",
    "weekdays",
    "number",
    "ordinal",
    "deictic",
    "decade",
    "nthquarter",
)  # words stand for a number
CODED = (
    "season",
    "part",
    "unit",
    "units",
    "ref",
    "set",
    "noon",
    "era",
    "parts",
    "ampm",
)  # words stand for a piece of TIMEX3
UNIT_CODES = ("TS", "TM", "TH", "D", "W", "F", "M", "Q", "Y", "E", "C", "L")  # F: a fortnight; L: a millennium
PLAIN = (
    "a", "the", "own", "final", "opening",
    "this", "that", "last", "past", "next", "coming", "previous", "following", "same", "current", "latest",
    "recent", "each", "few", "couple", "early", "begin", "mid", "late", "end", "ended", "earlier", "later", "ago",
    "before", "after", "from", "to", "and", "or", "between", "of", "in", "since", "half", "fiscal", "old", "weekend",
    "zone", "oclock", "period", "time", "more", "tonight", "overnight", "none", "or_so",
)  # fmt: skip
_ALONE = {
    "tonight",
    "overnight",
    "weekend",
    "oclock",
    "past",
    "latest",
}  # make expressions without others
_INERT = frozenset({*PLAIN, "number", "ordinal"}) - _ALONE
KINDS = (*NUMBERED, *CODED, *PLAIN)
MODS = ("APPROX", "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE")
_LISTS = (
    "plans", "lasting", "numbered", "counted", "scales", "done", "aging", "rates", "amounts", "until", "toward",
    "deadline", "denials", "modals", "future", "perfect", "infinitive", "able", "telling", "aims", "ordering",
)  # fmt: skip
_ENDINGS = ("ordinal", "decade", "owner", "clock", "hundred")
_MODIFIERS = {"hedges": MODS, "limits": MODS, "sides": ("PAST", "FUTURE")}
_LEAP = 2000  # a year that has every day
_LETTERS = re.compile(r"[^\W\d_]+")
HEAD = re.compile(r"[^\W\d_]+|\d+")  # what words are looked up by
_RULE = re.compile(
    r"(?P<month>\d\d)-(?P<day>\d\d)|easter(?P<offset>[+-]\d+|)|(?P<nth>-?\d) (?P<weekday>[1-7]) (?P<of>\d\d)|moves"
    r"|(?P<once>\d{4}-\d\d-\d\d)"
)


@dataclass(frozen=True, slots=True)
class Word:
    """What a word or phrase means: its kind, a number or a piece of TIMEX3, and whether it needs its capital."""

    kind: str
    number: int = 0
    code: str = ""
    capital: bool = False
    pattern: re.Pattern[str] | None = None  # the whole, where it is more than one run of letters
    short: bool = False  # an abbreviation, which may end in a dot


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words and phrases by their first word in lower case, longest phrase first; `tokens` cuts a text into words,
    numbers and signs, each of the shape that its group names.

    `triggers` are words without one of which there is no expression of time; `holidays` are found by the code of their
    word; `plans` are lemmas of verbs and adjectives that put what hangs on them into the future ("scheduled"),
    `lasting` verbs whose past with "until" is over; `hedges` give the TIMEX3 modifier of the words before an expression
    ("nearly"), `limits` those before so long ago ("less than"). `numbered` are lemmas of what has a number ("flight
    2001"), `counted` of what a number before it counts ("1999 copies"), `scales` of what runs in the eighties and is no
    decade ("temperatures"), `done` of what is over ("Friday's ruling"), `aging` of what lasts ("a year-old
    war"), `rates` come before what is done so often ("twice a week"), `amounts` before "of" and
    a number. Words of clauses:
    `sides` look back or ahead by themselves ("since"), `until` and `deadline` ("by") with their verb, `toward` leads
    away from a past verb's time ("put off to"); `denials` deny, `modals`, `future`, `perfect`, `able` (past where
    denied) and `infinitive` are helping words; `telling` verbs tell in the present what is over, `aims` set the time
    of their object, `ordering` that of the infinitive after them ("agreed to meet on Friday").
    """

    words: Mapping[str, tuple[Word, ...]]
    tokens: re.Pattern[str]
    triggers: frozenset[str]
    holidays: Mapping[str, Callable[[int], date | None]]
    plans: frozenset[str]
    lasting: frozenset[str]
    hedges: Mapping[str, str]
    limits: Mapping[str, str]
    numbered: frozenset[str]
    counted: frozenset[str]
    scales: frozenset[str]
    done: frozenset[str]
    aging: frozenset[str]
    rates: frozenset[str]
    amounts: frozenset[str]
    sides: Mapping[str, str]
    until: frozenset[str]
    toward: frozenset[str]
    deadline: frozenset[str]
    denials: frozenset[str]
    modals: frozenset[str]
    future: frozenset[str]
    perfect: frozenset[str]
    infinitive: frozenset[str]
    able: frozenset[str]
    telling: frozenset[str]
    aims: frozenset[str]
    ordering: frozenset[str]


def read_vocabulary(lexicon: Lexicon, problems: list[Problem]) -> Vocabulary:
    """Read the words of the `dates` sections of a lexicon; what does not fit is added to `problems`."""
    found: dict[str, Word] = {}  # a later file's word replaces the same word of an earlier one
    holidays: dict[str, Callable[[int], date | None]] = {}
    lists: dict[str, set[str]] = {name: set() for name in _LISTS}
    modifiers: dict[str, dict[str, str]] = {name: {} for name in _MODIFIERS}
    endings: dict[str, set[str]] = {name: set() for name in _ENDINGS}
    for node in lexicon.section("dates"):
        parts = node.want_map(problems, known=("words", "holidays", "rules", "pieces", "endings", *_LISTS, *_MODIFIERS))
        if "words" in parts:
            for kind, entries in parts["words"].want_map(problems, known=KINDS).items():
                found.update(_read_words(kind, entries, problems))
        if "holidays" in parts:
            for name, rule in parts["holidays"].want_map(problems).items():
                if not _is_word(name, rule, problems):
                    continue
                found.update([_word(name, "holiday", code=name.lower())])
                holidays[name.lower()] = _read_holiday(rule, problems)
        if "endings" in parts:
            for name, entry in parts["endings"].want_map(problems, known=_ENDINGS).items():
                endings.get(name, set()).update(entry.want_texts(problems))
        for name in lists.keys() & parts.keys():
            lists[name].update(parts[name].want_texts(problems))
        for name in modifiers.keys() & parts.keys():
            for words, mod in parts[name].want_map(problems).items():
                modifiers[name][words] = mod.want_choice(problems, _MODIFIERS[name])
    sets = {name: frozenset(words) for name, words in lists.items()}
    return Vocabulary(
        _by_first_word(found), _tokens(endings), _triggers(found), holidays,
        hedges=modifiers["hedges"], limits=modifiers["limits"], sides=modifiers["sides"], **sets,
    )  # fmt: skip


def _tokens(endings: Mapping[str, set[str]]) -> re.Pattern[str]:
    """Compile the shapes of a text's pieces; a language says what its ordinals, decades and clock times end in."""
    ends = {name: "|".join(sorted(map(re.escape, words), key=len, reverse=True)) for name, words in endings.items()}
    apart = {name: f"(?:{words})" if words else "(?!)" for name, words in ends.items()}
    return re.compile(
        rf"""
        (?P<ordinal>\b\d{{1,3}}{apart["ordinal"]}\b)
        | (?P<decade>(?:\b\d\d|[’']|\b)[1-9]0{apart["decade"]}\b | \b\d\d00{apart["decade"]}\b)
        | (?P<mixed>[^\W\d_]+[\d_]\w*)
        | (?P<word>[^\W\d_]+)
        | (?P<iso>\d{{4}}-\d\d-\d\d(?!\d))
        | (?P<numeric>\d{{1,2}}(?P<sign>[/.])\d{{1,2}}(?P=sign)\d{{4}}(?!\d) | \d{{1,2}}/\d{{1,2}}/\d\d(?!\d))
        | (?P<half>1/2(?![\d/]) | ½)
        | (?P<clock>\d{{1,2}}:\d\d(?::\d\d)?(?!\d) | \d{{1,2}}\.\d\d(?=\s?[ap]\.?m\b)
            | \b\d{{1,2}}{apart["clock"]}(?:\d\d)?\b)
        | (?P<hundreds>\b[0-2]\d[0-5]\d(?=\s(?:[A-Z]{{2,4}}|{apart["hundred"]})\b))
        | (?P<decimal>\d+(?:[.,]\d+)+)
        | (?P<digits>\d+)
        | (?P<possessive>[’']{apart["owner"]}?(?!\w))
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


def _read_words(kind: str, entries: Node, problems: list[Problem]) -> list[tuple[str, Word]]:
    if kind in PLAIN:
        items = entries.want_list(problems)
        return [_word(i.text, kind, code=i.text) for i in items if _is_word(i.want_text(problems), i, problems)]
    read = []
    for text, value in entries.want_map(problems).items():
        if not _is_word(text, value, problems):
            continue
        if kind in {"unit", "units"}:
            read.append(_word(text, kind, code=value.want_choice(problems, UNIT_CODES)))
        elif kind in NUMBERED:
            read.append(_word(text, kind, number=value.want_int(problems)))
        else:
            read.append(_word(text, kind, code=value.want_text(problems)))
    return read


def _is_word(text: str, node: Node, problems: list[Problem]) -> bool:
    """Words are looked up by their first letters or digits."""
    if HEAD.match(text):
        return True
    problems.append(
        Problem(node.where, f"`{text}` does not begin with a letter or a digit", "write words as they stand in a text")
    )
    return False


def _word(text: str, kind: str, *, number: int = 0, code: str = "") -> tuple[str, Word]:
    pattern = None
    if not text.isalpha():
        parts = (re.escape(part).replace("'", "['’]") for part in text.split())
        pattern = re.compile(r"[\s-]+".join(parts) + r"(?!\w)", re.IGNORECASE)
    return text.lower(), Word(kind, number, code, text[:1].isupper(), pattern)


def _by_first_word(found: dict[str, Word]) -> dict[str, tuple[Word, ...]]:
    table: dict[str, list[tuple[int, Word]]] = {}
    names = [(text, word.kind) for text, word in found.items() if word.kind in {"month", "weekday"}]
    for text, entry in found.items():
        short = any(kind == entry.kind and name != text and name.startswith(text) for name, kind in names)
        word = replace(entry, short=short)
        table.setdefault(HEAD.match(text)[0], []).append((-len(text), word))  # type: ignore[index]  # read so
    return {first: tuple(w for _, w in sorted(words, key=lambda lw: lw[0])) for first, words in table.items()}


def _read_holiday(node: Node, problems: list[Problem]) -> Callable[[int], date | None]:
    rule = _RULE.fullmatch(node.want_text(problems))
    try:
        if rule is not None:
            return _holiday(rule)
    except ValueError:  # the 45th of a 13th month
        pass
    fix = "write `12-25`, `easter-2`, `4 4 11` (the 4th Thursday of November), `2001-09-11` or `moves`"
    problems.append(Problem(node.where, f"`{node.text}` is no rule for a holiday", fix))
    return _unknown


def _holiday(rule: re.Match[str]) -> Callable[[int], date | None]:
    """Return the day in a year. Raises `ValueError` where the rule names a day that no year has."""
    if rule["once"]:
        return _once(date.fromisoformat(rule["once"]))
    if rule["month"]:
        return _yearly(date(_LEAP, int(rule["month"]), int(rule["day"])))
    if rule["weekday"]:
        of, weekday, nth = int(rule["of"]), int(rule["weekday"]), int(rule["nth"])
        nth_weekday(_LEAP, of, weekday, nth)
        return lambda year: nth_weekday(year, of, weekday, nth)
    if rule["offset"] is not None:
        offset = timedelta(days=int(rule["offset"] or 0))
        return lambda year: easter_sunday(year) + offset
    return _unknown


def _once(day: date) -> Callable[[int], date | None]:
    return lambda _year: day


def _yearly(day: date) -> Callable[[int], date | None]:
    leap_day = (day.month, day.day) == (2, 29)
    return lambda year: None if leap_day and not isleap(year) else day.replace(year=year)


def _unknown(_year: int) -> date | None:
    """The day of a feast that follows another calendar: not computed here."""
    return None
