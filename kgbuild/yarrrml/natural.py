"""JSON numbers and booleans that keep their datatype ("natural mapping" of RML): text that remembers what it was."""

from __future__ import annotations

import math

from kgbuild.yarrrml.datatypes import XSD
from kgbuild.yarrrml.terms import escape, scalar_text


class Natural(str):
    """The text of a number or boolean."""

    __slots__ = ()
    datatype = ""


class NaturalInteger(Natural):
    """The text of a whole number."""

    __slots__ = ()
    datatype = XSD + "integer"


class NaturalDouble(Natural):
    """The text of a number with a fraction or an exponent, as it is written."""

    __slots__ = ()
    datatype = XSD + "double"


class NaturalBoolean(Natural):
    """`true` or `false`."""

    __slots__ = ()
    datatype = XSD + "boolean"


def natural(text: str) -> str:
    """Return the literal of a text that may remember its datatype."""
    if isinstance(text, NaturalDouble):
        return f'"{canonical_double(float(text))}"^^<{text.datatype}>'
    if isinstance(text, Natural):
        return f'"{text}"^^<{text.datatype}>'
    return f'"{escape(text)}"'


def natural_text(value: object) -> str:
    """Return the text of a value, which remembers its datatype where it is a number or boolean."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return NaturalBoolean("true" if value else "false")
    if isinstance(value, int):
        return NaturalInteger(value)
    return NaturalDouble(scalar_text(value)) if isinstance(value, float) else scalar_text(value)


def canonical_double(number: float) -> str:
    """Return the canonical text of a double: one digit before the point, an exponent.

    >>> canonical_double(30.0)
    '3.0E1'
    """
    if not math.isfinite(number):
        return "NaN" if math.isnan(number) else "INF" if number > 0 else "-INF"
    mantissa, _, exponent = f"{number:.15e}".partition("e")
    short = repr(float(mantissa)) if float(f"{mantissa}e{exponent}") == number else mantissa
    return f"{short}E{int(exponent)}"
