"""Values of databases and spreadsheets as text that remembers its datatype (W3C R2RML, section 10.2)."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from kgbuild.yarrrml.rdf.natural import (
    NaturalBoolean,
    NaturalDate,
    NaturalDateTime,
    NaturalDecimal,
    NaturalDouble,
    NaturalHex,
    NaturalInteger,
    NaturalTime,
)
from kgbuild.yarrrml.rdf.terms import has_surrogate

Converter = Callable[[object], str]


def cell_value(value: object) -> str:
    """Return a value as text, typed where SQL's type has one in XML Schema. None is the empty text."""
    known = _BY_CLASS.get(value.__class__)
    return known(value) if known is not None else _other(value)


def _other(value: object) -> str:
    for kind, convert in _BY_CLASS.items():
        if isinstance(value, kind):
            return convert(value)
    if isinstance(value, (dict, list, tuple)):  # JSON columns and arrays
        return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return str(value)


def text(value: str) -> str:
    """Return a text, or nothing for one that RDF cannot hold."""
    return value if value.isascii() or not has_surrogate(value) else ""


def boolean(value: object) -> str:
    """Return `true` or `false` for a truth value, however the database writes it."""
    if isinstance(value, bytes):
        return NaturalBoolean("true" if any(value) else "false")
    if value in {0, 1, "0", "1"}:
        return NaturalBoolean("true" if value in {1, "1"} else "false")
    known = str(value).lower()
    return NaturalBoolean(known) if known in {"true", "false"} else cell_value(value)


def number(value: float) -> str:
    """Return a binary number in a form of XML Schema."""
    written = repr(value)
    return NaturalDouble(written if written[-1] not in "fn" else written.upper().replace("NAN", "NaN"))


def decimal(value: Decimal) -> str:
    """Return an exact number without exponent; what is no number is text."""
    return NaturalDecimal(format(value, "f")) if value.is_finite() else str(value)


def moment(value: datetime) -> str:
    """Return a moment; with a zone it is UTC, because servers give it in whatever zone the session has."""
    if value.tzinfo is not None:
        value = value.astimezone(UTC)
    return NaturalDateTime(_short(value.isoformat()).replace("+00:00", "Z"))


def clock(value: time) -> str:
    """Return a time of day."""
    return NaturalTime(_short(value.isoformat()).replace("+00:00", "Z"))


def duration(value: timedelta) -> str:
    """Return a length of time as XML Schema writes it (R2RML gives it no datatype)."""
    sign, rest = ("-", -value) if value < timedelta() else ("", value)
    hours, minutes, seconds = rest.seconds // 3600, rest.seconds // 60 % 60, rest.seconds % 60
    parts = [f"{n}{unit}" for n, unit in ((hours, "H"), (minutes, "M")) if n]
    if seconds or rest.microseconds:
        parts.append(f"{seconds}{f'.{rest.microseconds:06}'.rstrip('0') if rest.microseconds else ''}S")
    days = f"{rest.days}D" if rest.days else ""
    return f"{sign}P{days}{'T' + ''.join(parts) if parts else ''}" if days or parts else "PT0S"


def time_of_day(value: object) -> str:
    """Return a column of type TIME that comes as a length of time (MySQL); beyond a day it is no time of day."""
    if isinstance(value, timedelta) and timedelta() <= value < timedelta(days=1):
        return clock((datetime.min + value).time())
    return cell_value(value)


def _short(written: str) -> str:
    """Without zeros at the end of a second's fraction."""
    head, point, rest = written.partition(".")
    if not point:
        return written
    digits = len(rest) - len(rest.lstrip("0123456789"))
    fraction = rest[:digits].rstrip("0")
    return f"{head}{'.' + fraction if fraction else ''}{rest[digits:]}"


def octets(value: bytes) -> str:
    """Return bytes as hexadecimal digits."""
    return NaturalHex(bytes(value).hex().upper())


def _nothing(_: object) -> str:
    return ""


# By class, a subclass before its parent: a datetime is a date, a boolean an integer.
_BY_CLASS: dict[type, Callable[..., str]] = {
    str: text,
    type(None): _nothing,
    bool: boolean,
    int: NaturalInteger,
    float: number,
    Decimal: decimal,
    datetime: moment,
    date: lambda value: NaturalDate(value.isoformat()),
    time: clock,
    timedelta: duration,
    bytes: octets,
    bytearray: octets,
    memoryview: octets,
}
