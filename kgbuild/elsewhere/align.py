"""Where words stand in an article: by their offsets, else exactly, else as a reader would see them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from kgbuild.model.facts import Span

_ALIKE = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})
_SHOWN = 3  # places told of words that stand in many
_CUT = 80  # characters of a stretch shown
_STRETCH = re.compile(r"[^.!?\n]+[.!?]?")


class Unplaced(Exception):
    """Words that have no one place in the article: `what` is wrong, and how to mend it."""

    def __init__(self, what: str, fix: str) -> None:
        """Keep both for the message."""
        super().__init__(what)
        self.what, self.fix = what, fix


class Aligner:
    """Finds words in the body of one article's text (as written: what offsets count)."""

    def __init__(self, text: str, body: Sequence[tuple[int, int]]) -> None:
        """Keep the text and the stretches of its body; how a reader sees it is made when it is first needed."""
        self.text, self._body = text, body
        self._seen: tuple[str, list[int]] | None = None

    def at(self, start: int, end: int, words: str) -> Span:
        """Return the span at offsets, if these words stand there. Raises `Unplaced`."""
        here = self.text[max(start, 0) : max(end, 0)]
        if 0 <= start < end <= len(self.text) and words in ("", here):
            if self._told(start, end):
                return Span(start, end, here)
            raise Unplaced(f"{_short(here)} at {start}-{end} is no part of the article's body", "quote the body")
        places = [place for place in _places(self.text, words) if self._told(*place)] if words else []
        shown = ", ".join(f"{s}-{e}" for s, e in places[:_SHOWN])
        fix = f"they stand at {shown}" if places else self._nearest(words)
        raise Unplaced(f"at {start}-{end} stands {_short(here)}, not {_short(words)}", fix)

    def find(self, words: str, *, within: Span | None = None) -> Span:
        """Return where words stand: exactly, else but for white space, case, dashes and quotation marks. Raises
        `Unplaced` where they stand nowhere, or in several places (in the stretch `within`)."""
        low, high = (within.start, within.end) if within else (0, len(self.text))
        for places in (_places(self.text, words), self._as_seen(words)):
            found = [(s, e) for s, e in places if low <= s and e <= high and self._told(s, e)]
            if len(found) == 1:
                return Span(*found[0], self.text[slice(*found[0])])
            if found:
                shown = ", ".join(f"{s}-{e}" for s, e in found[:_SHOWN]) + (", …" if len(found) > _SHOWN else "")
                fix = f"they stand at {shown}: give `start` and `end`, or `in`, the words around them"
                raise Unplaced(f"{_short(words)} stands {len(found)} times in the article", fix)
        raise Unplaced(f"{_short(words)} stands nowhere in the article", self._nearest(words))

    def _told(self, start: int, end: int) -> bool:
        """Whether a stretch lies in the body: headlines and bylines tell nothing."""
        return any(first <= start and end <= last for first, last in self._body)

    def _as_seen(self, words: str) -> Iterator[tuple[int, int]]:
        if self._seen is None:
            self._seen = _plain(self.text)
        text, places = self._seen
        wanted = _plain(words)[0].strip()
        for start, end in _places(text, wanted):
            yield places[start], places[end - 1] + 1

    def _nearest(self, words: str) -> str:
        """Say which stretch of the article is most like these words."""
        wanted = _plain(words)[0].strip()
        best, place = 0.0, (0, 0)
        for found in _STRETCH.finditer(self.text):
            matcher = SequenceMatcher(None, _plain(found[0])[0].strip(), wanted, autojunk=False)
            if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and matcher.ratio() > best:
                best, place = matcher.ratio(), found.span()
        if not best:
            return "quote the article word for word"
        return f"nearest is {place[0]}-{place[1]}: {_short(self.text[slice(*place)].strip())}; quote it word for word"


def _places(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Yield where whole words stand."""
    if words.strip():
        before, after = (r"(?<!\w)" if words[0].isalnum() else ""), (r"(?!\w)" if words[-1].isalnum() else "")
        for found in re.finditer(before + re.escape(words) + after, text):
            yield found.span()


def _plain(text: str) -> tuple[str, list[int]]:
    """Return a text without differences that do not count, and where each of its characters stands in it."""
    out, places = list[str](), list[int]()
    for i, character in enumerate(text.translate(_ALIKE)):
        for one in unicodedata.normalize("NFKC", character).lower():
            if one.isspace():
                if out and out[-1] != " ":
                    out.append(" ")
                    places.append(i)
            else:
                out.append(one)
                places.append(i)
    return "".join(out), places


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return f"“{plain if len(plain) <= _CUT else plain[: _CUT - 1] + '…'}”"
