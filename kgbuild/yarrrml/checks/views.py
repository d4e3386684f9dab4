"""Checks that what is read from a view is among its columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kgbuild.problems import Location, Problem, near_miss
from kgbuild.yarrrml.checks.terms import read_columns
from kgbuild.yarrrml.form import Link, Rule, Side, Value, View, references
from kgbuild.yarrrml.views import RECORD, columns, record_names


def check_references(value: Value, known: Sequence[str], view: View, where: Location, problems: list[Problem]) -> None:
    """Add a problem for every reference in a value that reads none of the columns `known` of a view."""
    for ref in references(value):
        _check_name(ref.name, known, view, where, problems)


def _check_name(name: str, known: Sequence[str], view: View, where: Location, problems: list[Problem]) -> None:
    if name in known:
        return
    if name == RECORD or name in record_names(view.fields):
        what = f"`{name}` stands for a whole record, which is no value"
        problems.append(Problem(where, what, "name a field inside it"))
    else:
        problems.append(Problem(where, f"the view has no field `{name}`", near_miss(name, known)))


def check_view_rules(rules: Iterable[Rule], problems: list[Problem]) -> None:
    """Add a problem for every reference of a rule, or of a link to it, that its view has no field for."""
    views = {r.name: s.view for r in rules for s in r.sources if s.view is not None}
    for rule in rules:
        read = [(rule.name, name, where) for name, where in read_columns(rule)]
        for link in (o for e in rule.entries for o in e.objects if isinstance(o, Link)):
            found = (r.name for c in link.conditions for r in references(c) if r.side is Side.OBJECT)
            read += [(link.mapping, name, link.where) for name in found]
        for reader, name, where in read:
            view = views.get(reader)
            if view is not None:
                _check_name(name, columns(view), view, where, problems)
