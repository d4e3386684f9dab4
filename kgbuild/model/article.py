"""Articles as read: the decoded text with nothing stripped, and what its header or record says."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from kgbuild.model.as_made import as_made


class BlockKind(StrEnum):
    """What a block or sentence of an article is; only `BODY` yields facts."""

    HEADLINE = "headline"
    SUBHEAD = "subhead"
    BYLINE = "byline"
    BOILERPLATE = "boilerplate"
    BODY = "body"


@as_made
@dataclass(frozen=True, slots=True)
class Source:
    """Who published an article and under which terms; an empty string where nobody said."""

    publisher: str = ""
    url: str = ""
    licence: str = ""


DATELINE = "the place of the report"  # why a line is a dateline
CLOCK = "the time of the entries below"  # of a live blog


class Turn(StrEnum):
    """Why a block is a part of a talk: a label ("Q:", "A:", "KRONE:"), a question that has none, or words of somebody
    other than the outlet."""

    ASKS = "the label of who asks"
    ANSWERS = "the label of who answers"
    SPEAKS = "the label of who speaks"
    ASKED = "a question to the one interviewed"
    SAID = "the words of a speaker"


_LABELS = frozenset([Turn.ASKS, Turn.ANSWERS, Turn.SPEAKS])


@as_made
@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or line of an article: `[start, end)` in code points of `Article.text`, white space left out; `why`
    says of a kind other than body what it was told by."""

    start: int
    end: int
    kind: BlockKind
    why: str = ""

    @property
    def is_dateline(self) -> bool:
        """Say whether it tells where the report was written: "LIMA, May 3 (ABC) -"."""
        return self.kind is BlockKind.BYLINE and self.why == DATELINE

    @property
    def turn(self) -> Turn | None:
        """Return what part of a talk it is, if any."""
        return Turn(self.why) if self.kind is BlockKind.BODY and self.why else None

    @property
    def is_label(self) -> bool:
        """Say whether it only says whose words the next block is."""
        return self.turn in _LABELS


class Run(NamedTuple):
    """From code point `shown` of the text as seen on: what stands at `[start, end)` in the input, character by
    character, or (`verbatim` false) the one character that all of it is seen as."""

    shown: int
    start: int
    end: int
    verbatim: bool


@as_made
@dataclass(frozen=True, slots=True)
class Original:
    """The decoded input of an article whose reader sees something else: soft hyphens, entities, Markdown, …"""

    text: str
    runs: tuple[Run, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where `[start, end)` of the text as seen stands in the input."""
        first = self._at(start)
        return (first[0], self._at(end - 1)[1]) if start < end else (first[0], first[0])

    def _at(self, i: int) -> tuple[int, int]:
        run = self.runs[bisect_right(self.runs, i, key=lambda run: run.shown) - 1]
        start = run.start + i - run.shown
        return (start, start + 1) if run.verbatim else (run.start, run.end)


@as_made
@dataclass(frozen=True, slots=True)
class Article:
    """One report.

    `id` is the file name or the record's id; `path` is the input as shown in messages; `text` is the decoded file (or
    the record's text) as its reader sees it, and `original` what it was where that differs, so that facts can be given
    by the input's own code points; `published` is `YYYY-MM-DD` or empty; `blocks` cover the body in order and never
    overlap; the header is in none of them.
    """

    id: str
    text: str
    path: str = ""
    title: str = ""
    published: str = ""
    language: str = "en"
    source: Source = Source()
    blocks: tuple[Block, ...] = ()
    original: Original | None = None

    @property
    def written(self) -> str:
        """The decoded input, nothing stripped: what offsets of facts count."""
        return self.text if self.original is None else self.original.text
