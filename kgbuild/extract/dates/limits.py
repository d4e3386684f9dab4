"""Limits: "no later than March 31" and "since 2011" name a day or year on one side of which something lies."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from kgbuild.extract.dates.reading import Reading
from kgbuild.extract.dates.vocabulary import UNITS, Limit, Vocabulary
from kgbuild.model.edtf import edtf_bounds, interval

_WORD = re.compile(r"[^\W\d_]+")
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
