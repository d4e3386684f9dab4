"""Rules for now, recently, soon, and for what leans on an event: named and left open for who knows the event."""

from __future__ import annotations

from kgbuild.extract.dates.durations import period_value
from kgbuild.extract.dates.grammar import Rule, Slots, rule
from kgbuild.extract.dates.lexer import CODE
from kgbuild.extract.dates.reading import Context, Reading

_COUNTED = {CODE[k] for k in ("number", "daynum", "figure")}


def _ref(slots: Slots, _context: Context) -> Reading | None:
    return Reading("DATE", slots["r"].code, None, resolved=False)


def _constant(value: str) -> Reading:
    return Reading("DATE", value, None, resolved=False)


def _event_relative(slots: Slots, _context: Context) -> Reading | None:
    """A week before the anniversary: how long is said, from what on is not a date."""
    lexeme = slots["n"]
    number = lexeme.number if lexeme.kind in _COUNTED else {CODE["a"]: 1, CODE["couple"]: 2}.get(lexeme.kind)
    return Reading("DURATION", period_value(number, slots["u"].code), None, resolved=False)


RULES: tuple[Rule, ...] = (
    rule("(?P<r>ref)", _ref),
    rule("current", lambda _slots, _context: _constant("PRESENT_REF")),
    rule("recent", lambda _slots, _context: _constant("PAST_REF")),
    rule("the past", lambda _slots, _context: _constant("PAST_REF")),
    rule("the? eve(?=of)", lambda _slots, _context: _constant("XXXX-XX-XX")),
    rule("the? ordinal anniversary", lambda _slots, _context: _constant("XXXX-XX-XX")),
    rule("the? (?P<x>ordinal (straight|more)? unit_D)".replace("straight|", ""),
         lambda _slots, _context: _constant("XXXX-XX-XX")),
    rule("(?P<n>a|count|few|couple) (?P<u>unit|units) (before|after|earlier|later)", _event_relative),
)  # fmt: skip
