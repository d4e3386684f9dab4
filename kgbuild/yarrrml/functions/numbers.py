"""Numbers."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Mapping, Sequence

from kgbuild.yarrrml.functions.parameters import NUMBER, NUMBER_2, named
from kgbuild.yarrrml.functions.table import Function, Result

_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")


def _number(text: str) -> float | int:
    """Commas between groups of three digits are left out; any other (`9,25`) could mean two numbers."""
    plain = text.strip()
    plain = plain.replace(",", "") if _THOUSANDS.fullmatch(plain) else plain
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


def _multifactorial(text: str, step: str) -> Result:
    """The product of a number and every `step`-th below it, down to more than nothing."""
    number, width = int(_number(text)), int(_number(step))
    if width < 1 or number > 10_000:
        raise ValueError(f"{text} in steps of {step}")
    return math.prod(range(number, 0, -width))


def _multinomial(texts: Sequence[str]) -> Result:
    """The factorial of the sum over the product of the factorials."""
    numbers = [int(_number(t)) for t in texts if t]
    if sum(numbers) > 10_000:
        raise ValueError("the numbers are too large")
    return math.factorial(sum(numbers)) // math.prod(math.factorial(n) for n in numbers)


def _in_range(text: str, start: str = "", end: str = "") -> bool:
    """From `start`, which is inside, to `end`, which is not; either may be missing."""
    number = _number(text)
    return (not start or number >= _number(start)) and (not end or number < _number(end))


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
NUMBER_FUNCTIONS = (
    *(Function(f"math_{name}", _OfOne(function), (NUMBER,)) for name, function in _OF_ONE.items()),
    *(Function(f"math_{name}", _OfTwo(function), (NUMBER, NUMBER_2)) for name, function in _OF_TWO.items()),
    Function("math_factn", _multifactorial, (NUMBER, named("int_i2", "i2", "n2", "dec_n2"))),
    Function("math_multinomial", _multinomial, (named(*NUMBER.names, "n2", "int_rep_i", many=True),)),
    Function("inRange", _in_range, (named("test"), named("from", optional=True), named("to", optional=True))),
)
