"""Values that keep their datatype ("natural mapping" of RML and R2RML): text that remembers what it was.

The text itself is the value as it is written in the source, which is what templates, functions and explicit datatypes
read; a literal without datatype or language takes the canonical form and the datatype.
"""

from __future__ import annotations

import math

from kgbuild.yarrrml.rdf.datatypes import XSD
from kgbuild.yarrrml.rdf.terms import escape, scalar_text


class Natural(str):
    """The text of a value that is no text."""

    __slots__ = ()
    datatype = ""

    def canonical(self) -> str:
        """Return the canonical form of the value."""
        return str(self)


class NaturalInteger(Natural):
    """The text of a whole number."""

    __slots__ = ()
    datatype = XSD + "integer"


class NaturalDecimal(Natural):
    """The text of an exact number, without exponent."""

    __slots__ = ()
    datatype = XSD + "decimal"

    def canonical(self) -> str:
        """Return the number without zeros at its end: 12.5 of 12.50, 7 of 7.00."""
        short = self.rstrip("0").rstrip(".") if "." in self else str(self)
        return "0" if short in {"", "-0", "-"} else short


class NaturalDouble(Natural):
    """The text of a number with a fraction or an exponent, as it is written."""

    __slots__ = ()
    datatype = XSD + "double"

    def canonical(self) -> str:
        """Return the number with one digit before the point, and an exponent."""
        return canonical_double(float(self))


class NaturalBoolean(Natural):
    """`true` or `false`."""

    __slots__ = ()
    datatype = XSD + "boolean"


class NaturalDate(Natural):
    """A day."""

    __slots__ = ()
    datatype = XSD + "date"


class NaturalTime(Natural):
    """A time of day."""

    __slots__ = ()
    datatype = XSD + "time"


class NaturalDateTime(Natural):
    """A moment."""

    __slots__ = ()
    datatype = XSD + "dateTime"


class NaturalHex(Natural):
    """Bytes as hexadecimal digits."""

    __slots__ = ()
    datatype = XSD + "hexBinary"


def natural(text: str) -> str:
    """Return the literal of a text that may remember its datatype."""
    if isinstance(text, Natural):
        return f'"{text.canonical()}"^^<{text.datatype}>'
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
    digits = repr(number).lstrip("-").partition("e")[0].replace(".", "").strip("0")
    mantissa, _, exponent = f"{number:.{max(len(digits) - 1, 0)}e}".partition("e")
    return f"{mantissa}{'' if '.' in mantissa else '.0'}E{int(exponent)}"
