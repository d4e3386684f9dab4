"""The items of one list in a JSON file, read piece by piece: `$[*]`, `$.name[*]`, `$.a.b[*]`.

The rest of the file is read too, so that a file broken behind the list is not taken for a good one. Items come in
batches: parsing many in one call takes half the time of parsing each by itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from kgbuild.errors import InputError
from kgbuild.problems import Location, Problem

_SIMPLE = re.compile(r"\$((?:\.[A-Za-z_][\w-]*)*)\[\*\]")
_SPACE = re.compile(r"[ \t\n\r]*")
_BARE_END = re.compile(r"[0-9][.eE]?[-+]?\Z")
# What stands between two items of a list of objects, with the second one's first key.
_BETWEEN = re.compile(r'[ \t\n\r]*,[ \t\n\r]*\{[ \t\n\r]*"(?:[^"\\\n]|\\.)*"')
_WRONG_CUTS = 2  # so often may a place that looks like the end of an item be none, before no more are looked for


def streamed_keys(iterator: str) -> tuple[str, ...] | None:
    """Return the keys that lead to the list an iterator goes over, or None for an iterator that needs the whole file.

    >>> streamed_keys("$.a.b[*]"), streamed_keys("$..a")
    (('a', 'b'), None)
    """
    found = _SIMPLE.fullmatch(iterator)
    return None if found is None else tuple(found.group(1).split(".")[1:])


class JsonStream:
    """A JSON text read as far as needed."""

    def __init__(self, pieces: Iterator[str], name: str, decoder: json.JSONDecoder) -> None:
        """Read the pieces of the text; `name` is what messages call it."""
        self._pieces = pieces
        self._name = name
        self._decode = decoder.raw_decode
        self._text = ""
        self._at = 0
        self._lines = 0  # line ends in the text already dropped
        self._column = 0  # characters of the line at hand that are already dropped
        self._ended = False
        self._end = "}"
        self._between = ""  # the text between two items, where they are objects
        self._wrong_cuts = 0

    def batches(self, keys: tuple[str, ...]) -> Iterator[list[object]]:
        """Yield the items of the list under `keys`, some at a time; none where there is no such list.

        Raises `InputError`.
        """
        yield from self._inside(keys)
        self._skip_space()
        if self._at < len(self._text):
            raise self._broken("something after the end")

    def _inside(self, keys: tuple[str, ...]) -> Iterator[list[object]]:
        opening = self._peek()
        if keys and opening == "{":
            for key in self._keys():
                if key == keys[0]:
                    yield from self._inside(keys[1:])
                else:
                    self._value()
        elif not keys and opening == "[":
            yield from self._list()
        else:
            value = self._value()
            if not keys and isinstance(value, dict):
                yield list(value.values())  # `[*]` of an object is its values

    def _keys(self) -> Iterator[str]:
        """Yield the keys of the object that starts here; the caller reads each value."""
        self._at += 1
        if self._peek() == "}":
            self._at += 1
            return
        while True:
            key = self._value() if self._peek() == '"' else None
            if not isinstance(key, str) or self._peek() != ":":
                raise self._broken("a key and a colon are expected")
            self._at += 1
            yield key
            if self._next("}"):
                return

    def _list(self) -> Iterator[list[object]]:
        self._at += 1
        if self._peek() == "]":
            self._at += 1
            return
        while True:
            yield [self._value()]
            self._learn()
            if self._next("]"):
                return
            yield self._many() or self._at_hand()

    def _learn(self) -> None:
        """Remember how the item just read ends and the next one starts, if both are objects.

        Where the item ends with a list or object of its own, its bracket is part of it: lists of objects inside the
        items look less like the end of one.
        """
        end = self._text[max(self._at - 2, 0) : self._at]
        found = _BETWEEN.match(self._text, self._at) if end[-1:] == "}" else None
        self._end = end if end[0] in "}]" else "}"
        self._between = found.group() if found else ""

    def _many(self) -> list[object]:
        """Return the items up to the last place that looks like the end of one, in one call of the parser.

        The text up to there with a bracket around it is a list only where the place is the end of an item: JSON is
        read from left to right, what follows changes nothing. Where it is none, items are read one by one.
        """
        text, at = self._text, self._at
        cut = text.rfind(self._end + self._between, at) if self._between and self._wrong_cuts < _WRONG_CUTS else -1
        if cut < 0:
            return []
        cut += len(self._end) - 1
        piece = f"[{text[at : cut + 1]}]"
        try:
            values, end = self._decode(piece)
        except (json.JSONDecodeError, RecursionError):
            end = -1
        if end != len(piece) or not isinstance(values, list):
            self._wrong_cuts += 1
            return []
        self._at = text.index(",", cut) + 1
        self._wrong_cuts = 0
        return values

    def _at_hand(self) -> list[object]:
        """Return the items that lie whole in the text read so far, each with its comma, read one by one."""
        self._skip_space()
        text, at, space, decode = self._text, self._at, _SPACE.match, self._decode
        values: list[object] = []
        try:
            while True:
                value, end = decode(text, at)
                if text[end] != ",":
                    return values
                found = space(text, end + 1)
                values.append(value)
                self._at = at = found.end() if found else end + 1
        except (json.JSONDecodeError, IndexError, RecursionError):
            return values  # the text ends within an item, or the item is broken: the slow way finds out

    def _next(self, end: str) -> bool:
        """Go over a comma or the end; say whether it was the end."""
        mark = self._peek()
        if mark not in {",", end}:
            raise self._broken(f"a comma or `{end}` is expected")
        self._at += 1
        return mark == end

    def _value(self) -> object:
        self._skip_space()
        while True:
            try:
                value, end = self._decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if self._ended:
                    self._at = min(error.pos, len(self._text))
                    raise self._broken(error.msg) from None
            except RecursionError:
                raise self._broken("nested too deeply") from None
            else:
                # A number that ends where the text read so far ends may go on.
                if self._ended or not _BARE_END.match(self._text, end - 1):
                    self._at = end
                    return value
            self._more()

    def _peek(self) -> str:
        self._skip_space()
        return self._text[self._at] if self._at < len(self._text) else ""

    def _skip_space(self) -> None:
        while True:
            found = _SPACE.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._text) or self._ended:
                return
            self._more()

    def _more(self) -> None:
        """Read on; a value longer than what is held makes the next pieces longer."""
        dropped, kept = self._text[: self._at], self._text[self._at :]
        self._lines += dropped.count("\n")
        self._column = len(dropped) - dropped.rfind("\n") - 1 + (0 if "\n" in dropped else self._column)
        pieces = [kept]
        size = 0
        while size <= len(kept):
            piece = next(self._pieces, "")
            if not piece:
                self._ended = True
                break
            pieces.append(piece)
            size += len(piece)
        self._text, self._at = "".join(pieces), 0

    def _broken(self, what: str) -> InputError:
        before = self._text[: self._at]
        column = self._at - before.rfind("\n") + (0 if "\n" in before else self._column)
        where = Location(self._name, self._lines + before.count("\n") + 1, column)
        return InputError([Problem(where, f"not JSON: {what}", "correct the file")])
