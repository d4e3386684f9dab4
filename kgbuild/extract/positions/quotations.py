"""Quotations by their marks: an article's own characters, paragraph by paragraph, before any grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kgbuild.extract.parse.view import View
from kgbuild.model.article import BlockKind

_MARKS = re.compile(
    r"""(?P<open>[“„«])|(?P<close>[”»])|(?P<double>")|(?P<pair>``|'')
    |(?P<single_open>(?<![\w’'])[‘'](?!\d\ds)(?=[\w\[“"$£€]))
    |(?P<single_close>(?<=[\w.,!?…;\])%])[’'](?![\w’']))""",
    re.VERBOSE,
)
_SINGLE_CLOSE = re.compile(r"""(?<=[\w.,!?…;\])%])[’'](?![\w’'])""")
_ANY = re.compile("[“”„«»\"`‘’']")
_LONGEST_SINGLE = 400  # characters: beyond it a single mark is an apostrophe gone astray


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between two marks: `[start, end)` without them; `outer` with them.

    `first`, `last` are the first and last token inside; `closed` is False where the paragraph ends before the mark;
    `opens` says that the quotation is the first thing of its paragraph.
    """

    index: int
    start: int
    end: int
    outer: tuple[int, int]
    first: int
    last: int
    paragraph: int
    closed: bool
    opens: bool


def find_quotations(text: View) -> tuple[Quotation, ...]:
    """Return the quotations of the body in text order; an inner quotation belongs to its outer one."""
    starts: dict[int, tuple[int, int]] = {}
    for sentence in text.sentences:
        if sentence.kind is BlockKind.BODY and sentence.first < sentence.last:
            first, last = starts.get(sentence.paragraph, (sentence.first, sentence.last))
            starts[sentence.paragraph] = (min(first, sentence.first), max(last, sentence.last))
    found: list[Quotation] = []
    for paragraph, (first, last) in sorted(starts.items()):
        for start, end, closed in _pairs(text, text.tokens[first].start, text.tokens[last - 1].end):
            inside = [i for i in range(first, last) if start <= text.tokens[i].start < end]
            inside = [i for i in inside if any(c.isalnum() for c in text.tokens[i].text)]
            if inside:
                width = 2 if text.slice(start - 2, start) in {"``", "''"} else 1
                outer = (start - width, end + width if closed else end)
                opens = outer[0] <= text.tokens[first].start
                place = len(found)
                found.append(
                    Quotation(place, start, end, outer, inside[0], inside[-1], paragraph, closed, opens)
                )  # fmt: skip
    return tuple(found)


def quoted_tokens(quotations: tuple[Quotation, ...], count: int) -> list[int]:
    """Return, for each of `count` tokens, the index of the quotation it stands in, or -1."""
    inside = [-1] * count
    for q in quotations:
        inside[q.first : q.last + 1] = [q.index] * (q.last + 1 - q.first)
    return inside


def _pairs(text: View, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Yield (start, end, closed) between marks; marks inside an open quotation of another kind are its text."""
    opened: tuple[str, int] | None = None
    if not _ANY.search(text.article.text, start, end):
        return
    for mark in _MARKS.finditer(text.article.text, start, end):
        kind = mark.lastgroup or ""
        if opened is None:
            opened = (kind, mark.end()) if _opens(text.article.text, mark, end) else None
        elif _closes(opened[0], _turned(text, mark, kind)):
            yield opened[1], mark.start(), True
            opened = None
    if opened is not None:
        yield opened[1], end, False


def _opens(text: str, mark: re.Match[str], end: int) -> bool:
    """A single mark opens only where another closes it; a double one not after a number (6'2")."""
    kind = mark.lastgroup
    if kind == "single_open":
        return _SINGLE_CLOSE.search(text, mark.end(), min(end, mark.end() + _LONGEST_SINGLE)) is not None
    return kind in {"open", "pair"} or (kind == "double" and not text[mark.start() - 1 : mark.start()].isalnum())


def _turned(text: View, mark: re.Match[str], kind: str) -> str:
    """An opening mark right after a word or a stop is a closing one set wrongly."""
    return "wrong" if kind == "open" and not text.slice(mark.start() - 1, mark.start()).isspace() else kind


def _closes(shape: str, kind: str) -> bool:
    return (shape, kind) in {
        ("open", "close"),
        ("open", "double"),
        ("open", "wrong"),
        ("double", "double"),
        ("double", "close"),
        ("single_open", "single_close"),
        ("pair", "pair"),
    }
