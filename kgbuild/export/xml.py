"""XML text as every tool takes it: one encoding, indented by two spaces, without characters that XML forbids.

Written directly: a tree of 20,000 elements takes five times the time and all its memory at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IN_TEXT = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
_IN_ATTRIBUTE = _IN_TEXT | {ord('"'): "&quot;", ord("\r"): "&#13;", ord("\n"): "&#10;", ord("\t"): "&#09;"}
_MARKED = re.compile('[&<>"\r\n\t]')
_PIECE = 2048  # lines written at a time


Attributes = Mapping[str, int | float | str]
_TYPES = {int: "long", float: "double", str: "string"}


def types_of(every: Iterable[Attributes]) -> dict[str, str]:
    """Return the type of each attribute of nodes or edges, sorted by name."""
    shapes = {tuple(attributes): attributes for attributes in every}  # few
    return dict(sorted((name, _TYPES[type(value)]) for one in shapes.values() for name, value in one.items()))


def xml_text(value: object) -> str:
    """Return a value as XML may hold it; a forbidden character (most control characters) becomes U+FFFD."""
    text = str(value)
    return text if text.isprintable() else _FORBIDDEN.sub("\ufffd", text)


def tag(
    name: str, attributes: Mapping[str, object], inside: Iterable[str | bytes] = (), *, level: int
) -> Iterator[str | bytes]:
    """Yield the lines of an element at a depth of `level`, `inside` those of the elements in it; empty values too."""
    indent = "  " * level
    head = f"{indent}<{name}{''.join([_attribute(key, value) for key, value in attributes.items()])}"
    is_empty = True
    for line in inside:
        if is_empty:
            yield f"{head}>\n"
            is_empty = False
        yield line
    yield f"{head} />\n" if is_empty else f"{indent}</{name}>\n"


def block(head: str, inside: str, *, level: int) -> str:
    """Return the lines of an element at a depth of `level`, given its name with its attributes and the lines of those
    in it, as one text: where there are many elements, each line by itself takes twice the time."""
    indent = "  " * level
    return f"{indent}<{head}>\n{inside}{indent}</{head.partition(' ')[0]}>\n" if inside else f"{indent}<{head} />\n"


def escaped(value: object) -> str:
    """Return a value as it is written between tags."""
    text = str(value)
    if text.isalnum() or isinstance(value, int | float):
        return text
    shown = xml_text(text)
    return shown.translate(_IN_TEXT) if _MARKED.search(shown) else shown


class Known(dict[str, str]):
    """Texts as they are written, each looked at once: names, kinds, days and colours come again and again."""

    def __init__(self, write: Callable[[object], str]) -> None:
        """Take how values are written: `escaped` or `quoted`."""
        super().__init__()
        self._write = write

    def __missing__(self, text: str) -> str:
        """Return a text as it is written."""
        shown = self[text] = self._write(text)
        return shown

    def of(self, value: object) -> str:
        """Return a value as it is written."""
        return self[value] if type(value) is str else self._write(value)

    def column(self, values: Sequence[object]) -> Iterable[str]:
        """Return values as they are written."""
        return map(self.of if {*map(type, values)} != {str} else self.__getitem__, values)  # type: ignore[arg-type]


def quoted(value: object) -> str:
    """Return a value as it is written in an attribute, with its quotation marks."""
    if isinstance(value, int | float):
        return f'"{value}"'
    text = xml_text(value)
    return f'"{text.translate(_IN_ATTRIBUTE) if _MARKED.search(text) else text}"'


def filled(form: str, columns: Iterable[Iterable[object]]) -> Iterator[str]:
    """Yield a form, with a `%s` for each column, filled for each of their rows, many at a time: in a fifth of the time
    that each by itself takes."""
    rows = zip(*columns, strict=True)
    while some := list(islice(rows, _PIECE)):
        yield (form * len(some)) % tuple(chain.from_iterable(some))


def leaf(name: str, attributes: Mapping[str, object], text: object = "", *, level: int) -> str:
    """Return the line of an element with nothing but text in it."""
    head = f"{'  ' * level}<{name}{''.join([_attribute(key, value) for key, value in attributes.items()])}"
    shown = escaped(text)
    return f"{head}>{shown}</{name}>\n" if shown else f"{head} />\n"


def document(lines: Iterable[str | bytes]) -> Iterator[bytes]:
    """Yield a document in UTF-8, many lines at a time."""
    held = ["<?xml version='1.0' encoding='utf-8'?>\n"]
    for line in lines:
        if isinstance(line, bytes):
            yield "".join(held).encode()
            held.clear()
            yield line
        else:
            held.append(line)
        if len(held) >= _PIECE:
            yield "".join(held).encode()
            held.clear()
    yield "".join(held).encode()


def _attribute(key: str, value: object) -> str:
    return f" {key}={quoted(value)}"
