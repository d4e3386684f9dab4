"""Rows for meetings and other events: one row an article, each value with the words it rests on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from kgbuild.model.facts import ArticleFacts, EntityKind, Happening, Span
from kgbuild.model.tables import Row
from kgbuild.tabulate.spans import SpanBook

_CLASSES = {"meeting": "Meeting", "attack": "Attack"}  # every other type is a kgb:Event with its type as a code
_UNDERSCORE = re.compile(r"_(\w)")


def happening_rows(facts: ArticleFacts, labels: dict[str, str], book: SpanBook) -> Iterator[tuple[str, Row]]:
    """Yield (table, row) for the meetings and events of one article."""
    actors = {e.id for e in facts.entities if e.kind is not EntityKind.PLACE}
    for table, found in (("meetings", facts.meetings), ("events", facts.events)):
        for happening in found:
            yield table, _row(happening, labels, book)
            actor_table = "meeting_actors" if table == "meetings" else "event_actors"
            yield from ((actor_table, row) for row in _actor_rows(happening, actors, book))
            yield from (("event_issues", row) for row in _issue_rows(happening, book))
            yield from (("figures", row) for row in _figure_rows(happening, book))


def _base(happening: Happening, book: SpanBook, spans: Iterable[Span] = ()) -> Row:
    return {
        "id": happening.id,
        "spans": book.ids(spans) or book.ids(happening.spans),
        "frame": happening.frame,
        "factuality": happening.factuality.value,
    }


def _row(happening: Happening, labels: dict[str, str], book: SpanBook) -> Row:
    when = happening.when
    return _base(happening, book) | {
        "type": happening.type,
        "class": _CLASSES.get(happening.type, "Event"),
        "label": labels[happening.id],
        "level": happening.level or "",
        "part_of": happening.part_of or "",
        "place": happening.place or "",
        "place_spans": _backing(happening, book, "place"),
        "when_edtf": when.edtf or "",
        "when_start": _day(when.edtf, 0),
        "when_end": _day(when.edtf, -1),
        "when_spans": book.ids(when.spans),
        "ordinal": str(happening.ordinal) if happening.ordinal else "",
        "ordinal_spans": _backing(happening, book, "ordinal"),
        "duration": happening.duration or "",
        "duration_spans": _backing(happening, book, "duration"),
        "duration_qualifier": happening.qualifier or "",
        "outcome": happening.outcome or "",
        "outcome_spans": _backing(happening, book, "outcome"),
        "confidence": f"{happening.confidence:.2f}",
    }


def _day(edtf: str | None, which: int) -> str:
    """Return the first or last day of an EDTF value if it names that day exactly, else an empty string."""
    if edtf is None:
        return ""
    part = edtf.split("/")[which]
    return part if re.fullmatch(r"\d{4}-\d\d-\d\d", part) else ""


def _backing(happening: Happening, book: SpanBook, *fields: str) -> str:
    return book.ids(span for name, _, span in happening.backing if name in fields)


def _actor_rows(happening: Happening, actors: Collection[str], book: SpanBook) -> Iterator[Row]:
    roles = (
        ("participant", happening.participants),
        ("initiator", happening.initiators),
        ("mediator", happening.mediators),
        ("host", happening.hosts),
    )
    for role, who in roles:
        for actor in who:
            if actor in actors:  # a place cannot take part
                own = [span for _, value, span in happening.backing if value == actor]
                more = {"actor": actor, "role": role, "confidence": f"{happening.confidence:.2f}"}
                yield _base(happening, book, own) | more


def _issue_rows(happening: Happening, book: SpanBook) -> Iterator[Row]:
    for issue in happening.issues:
        own = [span for name, value, span in happening.backing if name == "issues" and value == issue]
        yield _base(happening, book, own) | {"issue": issue}


def _figure_rows(happening: Happening, book: SpanBook) -> Iterator[Row]:
    for measure, value, qualifier, span in happening.figures:
        name = _UNDERSCORE.sub(lambda m: m.group(1).upper(), measure)
        yield _base(happening, book, [span]) | {
            "measure": name,
            "value": str(value),
            "value_qualifier": qualifier,
        }
