"""What there is to know about a view without reading data: its columns, the sources behind it, the values it reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgbuild.yarrrml.form import Field, Source, Value, View

PLACE = "#"  # the column that counts a record; a field's own is `name.#`
RECORD = "<it>"  # the record itself, which no reference can ask for


def own_columns(view: View) -> tuple[str, ...]:
    """Return the columns of a view without those that joins add, in the order of its rows."""
    return (PLACE, *field_columns(view.fields))


def columns(view: View) -> tuple[str, ...]:
    """Return all columns of a view, in the order of its rows."""
    return (*own_columns(view), *(c for join in view.joins for c in field_columns(join.fields)))


def field_columns(fields: Iterable[Field]) -> tuple[str, ...]:
    """Return the columns of fields and those inside them: a field of records has only the one that counts."""
    found: list[str] = []
    for field in all_fields(fields):
        found += [field.name] if field.value is not None else []
        found.append(f"{field.name}.{PLACE}")
    return tuple(found)


def record_names(fields: Iterable[Field]) -> tuple[str, ...]:
    """Return the names that stand for whole records, which no reference can ask for."""
    return tuple(field.name for field in all_fields(fields) if field.records is not None)


def all_fields(fields: Iterable[Field]) -> Iterator[Field]:
    """Yield fields and those inside them, each before what is inside it."""
    for field in fields:
        yield field
        yield from all_fields(field.fields)


def base_sources(source: Source) -> Iterator[Source]:
    """Yield what a source reads in the end: itself, or the sources of its view and of those it is joined with."""
    if source.view is None:
        yield source
        return
    yield from base_sources(source.view.on)
    for join in source.view.joins:
        yield from base_sources(join.source)


def view_values(source: Source) -> Iterator[Value]:
    """Yield every value that the fields and keys of a source's view compute, and those of the views behind it."""
    if source.view is None:
        return
    yield from view_values(source.view.on)
    for join in source.view.joins:
        yield from (value for pair in join.keys for value in pair)
        yield from view_values(join.source)
    fields = (*source.view.fields, *(field for join in source.view.joins for field in join.fields))
    yield from (field.value for field in all_fields(fields) if field.value is not None)
