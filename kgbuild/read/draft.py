"""What every reader gives: an article without its blocks, and where its own words begin."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from kgbuild.model.article import Article
from kgbuild.problems import Location, Problem
from kgbuild.yamlio import warn


class Draft(NamedTuple):
    """An article as its file or record gives it; `start` is the code point after its header, `line` where it begins;
    `markdown` says that its text is Markdown; `version` is when an item of a feed or archive was last changed: it may
    come again in another file, and is one article as it was last. Empty for all others, which come once."""

    article: Article
    start: int = 0
    line: int = 0
    markdown: bool = False
    version: str = ""


class RawFile(NamedTuple):
    """The bytes of one input; `name` becomes the article's id, `shown` stands for it in messages."""

    name: str
    shown: str
    data: bytes


Reader = Callable[[RawFile, list[Problem]], Iterator[Draft]]
"""Reads one kind of file; what it cannot read it leaves out and adds to the problems."""

_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ]\d\d.*)?", re.DOTALL)
# By the mark, which stays as the first code point; that of UTF-32 begins as that of UTF-16 does.
_MARKS = {
    b"\xff\xfe\0\0": "utf-32-le",
    b"\0\0\xfe\xff": "utf-32-be",
    b"\xff\xfe": "utf-16-le",
    b"\xfe\xff": "utf-16-be",
}
_ZERO_WIDTH = "\ufeff\u200b\u2060"


def decoded(raw: RawFile, problems: list[Problem]) -> str | None:
    """Return the file's text, nothing stripped (a byte order mark stays, as the first code point).

    None, with a problem, where it is empty, not UTF-8 or not text at all.
    """
    try:
        text = raw.data.decode(next((name for mark, name in _MARKS.items() if raw.data.startswith(mark)), "utf-8"))
    except UnicodeDecodeError as error:
        line = raw.data.count(b"\n", 0, error.start) + 1
        what = f"not {error.encoding.upper()}: byte {error.start} is 0x{error.object[error.start]:02x}"
        problems.append(Problem(Location(raw.shown, line), what, "save the file as UTF-8"))
        return None
    nul = text.find("\0")
    if nul >= 0:
        halves = 3 * text.count("\0") > len(text)  # every other byte, or nearly: UTF-16 that does not say so
        fix = "save it as UTF-8: it looks like UTF-16" if halves else "give the article's words as a UTF-8 text file"
        problems.append(Problem(Location(raw.shown), f"not text: character {nul} is NUL", fix))
        return None
    if is_blank(text):
        fix = "put the article's words in it, or remove it"
        problems.append(Problem(Location(raw.shown), "the file is empty", fix))
        return None
    return text


def is_blank(text: str) -> bool:
    """Return whether there is nothing to see in `text`."""
    return not text.strip().strip(_ZERO_WIDTH).strip()


def read_day(value: str, where: Location, problems: list[Problem]) -> str:
    """Return a publication date as `YYYY-MM-DD` (a time of day is left out); empty, with a warning, if it is none."""
    found = _DAY.fullmatch(value.strip())
    try:
        return datetime.date.fromisoformat(found.group(1) if found else value.strip()).isoformat()
    except ValueError:
        fix = "write a day of the calendar as YYYY-MM-DD; until then the article counts as undated"
        problems.append(warn(where, f"`{value}` is not a date", fix))
        return ""
