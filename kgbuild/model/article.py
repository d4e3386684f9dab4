"""Articles as read: the decoded text with nothing stripped, and what its header or record says."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block or sentence of an article is; only `BODY` yields facts."""

    HEADLINE = "headline"
    SUBHEAD = "subhead"
    BYLINE = "byline"
    BOILERPLATE = "boilerplate"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Source:
    """Who published an article and under which terms; an empty string where nobody said."""

    publisher: str = ""
    url: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or line of an article: `[start, end)` in code points of `Article.text`, white space left out."""

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Article:
    """One report.

    `id` is the file name or the record's id; `path` is the input as shown in messages; `text` is the decoded file (or
    the record's text) untouched, so that offsets count its code points; `published` is `YYYY-MM-DD` or empty; `blocks`
    cover the body in order and never overlap; the header is in none of them. `header` keeps the line of each header
    value (`date`, `title`, `publisher`, …), for messages and for the class "read from the header".
    """

    id: str
    text: str
    path: str = ""
    title: str = ""
    published: str = ""
    language: str = "en"
    source: Source = Source()
    blocks: tuple[Block, ...] = ()
    header: tuple[tuple[str, int], ...] = field(default=())
