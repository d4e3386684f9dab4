"""What a reader sees of a text, and where each character of it stands in the input.

Soft hyphens, zero-width and control characters are not seen; entities and doubly encoded characters are seen as what
they stand for. Everything after reading works on the text as seen; facts are moved back to the input's own offsets.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kgbuild.model.article import Original, Run

# Joiners between emoji and marks of direction are not seen either, but C0 characters that are white space are.
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f]+")
_HARD_BLANKS = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
# UTF-8 that was read as Windows-1252: two bytes of Latin letters, three of punctuation ("â€™").
_HIGH = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_DOUBLY_ENCODED = re.compile(f"â[€„][{_HIGH}]|[ÂÃ][{_HIGH}]")
_ALSO_PUNCTUATION = frozenset("‘’“”–—…")


class Edit(NamedTuple):
    """`[start, end)` of a text is seen as `new`."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as seen; `starts[i]`, `ends[i]` are where its character `i` begins and ends in the input."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def edited(self, edits: Iterable[Edit]) -> Shown:
        """Return the text with all `edits`, which are in order and apart; without any, itself."""
        texts, starts, ends = list[str](), list[int](), list[int]()
        last = 0
        for start, end, new in edits:
            texts += (self.text[last:start], new)
            starts += self.starts[last:start]
            ends += self.ends[last:start]
            starts += [self.starts[start]] * len(new)
            ends += [self.ends[end - 1]] * len(new)
            last = end
        if not texts:
            return self
        texts.append(self.text[last:])
        starts += self.starts[last:]
        ends += self.ends[last:]
        return Shown("".join(texts), starts, ends)

    def original(self, written: str) -> Original:
        """Return the way back to the input `written`."""
        return Original(written, tuple(_runs(self)))


def as_written(text: str, start: int = 0) -> Shown:
    """Return a text that is seen as it stands from code point `start` on."""
    return Shown(text[start:], range(start, len(text)), range(start + 1, len(text) + 1))


def _runs(shown: Shown) -> Iterator[Run]:
    """Yield the stretches of characters that follow each other in the input as they do here."""
    places = list(zip(shown.starts, shown.ends, strict=True))
    first = 0
    for k in range(1, len(places) + 1):
        plain = places[k - 1][1] == places[k - 1][0] + 1
        if k == len(places) or not plain or places[k] != (places[k - 1][1], places[k - 1][1] + 1):
            yield Run(first, places[first][0], places[k - 1][1], plain)
            first = k


def visible(shown: Shown) -> Shown:
    """Return the text without what is not seen, hard blanks as blanks, broken characters as what they stand for."""
    for edits in (entity_edits, double_encoding_edits, _invisible_edits):
        shown = shown.edited(edits(shown.text))
    return shown


def visible_text(text: str) -> str:
    """Return a text without characters that are not seen."""
    return _INVISIBLE.sub("", text)


def entity_edits(text: str) -> Iterator[Edit]:
    """Yield the HTML entities of a text with their characters."""
    yield from _replaced(_ENTITY, text, html.unescape) if "&" in text else ()


def double_encoding_edits(text: str) -> Iterator[Edit]:
    """Yield characters whose bytes were read in the wrong encoding, where that is certain."""
    found = [] if text.isascii() else list(_replaced(_DOUBLY_ENCODED, text, _decoded))
    sure = any(edit.end - edit.start == 3 for edit in found)
    yield from (e for e in found if sure or text[e.end - 1] not in _ALSO_PUNCTUATION)


def _invisible_edits(text: str) -> Iterator[Edit]:
    hidden = (Edit(m.start(), m.end(), "") for m in _INVISIBLE.finditer(text))
    blanks = (Edit(m.start(), m.end(), " ") for m in _HARD_BLANKS.finditer(text))
    yield from sorted((*hidden, *blanks))


def _replaced(pattern: re.Pattern[str], text: str, seen: Callable[[str], str]) -> Iterator[Edit]:
    for match in pattern.finditer(text):
        new = seen(match.group())
        if new and new != match.group():
            yield Edit(match.start(), match.end(), new)


def _decoded(words: str) -> str:
    try:
        return b"".join(_byte(c) for c in words).decode("utf-8")
    except UnicodeError:
        return ""


def _byte(character: str) -> bytes:
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:  # five bytes mean nothing in that encoding and were let through
        return character.encode("latin-1")
