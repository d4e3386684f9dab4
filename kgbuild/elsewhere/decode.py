"""JSON values to the nouns of facts, by the types of their fields; words find their place on the way."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from kgbuild.elsewhere.align import Aligner, Unplaced
from kgbuild.model.edtf import edtf_bounds
from kgbuild.model.facts import Span, When
from kgbuild.problems import near_miss

Json = dict[str, Any]
_PAIRS = {"figures": ("measure", "value", "qualifier", "span"), "backing": ("field", "value", "span")}
_PLACED = frozenset({"start", "end", "text"})


class Decoder:
    """Reads the values of one article's record."""

    def __init__(self, aligner: Aligner) -> None:
        """Places are those of this aligner's article."""
        self._aligner = aligner

    def noun(self, kind: type, value: object, **own: object) -> Any:  # of the kind asked for
        """Return a noun of `model.facts` from its JSON object; keys that are not there take their defaults, `own` are
        values that the record does not give. Raises `Unplaced` for what does not fit."""
        if not isinstance(value, Mapping):
            raise Unplaced(f"{value!r} is not an object", f"write an object with the keys of {kind.__name__}")
        hints, given = _hints(kind), {f.name: f for f in fields(kind)}
        _check_keys(value, {*given, "in"}, kind)
        made: Json = dict(own)
        if given.keys() >= _PLACED:
            span = self.span(value)
            made |= {"start": span.start, "end": span.end, "text": span.text}
        for name, field in given.items():
            if name in made:
                continue
            if value.get(name) is not None:
                made[name] = self._value(hints[name], value[name], name)
            elif field.default is MISSING and field.default_factory is MISSING:
                made[name] = _empty(hints[name], name)
        return kind(**made)

    def span(self, value: object) -> Span:
        """Return a span from `{start, end, text}`, `{text}` or `{text, in}`."""
        if isinstance(value, str):
            value = {"text": value}
        if not isinstance(value, Mapping):
            raise Unplaced(f"{value!r} is no span", "write `{start, end, text}`, or `{text}` to have it found")
        words, start, end = value.get("text") or "", value.get("start"), value.get("end")
        if not isinstance(words, str):
            raise Unplaced(f"{words!r} is no text", "quote the article")
        if isinstance(start, int) and isinstance(end, int):
            return self._aligner.at(start, end, words)
        if not words:
            raise Unplaced("a span without words and offsets", "quote the words, or give `start` and `end`")
        around = value.get("in")
        return self._aligner.find(words, within=self._aligner.find(around) if isinstance(around, str) else None)

    def _value(self, hint: Any, value: object, name: str) -> Any:
        if get_origin(hint) in {Union, types.UnionType}:
            hint = next(h for h in get_args(hint) if h is not type(None))
        if name in _PAIRS:
            return tuple(self._row(_PAIRS[name], item, get_args(get_args(hint)[0])) for item in _listed(value, name))
        if get_origin(hint) is tuple:
            return tuple(self._value(get_args(hint)[0], item, name) for item in _listed(value, name))
        return self._single(hint, value, name)

    def _single(self, hint: Any, value: object, name: str) -> Any:
        if hint is Span:
            return self.span(value)
        if hint is When:
            return self._when(value)
        if is_dataclass(hint):
            return self.noun(hint, value)  # type: ignore[arg-type]
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            if value not in set(hint):
                known = [one.value for one in hint]
                raise Unplaced(f"`{name}` is {value!r}", near_miss(str(value), known))
            return hint(str(value))
        whole = hint is float and isinstance(value, int)  # a toll of 12 is no 12.0
        if not (whole or isinstance(value, hint)) or (hint in {int, float} and isinstance(value, bool)):
            raise Unplaced(f"`{name}` is {value!r}", f"write a value of type {hint.__name__}")
        return value

    def _row(self, names: tuple[str, ...], value: object, hints: tuple[Any, ...]) -> tuple[Any, ...]:
        if not isinstance(value, Mapping):
            raise Unplaced(f"{value!r} is not an object", f"write an object with {', '.join(names)}")
        empty = {"qualifier": ""}
        _check_keys(value, set(names), None)
        return tuple(self._value(h, value.get(n, empty.get(n)), n) for n, h in zip(names, hints, strict=True))

    def _when(self, value: object) -> When:
        when: When = self.noun(When, value, earliest=None, latest=None) if isinstance(value, Mapping) else When()
        if when.edtf is None:
            return when
        try:
            earliest, latest = edtf_bounds(when.edtf)
        except ValueError as error:
            raise Unplaced(str(error), "write EDTF level 1, such as 2026-05-03 or 2026-05") from None
        return When(when.edtf, earliest, latest, when.spans)


def _listed(value: object, name: str) -> list[object]:
    if not isinstance(value, list):
        raise Unplaced(f"`{name}` is {value!r}", "write a list")
    return value


def _empty(hint: Any, name: str) -> Any:
    if get_origin(hint) is tuple:
        return ()
    if get_origin(hint) in {Union, types.UnionType}:
        return None
    raise Unplaced(f"`{name}` is missing", f"add `{name}`")


def _check_keys(value: Mapping[str, object], known: set[str], kind: type | None) -> None:
    unknown = sorted(set(value) - known)
    if unknown:
        of = f" of {kind.__name__}" if kind else ""
        raise Unplaced(f"unknown key `{unknown[0]}`{of}", near_miss(unknown[0], known))


_hints: Callable[[type], Json] = lru_cache(maxsize=None)(get_type_hints)
