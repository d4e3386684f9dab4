"""Checks of function calls: functions and parameters that do not exist, parameters missing or given twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kgbuild.problems import Problem, near_miss
from kgbuild.yarrrml.form import Call, Link, Rule, Term, Value
from kgbuild.yarrrml.functions.table import Function, function_of, local_name, parameter_of
from kgbuild.yarrrml.rdf.terms import valid_iri
from kgbuild.yarrrml.views import view_values

_DEEPEST = 40


def check_calls(rule: Rule, functions: Mapping[str, Function]) -> Iterator[Problem]:
    """Yield a problem for everything wrong with the calls of a rule."""
    for call in _calls(rule):
        if _deeper(call, _DEEPEST):
            what = f"calls stand more than {_DEEPEST} deep in each other"
            yield Problem(call.where, what, "split the call, or write one function for it")
        else:
            yield from check_call(call, functions)


def _deeper(call: Call, depth: int) -> bool:
    inner = (a.value for a in call.arguments if isinstance(a.value, Call))
    return depth == 0 or any(_deeper(one, depth - 1) for one in inner)


def _calls(rule: Rule) -> Iterator[Call]:
    yield from (v for source in rule.sources for v in view_values(source) if isinstance(v, Call))
    yield from rule.conditions
    terms: list[Term | Link] = [*rule.subjects, *rule.graphs]
    for entry in rule.entries:
        yield from entry.conditions
        terms += [*entry.predicates, *entry.inverses, *entry.graphs, *entry.objects]
    for term in terms:
        if isinstance(term, Term):
            terms += term.quoted  # seen in their turn
        if isinstance(term, Link):
            yield from term.conditions
        else:
            yield from (v for v in (term.value, term.datatype, term.language) if isinstance(v, Call))


def unknown_calls(rule: Rule, functions: Mapping[str, Function]) -> bool:
    """Say whether a rule calls a function that is not among `functions`."""
    return any(function_of(name, functions) is None for call in _calls(rule) for name in _names(call))


def reads_tables(rule: Rule, functions: Mapping[str, Function]) -> bool:
    """Say whether a rule calls a function that reads a table beside its sources."""
    found = (function_of(name, functions) for call in _calls(rule) for name in _names(call))
    return any(function is not None and function.reads_tables for function in found)


def _names(call: Call) -> Iterator[str]:
    yield call.function
    for argument in call.arguments:
        if isinstance(argument.value, Call):
            yield from _names(argument.value)


def check_call(call: Call, functions: Mapping[str, Function]) -> Iterator[Problem]:
    """Yield a problem for everything wrong with a call and those inside it."""
    for argument in call.arguments:
        value: Value = argument.value
        if isinstance(value, Call):
            yield from check_call(value, functions)
    function = function_of(call.function, functions)
    if function is None:
        known = [f.name for f in functions.values()]
        what = f"unknown function `{call.function}`"
        yield Problem(call.where, what, near_miss(local_name(call.function), known))
        return
    positions = [parameter_of(function, a.parameter) for a in call.arguments]
    names = [p.names[0] for p in function.parameters]
    for argument, position in zip(call.arguments, positions, strict=True):
        if position is None:
            fix = near_miss(local_name(argument.parameter), names)
            yield Problem(call.where, f"`{function.name}` has no parameter `{local_name(argument.parameter)}`", fix)
        elif not valid_iri(argument.parameter):
            yield Problem(call.where, f"the parameter `{argument.parameter}` is no valid IRI", "correct its prefix")
    for position, parameter in enumerate(function.parameters):
        if position not in positions and not parameter.optional:
            yield Problem(call.where, f"`{function.name}` needs the parameter `{parameter.names[0]}`", "add it")
        if positions.count(position) > 1 and not parameter.many:
            yield Problem(call.where, f"`{function.name}`: `{parameter.names[0]}` is given twice", "keep one")
