"""Spans of one article, each used one once, with the sentence it begins in and whose words it is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from kgbuild.identifiers import article_slug, span_id
from kgbuild.model.facts import ArticleFacts, Span
from kgbuild.model.tables import Row
from kgbuild.tabulate.speakers import Voices


class SpanBook:
    """Collects the spans that rows refer to; `ids` turns spans into the text of a `spans` column."""

    def __init__(self, facts: ArticleFacts) -> None:
        """Start an empty book for one article."""
        self._article, self._slug = facts.article.id, article_slug(facts.article.id)
        self._starts = [s.start for s in facts.sentences]
        self._spans: dict[tuple[int, int], tuple[str, str]] = {}
        self._voices = Voices(facts)

    def ids(self, spans: Iterable[Span | None]) -> str:
        """Return the ids of the spans, in text order, separated by blanks."""
        found = {_trimmed(s) for s in spans if s is not None and s.text.strip()}
        return " ".join([self._id(*one) for one in (sorted(found) if len(found) > 1 else found)])

    def _id(self, start: int, end: int, text: str) -> str:
        known = self._spans.get((start, end))
        if known is None:
            known = self._spans[start, end] = span_id(self._article, start, end), text
        return known[0]

    @property
    def _in_order(self) -> Iterable[tuple[tuple[int, int], tuple[str, str]]]:
        return sorted(self._spans.items())

    def rows(self) -> list[Row]:
        """Return a row for each span used so far, in text order."""
        return [
            {
                "id": one,
                "article": self._slug,
                "start": str(start),
                "end": str(end),
                "text": text,
                "sentence": str(max(bisect_right(self._starts, start) - 1, 0)),
            }
            for (start, end), (one, text) in self._in_order
        ]

    def spoken_rows(self) -> list[Row]:
        """Return a row for each speaker of each span used so far whose words are not the reporter's own."""
        found: list[Row] = []
        for (start, end), (one, text) in self._in_order:
            voice = self._voices.of(Span(start, end, text))
            if voice is not None:
                row = {"id": one, "article": self._slug, "spans": one}
                row |= {"assertion": voice.assertion.value, "via": self._voices.via(voice)}
                found.extend(row | {"speaker": speaker} for speaker in self._voices.speakers(voice))
        return found


def _trimmed(span: Span) -> tuple[int, int, str]:
    """Leave out white space at the ends, which can reach over the edge of a sentence."""
    start = span.start + len(span.text) - len(span.text.lstrip())
    text = span.text.strip()
    return start, start + len(text), text
