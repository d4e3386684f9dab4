"""Checks that what is read from a view is among its columns, at the place where it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kgbuild.problems import Location, near_miss
from kgbuild.yarrrml.check_terms import read_columns
from kgbuild.yarrrml.form import Link, Rule, Side, Value, View, references
from kgbuild.yarrrml.rml_graph import MappingGraph
from kgbuild.yarrrml.views import RECORD, columns, record_names


def near(graph: MappingGraph, start: Location, word: str) -> Location:
    """Return the place of a quoted word or template's reference at or after `start`; `start` where it is not found.

    A blank node of Turtle has no place of its own; the words in it have.
    """
    wanted = re.compile(rf'(?<=["\'{{]){re.escape(word)}(?=["\'}}])')
    for number, line in enumerate(graph.text.splitlines(), 1):
        if word and number >= start.line and (found := wanted.search(line)):
            return Location(graph.file, number, found.start() + 1)
    return start


def check_references(value: Value, known: Sequence[str], view: View, graph: MappingGraph, start: Location) -> None:
    """Add a problem for every reference in a value that reads none of the columns `known` of a view."""
    for ref in references(value):
        _check_name(ref.name, known, view, graph, start)


def _check_name(name: str, known: Sequence[str], view: View, graph: MappingGraph, start: Location) -> None:
    if name in known:
        return
    where = near(graph, start, name)
    if name == RECORD or name in record_names(view.fields):
        graph.problem_at(where, f"`{name}` stands for a whole record, which is no value", "name a field inside it")
    else:
        graph.problem_at(where, f"the view has no field `{name}`", near_miss(name, known))


def check_view_rules(rules: Iterable[Rule], graph: MappingGraph) -> None:
    """Add a problem for every reference of a rule, or of a link to it, that its view has no field for."""
    views = {r.name: s.view for r in rules for s in r.sources if s.view is not None}
    for rule in rules:
        view = views.get(rule.name)
        if view is not None:
            for name, _ in read_columns(rule):
                _check_name(name, columns(view), view, graph, rule.where)
        for link in (o for e in rule.entries for o in e.objects if isinstance(o, Link)):
            other = views.get(link.mapping)
            found = [r.name for c in link.conditions for r in references(c) if r.side is Side.OBJECT]
            if other is not None:
                for name in found:
                    _check_name(name, columns(other), other, graph, rule.where)
