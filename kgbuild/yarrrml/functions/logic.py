"""Conditions and choices, and functions over lists."""

from __future__ import annotations

from collections.abc import Sequence

from kgbuild.yarrrml.functions.parameters import ARRAY, FROM, LEFT, RIGHT, SEPARATOR, SEQUENCE, UP_TO, VALUE, named
from kgbuild.yarrrml.functions.table import Function, Result, is_true


def _equal(left: str, right: str) -> bool:
    return left == right


def _not_equal(left: str, right: str) -> bool:
    return left != right


def _is_null(value: str) -> bool:
    return value == ""


def _not_null(value: str) -> bool:
    return value != ""


def _true_condition(condition: str, value: str) -> Result:
    return value if is_true(condition) and value else None


def _decide(value: str, expected: str, result: str) -> Result:
    return result if value == expected and result else None


def _if(condition: str, then: str, otherwise: str = "") -> Result:
    return (then if is_true(condition) else otherwise) or None


def _and(values: Sequence[str]) -> bool:
    return all(is_true(v) for v in values)


def _or(values: Sequence[str]) -> bool:
    return any(is_true(v) for v in values)


def _xor(values: Sequence[str]) -> bool:
    return sum(is_true(v) for v in values) == 1


def _not(value: str) -> bool:
    return not is_true(value)


def _number(text: str) -> float:
    return float(text)


def _less(left: str, right: str) -> bool:
    return _number(left) < _number(right)


def _greater(left: str, right: str) -> bool:
    return _number(left) > _number(right)


def _coalesce(values: Sequence[str]) -> Result:
    return next((v for v in values if v), None)


def _join(values: Sequence[str], separator: str = "") -> Result:
    return separator.join(v for v in values if v) or None


def _length(values: Sequence[str]) -> int:
    return sum(1 for v in values if v)


def _unique(values: Sequence[str]) -> Result:
    return tuple(dict.fromkeys(v for v in values if v))


def _sort(values: Sequence[str]) -> Result:
    return sorted(v for v in values if v)


def _reverse(values: Sequence[str]) -> Result:
    return tuple(reversed([v for v in values if v]))


def _sum(values: Sequence[str]) -> Result:
    total = sum((float(v) for v in values if v), 0.0)
    return int(total) if total.is_integer() else total


def _get(values: Sequence[str], start: str, end: str = "") -> Result:
    found = [v for v in values if v]
    if end:
        return found[int(start) : int(end)]
    return found[int(start)] if -len(found) <= int(start) < len(found) else None


def _slice(values: Sequence[str], start: str, end: str = "") -> Result:
    return [v for v in values if v][int(start) : int(end) if end else None]


def _has(values: Sequence[str], value: str) -> bool:
    return value in values


_BOOLEANS = named("rep_b", "bool_b", "bool_rep", "booleans", many=True)
_BOOLEAN = named("bool_b", "b", "boolean")
_ELEMENT = named("str", "string_s", "valueParameter", "element", "any_e")
_REST = named("any_rep_e", "any_rep_element", "rep_e", "values", many=True)
LOGIC_FUNCTIONS = (
    Function("equal", _equal, (LEFT, RIGHT), takes_empty=True),
    Function("notEqual", _not_equal, (LEFT, RIGHT), takes_empty=True),
    Function("lessThan", _less, (LEFT, RIGHT)),
    Function("greaterThan", _greater, (LEFT, RIGHT)),
    Function("isNull", _is_null, (VALUE,), takes_empty=True),
    Function("notNull", _not_null, (VALUE,), takes_empty=True),
    Function("isNotNull", _not_null, (VALUE,), takes_empty=True),
    Function("isSet", _not_null, (VALUE,), takes_empty=True),
    Function("other_isBlank", _is_null, (VALUE,), takes_empty=True),
    Function("trueCondition", _true_condition, (named("strBoolean", "bool_b"), VALUE), takes_empty=True),
    Function(
        "decide", _decide, (VALUE, named("expectedStr", "expected"), named("result", "resultStr")), takes_empty=True
    ),
    Function(
        "controls_if",
        _if,
        (_BOOLEAN, named("any_true", "true"), named("any_false", "false", optional=True)),
        takes_empty=True,
    ),
    Function("boolean_and", _and, (_BOOLEANS,)),
    Function("boolean_or", _or, (_BOOLEANS,)),
    Function("boolean_xor", _xor, (_BOOLEANS,)),
    Function("boolean_not", _not, (named("bool_b", "valueParameter", "b"),), takes_empty=True),
    Function("other_coalesce", _coalesce, (_REST,)),
    Function("array_join", _join, (ARRAY, named(*SEPARATOR.names, optional=True)), takes_empty=True),
    Function("concatSequence", _join, (SEQUENCE, named(*SEPARATOR.names, optional=True)), takes_empty=True),
    Function("array_length", _length, (ARRAY,)),
    Function("array_uniques", _unique, (ARRAY,)),
    Function("array_sort", _sort, (ARRAY,)),
    Function("array_reverse", _reverse, (ARRAY,)),
    Function("array_sum", _sum, (ARRAY,)),
    Function("array_get", _get, (ARRAY, FROM, UP_TO)),
    Function("array_slice", _slice, (ARRAY, FROM, UP_TO)),
    Function("listContainsElement", _has, (ARRAY, _ELEMENT)),
)
