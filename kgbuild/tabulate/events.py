"""Rows for meetings and other events: one row an article, each value with the words it rests on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from kgbuild.identifiers import digest
from kgbuild.model.facts import ArticleFacts, Bound, EntityKind, Event
from kgbuild.model.tables import Row
from kgbuild.tabulate.spans import SpanBook

_MONEY = "amount"
_WORD = re.compile(r"[^\W\d_]+")
_WEEK = "-W"  # in the TIMEX3 value of a week or weekend
_WEEKS = re.compile(r"P(\d+)W")
_DURATION = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?")
_UNDERSCORE = re.compile(r"_(\w)")


@dataclass(frozen=True, slots=True)
class EventTerms:
    """What the lexicon and the ontology say of events: the class (local name) of a type, what a hedge leaves open, the
    currency of a sign or word of money, the measures (local names) whose numbers need not be whole, the ways in
    which events of some types come about, with the words that tell them (none: any). Keys are made of it, so that
    nothing in it is a set, whose order is another in each process."""

    classes: Mapping[str, str] = field(default_factory=dict)
    hedges: Mapping[str, str] = field(default_factory=dict)
    currencies: Mapping[str, str] = field(default_factory=dict)
    decimals: tuple[str, ...] = ()
    manners: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = ()


def event_rows(
    facts: ArticleFacts, labels: Mapping[str, str], book: SpanBook, *, words: EventTerms
) -> Iterator[tuple[str, Row]]:
    """Yield (table, row) for the meetings and events of one article.

    A type without a class is an Event. A room is no place of a row: one report's town hall is no other's town, and does
    not contradict it. "Next week" fixes no day: it is neither the first nor the last of what is held in it.
    """
    rooms = {e.id for e in facts.entities if e.is_room}
    actors = {e.id for e in facts.entities if e.kind is not EntityKind.PLACE}
    weeks = {d.start for d in facts.dates if _WEEK in d.timex.value}
    for table, found in (("meetings", facts.meetings), ("events", facts.events)):
        for event in found:
            told = replace(event, place=None) if event.place in rooms else event
            open_ = not told.duration and any(s.start in weeks for s in told.when.spans)
            yield (
                table,
                _row(told, labels, book)
                | ({"when_start": "", "when_end": ""} if open_ else {})
                | {
                    "class": words.classes.get(event.type, "Event"),
                    "manner": _manner(event, words),
                },
            )
            actor_table = "meeting_actors" if table == "meetings" else "event_actors"
            yield from ((actor_table, row) for row in _actor_rows(event, actors, book))
            yield from (("event_issues", row) for row in _issue_rows(event, book))
            yield from (("figures", row) for row in _figure_rows(event, book, words))


def _manner(event: Event, words: EventTerms) -> str:
    """Return in which way an event came about; nothing where its words tell of several ways, or of none."""
    told = {word for span in event.spans for word in _WORD.findall(span.text.lower())}
    found = {name for name, types, by in words.manners if event.type in types and (not by or not told.isdisjoint(by))}
    return found.pop() if len(found) == 1 else ""


def _base(event: Event, book: SpanBook) -> Row:
    return {
        "id": event.id,
        "spans": book.ids(event.spans),
        "frame": event.frame,
        "factuality": event.factuality.value,
    }


def _row(event: Event, labels: Mapping[str, str], book: SpanBook) -> Row:
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
        "duration": _exact(event.duration),
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


def _exact(duration: str | None) -> str:
    """Return a duration as XML Schema has it, weeks in days; empty where it leaves open how long, as "months of talks"
    (PXM), or counts what has no such form (decades)."""
    weeks = _WEEKS.fullmatch(duration or "")
    said = f"P{7 * int(weeks[1])}D" if weeks else duration or ""
    return said if _DURATION.fullmatch(said) else ""


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


def _figure_rows(event: Event, book: SpanBook, words: EventTerms) -> Iterator[Row]:
    for measure, value, qualifier, span in event.figures:
        name = _UNDERSCORE.sub(lambda m: m.group(1).upper(), measure)
        bound = words.hedges.get(qualifier, "")
        bound = bound if bound in set(Bound) else ""
        currency = _currency(span.text, words.currencies) if measure == _MONEY else ""
        number = {"value_decimal" if name in words.decimals else "value": str(value)}
        if bound or currency:
            number = {"value_quantity": digest("quantity", name, str(value), bound, currency), "number": str(value)}
        yield (
            _base(event, book)
            | number
            | {
                "measure": name,
                "value_spans": book.ids([span]),
                "value_qualifier": qualifier,
                "value_bound": bound,
                "currency": currency,
            }
        )


def _currency(text: str, currencies: Mapping[str, str]) -> str:
    """Return the currency of an amount by the longest sign or word of money in its words."""
    lower = text.lower()
    words = set(_WORD.findall(lower))
    found = [w for w in currencies if (w in words if w.isalpha() else w in lower)]
    return currencies[max(found, key=lambda w: (len(w), w))] if found else ""


def quantity_rows(figures: Iterable[Row]) -> Iterator[Row]:
    """Yield a row for each quantity that figures speak of, each once."""
    done: set[str] = set()
    for row in figures:
        one = row.get("value_quantity", "")
        if one and one not in done:
            done.add(one)
            same = {name: row[name] for name in ("frame", "measure", "number", "currency")}
            yield {"id": one, **same, "bound": row["value_bound"]}
