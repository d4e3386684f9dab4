"""Numbers and dates."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from kgbuild.yarrrml.function_parameters import DATE, NUMBER, NUMBER_2, UNIT, VALUE, named
from kgbuild.yarrrml.function_table import Function, Result

if TYPE_CHECKING:
    from datetime import datetime


def _number(text: str) -> float | int:
    plain = text.replace(",", "").strip()
    try:
        return int(plain)
    except ValueError:
        return float(plain)


class _OfOne:
    """A function of one number; whole results are whole numbers. (A class, so that it can go to another process.)"""

    def __init__(self, function: Callable[[float], float]) -> None:
        self.function = function

    def __call__(self, text: str) -> Result:
        return _whole(self.function(_number(text)))


class _OfTwo:
    """A function of two numbers; whole results are whole numbers."""

    def __init__(self, function: Callable[[float, float], float]) -> None:
        self.function = function

    def __call__(self, left: str, right: str) -> Result:
        return _whole(self.function(_number(left), _number(right)))


def _whole(number: float) -> Result:
    return int(number) if isinstance(number, float) and number.is_integer() else number


def _abs(number: float) -> float:
    return abs(number)


def _max(left: float, right: float) -> float:
    return max(left, right)


def _min(left: float, right: float) -> float:
    return min(left, right)


def _power(left: float, right: float) -> float:
    return float(math.pow(left, right))


def _even(number: float) -> float:
    """The next even number away from zero."""
    return math.copysign(2 * math.ceil(abs(number) / 2), number)


def _odd(number: float) -> float:
    """The next odd number away from zero."""
    return math.copysign(2 * math.ceil((abs(number) + 1) / 2) - 1, number)


def _factorial(number: float) -> float:
    if number > 10_000:
        raise ValueError(f"{number} is too large")
    return math.factorial(int(number))


def _gcd(left: float, right: float) -> float:
    return math.gcd(int(left), int(right))


def _lcm(left: float, right: float) -> float:
    return math.lcm(int(left), int(right))


def _combinations(left: float, right: float) -> float:
    if left > 10_000:
        raise ValueError(f"{left} is too large")
    return math.comb(int(left), int(right))


def _half_up(number: float) -> int:
    return math.floor(number + 0.5)


_FORMATS = (("yyyy", "%Y"), ("MM", "%m"), ("dd", "%d"), ("HH", "%H"), ("mm", "%M"), ("ss", "%S"), ("yy", "%y"))


def _to_date(text: str, pattern: str) -> str:
    """`pattern` in Java's letters (`dd/MM/yyyy`) or Python's (`%d/%m/%Y`); the result is an XSD date or dateTime."""
    if "%" not in pattern:
        for java, python in _FORMATS:
            pattern = pattern.replace(java, python)
    from datetime import datetime

    found = datetime.strptime(text, pattern)
    has_time = any(mark in pattern for mark in ("%H", "%M", "%S", "%I"))
    return found.isoformat() if has_time else found.date().isoformat()


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


_OF_ONE: Mapping[str, Callable[[float], float]] = {
    "abs": _abs,
    "ceil": math.ceil,
    "floor": math.floor,
    "round": _half_up,
    "exp": math.exp,
    "ln": math.log,
    "log": math.log10,
    "sqrt": math.sqrt,
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "asin": math.asin,
    "acos": math.acos,
    "atan": math.atan,
    "sinh": math.sinh,
    "cosh": math.cosh,
    "tanh": math.tanh,
    "even": _even,
    "odd": _odd,
    "fact": _factorial,
    "degrees": math.degrees,
    "radians": math.radians,
}
_OF_TWO: Mapping[str, Callable[[float, float], float]] = {
    "max": _max,
    "min": _min,
    "mod": operator.mod,
    "pow": _power,
    "quotient": operator.floordiv,
    "atan2": math.atan2,
    "gcd": _gcd,
    "lcm": _lcm,
    "combin": _combinations,
    "sum": operator.add,
    "diff": operator.sub,
    "product": operator.mul,
}
_DATE_2 = named("datetime_d2", "date_d2", "valueParameter2", "d2")
NUMBER_FUNCTIONS = (
    *(Function(f"math_{name}", _OfOne(function), (NUMBER,)) for name, function in _OF_ONE.items()),
    *(Function(f"math_{name}", _OfTwo(function), (NUMBER, NUMBER_2)) for name, function in _OF_TWO.items()),
    Function("date_toDate", _to_date, (VALUE, named("string_pattern", "pattern", "format"))),
    Function("date_datePart", _date_part, (DATE, UNIT)),
    Function("date_diff", _date_diff, (DATE, _DATE_2, named(*UNIT.names, optional=True))),
    Function("date_inc", _date_inc, (DATE, named("dec_n", "n", "value"), named(*UNIT.names, optional=True))),
)
