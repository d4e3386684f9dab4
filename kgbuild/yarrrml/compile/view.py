"""Values of a view's fields to one generated function: from a record to the texts of each value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from kgbuild.yarrrml.compile.access import Access, cell_lines
from kgbuild.yarrrml.compile.coder import Coder, Mode, joined
from kgbuild.yarrrml.compile.generated import executed
from kgbuild.yarrrml.compile.values import evaluate, raw_pieces
from kgbuild.yarrrml.form import Call, Value
from kgbuild.yarrrml.functions.table import Function

# Takes a record, its number and what reports a function that fails; gives the texts of each value.
Evaluator = Callable[[object, int, Callable[..., None]], tuple[Sequence[str], ...]]


def compile_values(values: Sequence[Value], access: Access, functions: Mapping[str, Function], name: str) -> Evaluator:
    """Return the function that computes the values of a record; `name` is what problems call it."""
    coder = Coder(Mode.LINES, multi=True, depth=1)
    found = [_texts(value, coder, functions, name) for value in values]
    body, coder.lines, coder.depth = coder.lines, [], 0
    with coder.block("def run(row, n, bad):"):
        cell_lines(coder, access, lineage=False)
        coder.lines += body
        coder.line(f"return ({''.join(text + ', ' for text in found)})")
    return cast(Evaluator, executed(coder, f"<view {name}>"))


def _texts(value: Value, coder: Coder, functions: Mapping[str, Function], name: str) -> str:
    """The expression that gives the texts of a value; no text where a reference in it finds none."""
    if isinstance(value, Call):
        return f"natural_results({evaluate(value, coder, functions, name)})"
    if value.constant is not None:
        return repr((value.constant,))
    if value.single is not None:
        return f"values({coder.cell(value.single)})"
    bound = {ref: coder.fresh("v") for ref in dict.fromkeys(value.refs)}
    choices = "".join(f"values({coder.cell(ref)}), " for ref in bound)
    return f"[{joined(raw_pieces(value, coder, bound))} for {', '.join(bound.values())}, in product({choices})]"
