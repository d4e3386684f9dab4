"""Words and lists that a layout broke over lines: read as one word, as one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kgbuild.read.lines import paragraphs
from kgbuild.read.shown import Edit, Shown
from kgbuild.read.wording import Wording

_BROKEN_WORD = re.compile(r"(?<![^\W\d_])([^\W\d_]++)-[ \t]*+(?:\r\n|[\r\n])[ \t]*([^\W\d_]+)")
_WORD = re.compile(r"\w+")
_COMPOUND = re.compile(r"\b(\w++)-(?=(\w+))")
_LINE = re.compile(r"[^\r\n]+")
_ITEM = re.compile(r"\s*(?:[-*•▪●‣◦·]|\d{1,2}[.)])[ \t]+(?=\S)([^\r\n]*)")  # behind the end of a line
_NEXT_LINE = re.compile(r"[ \t]*(?:\r\n|[\r\n])[ \t]*(?=[^\W\d_a-z])([^\r\n]+)")
_ROW = re.compile(r"\s*([^\s|][^\r\n|]*(?: \| [^\r\n|]+)+)")
_CELLS_APART = re.compile(r" \| ")
_HEADING_MARK = re.compile(r"#{1,6}\s+")
_SENTENCE_END = re.compile(r"[.!?:][\"'”’)]*\Z")
_STOP_WITHIN = re.compile(r"(?<!\b[A-Z])(?<!\b[A-Z]\w)(?<!\b[A-Z]\w\w)(?<!\b[A-Z]\w\w\w)\. ")  # not "Dr. Lund"
_LONGEST_ITEM = 25  # words; longer items are told by themselves
_FEWEST_WORDS = 3  # of a line that introduces a list


def unwrapped(shown: Shown, wording: Wording) -> Shown:
    """Return the text with broken words whole, and each list that a line with a colon introduces in one sentence with
    that line."""
    shown = shown.edited(_word_edits(shown.text, wording))
    return shown.edited(_list_edits(shown.text, wording))


def _word_edits(text: str, wording: Wording) -> Iterator[Edit]:
    if _BROKEN_WORD.search(text) is None:
        return
    known = _Words(frozenset(_WORD.findall(text)), frozenset(_COMPOUND.findall(text)))
    for part in paragraphs(text):
        last = part.start
        while found := _BROKEN_WORD.search(text, last, part.end):
            before, after = found.groups()
            kept = _keeps_hyphen(before, after, known, wording)
            yield Edit(found.end(1) + kept, found.start(2), "")
            last = found.start(2)


class _Words(NamedTuple):
    """The words of an article, and the pairs of them that a hyphen joins on one line."""

    whole: frozenset[str]
    joined: frozenset[tuple[str, str]]


def _keeps_hyphen(before: str, after: str, known: _Words, wording: Wording) -> bool:
    """Say whether the two halves make a compound: the article may show it, else what the halves are decides."""
    if not after[0].islower() or (len(before) > 1 and before.isupper()):
        return True
    whole, compound = before + after in known.whole, (before, after) in known.joined
    if whole != compound:
        return compound
    return before.lower() in wording.compounds_open or after in wording.compounds_close


def _list_edits(text: str, wording: Wording) -> Iterator[Edit]:
    done = 0
    for opened in _LINE.finditer(text):
        if opened.start() < done:
            continue
        edits = list(_one_list(text, opened, wording))
        done = edits[-1].end if edits else 0
        yield from edits


def _one_list(text: str, opened: re.Match[str], wording: Wording) -> Iterator[Edit]:
    """Yield the edits by which the line `opened` and the list that it introduces are one sentence."""
    line = opened.group().strip()
    head = _HEADING_MARK.match(line)
    present = wording.attendance.match(line, head.end() if head else 0)
    if present is not None and present["names"]:
        if not _SENTENCE_END.search(line):
            yield _stopped(text, opened.start() + len(opened.group().rstrip()))
        return
    introduces = line.endswith(":") and len(line.split()) >= _FEWEST_WORDS and not wording.labels.match(line)
    if present is None and not introduces:
        return
    items = list(_items(text, opened.end(), wording))
    if not items and present and line.endswith(":"):  # lines that follow at once need no mark there
        items = list(_items(text, opened.end(), wording, _NEXT_LINE))
    if len(items) < 2:
        return
    if head:
        yield Edit(opened.start(), opened.start() + head.end(), "")
    opening = " " if line.endswith(":") else ": "
    for k, item in enumerate(items):
        bound = text[item.start() - 1] in ",;"
        start = item.start() if k else opened.end()
        yield Edit(start, item.start(1), opening if k == 0 else " " if bound else "; ")
        for cell in _CELLS_APART.finditer(text, item.start(1), item.end(1)):
            yield Edit(cell.start(), cell.end(), ", ")
    if not _SENTENCE_END.search(items[-1].group(1).rstrip()):
        yield _stopped(text, items[-1].end())


def _stopped(text: str, end: int) -> Edit:
    """Return the edit that puts a full stop at `end`, before the end of the line or of the text."""
    return Edit(end, end + 1, "." + text[end]) if end < len(text) else Edit(end - 1, end, text[end - 1] + ".")


def _items(text: str, at: int, wording: Wording, mark: re.Pattern[str] = _ITEM) -> Iterator[re.Match[str]]:
    """Yield the items that follow each other from `at` on, as long as none but the last is a sentence; rows of a table
    without its head."""
    row = _ROW.match(text, at)
    if row:
        mark = _ROW
        at = row.end() if wording.columns.match(row.group(1)) else at
    while item := mark.match(text, at):
        words = item.group(1).rstrip()
        if len(words.split()) > _LONGEST_ITEM or _STOP_WITHIN.search(words):
            return
        yield item
        if _SENTENCE_END.search(words):
            return
        at = item.end()
