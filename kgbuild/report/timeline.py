"""The timeline: each dated event as a dot or, where its day is uncertain or it took longer, as a range."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from kgbuild.pages.markup import Html, element
from kgbuild.report.parts import cite, row, section, table
from kgbuild.report.story import Happening, Story

_WIDTH, _LANE, _TOP = 1000, 30, 38
HELD = "held"
_STATES = {"": HELD, "actual": HELD, "negated": "denied"}  # others are called as they are
_MOST = 200  # events drawn; the table has all


def timeline(story: Story, anchors: dict[str, str]) -> Html:
    """Return the section: a drawing of the dated events, and a table of all."""
    dated = [h for h in story.happenings if h.term in anchors and (h.first or h.last)]
    undated = len(anchors) - len(dated)
    left_out = f" The drawing shows the first {_MOST}." if len(dated) > _MOST else ""
    about = (
        "A dot is a day the sources agree on, a bar a range; an open end means that the text leaves it open. Filled: "
        "held, or claimed to be, as its name says. Hollow: planned or announced. Hatched red: the sources "
        "disagree about the day."
        f"{left_out} Without a date, in the table only: {undated}."
    )
    rows = (_row(h, anchors) for h in story.happenings if h.term in anchors)
    columns = ("From", "Until", "What", "How sure", "Words")
    drawing = _drawing(dated[:_MOST], anchors) if dated else None
    everything = element(
        "details",
        element("summary", "The same as a table"),
        table("All events by date", columns, rows),
        class_="behind",
    )
    return section("timeline", "Timeline", element("p", about, class_="soft"), drawing, everything)


def state_of(happening: Happening) -> str:
    """Return how a report marks an event."""
    if happening.disputed:
        return "disputed"
    if happening.told:
        return "attributed"
    return "accepted"


def state_words(happening: Happening) -> str:
    """Return in words how it stands with an event, everywhere in the same: held, planned, cancelled, denied, disputed;
    with who alone claims it, and whether its day is in dispute."""
    known = _STATES.get(happening.state, happening.state)
    if any(c.property == "factuality" and c.status == "disputed" for c in happening.claims):
        known = "disputed"
    who = ", ".join(dict.fromkeys(c.by for c in happening.claims if c.status == "attributed")) if happening.told else ""
    alone = f"only claimed by {who}" if who else ""
    known = "" if alone and known == HELD else known
    return ", ".join(filter(None, (known, alone, "day disputed" if happening.disputed else "")))


def _row(h: Happening, anchors: dict[str, str]) -> Html:
    days = [w for c in h.claims if c.property in {"startDate", "endDate"} for w in c.words]
    link = element("a", h.label, href=f"#{anchors[h.term]}")
    return row(h.first or "open", h.last or "open", link, state_words(h), cite(days), status=state_of(h))


def _drawing(dated: Sequence[Happening], anchors: dict[str, str]) -> Html:
    days = [_number(d) for h in dated for d in (h.first, h.last) if d]
    low, high = min(days), max(days)
    margin = max(1, (high - low) // 12)
    low, high = low - margin, high + margin

    def x(day: int) -> float:
        return round(20 + (day - low) / (high - low) * (_WIDTH - 40), 1)

    height = _TOP + _LANE * len(dated) + 6
    axis = [_tick(x(day), height, date.fromordinal(day).isoformat()) for day in _ticks(low, high)]
    bars = [_bar(h, x, _TOP + _LANE * lane, (low, high), anchors) for lane, h in enumerate(dated)]
    hatch = Html(
        '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect width="3" height="6" class="hatch"></rect></pattern></defs>'
    )
    name = element("title", f"Timeline of {len(dated)} events; the table below has the same")
    drawing = element("svg", name, hatch, axis, bars, viewBox=f"0 0 {_WIDTH} {height}", role="group", class_="timeline")
    return element("div", drawing, class_="wide", tabindex="0", role="region", aria_label="Timeline")


def _bar(h: Happening, x: Callable[[int], float], y: int, span: tuple[int, int], anchors: dict[str, str]) -> Html:
    first = x(_number(h.first)) if h.first else x(span[0])
    last = x(_number(h.last)) if h.last else x(span[1])
    kind = (
        "planned"
        if h.state in {"planned", "hypothetical"}
        else "off"
        if h.state in {"cancelled", "negated"}
        else "past"
    )
    classes = (
        f"{kind}{' uncertain' if h.uncertain else ''}{' disputed' if h.disputed else ''}{' told' if h.told else ''}"
    )
    if last - first < 8:
        mark = element("circle", cx=(first + last) / 2, cy=y + 9, r=6, class_=classes)
    else:
        mark = element("rect", x=first, y=y + 4, width=round(last - first, 1), height=10, rx=3, class_=classes)
    words = h.label if len(h.label) <= 62 else f"{h.label[:60]}…"
    text = element("text", words, y=y + 13, **_beside(first, last))
    when = f"{h.first or 'open'} to {h.last or 'open'}" if h.first != h.last else h.first
    title = element("title", f"{h.label}: {when}, {state_words(h)}")
    return element("a", title, mark, text, href=f"#{anchors[h.term]}", class_="dot")


def _beside(first: float, last: float) -> dict[str, object]:
    """Return where an event's name fits: right of its mark, left of it, or above a bar as wide as the drawing."""
    if last + 12 < _WIDTH * 0.62:
        return {"x": last + 12}
    if first > _WIDTH * 0.38:
        return {"x": first - 12, "text_anchor": "end"}
    return {"x": first + 2, "dy": -11}


def _tick(x: float, height: int, name: str) -> Html:
    line = element("line", x1=x, y1=22, x2=x, y2=height)
    label = element("text", name, x=min(max(x, 40), _WIDTH - 40), y=14, text_anchor="middle")
    return element("g", line, label, class_="tick", aria_hidden="true")


def _ticks(low: int, high: int) -> list[int]:
    """Return some days at even distances."""
    step = max(1, (high - low) // 6)
    return list(range(low + step // 2, high, step))


def _number(day: str) -> int:
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:  # a year before 1 or after 9999: at the edge
        return 1 if day.startswith("-") else date.max.toordinal()
