"""Rows for meetings and other events: one row an article, each value with the words it rests on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from kgbuild.model.facts import ArticleFacts, EntityKind, Event
from kgbuild.model.tables import Row
from kgbuild.tabulate.spans import SpanBook

_PARTS = frozenset({"share"})  # measures whose numbers need not be whole
_UNDERSCORE = re.compile(r"_(\w)")


def event_rows(
    facts: ArticleFacts, labels: dict[str, str], book: SpanBook, *, classes: Mapping[str, str]
) -> Iterator[tuple[str, Row]]:
    """Yield (table, row) for the meetings and events of one article.

    `classes` gives the local name of a type's class; a type without one is an Event.
    """
    actors = {e.id for e in facts.entities if e.kind is not EntityKind.PLACE}
    for table, found in (("meetings", facts.meetings), ("events", facts.events)):
        for event in found:
            yield table, _row(event, labels, book) | {"class": classes.get(event.type, "Event")}
            actor_table = "meeting_actors" if table == "meetings" else "event_actors"
            yield from ((actor_table, row) for row in _actor_rows(event, actors, book))
            yield from (("event_issues", row) for row in _issue_rows(event, book))
            yield from (("figures", row) for row in _figure_rows(event, book))


def _base(event: Event, book: SpanBook) -> Row:
    return {
        "id": event.id,
        "spans": book.ids(event.spans),
        "frame": event.frame,
        "factuality": event.factuality.value,
    }


def _row(event: Event, labels: dict[str, str], book: SpanBook) -> Row:
    when = event.when
    return _base(event, book) | {
        "type": event.type,
        "label": labels[event.id],
        "level": event.level or "",
        "part_of": event.part_of or "",
        "place": event.place or "",
        "place_spans": _backing(event, book, "place"),
        "when_edtf": when.edtf or "",
        "when_start": _day(when.edtf, 0),
        "when_end": _day(when.edtf, -1),
        "when_spans": book.ids(when.spans),
        "ordinal": str(event.ordinal) if event.ordinal else "",
        "ordinal_spans": _backing(event, book, "ordinal"),
        "duration": event.duration or "",
        "duration_spans": _backing(event, book, "duration"),
        "duration_qualifier": event.qualifier or "",
        "outcome": event.outcome or "",
        "outcome_spans": _backing(event, book, "outcome"),
        "confidence": f"{event.confidence:.2f}",
    }


def _day(edtf: str | None, which: int) -> str:
    """Return the first or last day of an EDTF value if it names that day exactly, else an empty string."""
    if edtf is None:
        return ""
    part = edtf.split("/")[which]
    return part if re.fullmatch(r"\d{4}-\d\d-\d\d", part) else ""


def _backing(event: Event, book: SpanBook, *fields: str) -> str:
    return book.ids(span for name, _, span in event.backing if name in fields)


def _actor_rows(event: Event, actors: Collection[str], book: SpanBook) -> Iterator[Row]:
    roles = (
        ("participant", event.participants),
        ("initiator", event.initiators),
        ("mediator", event.mediators),
        ("host", event.hosts),
    )
    for role, who in roles:
        for actor in who:
            if actor in actors:  # a place cannot take part
                own = [span for _, value, span in event.backing if value == actor]
                more = {"actor": actor, "role": role, "confidence": f"{event.confidence:.2f}"}
                yield _base(event, book) | more | {"actor_spans": book.ids(own)}


def _issue_rows(event: Event, book: SpanBook) -> Iterator[Row]:
    for issue in event.issues:
        own = [span for name, value, span in event.backing if name == "issues" and value == issue]
        yield _base(event, book) | {"issue": issue, "issue_spans": book.ids(own)}


def _figure_rows(event: Event, book: SpanBook) -> Iterator[Row]:
    for measure, value, qualifier, span in event.figures:
        name = _UNDERSCORE.sub(lambda m: m.group(1).upper(), measure)
        yield _base(event, book) | {
            "measure": name,
            "value": "" if measure in _PARTS else str(value),
            "value_decimal": str(value) if measure in _PARTS else "",
            "value_spans": book.ids([span]),
            "value_qualifier": qualifier,
        }
