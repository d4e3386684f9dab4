"""Content as characters: contiguous stretches of tokens, quotations without their marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kgbuild.extract.parse.quotations import Quotation
from kgbuild.extract.parse.tree import is_verb
from kgbuild.extract.parse.view import View
from kgbuild.extract.positions.reports import SpeechReport
from kgbuild.model.facts import Mode, Span
from kgbuild.model.text import Token


@dataclass(frozen=True, slots=True)
class SaidWords:
    """What is said, as characters: content spans, quotations without their marks, and how it is worded."""

    spans: tuple[Span, ...]
    quotes: tuple[Span, ...]
    mode: Mode


def content_spans(text: View, report: SpeechReport, owned: Sequence[Quotation]) -> SaidWords:
    """Return the words of a report that owns these quotations. Words all inside quotation marks are direct: the spans
    are the quotations. Else the spans are the stretches of the content, marks included, quotations inside or beside."""
    quotes = tuple(Span(q.start, q.end, text.slice(q.start, q.end)) for q in owned)
    tokens = report.content.tokens if report.content is not None else ()
    if quotes and all(any(q.first <= i <= q.last for q in owned) for i in tokens if _is_word(text.tokens[i])):
        said = text.tokens[owned[0].first : owned[0].last + 1]
        whole = said[0].text[:1].isupper() or any(map(is_verb, said))  # a clause or an utterance, not “difficult”
        return SaidWords(quotes, quotes, Mode.DIRECT if whole else Mode.MIXED)
    runs = [*(_with_marks(run, owned) for run in _stretches(text, tokens)), *((q.start, q.end) for q in owned)]
    spans = tuple(Span(start, end, text.slice(start, end)) for start, end in _merged(runs))
    return SaidWords(spans, quotes, Mode.MIXED if quotes else Mode.INDIRECT)


def _is_word(token: Token) -> bool:
    return token.pos != "PUNCT" and any(map(str.isalnum, token.text))


def _stretches(text: View, tokens: Sequence[int]) -> list[tuple[int, int]]:
    """Return the stretches of words with nothing but punctuation between them."""
    runs: list[list[int]] = []
    for i in (i for i in tokens if text.tokens[i].pos != "PUNCT"):
        apart = not runs or (i > runs[-1][-1] + 1 and any(t.pos != "PUNCT" for t in text.tokens[runs[-1][-1] + 1 : i]))
        if apart:
            runs.append([])
        runs[-1].append(i)
    return [(text.tokens[run[0]].start, text.tokens[run[-1]].end) for run in runs]


def _with_marks(run: tuple[int, int], owned: Sequence[Quotation]) -> tuple[int, int]:
    start, end = run
    for q in owned:
        if q.start < end and start < q.end:
            start, end = min(start, q.outer[0]), max(end, q.outer[1])
    return start, end


def _merged(runs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    made: list[tuple[int, int]] = []
    for start, end in sorted(runs):
        first, last = made.pop() if made and start <= made[-1][1] else (start, end)
        made.append((first, max(end, last)))
    return made


def readable(spans: Sequence[Span]) -> str:
    """Return the content as one readable text; stretches are joined by an ellipsis."""
    return " … ".join(" ".join(s.text.split()).strip(" ,") for s in spans)
