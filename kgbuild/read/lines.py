"""Paragraphs of a text: where they begin and end, whether they stand one a line, apart by blank lines, or wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\r\n\u2028\u2029]")
_CUT = re.compile(r"[^\W\d_]-\Z")
_WIDEST_WRAP = 120  # a file with longer lines was not wrapped by hand or by machine: each line is a paragraph
_SHORT = 40  # characters: a shorter line may be a byline or an entry of a list


class _Line(NamedTuple):
    start: int
    end: int
    gap: int  # line breaks before it


class Paragraph(NamedTuple):
    """`[start, end)` in code points, without surrounding white space."""

    start: int
    end: int


def paragraphs(text: str, start: int = 0) -> Iterator[Paragraph]:
    """Yield the paragraphs of `text` from `start` on."""
    lines = list(_lines(text, start))
    width = max((line.end - line.start for line in lines), default=0)
    wrapped = _is_wrapped(text, lines, width)
    first = 0
    for k in range(1, len(lines) + 1):
        if k == len(lines) or not _joined(text, lines[k - 1], lines[k], width if wrapped else None):
            yield Paragraph(lines[first].start, lines[k - 1].end)
            first = k


def _lines(text: str, start: int) -> Iterator[_Line]:
    last = start
    for found in _LINE.finditer(text, start):
        line = found.group().strip().strip("\ufeff\u200b").strip()
        if line:
            at = found.start() + found.group().index(line)
            yield _Line(at, at + len(line), len(_BREAK.findall(text, last, at)))
            last = at + len(line)


def _joined(text: str, line: _Line, following: _Line, width: int | None) -> bool:
    """Return whether two lines are of one paragraph; `width` is that of the text, where it is wrapped."""
    wrapped = width is not None and _fills(text, line, following, width)
    return following.gap == 1 and (wrapped or _goes_on(text, line, following))


def _goes_on(text: str, line: _Line, following: _Line) -> bool:
    """Return whether a line of some length ends inside a sentence that the next goes on with in small letters, whatever
    the other lines are like: a word that was cut in two and is whole again makes one of them long."""
    inside = text[line.end - 1].isalnum() or text[line.end - 1] == ","
    return inside and line.end - line.start > _SHORT and text[following.start].islower()


def _fills(text: str, line: _Line, following: _Line, width: int) -> bool:
    """Return whether the next line's first word would not have fitted, as it must be where a line was wrapped, or the
    line ends inside a word."""
    if _CUT.search(text, line.start, line.end) and text[following.start].isalpha():
        return True
    word = text[following.start : following.end].split(maxsplit=1)[0]
    return line.end - line.start + 1 + len(word) > width


def _is_wrapped(text: str, lines: list[_Line], width: int) -> bool:
    if width > _WIDEST_WRAP:
        return False
    breaks = [_fills(text, a, b, width) for a, b in pairwise(lines) if b.gap == 1]
    return sum(breaks) * 2 > len(breaks)
