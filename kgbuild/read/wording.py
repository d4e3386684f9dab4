"""The wording that tells bylines, promo lines and the like from body text: `boilerplate` in `mappings/lexicon/`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kgbuild.errors import ConfigError
from kgbuild.lexicon import Lexicon
from kgbuild.problems import Problem
from kgbuild.schema import TEXTS, key, read_all
from kgbuild.wordings import WORDING

# a time of day and what may stand around it, before a sentence of its own or alone: "[14:35]", "10.20am:", "16h30 |"
_CLOCK = (
    r"[\[(]?(?:{0}[\s,]+)?\d{{1,2}}(?:[:.h]\d\d(?![\d.:])|(?=\s?[ap]\.?m))(?:[\s,]*{0})*[\])]?"
    r"(?:\s*[-–—|:·]+\s*|\s+|\Z)(?=[A-Z\"'(\[]|\Z)"
)


@dataclass(frozen=True, slots=True)
class Wording:
    """Compiled patterns; each is tried on a block with straight quotes and single blanks.

    `lines`, `bylines`: the whole block; `buttons`: each of its words; `labels`: in front of a colon, a bar or a dash,
    or alone; `starts`: how the block opens; `tail`: the whole block, near the end of the article; `anywhere`: inside a
    short block; `credits`: a picture credit in brackets at the end; `reporting`: verbs by which a sentence reports;
    `verbs`: finite verbs that no heading is likely to lack where it is a sentence. `attendance`: in front of the names
    of those present (group `names`, empty where they stand below); `columns`: the head of a table of them.
    `compounds_open`, `compounds_close` are plain words: first and second halves of compounds that keep their hyphen
    at a line's end. `askers`, `answerers`: labels of a talk with what parts them from the words behind; `offices`: a
    whole label; `interviews`: anywhere in what leads to a talk; `clocks`: a time of day with its sign, at the start
    of a paragraph; `days`: a whole line; `spoken`, `addressed`: forms of "I" and "you".
    """

    lines: re.Pattern[str]
    buttons: re.Pattern[str]
    bylines: re.Pattern[str]
    labels: re.Pattern[str]
    starts: re.Pattern[str]
    tail: re.Pattern[str]
    anywhere: re.Pattern[str]
    credits: re.Pattern[str]
    reporting: re.Pattern[str]
    verbs: re.Pattern[str]
    compounds_open: frozenset[str]
    compounds_close: frozenset[str]
    attendance: re.Pattern[str]
    columns: re.Pattern[str]
    askers: re.Pattern[str]
    answerers: re.Pattern[str]
    offices: re.Pattern[str]
    interviews: re.Pattern[str]
    clocks: re.Pattern[str]
    days: re.Pattern[str]
    spoken: frozenset[str]
    addressed: frozenset[str]


@dataclass(frozen=True, slots=True)
class BoilerplateWords:
    """The section `boilerplate`: `(a|b)` one of these, `(a)?` perhaps, `...` up to a dozen words, `NAME`, `NUMBER`,
    `COMMA` right after a comma, `EOL` the end of the line."""

    lines: tuple[str, ...] = key(WORDING, "the whole block")
    buttons: tuple[str, ...] = key(WORDING, "each word of the block")
    bylines: tuple[str, ...] = key(WORDING, "the whole block: who wrote it")
    labels: tuple[str, ...] = key(WORDING, "in front of a colon, a bar or a dash, or alone")
    starts: tuple[str, ...] = key(WORDING, "how the block opens")
    tail: tuple[str, ...] = key(WORDING, "the whole block, near the end of the article")
    anywhere: tuple[str, ...] = key(WORDING, "inside a short block")
    credits: tuple[str, ...] = key(WORDING, "a picture credit in brackets at the end")
    reporting: tuple[str, ...] = key(WORDING, "verbs by which a sentence reports")
    verbs: tuple[str, ...] = key(WORDING, "finite verbs that no heading is likely to lack where it is a sentence")
    attendance: tuple[str, ...] = key(WORDING, "in front of the names of those present, or above a list of them")
    columns: tuple[str, ...] = key(WORDING, "the first column's head in a table of people")
    askers: tuple[str, ...] = key(WORDING, "labels of whoever asks in an interview")
    answerers: tuple[str, ...] = key(WORDING, "labels of whoever is asked")
    offices: tuple[str, ...] = key(WORDING, "labels of people by what they are: “The Chair”")
    interviews: tuple[str, ...] = key(WORDING, "what leads to an interview")
    clocks: tuple[str, ...] = key(WORDING, "what may follow the time of an entry: “am”, “GMT”")
    days: tuple[str, ...] = key(WORDING, "a line above the entries of a day")
    spoken: tuple[str, ...] = key(TEXTS, "forms by which speakers mean themselves")
    addressed: tuple[str, ...] = key(TEXTS, "forms by which they mean whom they speak to")
    compounds_open: tuple[str, ...] = key(TEXTS, "first halves of compounds that keep their hyphen at a line's end")
    compounds_close: tuple[str, ...] = key(TEXTS, "second halves of them")


def read_wording(lexicon: Lexicon) -> Wording:
    """Compile the section `boilerplate` of the lexicon. Raises `ConfigError` with every pattern that is none."""
    problems: list[Problem] = []
    parts = read_all(BoilerplateWords, lexicon.section("boilerplate"), problems)
    if problems:
        raise ConfigError(problems)
    return Wording(
        lines=_any(parts.lines, r"{0}[\s.!]*\Z"),
        buttons=_any(parts.buttons, r"(?:{0}(?:[\s,/|·•]+|\Z))+\Z"),
        bylines=_any(parts.bylines, r"[(\[|*_–—\s-]*{0}[\s.)\]|*_]*\Z"),
        labels=_any(parts.labels, r"{0}(?:\s*[:|>»→]|\s+[–—-]{{1,2}}\s|[\s…]*\Z)"),
        starts=_any(parts.starts, r"{0}(?!\w)"),
        tail=_any(parts.tail, r"{0}[\s.!]*\Z"),
        anywhere=_any(parts.anywhere, r".*?(?<!\w){0}(?!\w)"),
        credits=_any(parts.credits, r".*[(\[]{0}[)\]]\.?\Z"),
        reporting=_reporting(parts.reporting),
        verbs=_any(parts.verbs, r".*?(?<!\w){0}(?!\w)"),
        attendance=_any(parts.attendance, r"{0}(?:\s*:\s*(?P<names>(?:\S.*)?)|(?P<none>))\Z"),
        columns=_any(parts.columns, r"{0}\s*(?:\||\Z)"),
        askers=_any(parts.askers, r"{0}\s?[:.–—-](?:\s+|\Z)"),
        answerers=_any(parts.answerers, r"{0}\s?[:.–—-](?:\s+|\Z)"),
        offices=_any(parts.offices, r"{0}\Z"),
        interviews=_any(parts.interviews, r".*?(?<!\w){0}(?!\w)"),
        clocks=_any(parts.clocks, _CLOCK),
        days=_any(parts.days, r"{0}\W*\Z"),
        spoken=frozenset(parts.spoken),
        addressed=frozenset(parts.addressed),
        compounds_open=frozenset(parts.compounds_open),
        compounds_close=frozenset(parts.compounds_close),
    )


def _any(patterns: Sequence[str], frame: str) -> re.Pattern[str]:
    """Return one pattern for all, in `frame`; without any, one that never matches."""
    inside = "|".join(patterns) if patterns else r"(?!)"
    return re.compile(frame.format(f"(?:{inside})"))


def _reporting(verbs: Sequence[str]) -> re.Pattern[str]:
    """Return what shows that someone is quoted: `, the leaflet read` or `," said Ms Osei`."""
    verb = f"(?:{'|'.join(verbs)})".replace("(?i:", "(?:") if verbs else r"(?!)"  # "? Read the …" reports nothing
    subject = r"(?:(?:the|a|an|his|her|its|their|our|one|he|she|they|it|some|many)\b|[A-Z][\w.'-]*)"
    return re.compile(
        rf"[,\"'?!]\s+(?:{subject}(?:\s+[\w.'-]+){{0,7}}?\s+{verb}\b|{verb}\s+(?:the|a|an|his|her|[A-Z])"
        rf"|(?i:according to))|\b{verb}\s+(?:that\b|[\"'])"
    )
