"""JSON and JSON Lines: records by a JSONPath iterator, cells by references relative to the record."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kgbuild.errors import ConfigError, InputError
from kgbuild.problems import Location, Problem
from kgbuild.yarrrml.compile.access import Access, Extractor, Shape
from kgbuild.yarrrml.compile.runtime import EMPTY, Cell
from kgbuild.yarrrml.form import Formulation, Source
from kgbuild.yarrrml.rdf.natural import NaturalDouble, NaturalInteger, natural_text
from kgbuild.yarrrml.rdf.terms import has_surrogate, scalar_text
from kgbuild.yarrrml.sources.json_numbers import WrittenDouble, WrittenInteger, comparing_decoder
from kgbuild.yarrrml.sources.json_stream import JsonStream, streamed_keys
from kgbuild.yarrrml.sources.json_text import JsonText
from kgbuild.yarrrml.sources.opened import open_text

if TYPE_CHECKING:
    from kgbuild.yarrrml.sources.jsonpath import Path as JsonPath

_MARK = '"<- kgbuild: one value a line ->"'
_NAMES = re.compile(r"(?:\$\.)?([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)")
_PATH_MARKS = frozenset(".[]*$@'\"")

Records = list[dict[str, object]]


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
    # Where some texts count as empty, or empty ones do not, every text must be looked at, not only what is no text.
    keys_of = None if source.nulls or source.empty_values else _keys
    access = Access(Shape.RECORD, extractor=convert.extractor, keys_of=keys_of, convert=convert.single)
    text = JsonText(closing.enter_context(open_text(path, source.encoding)), source.access)
    if streamed_keys(source.iterator) is None:
        convert.note(source.iterator)
    batches = _when_asked(lambda: _records(text, source, _decoder(natural, filters=bool(convert.filters))))
    return access, chain.from_iterable(batches)


def _when_asked(records: Callable[[], Iterator[Records]]) -> Iterator[Records]:
    """Start reading with the first record: by then the references are known, and with them the decoder."""
    yield from records()


def _decoder(natural: bool, *, filters: bool) -> json.JSONDecoder:
    """Numbers stay as they are written: `30.0` and `1e3` are text to a mapping."""
    if filters:
        return comparing_decoder()
    if natural:
        return json.JSONDecoder(parse_int=NaturalInteger, parse_float=NaturalDouble, parse_constant=NaturalDouble)
    return json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)


def _records(text: JsonText, source: Source, decoder: json.JSONDecoder) -> Iterator[Records]:
    """Yield the records, many at a time."""
    for batch in _batches(text, source, decoder):
        records = [r if isinstance(r, dict) else Bare({"": r}) for r in batch]
        if text.escapes:
            for record in records:
                _mark(record)
        yield records


def _mark(record: dict[str, object]) -> None:
    for key, value in record.items():
        if isinstance(value, str) and has_surrogate(value):
            record[key] = _Suspect(value)


class _Suspect(str):
    """A text with half a surrogate pair: no plain `str`, so that whoever reads the cell has it converted."""

    __slots__ = ()


def _batches(text: JsonText, source: Source, decoder: json.JSONDecoder) -> Iterator[Sequence[object]]:
    if source.formulation is Formulation.JSONL:
        return _lines(text, source, decoder)
    keys = streamed_keys(source.iterator)
    if keys is not None:
        return JsonStream(text.pieces(), source.access, decoder).batches(keys)
    root = _parsed("".join(text.pieces()), source, decoder, 0)
    return iter((_selector(source.iterator or ("$[*]" if isinstance(root, list) else "$"), source)(root),))


def _parsed(text: str, source: Source, decoder: json.JSONDecoder, line: int) -> object:
    try:
        return decoder.decode(text)
    except json.JSONDecodeError as error:
        where = Location(source.access, line + error.lineno, error.colno)
        raise InputError([Problem(where, f"not JSON: {error.msg}", "correct the file")]) from None
    except RecursionError:
        raise InputError([Problem(Location(source.access), "nested too deeply", "flatten the file")]) from None


def _lines(text: JsonText, source: Source, decoder: json.JSONDecoder) -> Iterator[Sequence[object]]:
    select = _selector(source.iterator or "$", source)
    done = 0
    for lines in text.lines():
        values = _together(lines, decoder)
        if values is None:
            for number, line in enumerate(lines, done):
                if not line.isspace():
                    yield select(_parsed(line.rstrip(), source, decoder, number))
        elif source.iterator in {"", "$"}:
            yield values
        else:
            yield [record for value in values for record in select(value)]
        done += len(lines)


def _together(lines: Sequence[str], decoder: json.JSONDecoder) -> Sequence[object] | None:
    """Return the values of lines parsed in one call (half the time of one call each), or None where one is broken.

    A text stands between any two lines, and stands between any two values only if every line is one value.
    """
    full = [line for line in lines if not line.isspace()]
    text = f"[{f',{_MARK},'.join(full)}]"
    try:
        values = decoder.decode(text)
    except (json.JSONDecodeError, RecursionError):
        return None
    marks = len(full) - 1
    fits = isinstance(values, list) and len(values) == len(full) + max(marks, 0) and text.count(_MARK) == max(marks, 0)
    return values[::2] if fits and all(v == _MARK[1:-1] for v in values[1::2]) else None


def _selector(iterator: str, source: Source) -> Callable[[object], Sequence[object]]:
    from kgbuild.yarrrml.sources.jsonpath import PathError, parse_path

    try:
        select = parse_path(iterator)
    except PathError as error:
        raise ConfigError([Problem(source.where, f"the iterator is no JSONPath: {error}", "correct it")]) from None
    return _selecting(select, iterator, source)


def _selecting(select: JsonPath, path: str, source: Source) -> JsonPath:
    """The same function, whose failure on data is an error with a place."""
    from kgbuild.yarrrml.sources.jsonpath import PathError

    def selected(node: object) -> list[object]:
        try:
            return select(node)
        except PathError as error:
            what = f"`{path}` cannot be followed in `{source.access}`: {error}"
            raise InputError([Problem(source.where, what, "flatten the file or write another path")]) from None

    return selected


def _keys(reference: str) -> tuple[str, ...]:
    if reference != reference.strip():
        return ()  # a path leaves out the spaces around it, a key of that name goes before it
    if not _PATH_MARKS.intersection(reference):
        return (reference,)
    names = _NAMES.fullmatch(reference)
    return (reference, names.group(1)) if names and "." not in names.group(1) else ()


@dataclass(frozen=True, slots=True)
class _Converter:
    """Turns JSON values into cells."""

    source: Source
    problems: list[Problem]
    natural: bool
    filters: list[str] = field(default_factory=list)  # the references that compare values

    def extractor(self, reference: str) -> Extractor:
        """Return the function from record to cell for a path; a key of that very name goes before the path."""
        names = _NAMES.fullmatch(reference)
        if names:
            return _reach(reference, _step_by_step(names.group(1).split(".")), self.single, self.single)
        from kgbuild.yarrrml.sources.jsonpath import PathError, parse_path

        self.note(reference)
        try:
            select = parse_path(reference)
        except PathError as error:
            what = f"`$({reference})` is no JSONPath: {error}"
            raise ConfigError([Problem(self.source.where, what, "correct the reference")]) from None
        return _reach(reference, _selecting(select, reference, self.source), self.single, self.all)

    def note(self, path: str) -> None:
        """Note a path that compares values."""
        from kgbuild.yarrrml.sources.jsonpath import has_filter  # only here: most mappings have names alone

        if has_filter(path):
            self.filters.append(path)

    def all(self, nodes: object) -> Cell:
        """Return what a path selects as a cell."""
        if self.natural and isinstance(nodes, list):
            return self.cell([node for node in nodes if self._is_value(node)])
        return self.cell(nodes)

    def single(self, value: object) -> Cell:
        """Return one value as a cell."""
        if isinstance(value, str):
            return self._clean(value)
        if value is None:
            return ""
        return self.cell(value) if not self.natural or self._is_value(value) else ""

    def _is_value(self, value: object) -> bool:
        """RML of the community group takes no list or object for a value; every other front end takes its items."""
        if not isinstance(value, (list, dict)):
            return True
        kind = "a list" if isinstance(value, list) else "an object"
        self._say(f"a reference finds {kind} where a value is needed", "end it with `[*]`, or a name")
        return False

    def _say(self, what: str, fix: str) -> None:
        problem = Problem(Location(self.source.access), what, fix)
        if problem not in self.problems:  # said once a file, not once a cell
            self.problems.append(problem)

    def cell(self, value: object) -> Cell:
        """Return a JSON value as a cell: text, or a tuple for a list; an object is its JSON text."""
        try:
            if not isinstance(value, list):
                return self._text(value)
            texts = self._texts(value)
        except RecursionError:
            self.problems.append(Problem(Location(self.source.access), "a value is nested too deeply", "left out"))
            return ""
        return texts[0] if len(texts) == 1 else texts or ""

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
        return self._clean(json.dumps(value, ensure_ascii=False, sort_keys=True))

    def _number(self, value: bool | int | float) -> str:
        if isinstance(value, (WrittenInteger, WrittenDouble)):
            kind = NaturalInteger if isinstance(value, int) else NaturalDouble
            return kind(value.written) if self.natural else value.written
        return natural_text(value) if self.natural else scalar_text(value)

    def _clean(self, text: str) -> str:
        if text and text.isascii() and not self.source.nulls:  # nearly all
            return text
        if text in self.source.nulls:
            return ""
        if not text and self.source.empty_values:
            return EMPTY
        if has_surrogate(text):
            self._say("a text holds half a surrogate pair, which RDF cannot hold", "left out; correct the data")
            return ""
        return text


def _step_by_step(names: Sequence[str]) -> Callable[[object], object]:
    """Return what gives the value under names within names: most paths are no more, and this is three times faster."""

    def select(value: object) -> object:
        for name in names:
            if not isinstance(value, dict) or name not in value:
                return None
            value = value[name]
        return value

    return select


def _reach(
    reference: str, select: Callable[[object], object], one: Callable[[object], Cell], found: Callable[[object], Cell]
) -> Extractor:
    def reach(record: object) -> Cell:
        if isinstance(record, Bare):
            return found(select(record[""]))
        if isinstance(record, dict) and reference in record:
            return one(record[reference])
        return found(select(record))

    return reach


def json_inside(source: Source, problems: list[Problem]) -> tuple[Access, Callable[[str], object]]:
    """Return how records are reached that are inside a text, and what reads the text.

    The second raises `ValueError` for a text that is no JSON.
    """
    convert = _Converter(source, problems, natural=True)
    decoder = cache(lambda: _decoder(natural=True, filters=bool(convert.filters)))  # once all references are known

    def read(text: str) -> object:
        try:
            return decoder().decode(text)
        except RecursionError:
            raise ValueError("nested too deeply") from None

    return Access(Shape.RECORD, extractor=convert.extractor), read
