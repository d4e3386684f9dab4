"""EDTF level 1 (ISO 8601-2): the first and last day a string can mean, and intervals."""

from __future__ import annotations

import re
from calendar import monthrange

from kgbuild.model.partial_date import PartialDate

_PART = re.compile(r"(?P<year>\d{4}|\d{3}X|\d\dXX|XXXX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?[~?%]?")
_SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}  # northern, by whole months


def edtf_bounds(edtf: str) -> tuple[str | None, str | None]:
    """Return the earliest and latest day (`YYYY-MM-DD`) an EDTF level 1 date or interval can mean.

    An open (`..`) or unknown (empty) end of an interval is None; qualifiers (`~ ? %`) do not widen the bounds. Raises
    `ValueError` for anything else.

    >>> edtf_bounds("2026-02/..")
    ('2026-02-01', None)
    """
    if "/" not in edtf:
        return _bounds(edtf)
    start, end = edtf.split("/", 1)
    earliest = None if start in {"", ".."} else _bounds(start)[0]
    latest = None if end in {"", ".."} else _bounds(end)[1]
    return earliest, latest


def _bounds(text: str) -> tuple[str, str]:
    found = _PART.fullmatch(text)
    if found is None or found["year"] == "XXXX":
        raise ValueError(f"not an EDTF level 1 date: {text!r}")
    first, last = int(found["year"].replace("X", "0")), int(found["year"].replace("X", "9"))
    month, day = found["month"], found["day"]
    if month in {None, "XX"}:
        return f"{first:04}-01-01", f"{last:04}-12-31"
    if int(month) in _SEASON_MONTHS and day is None:
        begin, end = _SEASON_MONTHS[int(month)]
        closing = last + (end < begin)
        return f"{first:04}-{begin:02}-01", f"{closing:04}-{end:02}-{monthrange(closing, end)[1]:02}"
    if not 1 <= int(month) <= 12:
        raise ValueError(f"no such month: {text!r}")
    length = monthrange(last, int(month))[1]
    if day not in {None, "XX"}:
        if not 1 <= int(day) <= length:
            raise ValueError(f"no such day: {text!r}")
        return f"{first:04}-{month}-{day}", f"{last:04}-{month}-{day}"
    return f"{first:04}-{month}-01", f"{last:04}-{month}-{length:02}"


def partial_date(edtf: str) -> PartialDate:
    """Return an EDTF string together with its bounds. Raises `ValueError` as `edtf_bounds` does."""
    return PartialDate(edtf, *edtf_bounds(edtf))


def approximate(edtf: str) -> str:
    """Mark both ends of a date or interval as approximate.

    >>> approximate("2026-02-17/..")
    '2026-02-17~/..'
    """
    return "/".join(end if end in {"", ".."} or end[-1] in "~?%" else end + "~" for end in edtf.split("/"))


def interval(start: str, end: str) -> str:
    """Join two dates (or intervals) to the interval from the start of the first to the end of the second."""
    begin, close = start.partition("/")[0], end.rpartition("/")[2]
    return begin if begin == close else f"{begin}/{close}"
