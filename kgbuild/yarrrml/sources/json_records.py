"""JSON and JSON Lines: records by a JSONPath iterator, cells by references relative to the record."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kgbuild.errors import ConfigError, InputError
from kgbuild.problems import Location, Problem
from kgbuild.yarrrml.access import Access, Extractor, Shape
from kgbuild.yarrrml.form import Formulation, Source
from kgbuild.yarrrml.jsonpath import PathError, parse_path
from kgbuild.yarrrml.natural import NaturalDouble, NaturalInteger, natural_text
from kgbuild.yarrrml.runtime import Cell
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
    access = Access(Shape.RECORD, extractor=convert.extractor, key_of=_plain_key, convert=convert.cell)
    stream = closing.enter_context(open_text(path, source.encoding))
    records = _records(stream, source, _decoder(natural))
    return access, (r if isinstance(r, dict) else Bare({"": r}) for r in records)


def _decoder(natural: bool) -> json.JSONDecoder:
    """Numbers stay as they are written: `30.0` and `1e3` are text to a mapping."""
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

    def extractor(self, reference: str) -> Extractor:
        """Return the function from record to cell for a path; a key of that very name goes before the path."""
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
            return natural_text(value) if self.natural else scalar_text(value)
        return self._clean(json.dumps(value, ensure_ascii=False, sort_keys=True))

    def _clean(self, text: str) -> str:
        if text in self.source.nulls:
            return ""
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


def json_access(source: Source, problems: list[Problem], *, natural: bool) -> Access:
    """Return how JSON records are reached that do not come from a file of their own."""
    convert = _Converter(source, problems, natural=natural)
    return Access(Shape.RECORD, extractor=convert.extractor, key_of=_plain_key, convert=convert.cell)
