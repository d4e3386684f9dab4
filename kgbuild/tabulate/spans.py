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
        self._article = facts.article.id
        self._starts = [s.start for s in facts.sentences]
        self._spans: dict[str, Span] = {}
        self._voices = Voices(facts)

    def ids(self, spans: Iterable[Span | None]) -> str:
        """Return the ids of the spans, in text order, separated by blanks."""
        found = sorted({_trimmed(s) for s in spans if s is not None and s.text.strip()})
        return " ".join(self._id(s) for s in found)

    def _id(self, span: Span) -> str:
        one = span_id(self._article, span.start, span.end)
        self._spans[one] = span
        return one

    def rows(self) -> list[Row]:
        """Return a row for each span used so far, in text order."""
        order = sorted(self._spans.items(), key=lambda item: (item[1], item[0]))
        return [
            {
                "id": one,
                "article": article_slug(self._article),
                "start": str(span.start),
                "end": str(span.end),
                "text": span.text,
                "sentence": str(max(bisect_right(self._starts, span.start) - 1, 0)),
            }
            for one, span in order
        ]

    def spoken_rows(self) -> list[Row]:
        """Return a row for each speaker of each span used so far whose words are not the reporter's own."""
        found: list[Row] = []
        for one, span in sorted(self._spans.items(), key=lambda item: (item[1], item[0])):
            voice = self._voices.of(span)
            if voice is not None:
                row = {"id": one, "article": article_slug(self._article), "spans": one}
                row |= {"assertion": voice.assertion.value, "via": self._voices.via(voice)}
                found.extend(row | {"speaker": speaker} for speaker in self._voices.speakers(voice))
        return found


def _trimmed(span: Span) -> Span:
    """Leave out white space at the ends, which can reach over the edge of a sentence."""
    start = span.start + len(span.text) - len(span.text.lstrip())
    text = span.text.strip()
    return Span(start, start + len(text), text)
