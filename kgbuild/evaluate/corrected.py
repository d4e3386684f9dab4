"""Facts that a person corrected, as gold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kgbuild.evaluate.found import MEETING
from kgbuild.evaluate.gold import OUTSIDE, Gold, GoldDate, GoldEvent, GoldMeeting, GoldStatement, plain_value
from kgbuild.evaluate.spans import Pair

Json = Mapping[str, Any]
_PLACE = "place"


def gold_of(record: Json, sentences: Sequence[Json]) -> Gold:
    """Return the gold that one article's facts (as in the published schema, every span with its place) are; `sentences`
    are those of the article."""
    mentions = {_named(m): (m["entity"], m["kind"]) for m in record["mentions"] if m["form"] != "pronoun"}
    bounds = tuple(_pair(s) for s in sentences)
    return Gold(
        key=record["article"].removesuffix(".txt"),
        publisher="",
        sentences=bounds,
        outside=tuple(_pair(s) for s in sentences if s["kind"] in OUTSIDE),
        mentions={span: one for span, (one, kind) in mentions.items() if kind != _PLACE},
        places={span: one for span, (one, kind) in mentions.items() if kind == _PLACE},
        adjectives=frozenset(),
        states={},
        dates=tuple(_dates(record["dates"])),
        statements=tuple(_statements(record["positions"], bounds)),
        meetings=tuple(_meetings(record["meetings"])),
        told=tuple(_pair(m["spans"][0]) for m in record["meetings"]),
        events=tuple(_events([*({**m, "type": MEETING} for m in record["meetings"]), *record["events"]], bounds)),
    )


def _named(mention: Json) -> Pair:
    """A mention without a leading article, as what is found is compared."""
    start, end = _pair(mention)
    return (start + 4 if mention["text"][:4].lower() == "the " else start, end)


def _pair(span: Json) -> Pair:
    return (span["start"], span["end"])


def _pairs(spans: Iterable[Json] | None) -> tuple[Pair, ...]:
    return tuple(_pair(s) for s in spans or ())


def _in(places: Iterable[Pair], sentences: Sequence[Pair]) -> frozenset[int]:
    begins = [place[0] for place in places]
    return frozenset(i for i, s in enumerate(sentences) if any(s[0] <= begin < s[1] for begin in begins))


def _dates(dates: Iterable[Json]) -> Iterator[GoldDate]:
    for d in dates:
        values = {plain_value(d.get("edtf")), plain_value(d["timex"]["value"])} - {""}
        yield GoldDate(_pair(d), frozenset(values), scored=True)


def _statements(positions: Iterable[Json], sentences: Sequence[Pair]) -> Iterator[GoldStatement]:
    """Yield what somebody says; the outlet's own voice is not scored, nor what nobody is found to say."""
    for p in positions:
        if p.get("speaker"):
            quotes = _pairs(p.get("quotes"))
            words = (*_pairs(p.get("content")), *quotes)
            cue = (_pair(p["cue"]),) if p.get("cue") else ()
            stance, targets = p["stance"], frozenset(p.get("targets") or ())
            where = _in((*words, *cue), sentences)
            yield GoldStatement(p["id"], p["speaker"], stance, frozenset([stance]), where, targets, quotes, words)


def _meetings(meetings: Iterable[Json]) -> Iterator[GoldMeeting]:
    for m in meetings:
        when = m.get("when") or {}
        if when.get("earliest") and when.get("latest"):
            people = frozenset(m["participants"])
            days = when["earliest"], when["latest"]
            yield GoldMeeting(m["id"], _pair(m["spans"][0]), *days, people, m.get("place"))


def _events(events: Iterable[Json], sentences: Sequence[Pair]) -> Iterator[GoldEvent]:
    for e in events:
        spans = _pairs(e["spans"])
        who = frozenset([*(e.get("initiators") or ()), *e["participants"]])
        day = plain_value((e.get("when") or {}).get("edtf"))
        yield GoldEvent(e["id"], spans[0], (e["type"],), False, _in(spans, sentences), who, day)
