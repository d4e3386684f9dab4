"""The functions that come with kgbuild: the GREL and idlab sets that public mappings use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kgbuild.yarrrml.function_table import Function, Parameter, Result, Scalar

_TRUE = frozenset({"true", "1", "yes"})


def is_true(value: Scalar) -> bool:
    """Say whether a value counts as true: `true`, `1`, `yes` in any case, a true boolean, a number but zero."""
    if isinstance(value, str):
        return value.strip().lower() in _TRUE
    return bool(value)


def _equal(left: str, right: str) -> bool:
    return left == right


def _not_equal(left: str, right: str) -> bool:
    return left != right


def _is_null(value: str) -> bool:
    return value == ""


def _not_null(value: str) -> bool:
    return value != ""


def _true_condition(condition: str, value: str) -> Result:
    return value if is_true(condition) else None


def _decide(value: str, expected: str, result: str) -> Result:
    return result if value == expected else None


def _if(condition: str, then: str, otherwise: str = "") -> Result:
    return then if is_true(condition) else otherwise


def _and(values: Sequence[str]) -> bool:
    return all(is_true(v) for v in values)


def _or(values: Sequence[str]) -> bool:
    return any(is_true(v) for v in values)


def _not(value: str) -> bool:
    return not is_true(value)


def _upper(text: str) -> str:
    return text.upper()


def _lower(text: str) -> str:
    return text.lower()


def _title(text: str) -> str:
    return " ".join(word[:1].upper() + word[1:].lower() for word in text.split(" "))


def _trim(text: str) -> str:
    return text.strip()


def _concat(left: str, right: str, separator: str = "") -> str:
    return separator.join(part for part in (left, right) if part)


def _contains(text: str, part: str) -> bool:
    return part in text


def _starts_with(text: str, part: str) -> bool:
    return text.startswith(part)


def _ends_with(text: str, part: str) -> bool:
    return text.endswith(part)


def _p(*names: str, many: bool = False, optional: bool = False) -> Parameter:
    return Parameter(names, many, optional)


_VALUE = _p("valueParameter", "valueParam", "value", "str", "input", "p_string", "string")
_LEFT = _p("valueParameter", "valueParam", "valueParam1", "str1", "value1")
_RIGHT = _p("valueParameter2", "valueParam2", "str2", "value2")
_PART = _p("string_sub", "p_string_sub", "valueParameter2", "otherStr", "stringContainsParameter")

_ALL = (
    Function("equal", _equal, (_LEFT, _RIGHT)),
    Function("notEqual", _not_equal, (_LEFT, _RIGHT)),
    Function("isNull", _is_null, (_VALUE,)),
    Function("notNull", _not_null, (_VALUE,)),
    Function("isNotNull", _not_null, (_VALUE,)),
    Function("isSet", _not_null, (_VALUE,)),
    Function("trueCondition", _true_condition, (_p("strBoolean", "bool_b"), _VALUE)),
    Function("decide", _decide, (_VALUE, _p("expectedStr", "expected"), _p("result", "resultStr"))),
    Function("controls_if", _if, (_p("bool_b"), _p("any_true"), _p("any_false", optional=True))),
    Function("boolean_and", _and, (_p("param_rep_b", "bool_b", many=True),)),
    Function("boolean_or", _or, (_p("param_rep_b", "bool_b", many=True),)),
    Function("boolean_not", _not, (_p("bool_b", "valueParameter"),)),
    Function("toUpperCase", _upper, (_VALUE,)),
    Function("toLowerCase", _lower, (_VALUE,)),
    Function("toTitleCase", _title, (_VALUE,)),
    Function("string_toUppercase", _upper, (_VALUE,)),
    Function("string_toLowercase", _lower, (_VALUE,)),
    Function("string_toTitlecase", _title, (_VALUE,)),
    Function("string_trim", _trim, (_VALUE,)),
    Function("trim", _trim, (_VALUE,)),
    Function("string_strip", _trim, (_VALUE,)),
    Function("concat", _concat, (_LEFT, _RIGHT, _p("delimiter", "separator", optional=True))),
    Function("string_contains", _contains, (_VALUE, _PART)),
    Function("stringContainsOtherString", _contains, (_VALUE, _PART)),
    Function("string_startsWith", _starts_with, (_VALUE, _PART)),
    Function("string_endsWith", _ends_with, (_VALUE, _PART)),
)

FUNCTIONS: Mapping[str, Function] = {f.name: f for f in _ALL}
