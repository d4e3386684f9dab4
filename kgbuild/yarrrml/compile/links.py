"""Links between mappings: which conditions are equalities a hash can answer, and the index that answers them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kgbuild.problems import Location
from kgbuild.yarrrml.compile.runtime import Cell
from kgbuild.yarrrml.form import Call, Link, Rule, Side, Source, Value, references
from kgbuild.yarrrml.functions.table import Function, function_of, parameter_of


class Join(NamedTuple):
    """A link taken apart: `keys` are pairs of values (this record's, the other's) that must be equal; `rest` are the
    conditions that a hash cannot answer."""

    rule: Rule
    keys: tuple[tuple[Value, Value], ...]
    rest: tuple[Call, ...]


# A subject, or where conditions are left that a hash cannot answer, a subject and the cells they read.
Entry = str | tuple[str, tuple[Cell, ...]]


@dataclass(slots=True)
class Index:
    """Subjects of the linked mapping by key."""

    entries: dict[tuple[str, ...], dict[Entry, None]] = field(default_factory=dict)

    def add(self, key: tuple[str, ...], entry: Entry) -> None:
        """Add one under a key; the same again changes nothing."""
        self.entries.setdefault(key, {})[entry] = None

    def find(self, key: tuple[str, ...]) -> Iterable[Entry]:
        """Return those under a key, in the order added."""
        return self.entries.get(key, ())


def taken_apart(link: Link, rule: Rule, functions: Mapping[str, Function]) -> Join:
    """Return the equalities between the two records, and what is left of the conditions."""
    keys: list[tuple[Value, Value]] = []
    rest: list[Call] = []
    for call in (part for condition in link.conditions for part in _conjuncts(condition, functions)):
        pair = _equality(call, functions)
        if pair is None:
            rest.append(call)
        else:
            keys.append(pair)
    return Join(rule, tuple(keys), tuple(rest))


def _conjuncts(call: Call, functions: Mapping[str, Function]) -> Iterator[Call]:
    """Yield the parts of a `boolean_and` of calls: each of them can be answered by itself."""
    function = function_of(call.function, functions)
    inner = [a.value for a in call.arguments if isinstance(a.value, Call)]
    if function is not None and function.name == "boolean_and" and len(inner) == len(call.arguments):
        for part in inner:
            yield from _conjuncts(part, functions)
    else:
        yield call


def _equality(call: Call, functions: Mapping[str, Function]) -> tuple[Value, Value] | None:
    function = function_of(call.function, functions)
    if function is None or function.name != "equal":
        return None
    sides = {parameter_of(function, a.parameter): a.value for a in call.arguments}
    left, right = sides.get(0), sides.get(1)
    if left is None or right is None:
        return None
    here, there = _side(left), _side(right)
    if (here, there) == (Side.SUBJECT, Side.OBJECT):
        return left, right
    if (here, there) == (Side.OBJECT, Side.SUBJECT):
        return right, left
    return None


def _side(value: Value) -> Side | None:
    """The side all references of a value are on; None for none, or both."""
    sides = {ref.side for ref in references(value)}
    return sides.pop() if len(sides) == 1 else None


def linked_columns(join: Join) -> Iterator[tuple[str, Location]]:
    """Yield what the conditions read from the other record, and where they are written."""
    for _, value in join.keys:
        yield from ((ref.name, value.where) for ref in references(value))
    for call in join.rest:
        yield from ((ref.name, call.where) for ref in references(call) if ref.side is Side.OBJECT)


def object_references(join: Join) -> tuple[str, ...]:
    """Return the references to the other record that the conditions left over read."""
    found = (r.name for call in join.rest for r in references(call) if r.side is Side.OBJECT)
    return tuple(dict.fromkeys(found))


def same_record(link: Link, source: Source, rule: Rule) -> Source | None:
    """Return the linked mapping's source if a link without conditions means the very same record, because both
    mappings read it; else None."""
    return next((other for other in rule.sources if _same(source, other)), None) if not link.conditions else None


def _same(one: Source, other: Source) -> bool:
    return (one.access, one.iterator, one.query, one.view) == (other.access, other.iterator, other.query, other.view)
