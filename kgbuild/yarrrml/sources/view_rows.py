"""Views: flat rows made of the records of a source, joined with those of other views.

A record gives a row for every combination of the values of its fields; a field that finds none is empty in the row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, product

from kgbuild.problems import Problem, Severity
from kgbuild.yarrrml.compile.access import Access, Shape
from kgbuild.yarrrml.compile.coder import Place
from kgbuild.yarrrml.compile.runtime import EMPTY, Reporter
from kgbuild.yarrrml.compile.view import Evaluator, compile_values
from kgbuild.yarrrml.form import Field, Formulation, Source, Template, Value, View, ViewJoin, references
from kgbuild.yarrrml.functions.table import Function
from kgbuild.yarrrml.rdf.natural import NaturalInteger
from kgbuild.yarrrml.sources.missing_columns import check_columns
from kgbuild.yarrrml.sources.nested_records import Inside, inside_record, inside_text
from kgbuild.yarrrml.views import columns, field_columns, own_columns

Row = tuple[str, ...]
Joined = dict[Row, list[Row]]
Opener = Callable[[Source], tuple[Access, Iterable[object]]]
_FORMATS = {Formulation.JSONPATH: "JSON", Formulation.JSONL: "JSON", Formulation.XPATH: "XML"}
_PLACES = [NaturalInteger(n) for n in range(64)]


@dataclass(slots=True)
class Opening:
    """What opening a view needs beside the view: other sources, functions, a place for problems."""

    open: Opener
    functions: Mapping[str, Function]
    problems: list[Problem]
    name: str  # what problems call the view
    joined: dict[ViewJoin, Joined] = field(default_factory=dict)  # rows by their keys, for all rules of a run
    found: list[Problem] = field(default_factory=list)
    reporter: Reporter = field(init=False)

    def __post_init__(self) -> None:
        """Gather the problems of this reading apart: a view is read once for every rule that reads it."""
        self.reporter = Reporter(self.found, self.name)

    def compiled(self, values: Sequence[Value], access: Access) -> Evaluator:
        """Return the function that computes values of a record."""
        return compile_values(values, access, self.functions, self.name)

    def finish(self) -> None:
        """Hand over the problems that an earlier reading has not told."""
        self.reporter.finish()
        self.problems.extend(p for p in self.found if p not in self.problems)


def open_view(
    source: Source,
    opener: Opener,
    functions: Mapping[str, Function],
    problems: list[Problem],
    joined: dict[ViewJoin, Joined],
) -> tuple[Access, Iterator[Row]]:
    """Return how the rows of a source's view are reached, and the rows; `joined` holds what views are joined with, made
    once for all rules of a run.

    Raises `InputError` for a source behind it that cannot be read or has a column twice that is read, `ConfigError`
    for a path in it that is none.
    """
    view, opening = source.view, Opening(opener, functions, problems, source.name, joined)
    if view is None:
        raise ValueError(f"{source.name} is no view")
    access, records = opener(view.on)
    read = ((ref.name, one.where) for one in view.fields for ref in references(one.value))
    check_columns(read, view.on, access, source.name, opening.found)
    level = _Level(view.fields, access, opening)
    return Access(Shape.LIST, columns(view)), _rows(view, level, records, opening)


def _rows(view: View, level: _Level, records: Iterable[object], opening: Opening) -> Iterator[Row]:
    joins = [_Joined(join, own_columns(view), opening) for join in view.joins]
    for number, record in enumerate(records):
        for made in level.rows(record, number + 1):
            row = (_place(number), *made)
            if joins:
                yield from (tuple(chain(row, *more)) for more in product(*(j.more(row, number + 1) for j in joins)))
            else:
                yield row
    level.report_missing(opening)
    opening.finish()


def _place(number: int) -> str:
    return _PLACES[number] if number < len(_PLACES) else NaturalInteger(number)


class _Level:
    """Fields that read the same record."""

    def __init__(self, fields: Sequence[Field], access: Access, opening: Opening) -> None:
        self._evaluate = opening.compiled([f.value for f in fields if f.value is not None], access)
        self._bad = opening.reporter.bad
        self._parts = [_Part(f, access, opening) for f in fields]
        self._count = 0

    def rows(self, record: object, number: int) -> list[Row]:
        """Return the part of a view's rows that the record gives: at least one."""
        self._count += 1
        texts = iter(self._evaluate(record, number, self._bad))
        choices = [
            part.of_texts(next(texts), number) if part.inside is None else part.inside.rows(record, number)
            for part in self._parts
        ]
        return [tuple(chain.from_iterable(one)) for one in product(*choices)]

    def report_missing(self, opening: Opening) -> None:
        """Warn of the fields that found nothing in any record: their references may be misspelt."""
        for part in self._parts if self._count else ():
            part.report_missing(opening)


class _Part:
    """A field and those inside it: columns that stand side by side in a row."""

    def __init__(self, one: Field, access: Access, opening: Opening) -> None:
        self._field = one
        reads = isinstance(one.value, Template) and bool(one.value.refs) and access.shape is Shape.RECORD
        self._missing = reads  # until a record has a value
        self._empty = ("",) * len(field_columns((one,)))
        self.inside = None if one.records is None else _Inner(one, inside_record(one.records, access), opening)
        inner = one.fields if one.records is None else ()
        self._children = [
            _Inner(f, inside_text(f.records, opening.found), opening) for f in inner if f.records is not None
        ]

    def of_texts(self, texts: Sequence[str], number: int) -> list[Row]:
        """Return the part of a row for each text of an expression field."""
        if not texts:
            return [self._empty]
        self._missing = False
        if not self._children:
            return [(text or EMPTY, _place(at)) for at, text in enumerate(texts)]
        return [
            (text or EMPTY, _place(at), *chain.from_iterable(one))
            for at, text in enumerate(texts)
            for one in product(*(child.rows(text, number) for child in self._children))
        ]

    def report_missing(self, opening: Opening) -> None:
        if self._missing:
            what = f"the field `{self._field.name}` finds nothing in any record"
            problem = Problem(self._field.where, what, "check its spelling", Severity.WARNING, rule=opening.name)
            opening.found.append(problem)
        for inner in self._children if self.inside is None else (self.inside,):
            inner.report_missing(opening)


class _Inner:
    """A field of records: those inside a record or a text, each with the fields that read it."""

    def __init__(self, one: Field, inside: Inside, opening: Opening) -> None:
        self._find = inside.records
        self._level = _Level(one.fields, inside.access, opening)
        self._empty = ("",) * len(field_columns((one,)))
        self._bad = opening.reporter.bad
        kind = _FORMATS.get(one.records.formulation, "CSV") if one.records is not None else ""
        self._where = Place(one.where, opening.name, f"the field `{one.name}`: {{value}} is not {kind}")

    def rows(self, outer: object, number: int) -> list[Row]:
        """Return the part of a row for each record; an empty one where there is none."""
        if outer == "":
            return [self._empty]
        try:
            records = list(self._find(outer))
        except ValueError:
            self._bad(self._where, number, outer, outer)
            return [self._empty]
        rows = [(_place(at), *row) for at, record in enumerate(records) for row in self._level.rows(record, number)]
        return rows or [self._empty]

    def report_missing(self, opening: Opening) -> None:
        self._level.report_missing(opening)


class _Joined:
    """The rows of another view by their keys, each reduced to the fields the join adds."""

    def __init__(self, join: ViewJoin, own: Row, opening: Opening) -> None:
        self._bad = opening.reporter.bad
        self._here = opening.compiled([here for here, _ in join.keys], Access(Shape.LIST, own))
        self._none: list[Row] = [] if join.inner else [("",) * (2 * len(join.fields))]
        if join in opening.joined:
            self._found = opening.joined[join]
            return
        self._found = opening.joined[join] = {}
        access, rows = opening.open(join.source)
        there = opening.compiled([there for _, there in join.keys], access)
        added = opening.compiled([f.value for f in join.fields if f.value is not None], access)
        for number, row in enumerate(rows, 1):
            texts = None
            for key in product(*there(row, number, self._bad)):
                texts = added(row, number, self._bad) if texts is None else texts
                self._add(key, texts)

    def _add(self, key: Row, texts: Sequence[Sequence[str]]) -> None:
        rows = self._found.setdefault(key, [])
        for one in product(*([text or EMPTY for text in found] or ("",) for found in texts)):
            place = _place(len(rows))
            rows.append(tuple(chain.from_iterable((text, place if text else "") for text in one)))

    def more(self, row: Row, number: int) -> list[Row]:
        """Return what the join adds to a row: once for every row with the same keys, or nothing but empty cells."""
        keys = product(*self._here(row, number, self._bad))
        return [more for key in keys for more in self._found.get(key, ())] or self._none
