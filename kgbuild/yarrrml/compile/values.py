"""Code for values: templates as pieces of text, function calls as expressions."""

from __future__ import annotations

from collections.abc import Mapping

from kgbuild.yarrrml.compile.coder import Coder, Piece, Pieces, Place, joined
from kgbuild.yarrrml.compile.runtime import unless_empty
from kgbuild.yarrrml.form import Call, Encoding, Ref, Template, Value
from kgbuild.yarrrml.functions.table import Function, function_of, parameter_of


def raw_pieces(value: Template, coder: Coder, bound: Mapping[Ref, str]) -> Pieces:
    """Return the text of a template as it stands in the data; `bound` gives variables for some references."""
    return tuple(
        Piece(bound.get(p) or coder.cell(p), code=True) if isinstance(p, Ref) else Piece(p) for p in value.parts
    )


def encoded_pieces(value: Template, coder: Coder, bound: Mapping[Ref, str], encoding: Encoding) -> Pieces:
    """Return the text of a template with its references percent-encoded."""
    if encoding is Encoding.NONE:
        return raw_pieces(value, coder, bound)
    function = "enc" if encoding is Encoding.IRI else "encode_ascii"
    return tuple(
        Piece(f"{function}({bound.get(p) or coder.cell(p)})", code=True) if isinstance(p, Ref) else Piece(p)
        for p in value.parts
    )


def bind(value: Value | None, coder: Coder) -> dict[Ref, str]:
    """Open the block in which every reference of a template has one text that is not empty.

    In the branch for several values that is a loop over their combinations; returns the loop variables.
    """
    refs = tuple(dict.fromkeys(value.refs)) if isinstance(value, Template) else ()
    if not refs:
        return {}
    if not coder.multi:
        coder.open("if " + " and ".join(coder.cell(r) for r in refs) + ":")
        return {}
    bound = {ref: coder.fresh("v") for ref in refs}
    if len(refs) == 1:
        coder.open(f"for {bound[refs[0]]} in values({coder.cell(refs[0])}):")
    else:
        choices = ", ".join(f"values({coder.cell(r)})" for r in refs)
        coder.open(f"for {', '.join(bound.values())} in product({choices}):")
    return bound


def call_code(call: Call, coder: Coder, functions: Mapping[str, Function]) -> str:
    """Return the expression of a function call. Empty cells are passed as empty text."""
    function = function_of(call.function, functions)
    if function is None:  # refused on load; a caller who builds rules by hand gets the name
        raise KeyError(call.function)
    given: dict[int, list[str]] = {}
    for argument in call.arguments:
        position = parameter_of(function, argument.parameter)
        if position is not None:
            given.setdefault(position, []).append(_argument_code(argument.value, coder, functions))
    last = max(given, default=-1)
    arguments, flags = [], []
    for position, parameter in enumerate(function.parameters[: last + 1]):
        codes = given.get(position, ["''"])
        arguments.append(f"many({', '.join(codes)})" if parameter.many else codes[0])
        flags.append(parameter.many)
    needed = sum(1 for p in function.parameters if not p.many and not p.optional)
    single_first = not any(p.many for p in function.parameters[:needed])
    run = function.run if function.takes_empty or not single_first else unless_empty(function.run, needed)
    name = coder.constant("fn", run)
    single = not coder.multi and not any(isinstance(a.value, Call) for a in call.arguments)
    if single:
        return f"{name}({', '.join(arguments)})"
    return f"each({', '.join([name, repr(tuple(flags)), *arguments])})"


def _argument_code(value: Value, coder: Coder, functions: Mapping[str, Function]) -> str:
    if isinstance(value, Call):
        return f"as_cell({call_code(value, coder, functions)})"
    if value.constant == "":
        return "EMPTY"  # an empty text that the mapping itself gives is no missing value
    if coder.multi and value.refs and value.single is None:
        parts = ", ".join(coder.cell(p) if isinstance(p, Ref) else repr(p) for p in value.parts)
        return f"combine(({parts},))"
    return joined(raw_pieces(value, coder, {}))


def evaluate(call: Call, coder: Coder, functions: Mapping[str, Function], rule: str) -> str:
    """Add the evaluation of a call; return the variable with its result, None where it failed (reported)."""
    result = coder.fresh("r")
    place = Place(call.where, rule, f"function `{call.function}` failed: {{value}}")
    coder.line(f"try: {result} = sound({call_code(call, coder, functions)})")
    coder.line(f"except FAULTS as fault: {result} = None; {coder.bad(place, 'fault_text(fault)')}")
    return result


def open_conditions(calls: tuple[Call, ...], coder: Coder, functions: Mapping[str, Function], rule: str) -> None:
    """Open the blocks in which every condition holds."""
    for call in calls:
        coder.open(f"if holds({evaluate(call, coder, functions, rule)}):")
