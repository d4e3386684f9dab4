"""Rows for positions, the acts of speaking that carry them, and the stand-ins for speakers nobody names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from kgbuild.identifiers import digest
from kgbuild.model.article import Article
from kgbuild.model.edtf import edtf_bounds
from kgbuild.model.facts import ArticleFacts, EntityKind, Mode, PositionFact
from kgbuild.model.resolved import Communication
from kgbuild.model.tables import Row
from kgbuild.tabulate.spans import SpanBook
from kgbuild.tabulate.speakers import open_speaker

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def position_rows(
    facts: ArticleFacts, spoken: Iterable[Communication], publisher: str, book: SpanBook
) -> Iterator[tuple[str, Row]]:
    """Yield (table, row) for the positions of one article."""
    carried = {position: c.id for c in spoken for position in c.positions}
    actors = {e.id for e in facts.entities if e.kind is not EntityKind.PLACE}
    stand_in, _ = open_speaker(facts.article)
    for p in facts.positions:
        nobody = publisher if _is_outlets_own(p) else stand_in
        spans = book.ids([*p.content, *p.quotes] or [p.cue])
        base = {"id": p.id, "spans": spans, "frame": p.frame}
        yield (
            "positions",
            base
            | _said(p, facts.article)
            | {
                "sentence": _sentences(p, facts),
                "speaker": p.speaker if p.speaker in actors and p.speaker else nobody,
                "communication": carried.get(p.id, ""),
            },
        )
        for issue in p.issues:
            row = base | {"issue": issue.id, "text": issue.text}
            if len(p.issues) == 1:
                yield "position_issues", row | {"only_text": issue.text}
            else:
                yield "position_issues", row | {"topic": digest("topic", p.id, issue.id, issue.text)}
        for target in p.targets:
            if target in actors:
                yield "position_targets", base | {"target": target}


def _sentences(p: PositionFact, facts: ArticleFacts) -> str:
    """Return the sentences the position stands in, each run of white space as one blank."""
    found = sorted((s.index, s.start, s.end) for s in facts.sentences if s.index in p.sentences)
    return " … ".join(" ".join(facts.article.text[start:end].split()) for _, start, end in found)


def _is_outlets_own(p: PositionFact) -> bool:
    """Whether nobody but the reporter speaks; where words name a speaker nobody could resolve, someone else does."""
    return p.mode is Mode.NARRATOR and p.speaker is None and p.speaker_span is None


def _said(p: PositionFact, article: Article) -> Row:
    edtf = p.when.edtf or (f"../{article.published}" if article.published else "")
    exact = _DAY.fullmatch(edtf) is not None
    earliest, latest = edtf_bounds(edtf) if edtf else (None, None)
    return {
        "speaker_text": p.speaker_span.text if p.speaker_span else "",
        "stance": p.stance.value,
        "mode": p.mode.value,
        "text": p.text,
        "polarity": p.polarity,
        "claimed_on": edtf if exact else "",
        "claimed_edtf": "" if exact else edtf,
        "claimed_from": earliest or "",
        "claimed_until": latest or "",
        "conditional_on": p.conditional_on or "",
        "responds_to": p.responds_to or "",
        "confidence": f"{p.confidence:.2f}",
        "why": p.why,
    }


def communication_rows(
    spoken: Iterable[Communication], labels: Mapping[str, str], book: SpanBook
) -> Iterator[tuple[str, Row]]:
    """Yield (table, row) for the acts of speaking of one article."""
    for c in spoken:
        base = {"id": c.id, "spans": book.ids(c.spans), "frame": c.frame}
        to = ", ".join(labels[a] for a in c.audience)
        edtf = c.when.edtf or ""
        exact = edtf if _DAY.fullmatch(edtf) else ""
        label = f"{c.medium or 'remarks'} by {labels[c.speaker]}{f' to {to}' if to else ''}"
        yield (
            "communications",
            base
            | {
                "label": f"{label}, {edtf}" if edtf else label,
                "speaker": c.speaker,
                "medium": c.medium or "",
                "when_edtf": edtf,
                "when_start": exact,
                "when_end": exact,
                "when_spans": book.ids(c.when.spans),
                "positions": " ".join(c.positions),
            },
        )
        for actor in c.audience:
            yield "event_actors", base | {"actor": actor, "role": "audience", "factuality": "actual"}
