"""Disputes side by side, and meetings and events with everything claimed of them."""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby

from kgbuild.model.triples import words_like
from kgbuild.pages.markup import Html, element, join
from kgbuild.report.parts import by_whom, chip, cite, marked, row, section, value_like
from kgbuild.report.story import Claim, Dispute, Happening, Story
from kgbuild.report.timeline import HELD, state_of, state_words

_HIDDEN = frozenset({"type", "label", "edtf"})
_ORDER = ("startDate", "endDate", "duration", "place", "initiator", "participant", "mediator", "host", "outcome")
_LAST = {"level": 90, "ordinal": 91, "partOf": 92, "factuality": 93}


def disputes(story: Story) -> Html:
    """Return the section of disputes, each side with its outlets and words."""
    if not story.disputes:
        return section("disputes", "Disputes", element("p", "No two sources contradict each other."))
    about = (
        "Sources that cannot both be right, side by side. None of these values is a fact of the graph until a decision "
        "settles it."
    )
    return section(
        "disputes",
        "Disputes",
        element("p", about, class_="soft"),
        (_dispute(names, d) for names, d in _alike(story.disputes)),
    )


def _alike(disputes: list[Dispute]) -> list[tuple[str, Dispute]]:
    """Return each dispute once, with the names of its properties: first and last day are mostly one question."""
    found: dict[tuple[object, ...], list[Dispute]] = {}
    for dispute in disputes:
        key = (dispute.of, *((s.value, *(w.term for c in s.claims for w in c.words)) for s in dispute.sides))
        found.setdefault(key, []).append(dispute)
    return [(_named({d.property: None for d in same}), same[0]) for same in found.values()]


def _named(properties: Collection[str]) -> str:
    """Return what sources disagree on, in words."""
    if set(properties) == {"startDate", "endDate"}:
        return "the day"
    return ", ".join(map(words_like, properties))


def _dispute(names: str, dispute: Dispute) -> Html:
    sides = (
        element(
            "div",
            element("h4", value_like(side.value)),
            element("ul", (element("li", _outlet(c), ": ", _quotes(c), cite(c.words)) for c in side.claims)),
            class_="side",
        )
        for side in dispute.sides
    )
    title = element(
        "h3",
        dispute.of,
        ": ",
        names,
        " ",
        chip("disputed") if not dispute.settled else "settled",
    )
    return element("article", title, element("div", sides, class_="sides"), class_="row", data_status="disputed")


def _outlet(claim: Claim) -> str:
    return f"{claim.by}{' denies it' if claim.denied else ''}{f' ({claim.qualifier})' if claim.qualifier else ''}"


def _quotes(claim: Claim) -> list[Html]:
    return [Html(f"{element('q', w.text)} ") for w in claim.words[:2]]


def happenings(story: Story, anchors: dict[str, str]) -> Html:
    """Return the section of meetings and events."""
    about = (
        "What is claimed of each, by whom. A line without a mark is told by an outlet in its own voice, and no source "
        "contradicts it."
    )
    entries = [_happening(h, anchors) for h in story.happenings if h.term in anchors]
    left = len(story.happenings) - len(entries)
    about += f" The first {len(entries)} by date; {left} more are in views/meetings.csv." if left else ""
    return section("events", "Meetings and events", element("p", about, class_="soft"), entries)


def _happening(h: Happening, anchors: dict[str, str]) -> Html:
    kind = "disputed" if h.disputed else "said" if h.told else "planned"
    words = state_words(h)
    marks = [element("span", words, class_=f"chip {kind}")] if words != HELD else []
    claims = sorted((c for c in h.claims if c.property not in _HIDDEN), key=lambda c: (*_place(c.property), c.shown))
    rows = [
        _line(name, value, list(found)) for (name, value), found in groupby(claims, key=lambda c: (c.property, c.shown))
    ]
    title = element("summary", element("strong", h.label), " ", element("span", _when(h), class_="soft"), " ", marks)
    head = element("tr", (element("th", name, scope="col") for name in ("What", "Value", "Says who", "Words")))
    body = element("table", head, rows)
    return element("details", title, body, id=anchors[h.term], class_="row", data_status=marked(state_of(h)))


def _place(name: str) -> tuple[int, str]:
    """Return where a property stands among those of an event: when, where, who; how it is told comes last."""
    return (_ORDER.index(name) if name in _ORDER else _LAST.get(name, len(_ORDER)), name)


def _when(h: Happening) -> str:
    if not h.first and not h.last:
        return ""
    return h.first if h.first == h.last else f"{h.first or '…'} – {h.last or '…'}"


def _line(name: str, value: str, claims: list[Claim]) -> Html:
    who = {(c.by, c.status, c.denied): by_whom(c) for c in claims}
    worst = "disputed" if any(c.status == "disputed" for c in claims) else claims[0].status
    words = cite(w for c in claims for w in c.words)
    return row(words_like(name), value_like(value), join(who.values(), ", "), words, status=worst)
