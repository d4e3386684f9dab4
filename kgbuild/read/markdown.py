"""Markdown as its reader sees it: words without marks, addresses, pictures, code and comments. By markdown-it-py.

The parser gives the words but not their columns, so each piece is looked up in its own lines of the source, in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from kgbuild.read.draft import is_blank
from kgbuild.read.shown import Shown, visible_text

_LINE_END = re.compile(r"\r\n|[\r\n]")
_LINK_TAIL = re.compile(r"\](?:\((?:[^()\\]|\\.|\([^()]*\))*\)|\[[^\]]*\])?")
_BREAKS = frozenset({"softbreak", "hardbreak"})
_MARKS = {"heading_open": "# ", "list_item_open": "- "}  # as in plain text, so that the kinds of blocks are told alike
_CELLS = frozenset({"th_open", "td_open"})


class _Piece(NamedTuple):
    """`seen` stands at `[start, end)` of the source: as it is there, or (of another length) for it."""

    seen: str
    start: int
    end: int


class _Leaf(NamedTuple):
    """A run of words of one block, the lines it stands in, and the mark that stands for what the block is."""

    token: Token
    mark: str
    cell: bool


def read_markdown(text: str, start: int = 0) -> Shown:
    """Return what is seen of the Markdown from code point `start` on, blocks apart by blank lines."""
    source = text[start:]
    bounds = [0, *(m.end() for m in _LINE_END.finditer(source)), len(source)]
    pieces: list[_Piece] = []
    at, line = 0, -1
    for leaf in sorted(_leaves(_parser().parse(source)), key=lambda leaf: (leaf.token.map or [0])[0]):
        first, after = leaf.token.map or (0, 0)
        at = max(at, bounds[first])
        words = list(_words(leaf.token, source, at, bounds[min(after, len(bounds) - 1)]))
        if not is_blank(visible_text("".join(piece.seen for piece in words))):
            joint = " | " if leaf.cell and first == line else "\n\n"
            pieces += _joined(joint if pieces else "", leaf.mark, words[0].start)
            pieces += words
            at, line = words[-1].end, first
    return _shown(pieces, start)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)
    return parser.disable("text_join")  # so that escapes and entities keep the way they are written


def _leaves(tokens: Sequence[Token]) -> Iterator[_Leaf]:
    mark, cell = "", False
    for token in tokens:
        if token.type in _MARKS:
            mark = _MARKS[token.type]
        elif token.type in _CELLS:
            cell = True
        elif token.type == "inline" and token.map:
            yield _Leaf(token, mark, cell)
            mark, cell = "", False


def _words(token: Token, source: str, at: int, end: int) -> Iterator[_Piece]:
    """Yield what is seen of an inline token, looked up in `source[at:end]`."""
    for child in token.children or ():
        if child.type in _BREAKS:
            found = _LINE_END.search(source, at, end)
            if found:
                yield _Piece(" ", found.start(), found.end())
                at = found.end()
            continue
        if child.type in {"image", "footnote_ref"}:
            opened = source.find("![" if child.type == "image" else "[^", at, end)
            closed = _LINK_TAIL.search(source, max(opened, at) + len(child.content), end)
            at = closed.end() if closed else at
            continue
        if child.type == "link_close":
            tail = _LINK_TAIL.match(source, at, end) if child.info != "auto" else None
            at = tail.end() if tail else at
            continue
        written = child.markup if child.type == "text_special" else child.content
        here = source.find(written, at, end) if written else -1
        if here < 0:
            continue
        at = here + len(written)
        if child.type != "html_inline":
            yield _Piece(child.content, here, at)


def _joined(joint: str, mark: str, before: int) -> Iterator[_Piece]:
    if joint or mark:
        yield _Piece(joint + mark, before, before)


def _shown(pieces: Sequence[_Piece], offset: int) -> Shown:
    starts, ends = list[int](), list[int]()
    for piece in pieces:
        if len(piece.seen) == piece.end - piece.start:
            starts += range(offset + piece.start, offset + piece.end)
            ends += range(offset + piece.start + 1, offset + piece.end + 1)
        else:
            starts += [offset + piece.start] * len(piece.seen)
            ends += [offset + piece.end] * len(piece.seen)
    return Shown("".join(piece.seen for piece in pieces), starts, ends)
