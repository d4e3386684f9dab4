"""Dates: read by a pattern, taken apart, compared, moved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from kgbuild.errors import MissingExtra
from kgbuild.yarrrml.functions.parameters import DATE, UNIT, VALUE, named
from kgbuild.yarrrml.functions.table import Function, Result

if TYPE_CHECKING:
    from datetime import datetime

# Java's pattern letters (SimpleDateFormat, DateTimeFormatter): the field, and the digits it is written with.
_FIELDS: Mapping[str, tuple[str, str]] = {
    "y": ("year", r"[+-]?\d{4,}"),
    "u": ("year", r"[+-]?\d{4,}"),
    "yy": ("short", r"\d{2}"),
    "uu": ("short", r"\d{2}"),
    "M": ("month", r"\d{1,2}"),
    "d": ("day", r"\d{1,2}"),
    "H": ("hour", r"\d{1,2}"),
    "h": ("hour", r"\d{1,2}"),
    "m": ("minute", r"\d{1,2}"),
    "s": ("second", r"\d{1,2}"),
    "S": ("fraction", r"\d{1,9}"),
    "a": ("half", r"[AaPp]\.?[Mm]\.?"),
    "X": ("zone", r"Z|[+-]\d{2}(?::?\d{2})?"),
    "Z": ("zone", r"Z|[+-]\d{2}:?\d{2}"),
    "x": ("zone", r"Z|[+-]\d{2}(?::?\d{2})?"),
}
_PATTERN = re.compile(r"'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']+")
_TIME = frozenset({"hour", "minute", "second"})


def _names(width: str, of: str, language: str) -> dict[str, int]:
    """The names of months or days in a language, lower case, without the full stop of an abbreviation."""
    if language.lower().partition("-")[0] == "en":
        import calendar

        known: dict[int, str] = dict(enumerate(calendar.month_name if of == "month" else calendar.day_name))
        named = {n: name if width == "wide" else name[:3] for n, name in known.items() if name}
    else:
        try:
            from babel import Locale, UnknownLocaleError
        except ImportError:
            raise MissingExtra("month names other than English need `pip install kgbuild[languages]`") from None
        try:
            locale = Locale.parse(language.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            raise ValueError(f"unknown language {language!r}") from None
        named = dict((locale.months if of == "month" else locale.days)["format"][width])
    return {name.lower().rstrip("."): number for number, name in named.items()}


def _read(text: str, pattern: str, language: str = "en") -> tuple[datetime, bool]:
    """Return the moment a text says by Java's pattern letters, and whether the pattern has a time."""
    from datetime import datetime

    regex, fields, months = "", [], dict[str, int]()
    for literal, name, names in _pieces(pattern, language):
        regex += literal
        fields += [name] if name else []
        months = names if name == "named" else months
    found = re.fullmatch(regex, text.strip(), re.IGNORECASE)
    if found is None:
        raise ValueError(f"{text!r} is not written {pattern!r}")
    said = dict(zip(fields, found.groups(), strict=True))
    year = int(said["year"]) if "year" in said else 2000 + int(said.get("short", "0"))
    month = months.get(said["named"].lower().rstrip("."), 0) if "named" in said else int(said.get("month", "1"))
    hour = int(said.get("hour", "0"))
    if "half" in said:
        hour = hour % 12 + (12 if said["half"][0].lower() == "p" else 0)
    moment = datetime(year, month, int(said.get("day", "1")), hour, int(said.get("minute", "0")))
    moment = moment.replace(second=int(said.get("second", "0")))
    if "fraction" in said:
        moment = moment.replace(microsecond=int(said["fraction"].ljust(6, "0")[:6]))
    if "zone" in said:
        moment = moment.replace(tzinfo=datetime.fromisoformat(f"2000-01-01T00:00:00{said['zone'].upper()}").tzinfo)
    return moment, bool(_TIME & said.keys())


def _pieces(pattern: str, language: str) -> Iterator[tuple[str, str, dict[str, int]]]:
    """Yield the pieces of a pattern: regular expression, the field it reads (or empty), names of months."""
    for piece in _PATTERN.finditer(pattern):
        quoted, letter, text = piece.group(1), piece.group(2), piece.group()
        if letter is None:
            yield re.escape((quoted.replace("''", "'") or "'") if quoted is not None else text), "", {}
        elif letter in "ML" and len(text) > 2:
            names = _names("wide" if len(text) > 3 else "abbreviated", "month", language)
            yield f"({'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})\\.?", "named", names
        elif letter in "Ee":
            names = _names("wide" if len(text) > 3 else "abbreviated", "day", language)
            yield f"(?:{'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})\\.?", "", {}
        else:
            field = _FIELDS.get(text if text in _FIELDS else letter)
            if field is None:
                raise ValueError(f"unknown letter {letter!r} in the pattern {pattern!r}")
            exact = field[1] if len(text) < 2 or len(text) > 2 or field[0] == "short" else r"\d{2}"
            yield f"({exact})", field[0], {}


def _to_date(text: str, pattern: str) -> str:
    """`pattern` in Java's letters (`dd/MM/yyyy`) or Python's (`%d/%m/%Y`); the result is an XSD date or dateTime."""
    from datetime import datetime

    if "%" in pattern:
        moment = datetime.strptime(text, pattern)
        has_time = any(mark in pattern for mark in ("%H", "%M", "%S", "%I"))
    else:
        moment, has_time = _read(text, pattern)
    return moment.isoformat() if has_time else moment.date().isoformat()


def _day(text: str, pattern: str, language: str = "en") -> str:
    return _read(text, pattern, language)[0].date().isoformat()


def _day_and_time(text: str, pattern: str, language: str = "en") -> str:
    return _read(text, pattern, language)[0].isoformat()


def _moment(text: str) -> datetime:
    from datetime import datetime

    return datetime.fromisoformat(text)


def _date_part(text: str, unit: str) -> Result:
    found = _moment(text)
    name = unit.lower().rstrip("s")
    if name in {"year", "month", "day", "hour", "minute", "second"}:
        return int(getattr(found, name))
    if name == "week":
        return found.isocalendar().week
    if name == "weekday":
        return found.strftime("%A")
    raise ValueError(f"unknown unit {unit!r}")


_SECONDS = {"day": 86400, "hour": 3600, "minute": 60, "second": 1, "week": 604800}


def _date_diff(left: str, right: str, unit: str = "days") -> int:
    name = unit.lower().rstrip("s")
    if name not in _SECONDS:
        raise ValueError(f"unknown unit {unit!r}")
    return int((_moment(left) - _moment(right)).total_seconds() // _SECONDS[name])


def _date_inc(text: str, amount: str, unit: str = "day") -> str:
    from datetime import timedelta

    name = unit.lower().rstrip("s")
    if name in {"month", "year"}:
        return _add_months(text, int(amount) * (12 if name == "year" else 1))
    if name not in _SECONDS:
        raise ValueError(f"unknown unit {unit!r}")
    later = _moment(text) + timedelta(seconds=_SECONDS[name] * float(amount))
    return later.date().isoformat() if len(text) == 10 else later.isoformat()


def _add_months(text: str, months: int) -> str:
    from datetime import date

    found = date.fromisoformat(text[:10])
    year, month = divmod(found.year * 12 + found.month - 1 + months, 12)
    return found.replace(year=year, month=month + 1).isoformat() + text[10:]


_DATE_2 = named("datetime_d2", "date_d2", "valueParameter2", "d2")
_TEXT = named("strDate", *VALUE.names)
_FORM = named("string_pattern", "pattern", "format")
_LANGUAGE = named("lang", "language")
_Readers = Callable[..., str]
_BY_PATTERN: Mapping[str, _Readers] = {"normalizeDate": _day, "normalizeDateTime": _day_and_time}
DATE_FUNCTIONS = (
    Function("date_toDate", _to_date, (_TEXT, _FORM)),
    *(Function(name, run, (_TEXT, _FORM)) for name, run in _BY_PATTERN.items()),
    *(Function(f"{name}WithLang", run, (_TEXT, _FORM, _LANGUAGE)) for name, run in _BY_PATTERN.items()),
    Function("date_datePart", _date_part, (DATE, UNIT)),
    Function("date_diff", _date_diff, (DATE, _DATE_2, named(*UNIT.names, optional=True))),
    Function("date_inc", _date_inc, (DATE, named("dec_n", "n", "value"), named(*UNIT.names, optional=True))),
)
