"""How long something took, as XML Schema has it."""

from __future__ import annotations

import pytest

from kgbuild.model.article import Article
from kgbuild.model.facts import ArticleFacts, Event, Span
from kgbuild.tabulate.events import EventTerms, event_rows
from kgbuild.tabulate.spans import SpanBook


@pytest.mark.parametrize(
    ("told", "written"),
    [
        ("P3W", "P21D"),
        ("P2Y6M", "P2Y6M"),
        ("PT90M", "PT90M"),
        ("P1DT2H", "P1DT2H"),
        ("PXM", ""),
        ("P2DE", ""),
        ("P1.5Y", ""),
        ("P", ""),
        ("P1DT", ""),
        (None, ""),
    ],
)
def test_duration(told: str | None, written: str) -> None:
    strike = Event("v1", "strike", "strike", (Span(0, 6, "strike"),), duration=told)
    facts = ArticleFacts(Article("a.txt", "strike"), events=(strike,))
    [(_, row), *_] = event_rows(facts, {"v1": "strike"}, SpanBook(facts), words=EventTerms({}, {}))
    assert row["duration"] == written
