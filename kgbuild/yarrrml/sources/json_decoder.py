"""How JSON becomes Python values: numbers stay as they are written (`30.0` and `1e3` are text to a mapping), and a key
that an object has twice is reported."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Self

from kgbuild.yarrrml.rdf.natural import NaturalDouble, NaturalInteger

Objects = Callable[[list[tuple[str, Any]]], dict[str, Any]]

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


def json_decoder(say: Callable[[str], None], *, natural: bool, filters: bool) -> json.JSONDecoder:
    """Return a decoder that hands `say` the key of which an object has several values.

    Numbers remember their datatype with `natural`; with `filters` they compare as numbers, which is slower.
    """
    objects = _objects(say)
    if filters:
        return _decoder(objects, _integer, WrittenDouble)
    return _decoder(objects, NaturalInteger, NaturalDouble) if natural else _decoder(objects, str, str)


def _decoder(objects: Objects, integer: Callable[[str], Any], double: Callable[[str], Any]) -> json.JSONDecoder:
    return json.JSONDecoder(object_pairs_hook=objects, parse_int=integer, parse_float=double, parse_constant=double)


def _objects(say: Callable[[str], None]) -> Objects:
    def made(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            for key in sorted({key for key, value in pairs if found[key] != value}):
                say(key)
        return found

    return made


def _integer(text: str) -> int | str:
    return WrittenInteger(text) if len(text) <= _LONGEST else text
