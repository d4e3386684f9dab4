"""One fact as one line of words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kgbuild.model.facts import DateFact, Entity, Event, Factuality, Mention, Mode, PositionFact, Role, When
from kgbuild.show.line import Line

Names = Mapping[str, str]
"""The best name of each entity, by id."""


def position_line(position: PositionFact, names: Names) -> Line:
    """Return who - stance - of whom - about what: the words; and in brackets what else is known."""
    who = names.get(position.speaker or "", "")
    if not who:
        who = "the outlet" if position.mode is Mode.NARRATOR else "unresolved speaker"
    issues = ", ".join(i.id if i.id != "other" else f"other ({i.text})" for i in position.issues)
    parts = [who, position.stance.value, _named(position.targets, names), issues]
    more = [
        "negative" if position.polarity == "negative" else "",
        position.mode.value,
        _with("to", _named(position.audience, names)),
        _with("by", position.medium),
        _with("when", _when(position.when)),
        _with("if", position.conditional_on),
        _with("answers", position.responds_to),
        f"{position.confidence:.2f} {position.why}".strip(),
    ]
    return _line(position.id, f"{_dashed(parts)}: {_flat(position.text)}{_bracketed(more)}", position.frame)


def event_line(event: Event, names: Names) -> Line:
    """Return what - who - where - when, and in brackets what else is known."""
    parts = [
        event.label if event.type == "meeting" else f"{event.type} ({event.label})",
        _named((*event.initiators, *event.participants), names),
        names.get(event.place or "", event.place or ""),
        _when(event.when),
    ]
    more = [
        event.factuality.value if event.factuality is not Factuality.ACTUAL else "",
        event.level or "",
        _with("no.", event.ordinal),
        _with("part of", event.part_of),
        _with("mediated by", _named(event.mediators, names)),
        _with("hosted by", _named(event.hosts, names)),
        _with("lasted", " ".join(filter(None, (event.qualifier, event.duration)))),
        _with("about", ", ".join(event.issues)),
        _with("outcome", event.outcome),
        *(" ".join(filter(None, (measure, hedge, str(value)))) for measure, value, hedge, _ in event.figures),
        f"{event.confidence:.2f}",
    ]
    return _line(event.id, f"{_dashed(parts)}{_bracketed(more)}", event.frame)


def date_line(date: DateFact) -> Line:
    """Return the expression and its value."""
    value = date.edtf or f"{date.timex.type.lower()} {date.timex.value}"
    known = "" if date.resolved else " [unresolved]"
    return _line(date.id, f"{_flat(date.text)} = {value}{known}", "")


def mention_line(mention: Mention, entity: Entity | None) -> Line:
    """Return the words, and whom they name."""
    name = entity.name if entity is not None else "nobody known"
    known = entity.known if entity is not None else ""
    same = "" if name == mention.text else f" = {name}"
    return _line(mention.entity, f"{_flat(mention.text)}{same} [{mention.kind}, {mention.form}]", known)


def role_line(holder: Entity, role: Role, names: Names) -> Line:
    """Return who is or was what, where."""
    former = "former " if role.status == "former" else ""
    at = f" of {names.get(role.at, role.at)}" if role.at else ""
    return _line(holder.id, f"{holder.name} is {former}{role.title}{at}", role.frame)


def _line(label: str, text: str, source: str) -> Line:
    return Line(label, text, source=source, fact=True)


def _named(ids: Iterable[str], names: Names) -> str:
    return ", ".join(names.get(i, i) for i in ids)


def _when(when: When) -> str:
    return when.edtf or ", ".join(_flat(s.text) for s in when.spans)


def _dashed(parts: Iterable[str]) -> str:
    return " - ".join(part or "?" for part in parts)


def _with(word: str, value: object) -> str:
    return f"{word} {value}" if value else ""


def _bracketed(parts: Iterable[str]) -> str:
    found = "; ".join(filter(None, parts))
    return f" [{found}]" if found else ""


def _flat(text: str) -> str:
    return " ".join(text.split())
