"""Which texts are literals of an XML Schema datatype (lexical forms of XSD 1.1)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

XSD = "http://www.w3.org/2001/XMLSchema#"
STRING = XSD + "string"
LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"

_ZONE = r"(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_YEAR = r"(?P<year>-?(?:[1-9][0-9]{3,}|0[0-9]{3}))"
_MONTH = r"(?P<month>0[1-9]|1[0-2])"
_DAY = r"(?P<day>0[1-9]|[12][0-9]|3[01])"
_TIME = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
_CLOCK = r"(?:T(?=.)(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?)?"
_INTEGER = re.compile(r"[+-]?[0-9]+")
_PATTERNS: Mapping[str, str] = {
    "decimal": r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)",
    "double": r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN",
    "boolean": r"true|false|0|1",
    "date": _YEAR + "-" + _MONTH + "-" + _DAY + _ZONE,
    "dateTime": _YEAR + "-" + _MONTH + "-" + _DAY + "T" + _TIME + _ZONE,
    "dateTimeStamp": _YEAR + "-" + _MONTH + "-" + _DAY + "T" + _TIME + _ZONE.removesuffix("?"),
    "time": _TIME + _ZONE,
    "gYear": _YEAR + _ZONE,
    "gYearMonth": _YEAR + "-" + _MONTH + _ZONE,
    "gMonth": "--" + _MONTH + _ZONE,
    "gDay": "---" + _DAY + _ZONE,
    "gMonthDay": "--" + _MONTH + "-" + _DAY + _ZONE,
    "duration": r"-?P(?=.)(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?" + _CLOCK,
    "yearMonthDuration": r"-?P(?=.)(?:[0-9]+Y)?(?:[0-9]+M)?",
    "dayTimeDuration": r"-?P(?=.)(?:[0-9]+D)?" + _CLOCK,
    "hexBinary": r"(?:[0-9A-Fa-f]{2})*",
    "base64Binary": r"(?:(?:[A-Za-z0-9+/] ?){4})*(?:(?:[A-Za-z0-9+/] ?){3}=|(?:[A-Za-z0-9+/] ?){2}= ?=)?",
    "language": r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*",
}
_PATTERNS = {**_PATTERNS, "float": _PATTERNS["double"]}
_RANGES: Mapping[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-128, 127),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 255),
}

# What nearly all values are, as far as it can be told without looking at the length of months.
_USUAL_DAY = r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
_USUAL: Mapping[str, str] = {
    **{name: pattern for name, pattern in _PATTERNS.items() if "<day>" not in pattern},
    **{name: "[1-9][0-9]{0,8}" for name, (_, high) in _RANGES.items() if (high or 0) >= 10**9},
    "date": _USUAL_DAY,
    "dateTime": _USUAL_DAY + r"T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?Z?",
}
_OTHERS = frozenset(  # without a check of their own
    {
        "string", "anyURI", "normalizedString", "token", "language", "Name", "NCName", "NMTOKEN", "NMTOKENS", "ID",
        "IDREF", "IDREFS", "ENTITY", "ENTITIES", "QName", "NOTATION", "anyType", "anySimpleType", "anyAtomicType",
        "hexBinary", "base64Binary", "dateTimeStamp", "yearMonthDuration", "dayTimeDuration", "gYear", "gYearMonth",
        "gMonth", "gMonthDay", "gDay", "duration", "time"
    }
)  # fmt: skip
Validator = Callable[[str], bool]


def unknown_type(datatype: str) -> str:
    """Return the name of a datatype in XML Schema's namespace that is none of its, else an empty text."""
    name = datatype.removeprefix(XSD)
    known = name in _PATTERNS or name in _RANGES or name in _OTHERS
    return "" if known or not datatype.startswith(XSD) else name


def known_types() -> list[str]:
    """Return the names of XML Schema's datatypes."""
    return sorted({*_PATTERNS, *_RANGES, *_OTHERS})


def usual_of(datatype: str) -> Callable[[str], object] | None:
    """Return what gives something true for most literals of a datatype, and for nothing else; None where there is no
    such thing. It is one call of the interpreter's own, several times faster than the whole check."""
    name = datatype.removeprefix(XSD)
    return re.compile(_USUAL[name]).fullmatch if datatype.startswith(XSD) and name in _USUAL else None


def validator_of(datatype: str) -> Validator | None:
    """Return the check for a datatype IRI, or None where every text is valid or the datatype is not known here."""
    if not datatype.startswith(XSD):
        return None
    name = datatype[len(XSD) :]
    if name == "integer":
        return _is_integer
    if name in _RANGES:
        return _in_range(*_RANGES[name])
    if name in _PATTERNS:
        match = re.compile(_PATTERNS[name]).fullmatch
        if "<day>" not in _PATTERNS[name]:
            return lambda text: match(text) is not None
        early = re.compile(_PATTERNS[name].replace(_DAY, "(?:0[1-9]|1[0-9]|2[0-8])").replace("?P<year>", "?:"))
        return _real_day(match, early.fullmatch)
    return None


def _is_integer(text: str) -> bool:
    return (text.isdigit() and text.isascii()) or _INTEGER.fullmatch(text) is not None


def _in_range(low: int | None, high: int | None) -> Validator:
    def check(text: str) -> bool:
        if len(text) > 400 or _INTEGER.fullmatch(text) is None:  # int() of huge texts is refused by Python
            return False
        number = int(text)
        return (low is None or number >= low) and (high is None or number <= high)

    return check


_Match = Callable[[str], re.Match[str] | None]


def _real_day(match: _Match, early: _Match) -> Validator:
    """Patterns with a day: 30 February and 29 February of a common year are no dates; `early` matches where the day
    is in every month."""

    def check(text: str) -> bool:
        if early(text) is not None:
            return True
        found = match(text)
        if found is None:
            return False
        parts = found.groupdict()
        if "month" not in parts or int(parts["day"]) <= 28:
            return True
        import calendar  # only here: it brings datetime and locale

        year = int(parts.get("year") or 2000) if len(parts.get("year") or "") < 9 else 2000
        days = calendar.monthrange(2000 if calendar.isleap(year) else 2001, int(parts["month"]))[1]
        return int(parts["day"]) <= days

    return check
