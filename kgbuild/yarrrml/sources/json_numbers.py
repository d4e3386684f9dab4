"""JSON numbers a filter can compare, that remember how they were written: `30.0` and `1e3` are text to a mapping."""

from __future__ import annotations

import json
from typing import Self

_LONGEST = 4000  # digits Python turns into a number without being asked twice


class WrittenInteger(int):
    """A whole number."""

    written: str

    def __new__(cls, text: str) -> Self:
        """Return the number `text` says."""
        made = super().__new__(cls, text)
        made.written = text
        return made


class WrittenDouble(float):
    """A number with a fraction or an exponent."""

    written: str

    def __new__(cls, text: str) -> Self:
        """Return the number `text` says."""
        made = super().__new__(cls, text)
        made.written = text
        return made


def comparing_decoder() -> json.JSONDecoder:
    """Return a decoder whose numbers compare as numbers; slower than one that leaves them text."""
    return json.JSONDecoder(parse_int=_integer, parse_float=WrittenDouble, parse_constant=WrittenDouble)


def _integer(text: str) -> int | str:
    return WrittenInteger(text) if len(text) <= _LONGEST else text
