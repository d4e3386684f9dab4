"""JSON and JSON Lines: records by a JSONPath iterator, cells by references relative to the record."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from kgbuild.errors import ConfigError, InputError
from kgbuild.problems import Location, Problem
from kgbuild.yarrrml.access import Access, Extractor, Shape
from kgbuild.yarrrml.form import Formulation, Source
from kgbuild.yarrrml.jsonpath import PathError, has_filter, parse_path
from kgbuild.yarrrml.natural import Natural, NaturalDouble, NaturalInteger, natural_text
from kgbuild.yarrrml.runtime import EMPTY, Cell
from kgbuild.yarrrml.sources.json_numbers import WrittenDouble, WrittenInteger, comparing_decoder
from kgbuild.yarrrml.sources.json_stream import JsonStream, streamed_keys
from kgbuild.yarrrml.sources.opened import decoded, open_text
from kgbuild.yarrrml.terms import has_surrogate, scalar_text

_PATH_MARKS = frozenset(".[]*$@'\"")


class Bare(dict[str, object]):
    """A record that is no object: its value stands under the empty key, and `$` or `@` refers to it."""


def read_json(
    source: Source, path: Path, problems: list[Problem], *, closing: ExitStack, natural: bool
) -> tuple[Access, Iterator[dict[str, object]]]:
    """Open a JSON or JSON Lines file; return how records are reached, and the records.

    With `natural`, numbers and booleans remember their datatype. Raises `InputError` for a file that is missing or
    no JSON, `ConfigError` for an iterator that is no JSONPath.
    """
    convert = _Converter(source, problems, natural=natural)
    access = Access(
        Shape.RECORD,
        extractor=convert.extractor,
        key_of=None if source.empty_values else _plain_key,
        convert=convert.cell,
    )
    stream = closing.enter_context(open_text(path, source.encoding))
    if has_filter(source.iterator):
        convert.filters.append(source.iterator)
    records = _when_asked(lambda: _records(stream, source, _decoder(natural, filters=bool(convert.filters))))
    return access, (r if isinstance(r, dict) else Bare({"": r}) for r in records)


def _when_asked(records: Callable[[], Iterator[object]]) -> Iterator[object]:
    """Start reading with the first record: by then the references are known, and with them the decoder."""
    yield from records()


def _decoder(natural: bool, *, filters: bool) -> json.JSONDecoder:
    """Numbers stay as they are written: `30.0` and `1e3` are text to a mapping."""
    if filters:
        return comparing_decoder()
    if natural:
        return json.JSONDecoder(parse_int=NaturalInteger, parse_float=NaturalDouble, parse_constant=NaturalDouble)
    return json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)


def _records(stream: IO[str], source: Source, decoder: json.JSONDecoder) -> Iterator[object]:
    if source.formulation is Formulation.JSONL:
        return _lines(stream, source, decoder)
    keys = streamed_keys(source.iterator)
    if keys is not None:
        return JsonStream(stream, source.access, decoder).items(keys)
    text = "".join(decoded(stream, source.access))
    return _selected(_parsed(text, source, decoder, 0), source.iterator, source)


def _parsed(text: str, source: Source, decoder: json.JSONDecoder, line: int) -> object:
    try:
        return decoder.decode(text)
    except json.JSONDecodeError as error:
        where = Location(source.access, line + error.lineno, error.colno)
        raise InputError([Problem(where, f"not JSON: {error.msg}", "correct the file")]) from None
    except RecursionError:
        raise InputError([Problem(Location(source.access), "nested too deeply", "flatten the file")]) from None


def _lines(stream: IO[str], source: Source, decoder: json.JSONDecoder) -> Iterator[object]:
    for number, line in enumerate(decoded(stream, source.access)):
        if not line.isspace():
            yield from _selected(_parsed(line, source, decoder, number), source.iterator or "$", source)


def _selected(root: object, iterator: str, source: Source) -> Iterator[object]:
    try:
        select = parse_path(iterator or ("$[*]" if isinstance(root, list) else "$"))
    except PathError as error:
        raise ConfigError([Problem(source.where, f"the iterator is no JSONPath: {error}", "correct it")]) from None
    yield from select(root)


def _plain_key(reference: str) -> str | None:
    return None if _PATH_MARKS.intersection(reference) else reference


@dataclass(frozen=True, slots=True)
class _Converter:
    """Turns JSON values into cells."""

    source: Source
    problems: list[Problem]
    natural: bool
    filters: list[str] = field(default_factory=list)  # the references that compare values

    def extractor(self, reference: str) -> Extractor:
        """Return the function from record to cell for a path; a key of that very name goes before the path."""
        if has_filter(reference):
            self.filters.append(reference)
        try:
            select = parse_path(reference)
        except PathError as error:
            what = f"`$({reference})` is no JSONPath: {error}"
            raise ConfigError([Problem(self.source.where, what, "correct the reference")]) from None
        return _reach(reference, select, self.cell)

    def cell(self, value: object) -> Cell:
        """Return a JSON value as a cell: text, or a tuple for a list; an object is its JSON text."""
        if isinstance(value, list):
            texts = tuple(t for item in value for t in self._texts(item))
            return texts[0] if len(texts) == 1 else texts or ""
        return self._text(value)

    def _texts(self, value: object) -> tuple[str, ...]:
        if isinstance(value, list):
            return tuple(t for item in value for t in self._texts(item))
        text = self._text(value)
        return (text,) if text else ()

    def _text(self, value: object) -> str:
        if value is None:
            return ""
        if isinstance(value, str):
            return self._clean(value)
        if isinstance(value, (bool, int, float)):
            return self._number(value)
        return self._clean(_json_text(value))

    def _number(self, value: bool | int | float) -> str:
        if isinstance(value, (WrittenInteger, WrittenDouble)):
            kind = NaturalInteger if isinstance(value, int) else NaturalDouble
            return kind(value.written) if self.natural else value.written
        return natural_text(value) if self.natural else scalar_text(value)

    def _clean(self, text: str) -> str:
        if text in self.source.nulls:
            return ""
        if not text and self.source.empty_values:
            return EMPTY
        if has_surrogate(text):
            what = "a text holds half a surrogate pair, which RDF cannot hold"
            self.problems.append(Problem(Location(self.source.access), what, "left out; correct the data"))
            return ""
        return text


def _reach(reference: str, select: Callable[[object], list[object]], cell: Callable[[object], Cell]) -> Extractor:
    def reach(record: object) -> Cell:
        if isinstance(record, Bare):
            return cell(select(record[""]))
        if isinstance(record, dict) and reference in record:
            return cell(record[reference])
        return cell(select(record))

    return reach


def _json_text(value: object) -> str:
    """Write a value as JSON, numbers as they were read."""
    if isinstance(value, dict):
        return (
            "{" + ", ".join(f"{json.dumps(k, ensure_ascii=False)}: {_json_text(value[k])}" for k in sorted(value)) + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(map(_json_text, value)) + "]"
    return str(value) if isinstance(value, Natural) else json.dumps(value, ensure_ascii=False)


def json_inside(source: Source, problems: list[Problem]) -> tuple[Access, Callable[[str], object]]:
    """Return how records are reached that are inside a text, and what reads the text.

    The second raises `ValueError` for a text that is no JSON.
    """
    convert = _Converter(source, problems, natural=True)

    def read(text: str) -> object:
        try:
            return _decoder(natural=True, filters=bool(convert.filters)).decode(text)
        except RecursionError:
            raise ValueError("nested too deeply") from None

    return Access(Shape.RECORD, extractor=convert.extractor), read
