"""Function calls in every written form: long, short, one line, nested."""

from __future__ import annotations

import re

from kgbuild.yamlio import Node
from kgbuild.yarrrml.form import Argument, Call, Side, Value
from kgbuild.yarrrml.language.context import Context
from kgbuild.yarrrml.language.keys import ARGUMENT, CALL, fields, truly_list

_DEEPEST = 60  # calls in each other that are read; fewer are taken
_ONE_LINE = re.compile(r"\s*([^\s()$]+)\s*\((.*)\)\s*", re.DOTALL)


def read_conditions(node: Node | None, context: Context) -> tuple[Call, ...]:
    """Return the calls of a `condition` key: one, or a list that must all hold."""
    calls = (read_call(fields(item, CALL, context.problems), item, context) for item in truly_list(node))
    return tuple(call for call in calls if call is not None)


def read_call(found: dict[str, Node], node: Node, context: Context) -> Call | None:
    """Return the call a map with `function` and `parameters` says, or None with a problem."""
    name = found.get("function")
    if name is None:
        context.problem(node, "a function without its name", "add `function:`")
        return None
    text = name.want_text(context.problems)
    one_line = _ONE_LINE.fullmatch(text)
    if one_line is not None:
        if "parameters" in found:
            context.problem(name, "parameters are given twice", "keep the brackets or `parameters:`")
        return _one_line(one_line.group(1), one_line.group(2), name, context)
    if not text:
        context.problem(name, "a function without its name", "write its IRI or prefixed name")
        return None
    iri = context.function(text, name)
    written = [_argument(item, iri, context) for item in truly_list(found.get("parameters"))]
    return Call(iri, tuple(a for a in written if a is not None), name.where)


def _argument(item: Node, function: str, context: Context) -> Argument | None:
    if item.kind == "list":
        return _short_argument(item, function, context)
    found = fields(item, ARGUMENT, context.problems, needed=("parameter",))
    if "parameter" not in found:
        return None
    name = context.parameter(found["parameter"].want_text(context.problems), function)
    if "function" in found:
        call = read_call(found, item, context)
        return Argument(name, call) if call is not None else None
    if "value" not in found:
        context.problem(item, "a parameter without a value", "add `value:`")
        return None
    value = _value(found["value"], _side(found.get("from"), context), context)
    return Argument(name, value) if value is not None else None


def _short_argument(item: Node, function: str, context: Context) -> Argument | None:
    if len(item.items) not in {2, 3}:
        context.problem(item, "a parameter is `[name, value]` or `[name, value, s|o]`", "write it so")
        return None
    name = context.parameter(item.items[0].want_text(context.problems), function)
    side = _side(item.items[2] if len(item.items) == 3 else None, context)
    value = _value(item.items[1], side, context)
    return Argument(name, value) if value is not None else None


def _side(node: Node | None, context: Context) -> Side:
    if node is None:
        return Side.SUBJECT
    text = node.text.removeprefix("subject") and node.text[:1] if node.text in {"subject", "object"} else node.text
    if text not in {"s", "o"}:
        context.problem(node, f"`{node.text}` is neither `s` nor `o`", "`s`: this record, `o`: the one linked to")
        return Side.SUBJECT
    return Side(text)


def _value(node: Node, side: Side, context: Context) -> Value | None:
    if node.kind == "map":
        return read_call(fields(node, CALL, context.problems), node, context)
    text = node.want_text(context.problems)
    if text.endswith("~iri"):
        text = text.removesuffix("~iri")
    return context.template(context.expanded(text), node, side=side)


def _one_line(name: str, inside: str, node: Node, context: Context, depth: int = 0) -> Call | None:
    if depth > _DEEPEST:  # refused as a whole by check_calls
        return Call(context.function(name, node), (), node.where)
    iri = context.function(name, node)
    arguments: list[Argument] = []
    for part in _split(inside, ","):
        key, equals, value = part.partition("=")
        if not equals:
            context.problem(node, f"`{part.strip()}` has no `=`", "write `name(parameter = value, …)`")
            continue
        nested = _ONE_LINE.fullmatch(value)
        if nested is not None and not value.strip().startswith("$("):
            inner: Value | None = _one_line(nested.group(1), nested.group(2), node, context, depth + 1)
        else:
            inner = context.template(context.expanded(_unquoted(value.strip())), node)
        if inner is not None:
            arguments.append(Argument(context.parameter(key.strip(), iri), inner))
    return Call(iri, tuple(arguments), node.where)


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def _split(text: str, mark: str) -> list[str]:
    """Split at commas outside brackets and quotes; an escaped character never counts."""
    parts, depth, start, quote, at = [], 0, 0, "", 0
    while at < len(text):
        char = text[at]
        if char == "\\":
            at += 1
        elif quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        elif char == mark and depth <= 0:
            parts.append(text[start:at])
            start = at + 1
        at += 1
    parts.append(text[start:])
    return [part for part in parts if part.strip()]
