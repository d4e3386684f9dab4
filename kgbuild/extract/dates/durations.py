"""Builders for durations, ages, sets, stretches that end or begin at publication ("the past month"), for now, recently
and soon, and for what leans on an event: named and left open for who knows the event."""

from __future__ import annotations

from kgbuild.extract.dates.calendar import Unit, cell_around, shift_date
from kgbuild.extract.dates.grammar import Slots
from kgbuild.extract.dates.lexer import CODE, Lexeme
from kgbuild.extract.dates.reading import CALENDAR, Context, Edge, Reading, compared, year_back
from kgbuild.model.edtf import approximate

_IN_UNITS = {"F": (2, "W"), "Q": (3, "M"), "E": (10, "Y"), "C": (100, "Y"), "L": (1000, "Y")}
_HALVES = {"Y": (6, "M"), "TH": (30, "TM"), "TM": (30, "TS"), "D": (12, "TH")}
_DAYS = {"D": Unit.DAY, "W": Unit.WEEK, "M": Unit.MONTH, "Y": Unit.YEAR}


def period_value(number: int | None, unit: str, *, half: bool = False) -> str:
    """Write an ISO 8601 duration; a number that is not said is X, as in TIMEX3.

    >>> period_value(2, "Y", half=True), period_value(None, "TH")
    ('P2Y6M', 'PTXH')
    """
    if number is None:
        return f"PT{'X' + unit[1]}" if unit[0] == "T" else f"PX{unit}"
    parts = []
    if number or not half:
        times, small = _IN_UNITS.get(unit, (1, unit))
        parts.append((number * times, small))
    if half and unit in _HALVES:
        parts.append(_HALVES[unit])
    elif half:
        times, small = _IN_UNITS.get(unit, (1, unit))
        return f"P{number * times + times / 2:g}{small}"
    days = "".join(f"{n}{u}" for n, u in parts if u[0] != "T")
    clock = "".join(f"{n}{u[1]}" for n, u in parts if u[0] == "T")
    return f"P{days}" + (f"T{clock}" if clock else "")


def quantity(slots: Slots) -> tuple[int | None, bool]:
    """Return how many units a pattern caught, None where it is not said, and whether half of one goes with them."""
    lexeme: Lexeme | None = slots.get("n")
    half = slots.get("h") is not None
    if lexeme is None or lexeme.kind == CODE["few"]:
        return None, False
    if lexeme.kind == CODE["couple"]:
        return 2, half
    return (1 if lexeme.kind == CODE["a"] else lexeme.number), half or lexeme.code == "half"


def _duration(slots: Slots, _context: Context) -> Reading | None:
    number, half = quantity(slots)
    return Reading("DURATION", period_value(number, slots["u"].code, half=half))


def _age(slots: Slots, _context: Context) -> Reading | None:
    """A six-year-old, 52 years old, a four-year-old war: how old, which only of some things says how long they took."""
    number, half = quantity(slots)
    return Reading("DURATION", period_value(number, slots["u"].code, half=half), age=True)


def _first_or_last(slots: Slots, _context: Context) -> Reading | None:
    """The first three months, the final six weeks: how long, and of a stretch that may follow its edge."""
    number, _ = quantity(slots)
    unit, side = slots["u"].code, _side(slots)
    edge = Edge(side, number, unit) if side else None
    return Reading("DURATION", period_value(number, unit), edge=edge)


def _edge(slots: Slots, _context: Context) -> Reading | None:
    """The last day, the closing months: a date only as part of a stretch that is named after it."""
    unit, side = slots["u"].code, _side(slots)
    if side == 0 or (side > 0 and unit == "W" and slots.has("e", "ordinal")):
        return None  # the first week of March is counted as the second is
    edge = Edge(side, None if slots.get("many") else 1, unit)
    return Reading("DURATION", period_value(None, unit), edge=edge, loose=True)


def _side(slots: Slots) -> int:
    if slots.has("e", "ordinal"):
        return 1 if slots["e"].number == 1 else 0
    return {CODE["opening"]: 1, CODE["last"]: -1, CODE["final"]: -1}.get(slots["e"].kind, 0)


def _quarter_century(_slots: Slots, _context: Context) -> Reading | None:
    return Reading("DURATION", "P25Y")


def _whole(slots: Slots, _context: Context) -> Reading | None:
    """The year ended Sept. 30: how long it was; its end is named apart."""
    return Reading("DURATION", period_value(1, slots["u"].code))


def _unsaid(slots: Slots, _context: Context) -> Reading | None:
    return Reading("DURATION", period_value(None, slots["u"].code), resolved=False)


def _stretch(slots: Slots, context: Context) -> Reading | None:
    """The past three months: up to publication; the next two weeks: from then on. Their other end is approximate."""
    number, half = quantity(slots) if slots.get("n") else (1, False)
    unit = slots["u"].code
    value = period_value(number, unit, half=half)
    if slots.has("q", "following") and slots.get("n") and not slots.follows("q", "the"):
        return Reading("DURATION", value)  # "following ten days of talks": after them
    back = slots.has("q", "last") or slots.has("q", "past") or slots.has("q", "previous")
    base = context.published
    if base is None or unit[0] == "T":
        return Reading("DURATION", value, None, resolved=unit[0] == "T")
    edge = Edge(-1, number, unit) if slots.has("q", "last") else None
    if number is None:
        return Reading("DURATION", value, f"/{base}" if back else f"{base}/", edge=edge)
    times, small = _IN_UNITS.get(unit, (1, unit))
    other = shift_date(base, number * times * (-1 if back else 1), _DAYS[small])
    far = approximate(other.isoformat()) if other else ""
    sides = None if other is None else f"{far}/{base}" if other < base else f"{base}/{far}"
    return Reading("DURATION", value, sides, edge=edge)


def _recent(slots: Slots, context: Context) -> Reading | None:
    """In recent days: up to publication, since when is not said."""
    edtf = f"/{context.published}" if context.published else None
    if slots["u"].code == "D":
        return Reading("DATE", "PAST_REF", edtf, resolved=edtf is not None)
    return Reading("DURATION", period_value(None, slots["u"].code), edtf, resolved=edtf is not None)


def _ahead(_slots: Slots, context: Context) -> Reading | None:
    edtf = f"{context.published}/" if context.published else None
    return Reading("DATE", "FUTURE_REF", edtf, resolved=edtf is not None)


def _every(slots: Slots, _context: Context) -> Reading | None:
    if slots.get("w"):
        return Reading("SET", f"XXXX-WXX-{slots['w'].number}")
    if slots.get("m"):
        return Reading("SET", f"XXXX-{slots['m'].number:02}")
    number, half = quantity(slots) if slots.get("n") else (1, False)
    return Reading("SET", period_value(number, slots["u"].code, half=half))


def _every_part(slots: Slots, _context: Context) -> Reading | None:
    """Tuesday nights, Sundays in the morning are no day."""
    return Reading("SET", f"XXXX-WXX-{slots['w'].number}T{slots['p'].code}")


def _set(slots: Slots, _context: Context) -> Reading | None:
    return Reading("SET", slots["s"].code)


def _ref(slots: Slots, _context: Context) -> Reading | None:
    return Reading("DATE", slots["r"].code, None, resolved=False)


def _the_past(_slots: Slots, _context: Context) -> Reading | None:
    return Reading("DATE", "PAST_REF", None, resolved=False)


def _some_day(_slots: Slots, _context: Context) -> Reading | None:
    return Reading("DATE", "XXXX-XX-XX", None, resolved=False)


def _event_relative(slots: Slots, _context: Context) -> Reading | None:
    """A week before the anniversary: how long is said, from what on is not a date."""
    return Reading("DURATION", period_value(quantity(slots)[0], slots["u"].code), None, resolved=False)


def _narrative_relative(slots: Slots, context: Context) -> Reading | None:
    """Two years later, a month earlier: from the narrative's date on, in its own words' precision."""
    number, unit, anchor = quantity(slots)[0], CALENDAR.get(slots["u"].code), context.anchor
    if slots["u"].code == "Y" and slots.has("q", "earlier") and number == 1 and (back := year_back(context)):
        return back
    if number is None or unit is None or anchor is None:
        return _event_relative(slots, context)
    moved = shift_date(anchor.first, -number if slots.has("q", "earlier") else number, unit)
    if moved and unit is Unit.WEEK and anchor.unit is Unit.DAY:  # a week from a day is about a day
        return Reading("DATE", moved.isoformat(), f"{moved}~")
    return compared(cell_around(unit, moved)) if moved else None
